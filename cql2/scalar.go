package cql2

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/cases"

	"github.com/xiantu/xiantu/civil"
)

// scalar is a checked part of a filter that has a value.
type scalar interface {
	in(Row) Value
	kind() Type
}

type (
	columnOf struct{ Column }
	literal  struct{ Value }
	folded   struct{ scalar } // CASEI
)

func (c columnOf) in(row Row) Value { return row.Value(c.Name) }
func (c columnOf) kind() Type       { return c.Type }

func (l literal) in(Row) Value { return l.Value }
func (l literal) kind() Type   { return l.Value.kind }

func (f folded) in(row Row) Value {
	v := f.scalar.in(row)
	v.text = fold(v.text)
	return v
}

// fold undoes differences of case, by Unicode's full case folding.
func fold(text string) string { return cases.Fold().String(text) }

// valueOf reads a value of a column from text.
func valueOf(c Column, text string) (Value, error) {
	bad := func(expected string) error {
		return &Error{Fault: BadValue, Column: c.Name, Expected: expected, Found: strconv.Quote(text)}
	}
	switch c.Type {
	case Text:
		return OfText(text), nil
	case Number:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || n != n {
			return Value{}, bad("a number")
		}
		return OfNumber(n), nil
	case Truth:
		switch strings.ToLower(text) {
		case "true", "1": // GDAL writes 1 and 0
			return OfTruth(true), nil
		case "false", "0":
			return OfTruth(false), nil
		}
		return Value{}, bad("true or false")
	case Instant:
		if day, err := civil.ParseDay(text); err == nil {
			return OfDay(day), nil
		}
		if moment, err := time.Parse(time.RFC3339, text); err == nil {
			return ofTime(moment), nil
		}
		return Value{}, bad("a day such as 2020-06-30")
	}
	return Value{}, bad("a column that is no geometry")
}
