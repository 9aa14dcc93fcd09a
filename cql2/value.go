package cql2

import (
	"cmp"
	"strings"
	"time"

	"github.com/xiantu/xiantu/civil"
)

// Value is a value of a column; the zero Value is null.
type Value struct {
	kind   Type
	text   string
	number float64 // of an Instant: seconds since 1970
}

// OfText is a text.
func OfText(text string) Value { return Value{kind: Text, text: text} }

// OfNumber is a number.
func OfNumber(n float64) Value { return Value{kind: Number, number: n} }

// OfTruth is true or false; false is less.
func OfTruth(is bool) Value {
	if is {
		return Value{kind: Truth, number: 1}
	}
	return Value{kind: Truth}
}

// OfDay is a day, or null for the zero Day. As a time it is the day's first moment in UTC.
func OfDay(d civil.Day) Value {
	if d.IsZero() {
		return Value{}
	}
	v := ofTime(d.Time())
	v.text = d.String()
	return v
}

func ofTime(t time.Time) Value {
	return Value{kind: Instant, text: t.Format(time.RFC3339Nano), number: float64(t.Unix()) + float64(t.Nanosecond())/1e9}
}

// IsNull reports whether there is no value.
func (v Value) IsNull() bool { return v.kind == NoType }

// Any is the value as encoding/json writes it: nil, a string, a float64 or a bool; of an
// instant its text, of a geometry nothing.
func (v Value) Any() any {
	switch v.kind {
	case Text, Instant:
		return v.text
	case Number:
		return v.number
	case Truth:
		return v.number == 1
	}
	return nil
}

// compare orders two values of one type.
func (v Value) compare(o Value) int {
	if v.kind == Text {
		return strings.Compare(v.text, o.text)
	}
	return cmp.Compare(v.number, o.number)
}
