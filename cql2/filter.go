package cql2

import (
	"slices"

	"github.com/paulmach/orb"
)

// Row is what a filter is asked about.
type Row interface {
	// Value is the value of a column; the zero Value where there is none. Of a Geometry
	// it is OfShape or the zero Value.
	Value(column string) Value
	// Meets reports whether the shape in a column, which is there, and a geometry, lon/lat,
	// have a point in common.
	Meets(column string, g orb.Geometry) bool
}

// OfShape says that a row has a shape.
func OfShape() Value { return Value{kind: Geometry} }

// Filter is a filter that was checked against the columns there are. It is never changed.
type Filter struct{ root predicate }

// Matches reports whether a filter is true of a row. The nil Filter lets all through.
func (f *Filter) Matches(row Row) bool { return f == nil || f.root.of(row) == yes }

// All lets through what each of several filters does; nil ones are left out.
func All(filters ...*Filter) *Filter {
	var all conjunction
	for _, f := range filters {
		if f != nil {
			all = append(all, f.root)
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &Filter{all}
}

// Equal is the filter that a column has a value, which is written as in an address: a
// day as 2020-06-30, a boolean as true. The error is an *Error.
func (p Parser) Equal(column, text string) (*Filter, error) {
	c, ok := p.Columns.named(column)
	if !ok {
		return nil, &Error{Fault: UnknownColumn, Expected: p.Columns.names(), Found: column}
	}
	v, err := valueOf(c, text)
	if err != nil {
		return nil, err
	}
	return &Filter{comparison{"=", columnOf{c}, literal{v}}}, nil
}

// truth is what a predicate is of a row.
type truth int8

const (
	no      truth = -1
	unknown truth = 0
	yes     truth = 1
)

func truthOf(is bool) truth {
	if is {
		return yes
	}
	return no
}

// predicate is a checked part of a filter.
type predicate interface{ of(Row) truth }

type (
	conjunction []predicate
	disjunction []predicate
	negation    struct{ predicate }
	comparison  struct {
		op          string
		left, right scalar
	}
	among struct {
		value scalar
		list  []scalar
	}
	within   struct{ value, low, high scalar }
	likeness struct {
		value   scalar
		pattern pattern
	}
	absence struct{ value scalar }
	doubt   struct{ predicate } // IS NULL of a predicate
	meeting struct {
		column string
		shape  orb.Geometry
	}
	constant truth
	flag     struct{ value scalar } // a boolean column that stands alone
)

func (c conjunction) of(row Row) truth {
	least := yes
	for _, p := range c {
		if least = min(least, p.of(row)); least == no {
			break
		}
	}
	return least
}

func (d disjunction) of(row Row) truth {
	most := no
	for _, p := range d {
		if most = max(most, p.of(row)); most == yes {
			break
		}
	}
	return most
}

func (n negation) of(row Row) truth { return -n.predicate.of(row) }

func (c comparison) of(row Row) truth {
	a, b := c.left.in(row), c.right.in(row)
	if a.IsNull() || b.IsNull() {
		return unknown
	}
	order := a.compare(b)
	switch c.op {
	case "=":
		return truthOf(order == 0)
	case "<>":
		return truthOf(order != 0)
	case "<":
		return truthOf(order < 0)
	case "<=":
		return truthOf(order <= 0)
	case ">":
		return truthOf(order > 0)
	}
	return truthOf(order >= 0)
}

func (a among) of(row Row) truth {
	v, doubtful := a.value.in(row), false
	if v.IsNull() {
		return unknown
	}
	if slices.ContainsFunc(a.list, func(one scalar) bool {
		w := one.in(row)
		doubtful = doubtful || w.IsNull()
		return !w.IsNull() && v.compare(w) == 0
	}) {
		return yes
	}
	if doubtful {
		return unknown
	}
	return no
}

func (w within) of(row Row) truth {
	v, low, high := w.value.in(row), w.low.in(row), w.high.in(row)
	if v.IsNull() || low.IsNull() || high.IsNull() {
		return unknown
	}
	return truthOf(v.compare(low) >= 0 && v.compare(high) <= 0)
}

func (l likeness) of(row Row) truth {
	v := l.value.in(row)
	if v.IsNull() {
		return unknown
	}
	return truthOf(l.pattern.matches(v.text))
}

func (a absence) of(row Row) truth { return truthOf(a.value.in(row).IsNull()) }

func (d doubt) of(row Row) truth { return truthOf(d.predicate.of(row) == unknown) }

func (m meeting) of(row Row) truth {
	if row.Value(m.column).IsNull() {
		return unknown
	}
	return truthOf(m.shape == nil || row.Meets(m.column, m.shape))
}

func (c constant) of(Row) truth { return truth(c) }

func (f flag) of(row Row) truth {
	v := f.value.in(row)
	if v.IsNull() {
		return unknown
	}
	return truthOf(v.number == 1)
}
