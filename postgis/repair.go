package postgis

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// repairsOf is, for the audit, what was done to shapes of a county before they came: which
// land went from whom to whom.
func repairsOf(all []edition.Repair, county adcode.Code) []map[string]any {
	var out []map[string]any
	for _, r := range all {
		touches := func(c adcode.Code) bool { return c.County() == county }
		if touches(r.To) || slices.ContainsFunc(r.From, touches) {
			out = append(out, map[string]any{"piece": r.Piece, "kind": r.Kind, "lon": r.Place[0], "lat": r.Place[1], "area_m2": float64(r.Area), "width_m": float64(r.Width),
				"to": r.To.String(), "from": codeTexts(r.From), "rule": r.Rule})
		}
	}
	return out
}
