package coverage

import (
	"slices"

	"github.com/xiantu/xiantu/edition"
)

// CheckDay refuses a day before the first on which divisions of the county are known, and
// names that day: whatever is asked of an earlier one would come to nothing, and nothing
// looks like an answer. Every question here does so itself; Indicators leaves it to its caller.
func CheckDay(ed *edition.Edition) error {
	if ed.Key.At.IsZero() || !ed.Key.At.Before(ed.Since) || slices.ContainsFunc(ed.Units, func(u edition.Unit) bool { return u.Unit != 0 }) {
		return nil
	}
	return refuse("at", "%s（%s）在 %s 尚无资料：最早的行政区划为 %s，请选这一天或以后", "nothing is known of %s (%s) on %s: its first divisions are of %s: ask for that day or a later one",
		ed.County.Name, ed.County.Code, ed.Key.At, ed.Since)
}
