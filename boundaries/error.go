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
	Rule   string      // a stable short name: "code_twice", "wrong_level", ...
	Unit   adcode.Code // the unit that breaks it; may be none
	Change int         // the change of the order, from 1; 0: the order or snapshot as a whole
	Said   string      // one sentence: what is wrong and what to do
	Later  []Version   // of the rules "later" and "revert_later": what stands in the way
}

// Error is the change's number, the unit and the sentence.
func (e *RuleError) Error() string {
	said := e.Said
	if !e.Unit.IsZero() {
		said = fmt.Sprintf("%s: %s", e.Unit, said)
	}
	if e.Change > 0 {
		said = fmt.Sprintf("change %d: %s", e.Change, said)
	}
	return said
}

// Is reports that a broken rule is an invalid input, or a conflict where what was
// committed for a later day stands in its way.
func (e *RuleError) Is(target error) bool {
	if len(e.Later) > 0 {
		return target == ErrConflict
	}
	return target == ErrInvalid
}
