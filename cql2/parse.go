package cql2

import (
	"strconv"
	"strings"
	"time"

	"github.com/xiantu/xiantu/civil"
)

// The bounds of a filter.
const (
	MostBytes = 16 << 10
	MostDepth = 64
)

// Parser reads filters over given columns.
type Parser struct {
	Columns  Columns
	LatFirst bool // geometries are written lat, lon
}

// Parse reads a filter in CQL2 as text. The error is an *Error.
func (p Parser) Parse(text string) (*Filter, error) {
	if len(text) > MostBytes {
		return nil, &Error{Fault: TooLong, Expected: strconv.Itoa(MostBytes)}
	}
	list, err := tokens(text)
	if err != nil {
		return nil, err
	}
	t := &textParser{text: text, tokens: list, latFirst: p.LatFirst}
	n, err := t.expression()
	if err != nil {
		return nil, err
	}
	if t.next().kind != endToken {
		return nil, t.unexpected("AND, OR or the end")
	}
	return p.filter(n)
}

// textParser goes through the tokens of a text once, from left to right.
type textParser struct {
	text     string
	tokens   []token
	depth    int
	latFirst bool
}

func (t *textParser) next() token { return t.tokens[0] }

func (t *textParser) at() int { return place(t.text, t.next().at) }

func (t *textParser) take(word string) bool {
	if !t.next().is(word) {
		return false
	}
	t.tokens = t.tokens[1:]
	return true
}

func (t *textParser) demand(word string) error {
	if !t.take(word) {
		return t.unexpected(word)
	}
	return nil
}

func (t *textParser) unexpected(wanted string) error {
	return &Error{Fault: NotUnderstood, At: t.at(), Expected: wanted, Found: t.next().said()}
}

// deeper bounds how far functions call one another; the caller takes 1 off again.
func (t *textParser) deeper() error {
	if t.depth++; t.depth > MostDepth {
		return &Error{Fault: TooDeep, At: t.at(), Expected: strconv.Itoa(MostDepth)}
	}
	return nil
}

// expression reads terms parted by OR.
func (t *textParser) expression() (node, error) {
	if err := t.deeper(); err != nil {
		return node{}, err
	}
	defer func() { t.depth-- }()
	return t.joined("or", func() (node, error) { return t.joined("and", t.factor) })
}

func (t *textParser) joined(op string, part func() (node, error)) (node, error) {
	at := t.at()
	first, err := part()
	list := []node{first}
	for err == nil && t.take(op) {
		var another node
		another, err = part()
		list = append(list, another)
	}
	if err != nil || len(list) == 1 {
		return first, err
	}
	return node{op: op, args: list, at: at}, nil
}

func (t *textParser) factor() (node, error) {
	not := false
	for t.take("NOT") {
		not = !not
	}
	n, err := t.primary()
	return negated(not, n), err
}

// primary reads a predicate, or an expression in parentheses.
func (t *textParser) primary() (n node, err error) {
	if t.take("(") {
		if n, err = t.expression(); err == nil {
			err = t.demand(")")
		}
	} else {
		n, err = t.operand()
	}
	if err != nil {
		return n, err
	}
	return t.compared(n)
}

// compared reads what is said of an operand; nothing where it stands for itself.
func (t *textParser) compared(left node) (node, error) {
	at := t.at()
	for _, op := range []string{"=", "<>", "<=", ">=", "<", ">"} {
		if t.take(op) {
			right, err := t.operand()
			return node{op: op, args: []node{left, right}, at: at}, err
		}
	}
	if t.take("IS") {
		not := t.take("NOT")
		return negated(not, node{op: "isNull", args: []node{left}, at: at}), t.demand("NULL")
	}
	not := t.take("NOT")
	var n node
	var err error
	switch {
	case t.take("LIKE"):
		n, err = t.like(left)
	case t.take("BETWEEN"):
		n, err = t.between(left)
	case t.take("IN"):
		n, err = t.in(left)
	case not:
		err = t.unexpected("LIKE, BETWEEN or IN")
	case t.next().is("+") || t.next().is("-"):
		err = &Error{Fault: NotOffered, At: at, Found: "arithmetic"}
	default:
		return left, nil
	}
	n.at = at
	return negated(not, n), err
}

func (t *textParser) like(left node) (node, error) {
	pattern, err := t.operand()
	return node{op: "like", args: []node{left, pattern}}, err
}

func (t *textParser) between(left node) (node, error) {
	low, err := t.operand()
	if err == nil {
		err = t.demand("AND")
	}
	if err != nil {
		return node{}, err
	}
	high, err := t.operand()
	return node{op: "between", args: []node{left, low, high}}, err
}

func (t *textParser) in(left node) (node, error) {
	args := []node{left}
	err := t.list(func() error {
		one, err := t.operand()
		args = append(args, one)
		return err
	})
	return node{op: "in", args: args}, err
}

// list reads items in parentheses, parted by commas; there is at least one.
func (t *textParser) list(item func() error) error {
	if err := t.demand("("); err != nil {
		return err
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if !t.take(",") {
			break
		}
	}
	if !t.take(")") {
		return t.unexpected(", or )")
	}
	return nil
}

// operand reads a literal, a column or a call.
func (t *textParser) operand() (node, error) {
	first, at := t.next(), t.at()
	switch {
	case first.kind == textToken:
		t.tokens = t.tokens[1:]
		return node{value: OfText(first.text), pattern: first.raw, at: at}, nil
	case first.kind == numberToken || first.is("-") || first.is("+"):
		n, err := t.signed()
		return node{value: OfNumber(n), at: at}, err
	case first.kind != nameToken:
		return node{}, t.unexpected("a column or a value")
	case first.is("TRUE") || first.is("FALSE"):
		t.tokens = t.tokens[1:]
		return node{value: OfTruth(first.is("TRUE")), at: at}, nil
	}
	after := t.tokens[1]
	called := !first.quoted && (after.is("(") || after.is("Z") && isGeometryWord(strings.ToUpper(first.text)))
	t.tokens = t.tokens[1:]
	if !called {
		return node{column: first.text, at: at}, nil
	}
	if err := t.deeper(); err != nil {
		return node{}, err
	}
	defer func() { t.depth-- }()
	return t.call(first.text, at)
}

// signed reads a number with its sign.
func (t *textParser) signed() (float64, error) {
	sign := 1.0
	if t.take("-") {
		sign = -1
	} else {
		t.take("+")
	}
	n := t.next()
	if n.kind != numberToken {
		return 0, t.unexpected("a number")
	}
	t.tokens = t.tokens[1:]
	return sign * n.number, nil
}

// call reads what stands in parentheses after a name.
func (t *textParser) call(name string, at int) (node, error) {
	n := node{at: at}
	var err error
	switch word := strings.ToUpper(name); {
	case word == "DATE" || word == "TIMESTAMP":
		err = t.list(func() error {
			text := t.next()
			if text.kind != textToken {
				return t.unexpected("a text in single quotes")
			}
			n.value, err = instant(word, text.text, t.at())
			t.tokens = t.tokens[1:]
			return err
		})
	case word == "CASEI" || word == "S_INTERSECTS":
		n.op = strings.ToLower(word)
		err = t.list(func() error {
			arg, err := t.operand()
			n.args = append(n.args, arg)
			return err
		})
	case isGeometryWord(word):
		n.geometry, err = t.shape(word, at)
	default:
		err = &Error{Fault: NotOffered, At: at, Found: name + "()"}
	}
	return n, err
}

// instant reads a day, or a time with its zone.
func instant(form, text string, at int) (Value, error) {
	if form == "DATE" {
		if day, err := civil.ParseDay(text); err == nil {
			return OfDay(day), nil
		}
		return Value{}, &Error{Fault: BadValue, At: at, Expected: "DATE('2020-06-30')", Found: strconv.Quote(text)}
	}
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return Value{}, &Error{Fault: BadValue, At: at, Expected: "TIMESTAMP('2020-06-30T12:00:00Z')", Found: strconv.Quote(text)}
	}
	return ofTime(moment), nil
}
