package boundaries_test

import (
	"errors"
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Every kind of change is known to Apply: one that says nothing is refused by a rule,
// and none is passed over.
func TestApplyKnowsEveryKind(t *testing.T) {
	for _, change := range boundaries.AllChanges {
		order := boundaries.Order{Counties: []adcode.Code{county}, Title: "test", Effective: civil.Date(2021, 1, 1), Changes: []boundaries.Change{change}}
		if _, err := boundaries.Apply(boundaries.State{}, order); err == nil {
			t.Errorf("an empty %T was taken", change)
		} else if rule := new(boundaries.RuleError); !errors.As(err, &rule) {
			t.Errorf("an empty %T is refused by no rule: %v", change, err)
		}
	}
}
