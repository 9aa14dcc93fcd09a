package demo

import (
	"bufio"
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// group is a villager group: a place and how many people of which ages live there.
type group struct {
	place         orb.Point // lon/lat EPSG:4490
	village, now  *village  // before and after the reform
	number, after int       // in its village before and after
	ages          [4]int    // all, 60, 65, 80 and older
	cell          int32
}

// id is the group's number in the bureau's list: its village's code of 2019 and its own.
func (g *group) id() string { return g.village.code.String() + "-" + twoDigits(g.number) }

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// populate puts groups into the cells of villages, more of them and larger ones near the
// county seat.
func (c *county) populate(groupsPerCell float64) {
	heart := c.site(c.middleOf(c.towns[0][0].cells))
	reach := 0.35 * math.Sqrt(float64(len(c.cells)))
	for _, t := range c.towns[0] {
		for _, v := range t.villages {
			for i, cell := range v.cells {
				s := c.site(cell)
				away := math.Hypot(s[0]-heart[0], s[1]-heart[1]) / reach
				density := 0.75 + 1.6*math.Exp(-away*away)
				count := int(groupsPerCell*min(density, 1.6)*0.95 + c.float())
				if i == 0 {
					count = max(count, 1)
				}
				for range count {
					c.settleGroup(v, cell, density)
				}
			}
		}
	}
	now := map[int32]*village{}
	for _, t := range c.towns[1] {
		for _, v := range t.villages {
			now[v.number] = v
		}
	}
	for _, g := range c.groups { // renumbered in the villages that they come to
		g.now = now[c.village[1][g.cell]]
		g.now.groups = append(g.now.groups, g)
		g.after = len(g.now.groups)
	}
	c.noteSplit()
}

func (c *county) settleGroup(v *village, cell int32, density float64) {
	g := &group{place: c.near(cell, &c.dice), village: v, number: len(v.groups) + 1, cell: cell}
	people := 60 + 60*density*(c.float()+c.float())
	old := 0.32 - 0.05*density + 0.08*c.float() // the young have gone to the seat
	g.ages[0] = int(people)
	g.ages[1] = int(people * old)
	g.ages[2] = int(people * old * (0.74 + 0.08*c.float()))
	g.ages[3] = int(people * old * (0.13 + 0.06*c.float()))
	v.groups = append(v.groups, g)
	c.groups = append(c.groups, g)
	c.people += g.ages[0]
}

const groupsHeader = "group_id,village_code_2019,village_name_2019,group_no_2019,village_code_2020,village_name_2020,group_no_2020,lon,lat,pop_total,pop_60p,pop_65p,pop_80p,urban,synthetic\n"

// writeGroups writes the rows of a county.
func (c *county) writeGroups(w *bufio.Writer) {
	var row []byte
	for _, g := range c.groups {
		now := g.now
		row = append(row[:0], g.id()...)
		for _, field := range []string{g.village.code.String(), g.village.name(), strconv.Itoa(g.number), now.code.String(), now.name(), strconv.Itoa(g.after)} {
			row = append(append(row, ','), field...)
		}
		row = strconv.AppendFloat(append(row, ','), g.place[0], 'f', 7, 64)
		row = strconv.AppendFloat(append(row, ','), g.place[1], 'f', 7, 64)
		for _, n := range g.ages {
			row = strconv.AppendInt(append(row, ','), int64(n), 10)
		}
		row = strconv.AppendInt(append(row, ','), int64(btoi(now.urban)), 10)
		w.Write(append(row, ",true\n"...))
	}
}
