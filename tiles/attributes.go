package tiles

import (
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// describeUnit gives the next feature what is known of a unit.
func describeUnit(l *layer, ed *edition.Edition, u *edition.Unit, tint int64, tiny bool) {
	l.whole("id", int64(u.Unit))
	l.text("code", u.Code.String())
	l.text("name", u.Name)
	l.text("name_full", u.Full)
	l.text("type", u.Type.String())
	l.text("level", u.Level().String())
	if u.Above >= 0 {
		l.text("parent", ed.Units[u.Above].Code.String())
	}
	l.text("tier", u.Tier)
	l.flag("urban", u.IsUrban)
	l.whole("tint", tint)
	l.whole("area_m2", int64(u.Area+0.5))
	for i, age := range ed.People.Ages {
		if i < len(u.People) {
			l.wholeOf("people_", age, u.People[i])
		}
	}
	if tiny {
		l.flag("tiny", true)
	}
}

func describeCluster(l *layer, c *cluster, kinds []string) {
	l.flag("cluster", true)
	l.whole("count", int64(c.count))
	for k, n := range c.counts {
		if n > 0 {
			l.wholeOf("count_", kinds[k], int64(n))
		}
	}
}

func describeName(l *layer, u *edition.Unit, rank int64) {
	l.whole("id", int64(u.Unit))
	l.text("code", u.Code.String())
	l.text("name", u.Name)
	l.text("level", u.Level().String())
	l.text("type", u.Type.String())
	l.whole("rank", rank)
}

func describeFacility(l *layer, ed *edition.Edition, f *edition.Facility) {
	l.whole("id", int64(f.ID))
	l.text("kind", f.Kind)
	l.text("name", f.Name)
	l.text("state", string(f.State))
	l.flag("operating", f.InOperation(ed.Key.At))
	if f.Unit >= 0 {
		l.text("unit", ed.Units[f.Unit].Code.String())
	}
}

func describeGap(l *layer, ed *edition.Edition, g *coverage.Gap) {
	if g.Unit >= 0 {
		u := &ed.Units[g.Unit]
		l.text("unit", u.Code.String())
		l.text("name", u.Name)
	}
	l.whole("area_m2", int64(g.Area+0.5))
	for _, age := range ed.People.Ages {
		if n, ok := g.People[age]; ok {
			l.wholeOf("people_", age, n)
		}
	}
}
