package maps_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// tally counts the names of sheets.
type tally struct {
	sheets, names, placed, numbered, lost, faults int
	time, longest                                 time.Duration
}

func (n *tally) add(t *testing.T, what string, ed *edition.Edition, o maps.Options) {
	start := time.Now()
	s, err := maps.New(ed, o)
	took := time.Since(start)
	if err != nil {
		t.Errorf("%s: %v", what, err)
		return
	}
	n.sheets, n.time, n.longest = n.sheets+1, n.time+took, max(n.longest, took)
	for _, name := range s.Names() {
		n.names++
		switch {
		case name.Lost:
			n.lost++
			t.Logf("%s: %s part %d is lost", what, name.Text, name.Part)
		case name.Number > 0:
			n.numbered++
		default:
			n.placed++
		}
	}
	for _, f := range faults(s) {
		n.faults++
		if n.faults < 20 {
			t.Errorf("%s: %s", what, f)
		}
	}
}

func (n *tally) share() float64 { return float64(n.placed) / float64(max(n.names, 1)) }

// TestSheetsOfLand lays out the sheets of made counties, or with XIANTU_SHEETS=all those of a
// province of 183 counties, by township, by village and of each township, and counts on the
// scenes: at least 98 % of the names stand on the map, the rest in the key, nothing overlaps.
func TestSheetsOfLand(t *testing.T) {
	var counties []*edition.Edition
	if os.Getenv("XIANTU_SHEETS") == "all" {
		counties = land(t, demo.Province, 1)
	} else {
		counties = land(t, demo.County, 1)
	}
	for _, size := range []string{"A4", "A3", "A1", "A0"} {
		for _, kind := range []string{"townships", "villages", "township"} {
			var n tally
			for _, ed := range counties {
				what := fmt.Sprintf("%s %s by %s", ed.County.Code, size, kind)
				if kind != "township" {
					n.add(t, what, ed, maps.Options{Kind: maps.Kind(kind), Paper: paper(t, size)})
					continue
				}
				for _, u := range ed.At(adcode.Township) {
					n.add(t, what+" "+u.Name, ed, maps.Options{Unit: u.Code, Paper: paper(t, size)})
				}
			}
			t.Logf("%s by %-9s: %d sheets, %d names, %.2f %% placed, %d in the key, %d lost, %d faults, %v a sheet, longest %v",
				size, kind, n.sheets, n.names, 100*n.share(), n.numbered, n.lost, n.faults, n.time/time.Duration(max(n.sheets, 1)), n.longest)
			if n.share() < 0.98 || n.lost > 0 {
				t.Errorf("%s by %s: %.2f %% of the names stand on the map, %d are lost; want 98 %% and none", size, kind, 100*n.share(), n.lost)
			}
		}
	}
}
