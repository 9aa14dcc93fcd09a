package coverage

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// statistic adds up typed figures of the year: of each subject the newest by the
// edition's day. A unit's own figure stands for all below it; where a county has none of
// its own, its townships' are added up, and so on down to facilities.
func (c *counting) statistic(key string) (f Figure) {
	var said []Item
	for _, s := range c.newest(key) {
		said = append(said, Item{Unit: c.subject(s), Facility: c.facilityWith(s.Facility), Label: c.labelOf(s), N: s.Value})
	}
	if len(said) == 0 {
		return unknown("没有填报"+key, "nobody has typed in "+key)
	}
	level := func(i Item) adcode.Level {
		switch {
		case i.Facility >= 0:
			return adcode.Village + 1
		case i.Unit < 0:
			return adcode.Village // of a unit that is no more
		}
		return c.ed.Units[i.Unit].Level()
	}
	slices.SortStableFunc(said, func(a, b Item) int { return cmp.Compare(level(a), level(b)) })
	taken, whole := map[int]bool{}, false
	for _, item := range said {
		covered := whole
		for u := item.Unit; u >= 0 && !covered; u = c.ed.Units[u].Above {
			covered = taken[u]
		}
		if covered {
			continue
		}
		if item.Facility < 0 && item.Unit >= 0 {
			taken[item.Unit] = true
			whole = whole || c.ed.Units[item.Unit].Level() == adcode.County
		}
		f.Items = append(f.Items, item)
	}
	return f
}

// newest are the newest figures of the year by subject.
func (c *counting) newest(key string) []edition.Statistic {
	type subject struct {
		unit     adcode.Code
		facility facilities.ID
	}
	at := map[subject]int{}
	var list []edition.Statistic
	for _, s := range c.statistics {
		if s.Key != key || s.Day.Year() != c.year || !c.ed.Key.At.IsZero() && c.ed.Key.At.Before(s.Day) {
			continue
		}
		who := subject{s.Unit, s.Facility}
		if i, known := at[who]; !known {
			at[who], list = len(list), append(list, s)
		} else if list[i].Day.Before(s.Day) {
			list[i] = s
		}
	}
	return list
}

// subject is the unit that a figure counts for on the edition's day; -1 where its code
// is no more.
func (c *counting) subject(s edition.Statistic) int {
	if i := c.facilityWith(s.Facility); i >= 0 {
		return c.ed.Facilities.List[i].Unit
	}
	if u := c.ed.ByCode(s.Unit); u != nil {
		return u.Index
	}
	return -1
}

func (c *counting) facilityWith(id facilities.ID) int {
	if id == 0 {
		return -1
	}
	return slices.IndexFunc(c.ed.Facilities.List, func(f edition.Facility) bool { return f.ID == id })
}

// labelOf names a figure whose subject is not of the edition.
func (c *counting) labelOf(s edition.Statistic) string {
	if s.Facility == 0 && c.ed.ByCode(s.Unit) == nil {
		return s.Unit.String()
	}
	return ""
}
