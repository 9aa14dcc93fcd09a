package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// group finds a villager group by its village (in force or former) and number. The
// newest division list in force on the day decides where numbers were given anew; of
// a former village it is the newest one before its end.
func (g *gazetteer) group(village *boundaries.Version, no int) *edition.Group {
	all := g.groups[groupKey{village.Code, no}]
	if !g.inForce(village) {
		var own []groupAt
		for _, at := range all {
			if since, known := g.since[at.year]; known && since.Before(village.Valid.To) {
				own = append(own, at)
			}
		}
		if len(own) > 0 {
			all = own
		}
	}
	var best groupAt
	for _, at := range all {
		if best.group == nil || g.better(at.year, best.year) {
			best = at
		}
	}
	return best.group
}

// better reports whether the list of year a says more about the day than that of b.
func (g *gazetteer) better(a, b int) bool {
	if la, lb := g.listed(a), g.listed(b); la != lb {
		return la
	} else if !la {
		return a < b
	}
	return a > b
}

// villageOf is the code of a group's village on the day.
func (g *gazetteer) villageOf(group *edition.Group) adcode.Code {
	var best edition.Address
	for i, a := range group.Addresses {
		if i == 0 || g.better(a.Year, best.Year) {
			best = a
		}
	}
	return best.Village
}

// successor is the unit that a former unit is on the day, by lineage, or else the one
// that all its villager groups belong to; nil where it went to several, or nobody knows.
func (g *gazetteer) successor(former *boundaries.Version) *boundaries.Version {
	if v := edition.Heir(g.ever, g.lineage, former.Code, former.Valid.From, g.day); v != nil {
		return v
	}
	var code adcode.Code
	for _, group := range g.members[former.Code] {
		c := g.villageOf(group)
		if former.Level() == adcode.Township {
			if v, old := g.code(c); v != nil && !old {
				c = v.Parent
			}
		}
		if !code.IsZero() && c != code {
			return nil
		}
		code = c
	}
	if v, old := g.code(code); v != nil && !old {
		return v
	}
	return nil
}

// postal is an address taken apart.
type postal struct {
	town, village string
	group         int // 0: none
}

var groupAddress = regexp.MustCompile(`^(.*?)第?([0-9]{1,3}|[一二三四五六七八九十百]{1,4})(?:村民小组|村民组|小组|组|队|社(?:$|[^区]))`)

// address takes apart 西龙镇桂花村3组, or 刘家场社区二十三组.
func (g *gazetteer) address(text string) (a postal) {
	rest := g.bare(text)
	for _, town := range g.towns {
		if after, found := strings.CutPrefix(rest, town); found {
			a.town, rest = town, after
			break
		}
	}
	if m := groupAddress.FindStringSubmatch(rest); m != nil {
		a.village, a.group = m[1], numeral(m[2])
		return a
	}
	for i, r := range rest {
		if strings.HasPrefix(rest[i:], "社区") || r == '村' {
			a.village = rest[:i] + cmp.Or(map[bool]string{true: "社区"}[r == '社'], "村")
			break
		}
	}
	return a
}

// numeral reads 23 and 二十三.
func numeral(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '十':
			total += 10 * max(digit, 1)
			digit = 0
		case '百':
			total += 100 * max(digit, 1)
			digit = 0
		default:
			digit = slices.Index([]rune("零一二三四五六七八九"), r)
		}
	}
	return total + digit
}
