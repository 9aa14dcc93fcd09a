package coverage_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/coverage"
)

// A question that would take minutes is refused before any work, with how long it would
// take; the same without what makes it dear is answered.
func TestTooCostly(t *testing.T) {
	ed := wideCounty(t)
	q := coverage.Question{Kinds: []string{community}, Radius: 200_000, PeopleOnly: true, With: []coverage.Extra{coverage.ExtraCapacity}}
	_, err := coverage.Ask(ed, q)
	var said *coverage.QuestionError
	if !errors.As(err, &said) || !errors.Is(err, coverage.ErrInvalid) || !regexp.MustCompile(`about \d{3} seconds, more than the 30 `).MatchString(said.Said) || !strings.Contains(said.Zh, "缩小半径") {
		t.Errorf("%v", err)
	}
	q.Radius = 2000
	if a := ask(t, ed, q); a.Total.Beds == nil || a.Total.People["all"].Covered == 0 {
		t.Errorf("%+v", a.Total)
	}
}
