package coverage

import (
	"errors"
	"fmt"
)

// ErrInvalid is what errors.Is finds in the error for a question that cannot be asked.
var ErrInvalid = errors.New("invalid")

// QuestionError says which part of a question cannot be, and what to write instead.
type QuestionError struct {
	Part string // "kinds", "radius", "people", ...
	Said string // one sentence
	Zh   string // the same in Chinese
}

// Error is the part and the sentence.
func (e *QuestionError) Error() string { return e.Part + ": " + e.Said }

// Chinese is the sentence in Chinese.
func (e *QuestionError) Chinese() string { return e.Zh }

// Is reports that the question is an invalid input.
func (e *QuestionError) Is(target error) bool { return target == ErrInvalid }

// refuse says what cannot be in both languages, with the same arguments in the same order.
func refuse(part, zh, en string, args ...any) error {
	return &QuestionError{part, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}
