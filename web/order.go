package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"github.com/xiantu/xiantu/boundaries"
	importer "github.com/xiantu/xiantu/import"
)

// orderRefusal is a changes file that cannot be read.
type orderRefusal struct{ cause error }

// Error is the cause's sentence.
func (e *orderRefusal) Error() string { return e.cause.Error() }

// Is reports that the body is invalid.
func (e *orderRefusal) Is(target error) bool { return target == boundaries.ErrInvalid }

// Unwrap is the cause, by which it is explained.
func (e *orderRefusal) Unwrap() error { return e.cause }

// readOrder reads a changes file; what is wrong in it is invalid content, each problem
// with its place.
func readOrder(file []byte) (boundaries.Order, error) {
	order, err := importer.ReadOrder(bytes.NewReader(file))
	var several *importer.OrderError
	switch {
	case err == nil:
		return order, nil
	case errors.As(err, &several):
		var list []error
		for _, p := range several.Problems {
			list = append(list, &refusal{status: http.StatusUnprocessableEntity, at: placeOf(p), said: sentence{p.Said.Zh, p.Said.En}})
		}
		return order, &orderRefusal{errors.Join(list...)}
	}
	return order, &orderRefusal{err}
}

// placeOf is where in the body a problem is: body.changes[2].into.code.
func placeOf(p *importer.OrderProblem) string {
	place := "body"
	if p.Change > 0 {
		place += fmt.Sprintf(".changes[%d]", p.Change-1)
	}
	if p.Member != "" {
		place += "." + p.Member
	}
	return place
}
