package edition_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

func TestCheck(t *testing.T) {
	a, b := county.Child(1), county.Child(102)
	outline := orb.MultiPolygon{{{{104, 29}, {104.01, 29}, {104.02, 29}, {104.03, 29}, {104.03, 29.01}, {104.02, 29.01}, {104.01, 29.01}, {104, 29.01}, {104, 29}}}}
	for _, c := range []struct {
		name string
		edit func(*edition.Parts)
		want []edition.FindingKind
	}{
		{"sound", func(*edition.Parts) {}, nil},
		{"an outline of its own that fits", func(p *edition.Parts) {
			p.Units = append(p.Units, boundaries.Version{Code: county, Name: "云溪县", Shape: outline})
		}, nil},
		{"a sliver of 10 cm between two villages, and so between their towns", func(p *edition.Parts) {
			p.Units = append(p.Units, boundaries.Version{Code: county, Name: "云溪县", Shape: outline})
			shape := p.Units[4].Shape.Clone()
			shape[0][0][1][0] -= 1e-6
			p.Units[4].Shape = shape
		}, []edition.FindingKind{edition.UnmatchedEdge, edition.UnmatchedEdge, edition.UnmatchedEdge, edition.UnmatchedEdge, edition.AreaDiffers}},
		{"no towns", func(p *edition.Parts) {
			p.Units = slices.DeleteFunc(p.Units, func(v boundaries.Version) bool { return v.Code == a || v.Code == b })
		}, []edition.FindingKind{edition.LevelMissing, edition.NoParent, edition.NoParent, edition.NoParent}},
		{"no villages of one town", func(p *edition.Parts) { p.Units = p.Units[1:] }, []edition.FindingKind{edition.LevelPartial, edition.NoShape}},
		{"a town's code and a subdistrict's name", func(p *edition.Parts) { p.Units[2].Type = boundaries.Subdistrict }, []edition.FindingKind{edition.CodeClass}},
		{"a facility and a group outside", func(p *edition.Parts) {
			p.Facilities = []facilities.Facility{{Name: "站", Place: &orb.Point{100, 20}}}
			p.People = &edition.People{Ages: []string{"all"}, Groups: []edition.Group{{ID: "g", Place: orb.Point{100, 20}, Counts: edition.Counts{1}}}}
		}, []edition.FindingKind{edition.FacilityNoUnit, edition.GroupNoUnit}},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts := board()
			c.edit(&parts)
			var kinds []edition.FindingKind
			findings := make1(t, parts, civil.Day{}).Check()
			for _, f := range findings {
				kinds = append(kinds, f.Kind)
			}
			if d := cmp.Diff(c.want, kinds, cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s\n%+v", d, findings)
			}
		})
	}
}
