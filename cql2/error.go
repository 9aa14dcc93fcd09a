package cql2

import "fmt"

// Fault is what kind of thing is wrong with a filter.
type Fault int

// The faults.
const (
	NotUnderstood Fault = iota // Expected says what should stand there, Found what does
	UnknownColumn              // Found is the name, Expected the names there are
	WrongType                  // Expected is the type wanted, Found the type there, of Column where that is one
	BadValue                   // Found is the value, Expected its form
	NotOffered                 // Found is the name of what is not known here
	TooLong                    // Expected is the limit
	TooDeep                    // Expected is the limit
)

// Error says what is wrong with a filter, and where.
type Error struct {
	Fault           Fault
	At              int    // which character, from 1; 0: not known, or of no one place
	Column          string // the column concerned, where there is one
	Expected, Found string
}

// Error is the sentence in English.
func (e *Error) Error() string {
	where := ""
	if e.At > 0 {
		where = fmt.Sprintf(" at character %d", e.At)
	}
	if e.Column != "" {
		where += fmt.Sprintf(" (column %s)", e.Column)
	}
	switch e.Fault {
	case UnknownColumn:
		return fmt.Sprintf("filter%s: there is no column %q; there are %s", where, e.Found, e.Expected)
	case WrongType:
		return fmt.Sprintf("filter%s: a %s was expected, not a %s", where, e.Expected, e.Found)
	case BadValue:
		return fmt.Sprintf("filter%s: %s is not as expected: %s", where, e.Found, e.Expected)
	case NotOffered:
		return fmt.Sprintf("filter%s: %s is not offered here", where, e.Found)
	case TooLong:
		return fmt.Sprintf("filter: longer than %s bytes", e.Expected)
	case TooDeep:
		return fmt.Sprintf("filter%s: nested deeper than %s", where, e.Expected)
	}
	return fmt.Sprintf("filter%s: expected %s, found %s", where, e.Expected, e.Found)
}
