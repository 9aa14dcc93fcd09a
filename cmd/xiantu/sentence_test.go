package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/coverage/siting"
	"github.com/xiantu/xiantu/maps"
)

// The kind of an error, by which the program knows it, is said only where nothing else says it.
func TestSentence(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("9 sites cannot be chosen of 3: %w", siting.ErrInvalid), "9 sites cannot be chosen of 3"},
		{fmt.Errorf("f.txt: %w", fmt.Errorf("choose more: %w", siting.ErrInfeasible)), "f.txt: choose more"},
		{fmt.Errorf("nothing was found in the time given: %w", siting.ErrTime), "nothing was found in the time given"},
		{&coverage.QuestionError{Part: "radius", Said: "give one above 0"}, "radius: give one above 0"},
		{fmt.Errorf("plan 3 is published: %w", boundaries.ErrConflict), "plan 3 is published"},
		{fmt.Errorf("choose another day: %w", maps.ErrNotFound), "choose another day"},
		{fmt.Errorf("plan 3: %w", boundaries.ErrNotFound), "plan 3: not found"},
		{errors.New("this code is invalid"), "this code is invalid"},
		{fmt.Errorf("searching: %w", context.Canceled), "stopped before it was done"},
		{usageError{"--radius: above 0"}, "--radius: above 0"},
	} {
		if got := sentence(c.err); got != c.want {
			t.Errorf("%v: said %q, want %q", c.err, got, c.want)
		}
	}
}
