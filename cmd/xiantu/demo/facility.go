package demo

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// facility is a row of the bureau's workbook.
type facility struct {
	sheet             string
	kind, name        string
	village           *village // after the reform
	group             *group
	place             orb.Point // lon/lat EPSG:4490
	state, build      string
	year, month       int
	beds, teams       int
	registered        int
	active            int
	graves, used, mu  int
	mode, operator    string
	independent       bool
	contract, extends bool
	partner           string
	served            string
	remark            string
}

// The sheets of the workbook.
const (
	sheetElder    = "养老服务设施"
	sheetCemetery = "公益性公墓"
	sheetStation  = "志愿服务站"
	sheetHealth   = "医疗机构"
	sheetOther    = "其他民政设施"
)

// wish says how many facilities of a kind a county of seventy gets, and where.
type wish struct {
	sheet, kind, suffix string
	count               int
	where               string // seat, town (one each), 社区, 村
}

var wishes = []wish{
	{sheetHealth, "乡镇卫生院", "卫生院", 7, "town"},
	{sheetHealth, "县级医院", "人民医院", 1, "seat"},
	{sheetElder, "社区养老服务综合体", "社区养老服务综合体", 1, "seat"},
	{sheetElder, "社区日间照料中心", "日间照料中心", 7, "社区"},
	{sheetElder, "农村养老服务中心", "农村养老服务中心", 3, "town"},
	{sheetElder, "农村养老服务分中心", "农村养老服务分中心", 8, "村"},
	{sheetElder, "农村养老服务点", "农村养老服务点", 9, "村"},
	{sheetElder, "敬老院", "敬老院", 2, "town"},
	{sheetCemetery, "公益性公墓", "公益性公墓", 6, "村"},
	{sheetStation, "志愿服务站", "志愿服务站", 23, "any"},
	{sheetOther, "婚姻登记处", "民政局婚姻登记处", 1, "seat"},
	{sheetOther, "救助管理站", "救助管理站", 1, "seat"},
	{sheetOther, "殡仪馆", "殡仪馆", 1, "any"},
}

// place all facilities of a county: count in all, in the proportions of wishes.
func (c *county) furnish(count int) []*facility {
	var villages []*village
	for _, t := range c.towns[1] {
		for _, v := range t.villages {
			if len(v.groups) > 0 {
				villages = append(villages, v)
			}
		}
	}
	whole := 0
	for _, w := range wishes {
		whole += w.count
	}
	var list []*facility
	taken := map[string]bool{}
	for _, w := range wishes {
		n := w.count
		if w.where != "seat" {
			n = int(math.Round(float64(w.count*count) / float64(whole)))
		}
		shuffle(&c.dice, villages)
		list = c.grant(list, w, n, villages, taken)
	}
	return list
}

// grant gives up to n facilities of a kind to villages that may have one.
func (c *county) grant(list []*facility, w wish, n int, villages []*village, taken map[string]bool) []*facility {
	for round := 0; n > 0 && round < 20; round++ {
		for _, v := range villages {
			name, ok := c.nameFacility(w, v, round)
			if n == 0 {
				return list
			}
			if !ok || taken[name] {
				continue
			}
			taken[name] = true
			n--
			list = append(list, c.facility(w, v, name))
		}
	}
	return list
}

// nameFacility names a facility in a village, if one may stand there.
func (c *county) nameFacility(w wish, v *village, round int) (string, bool) {
	again := ""
	if round > 0 {
		again = []string{"第二", "第三", "第四", "第五"}[(round-1)%4]
	}
	plain := strings.TrimSuffix(c.name, fictionMark)
	switch w.where {
	case "seat":
		return plain + w.suffix, v.town == c.towns[1][0] && v.kind == "社区"
	case "town":
		return v.town.name + again + w.suffix, v.kind == "社区" && v.code.Serial() == 1 || round > 2
	case "any":
		return v.name() + again + w.suffix, true
	}
	return v.name() + again + w.suffix, v.kind == w.where
}

func (c *county) facility(w wish, v *village, name string) *facility {
	g := pick(&c.dice, v.groups)
	f := &facility{sheet: w.sheet, kind: w.kind, name: name, village: v, group: g, place: c.near(g.cell, &c.dice), state: "运营",
		build: pick(&c.dice, []string{"新建", "提升改造", "改扩建"}), year: c.between(2012, 2019), month: c.between(1, 12)}
	if c.chance(0.35) {
		f.year, f.month = 2020, c.between(1, 5)
	}
	if w.sheet == sheetElder {
		c.fitElder(f)
	}
	switch w.sheet {
	case sheetCemetery:
		f.mu, f.graves = c.between(5, 20), 100*c.between(5, 20)
		f.used = c.below(f.graves / 2)
		f.served = v.name()
		for _, n := range v.town.villages[:min(3, len(v.town.villages))] {
			if n != v {
				f.served += "、" + n.name()
			}
		}
	case sheetStation:
		people := 0
		for _, g := range v.groups {
			people += g.ages[0]
		}
		f.teams, f.registered = c.between(2, 6), people*c.between(9, 19)/100
		f.active = f.registered * c.between(35, 65) / 100
	case sheetHealth:
		f.beds = 5 * c.between(2, 16)
	}
	return f
}

func (c *county) fitElder(f *facility) {
	f.beds = c.between(8, 60)
	f.mode = pick(&c.dice, []string{"公建公营", "公建民营", "委托运营", "民办公助"})
	if f.mode != "公建公营" {
		f.operator = pick(&c.dice, []string{"康宁", "颐年", "福寿", "益邻"}) + "养老服务中心"
	}
	f.independent, f.contract, f.extends = c.chance(0.5), c.chance(0.55), c.chance(0.5)
	if f.contract {
		f.partner = f.village.town.name + "卫生院"
	}
	if c.chance(0.12) {
		f.state, f.year, f.month = "在建", 0, 0
	}
}

// opened writes the month as different hands do.
func (f *facility) opened() any {
	switch {
	case f.year == 0:
		return ""
	case f.group.number%5 == 1:
		return fmt.Sprintf("%d年%d月", f.year, f.month)
	case f.group.number%5 == 2:
		return fmt.Sprintf("%d-%02d", f.year, f.month)
	}
	return fmt.Sprintf("%d.%d", f.year, f.month)
}

// address is the finest place that a bureau writes.
func (f *facility) address() string {
	return f.village.town.name + f.village.name() + strconv.Itoa(f.group.after) + "组"
}

// picked is the place as someone has picked it from a web map: GCJ-02, six decimals.
func (f *facility) picked() orb.Point {
	p := geo.GeographicToGCJ02(f.place)
	return orb.Point{math.Round(p[0]*1e6) / 1e6, math.Round(p[1]*1e6) / 1e6}
}
