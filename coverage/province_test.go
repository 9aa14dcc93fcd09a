package coverage_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// wideCounty is a province of 3,000 townships as one county: rows of 60 wavy cells, some
// 10 km wide, with 60 vertices each, a group or so and a facility or two in each.
func wideCounty(t testing.TB) *edition.Edition {
	const columns, rows, side, steps = 60, 50, 0.1, 15
	corner := func(x, y float64) orb.Point {
		return orb.Point{100 + x*side + 0.01*math.Sin(9*y+x), 27 + y*side + 0.01*math.Cos(8*x-y)}
	}
	parts := edition.Parts{County: edition.County{Code: adcode.MustParse("511425"), Name: "大县"}, People: &edition.People{Ages: []string{"all", "60+", "65+", "80+"}}}
	for i := range columns * rows {
		x, y := float64(i%columns), float64(i/columns)
		var ring orb.Ring
		for k := range 4 * steps {
			along := float64(k%steps) / steps
			ring = append(ring, [...]orb.Point{corner(x+along, y), corner(x+1, y+along), corner(x+1-along, y+1), corner(x, y+1-along)}[k/steps])
		}
		code := adcode.MustParse(fmt.Sprintf("511425%03d", 101+i%800))
		if i >= 800 {
			code = adcode.MustParse(fmt.Sprintf("511425%03d%03d", 101+i%800, 201+i/800))
		}
		parts.Units = append(parts.Units, boundaries.Version{Code: code, Name: code.String(), Shape: geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})})
	}
	for i := range 50_000 {
		p := corner(float64(i*7919%60000)/1000, float64(i*104729%50000)/1000)
		parts.People.Groups = append(parts.People.Groups, edition.Group{ID: fmt.Sprintf("%06d", i), Place: p, Counts: edition.Counts{int64(i % 3000), int64(i % 700), int64(i % 500), int64(i % 90)}})
	}
	for i := range 5000 {
		p := corner(float64(i*6151%60000)/1000, float64(i*9973%50000)/1000)
		parts.Facilities = append(parts.Facilities, operating(i+1, community, &p, ""))
	}
	ed, err := edition.Make(edition.Key{County: parts.County.Code}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

func BenchmarkWide(b *testing.B) {
	ed := wideCounty(b)
	q := coverage.Question{Kinds: []string{community}, Radius: 3000, By: adcode.Township}
	b.Run("people", func(b *testing.B) {
		q := q
		q.PeopleOnly = true
		for b.Loop() {
			ask(b, ed, q)
		}
	})
	b.Run("people and land", func(b *testing.B) {
		for b.Loop() {
			ask(b, ed, q)
		}
	})
	b.Run("extras", func(b *testing.B) {
		q := q
		q.PeopleOnly, q.With = true, coverage.Extras
		for b.Loop() {
			ask(b, ed, q)
		}
	})
	for name, level := range map[string]adcode.Level{"gaps of 800 townships": adcode.Township, "gaps of 2200 villages": adcode.Village} {
		b.Run(name, func(b *testing.B) {
			q := q
			q.By = level
			for b.Loop() {
				if _, err := coverage.Gaps(ed, q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
