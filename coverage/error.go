package coverage

import (
	"errors"
	"fmt"
)

// ErrInvalid is what errors.Is finds in the error for a question that cannot be asked.
var ErrInvalid = errors.New("invalid")

// QuestionError says which part of a question cannot be, and what to write instead.
type QuestionError struct {
	Part string // "kinds", "radius", "ages", ...
	Said string // one sentence
}

// Error is the part and the sentence.
func (e *QuestionError) Error() string { return e.Part + ": " + e.Said }

// Is reports that the question is an invalid input.
func (e *QuestionError) Is(target error) bool { return target == ErrInvalid }

func refuse(part, format string, args ...any) error {
	return &QuestionError{part, fmt.Sprintf(format, args...)}
}
