package cql2

import (
	"strconv"

	"github.com/xiantu/xiantu/geo"
)

// filter checks a tree against the columns.
func (p Parser) filter(n node) (*Filter, error) {
	root, err := p.predicate(n)
	if err != nil {
		return nil, err
	}
	return &Filter{root}, nil
}

// predicate checks a node that must be true or false.
func (p Parser) predicate(n node) (predicate, error) {
	if limits, known := nodeOps[n.op]; known && (len(n.args) < limits[0] || len(n.args) > limits[1]) {
		return nil, &Error{Fault: NotUnderstood, At: n.at, Expected: strconv.Itoa(limits[0]) + " arguments of " + n.op, Found: strconv.Itoa(len(n.args))}
	}
	switch n.op {
	case "and", "or":
		list := make([]predicate, len(n.args))
		for i, arg := range n.args {
			var err error
			if list[i], err = p.predicate(arg); err != nil {
				return nil, err
			}
		}
		if n.op == "and" {
			return conjunction(list), nil
		}
		return disjunction(list), nil
	case "not":
		inner, err := p.predicate(n.args[0])
		return negation{inner}, err
	case "isNull":
		return p.isNull(n.args[0])
	case "s_intersects":
		return p.meets(n)
	case "like":
		return p.like(n)
	case "", "casei":
		return p.alone(n)
	}
	return p.comparison(n)
}

// alone checks what stands without a comparison: it must be a boolean.
func (p Parser) alone(n node) (predicate, error) {
	s, err := p.scalar(n)
	if err != nil {
		return nil, err
	}
	if s.kind() != Truth {
		return nil, wrongType(n, Truth, s.kind())
	}
	return flag{s}, nil
}

func wrongType(n node, wanted, found Type) error {
	return &Error{Fault: WrongType, At: n.at, Column: n.column, Expected: wanted.String(), Found: found.String()}
}

// comparison checks =, <>, <, <=, >, >=, BETWEEN and IN, all of whose arguments are of
// one type.
func (p Parser) comparison(n node) (predicate, error) {
	args, err := p.scalars(n.args)
	if err != nil {
		return nil, err
	}
	switch n.op {
	case "between":
		if kind := args[0].kind(); kind != Number && kind != Instant {
			return nil, wrongType(n.args[0], Number, kind)
		}
		return within{args[0], args[1], args[2]}, nil
	case "in":
		return among{args[0], args[1:]}, nil
	}
	return comparison{n.op, args[0], args[1]}, nil
}

// scalars checks values that are compared with one another. A text beside a date is
// read as one.
func (p Parser) scalars(nodes []node) ([]scalar, error) {
	list := make([]scalar, len(nodes))
	dates := false
	for i, n := range nodes {
		var err error
		if list[i], err = p.scalar(n); err != nil {
			return nil, err
		}
		if list[i].kind() == Geometry {
			return nil, &Error{Fault: NotUnderstood, At: n.at, Column: n.column, Expected: "S_INTERSECTS", Found: "a comparison of a geometry"}
		}
		dates = dates || list[i].kind() == Instant
	}
	for i, s := range list {
		if text, ok := s.(literal); ok && dates && s.kind() == Text {
			v, err := valueOf(Column{Name: nodes[0].column, Type: Instant}, text.text)
			if err != nil {
				return nil, err
			}
			list[i] = literal{v}
		}
	}
	for i, s := range list {
		if s.kind() != list[0].kind() {
			err := &Error{Fault: WrongType, At: nodes[i].at, Column: nodes[0].column, Expected: list[0].kind().String(), Found: s.kind().String()}
			return nil, err
		}
	}
	return list, nil
}

// scalar checks a node that must have a value.
func (p Parser) scalar(n node) (scalar, error) {
	switch {
	case n.op == "casei":
		return p.folded(n)
	case n.op != "":
		return nil, &Error{Fault: NotUnderstood, At: n.at, Expected: "a column or a value", Found: n.op}
	case n.column != "":
		c, ok := p.Columns.named(n.column)
		if !ok {
			return nil, &Error{Fault: UnknownColumn, At: n.at, Expected: p.Columns.names(), Found: n.column}
		}
		return columnOf{c}, nil
	case n.geometry != nil:
		return literal{OfShape()}, nil
	}
	return literal{n.value}, nil
}

func (p Parser) folded(n node) (scalar, error) {
	if len(n.args) != 1 {
		return nil, &Error{Fault: NotUnderstood, At: n.at, Expected: "one argument of CASEI", Found: strconv.Itoa(len(n.args))}
	}
	inner, err := p.scalar(n.args[0])
	if err != nil {
		return nil, err
	}
	if inner.kind() != Text {
		return nil, wrongType(n.args[0], Text, inner.kind())
	}
	if l, ok := inner.(literal); ok {
		return literal{OfText(fold(l.text))}, nil
	}
	return folded{inner}, nil
}

// isNull checks IS NULL of a value, or of a predicate.
func (p Parser) isNull(n node) (predicate, error) {
	if n.op == "" || n.op == "casei" {
		s, err := p.scalar(n)
		return absence{s}, err
	}
	inner, err := p.predicate(n)
	return doubt{inner}, err
}

// like checks LIKE, whose pattern is a text, or CASEI of one.
func (p Parser) like(n node) (predicate, error) {
	value, err := p.scalar(n.args[0])
	if err != nil {
		return nil, err
	}
	if value.kind() != Text {
		return nil, wrongType(n.args[0], Text, value.kind())
	}
	text, fold1 := n.args[1], false
	for text.op == "casei" && len(text.args) == 1 {
		text, fold1 = text.args[0], true
	}
	if text.op != "" || text.column != "" || text.geometry != nil || text.value.kind != Text {
		return nil, &Error{Fault: NotUnderstood, At: n.args[1].at, Column: n.args[0].column, Expected: "a pattern in single quotes", Found: "something else"}
	}
	if fold1 {
		text.pattern = fold(text.pattern)
	}
	return likeness{value, patternOf(text.pattern)}, nil
}

// meets checks S_INTERSECTS. Two literals are compared at once.
func (p Parser) meets(n node) (predicate, error) {
	for _, arg := range n.args {
		s, err := p.scalar(arg)
		if err != nil {
			return nil, err
		}
		if s.kind() != Geometry {
			return nil, wrongType(arg, Geometry, s.kind())
		}
	}
	a, b := n.args[0], n.args[1]
	if a.column == "" {
		a, b = b, a
	}
	switch {
	case a.column == "":
		return constant(truthOf(geo.Intersects(a.geometry, b.geometry))), nil
	case b.column != "" && b.column != a.column:
		return nil, &Error{Fault: NotOffered, At: n.at, Found: "S_INTERSECTS of two columns"}
	}
	return meeting{a.column, b.geometry}, nil
}
