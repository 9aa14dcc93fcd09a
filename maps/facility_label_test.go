package maps_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/maps"
)

// furnished is a county with so many facilities of four kinds, strewn over it.
func furnished(t testing.TB, count int) (*edition.Edition, []string) {
	t.Helper()
	ed := *grid(t, 2, 3, 2, numbered)
	var kinds []string
	for _, k := range facilities.Kinds()[:4] {
		kinds = append(kinds, k.Code)
	}
	r := rand.New(rand.NewPCG(1, 2))
	list := &edition.Facilities{}
	for i := range count {
		at := orb.Point{104 + 0.18*r.Float64(), 30 + 0.12*r.Float64()}
		list.List = append(list.List, edition.Facility{Unit: -1, Facility: facilities.Facility{
			ID: facilities.ID(i + 1), Kind: kinds[i%len(kinds)], Name: fmt.Sprintf("第%d服务站", i+1), Place: &at,
		}})
	}
	for i := range list.List {
		list.List[i].State = facilities.Operating
	}
	ed.Facilities = list
	return &ed, kinds
}

// Every facility has its name beside its symbol, or on a leader line, or in the key; nothing
// overlaps.
func TestFacilityNames(t *testing.T) {
	ed, kinds := furnished(t, 40)
	for _, size := range []string{"A4", "A3", "A1", "A0"} {
		s := sheet(t, ed, maps.Options{Facilities: kinds, FacilityNames: true, Paper: paper(t, size)})
		for _, f := range faults(s) {
			t.Errorf("%s: %s", size, f)
		}
		named, numbered := map[string]bool{}, 0
		for _, n := range s.Names() {
			if n.Code.IsZero() && !n.Lost {
				named[n.Text] = true
				if n.Number > 0 {
					numbered++
				}
			}
		}
		alone, joined := symbolsOf(s)
		t.Logf("%s: %d symbols of one facility, %d facilities joined; %d named, %d of them in the key", size, alone, joined, len(named), numbered)
		if alone+joined != 40 {
			t.Errorf("%s: symbols stand for %d facilities, want 40", size, alone+joined)
		}
		if len(named) != alone {
			t.Errorf("%s: %d facilities are named, want %d", size, len(named), alone)
		}
	}
}

// symbolsOf counts the symbols of one facility and the facilities that others stand for.
func symbolsOf(s *maps.Sheet) (alone, joined int) {
	each(s.Scene().Nodes, func(n maps.Node) {
		g, ok := n.(*maps.Group)
		if !ok || g.Layer != "facilities" {
			return
		}
		discs := 0
		each(g.Nodes, func(n maps.Node) {
			if c, ok := n.(*maps.Circle); ok && c.Stroke.Opaque {
				discs++
			}
			if text, ok := n.(*maps.Text); ok {
				if count, err := strconv.Atoi(text.String); err == nil {
					joined += count
					discs--
				}
			}
		})
		alone += discs
	})
	return alone, joined
}

// Ten thousand facilities become symbols that say how many they stand for, in no time, and
// the townships' names stay.
func TestManyFacilities(t *testing.T) {
	ed, kinds := furnished(t, 10_000)
	for _, named := range []bool{false, true} {
		start := time.Now()
		s := sheet(t, ed, maps.Options{Facilities: kinds, FacilityNames: named, Paper: paper(t, "A3")})
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("the sheet took %v", took)
		}
		for _, f := range faults(s) {
			t.Error(f)
		}
		alone, joined := symbolsOf(s)
		if alone+joined != 10_000 {
			t.Errorf("symbols stand for %d facilities, want 10,000", alone+joined)
		}
		for _, n := range s.Names() {
			if !n.Code.IsZero() && n.Lost {
				t.Errorf("%s is lost", n.Text)
			}
		}
		var texts []string
		each(s.Scene().Nodes, func(n maps.Node) {
			if text, ok := n.(*maps.Text); ok {
				texts = append(texts, text.String)
			}
		})
		if !slices.Contains(texts, "设施群（数字为处数）") {
			t.Error("the legend does not say what a number in a circle is")
		}
		if err := s.PDF(new(bytes.Buffer)); err != nil {
			t.Error(err)
		}
	}
}
