package main

import (
	"fmt"
	"io"
	"math"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// strandedShown is how many groups and facilities without a road are printed; --json has
// all.
const strandedShown = 20

// printStranded writes who no road leads to.
func printStranded(w io.Writer, ed *edition.Edition, answer *coverage.Answer) {
	for i, s := range answer.Stranded {
		if i == strandedShown {
			fmt.Fprintf(w, "and %d more: --json has all\n", len(answer.Stranded)-i)
			return
		}
		who := ""
		if s.Group >= 0 {
			who = "villager group " + ed.People.Groups[s.Group].ID
		} else if who = answer.Places[s.Place].Name(); who == "" {
			p := answer.Places[s.Place].At
			who = fmt.Sprintf("the site at %.5f, %.5f", p[0], p[1])
		}
		switch {
		case s.Why == "unreachable":
			fmt.Fprintf(w, "no road leads from %s to any facility\n", who)
		case math.IsInf(float64(s.Road), 1):
			fmt.Fprintf(w, "not put on a road: %s, with none within 50 km\n", who)
		default:
			fmt.Fprintf(w, "not put on a road: %s, %.0f m from the nearest\n", who, s.Road)
		}
	}
}
