package boundaries

import (
	"errors"
	"fmt"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// The kinds of failure; an error of this package is one of them by errors.Is.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("conflict")
	ErrInvalid  = errors.New("invalid")
)

// RuleError says which rule of the county a snapshot or change would break, and where.
type RuleError struct {
	Rule string      // a stable short name: "code_twice", "wrong_level", ...
	Unit adcode.Code // the unit that breaks it; may be none
	Said string      // one sentence: what is wrong and what to do
}

// Error is the unit and the sentence.
func (e *RuleError) Error() string {
	if e.Unit.IsZero() {
		return e.Said
	}
	return fmt.Sprintf("%s: %s", e.Unit, e.Said)
}

// Is reports that a broken rule is an invalid input.
func (e *RuleError) Is(target error) bool { return target == ErrInvalid }
