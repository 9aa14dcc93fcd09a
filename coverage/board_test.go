package coverage_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// The county of these tests, squares 0.02 degrees (about 2 km) wide:
//
//	+----+----+----+
//	| a  | b  | d  |    township 101: community a, village b
//	+----+----+----+    township 102: villages c, d, and land r that is no village's
//	| c  | r  |    |    the county has no more; e is a village of 102 known by list only
//	+----+----+----+
const (
	codeA, codeB           = "511425101001", "511425101201"
	codeC, codeD, codeE    = "511425102201", "511425102202", "511425102203"
	townshipX, townshipY   = "511425101", "511425102"
	west, south, side      = 103.80, 29.80, 0.02
	community, sub, centre = "ELD_COMMUNITY", "ELD_RURAL_SUB", "ELD_RURAL_CENTRE"
)

func cell(column, row float64) orb.Ring {
	x, y := west+column*side, south+row*side
	return orb.Ring{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}}
}

// in is a place in a cell, from its lower left corner, in parts of its side.
func in(column, row, x, y float64) orb.Point {
	return orb.Point{west + (column+x)*side, south + (row+y)*side}
}

func unit(code string, polygons ...orb.Polygon) boundaries.Version {
	c := adcode.MustParse(code)
	v := boundaries.Version{Code: c, Name: "单元" + code, Urban: boundaries.FlagOf(c.Class() == adcode.Community)}
	if len(polygons) > 0 {
		v.Shape = geo.SnapShape(polygons)
	}
	return v
}

// board is the county's parts: one group of ten, five of them 60 or older, a cell.
func board() edition.Parts {
	parts := edition.Parts{
		County: edition.County{Code: adcode.MustParse("511425"), Name: "方格县"}, Versions: edition.Versions{County: 7},
		Units: []boundaries.Version{
			unit("511425"), unit(townshipX),
			unit(townshipY, orb.Polygon{append(append(cell(0, 0)[:1:1], in(2, 0, 0, 0), in(2, 0, 0, 1)), in(0, 0, 0, 1), in(0, 0, 0, 0))}, orb.Polygon{cell(2, 1)}),
			unit(codeA, orb.Polygon{cell(0, 1)}), unit(codeB, orb.Polygon{cell(1, 1)}),
			unit(codeC, orb.Polygon{cell(0, 0)}), unit(codeD, orb.Polygon{cell(2, 1)}), unit(codeE),
		},
		People: &edition.People{Basis: edition.Registered, Day: civil.Date(2020, 1, 1), Ages: []string{"all", "60+"}},
	}
	for i, p := range []orb.Point{in(0, 1, .5, .5), in(1, 1, .5, .5), in(0, 0, .5, .5), in(1, 0, .5, .5), in(2, 1, .5, .5)} {
		parts.People.Groups = append(parts.People.Groups, edition.Group{ID: strconv.Itoa(i), Place: p, Counts: edition.Counts{10, 5}})
	}
	return parts
}

func operating(id int, kind string, place *orb.Point, code string) facilities.Facility {
	f := facilities.Facility{ID: facilities.ID(id), Kind: kind, Name: "设施" + strconv.Itoa(id), Place: place, State: facilities.Operating}
	if code != "" {
		f.Unit = adcode.MustParse(code)
	}
	return f
}

func at(column, row, x, y float64) *orb.Point { p := in(column, row, x, y); return &p }

func edited(t testing.TB, change func(*edition.Parts)) *edition.Edition {
	t.Helper()
	parts := board()
	change(&parts)
	ed, err := edition.Make(edition.Key{County: parts.County.Code, At: midsummer}, parts)
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// crowded is the board with many groups and facilities by chance.
func crowded(t testing.TB, seed uint64, groups, places int) *edition.Edition {
	random := rand.New(rand.NewPCG(seed, 1))
	anywhere := func() orb.Point {
		return orb.Point{west + side*(3.2*random.Float64()-.1), south + side*(2.2*random.Float64()-.1)}
	}
	return edited(t, func(p *edition.Parts) {
		for i := range groups {
			all := random.Int64N(300)
			p.People.Groups = append(p.People.Groups, edition.Group{ID: "g" + strconv.Itoa(i), Place: anywhere(), Counts: edition.Counts{all, all / 3}})
		}
		for i := range places {
			place := anywhere()
			p.Facilities = append(p.Facilities, operating(i+1, []string{community, sub, centre}[i%3], &place, ""))
		}
	})
}
