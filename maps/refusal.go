package maps

import (
	"errors"
	"fmt"
	"strings"
)

// Refusal is why a sheet cannot be made, said in both languages. It is ErrInvalid or
// ErrNotFound by errors.Is.
type Refusal struct {
	Option string // at fault, as a template or an order calls it: scale, title; empty: none by itself

	zh, en string
	kind   error
}

// Error is the English sentence.
func (r *Refusal) Error() string { return r.en }

// Chinese is the Chinese sentence.
func (r *Refusal) Chinese() string { return r.zh }

// Unwrap is the kind of failure.
func (r *Refusal) Unwrap() error { return r.kind }

// refuse makes a refusal of two sentences that print the same values.
func refuse(kind error, option, zh, en string, values ...any) error {
	return &Refusal{option, fmt.Sprintf(zh, values...), fmt.Sprintf(en, values...), kind}
}

// ofOption is a refusal for which another option is to blame.
func ofOption(option string, err error) error {
	var r *Refusal
	if !errors.As(err, &r) {
		return err
	}
	of := *r
	of.Option = option
	return &of
}

// listed is one refusal of several flaws, each said after the other.
func listed(option, zh, en string, flaws []error) error {
	chinese, english := make([]string, len(flaws)), make([]string, len(flaws))
	for i, f := range flaws {
		chinese[i], english[i] = inChinese(f), f.Error()
	}
	return &Refusal{option, zh + strings.Join(chinese, "；"), en + strings.Join(english, "; "), ErrInvalid}
}

// inChinese is what an error says in Chinese, or as it is where it says nothing so.
func inChinese(err error) string {
	var both interface{ Chinese() string }
	if errors.As(err, &both) {
		return both.Chinese()
	}
	return err.Error()
}
