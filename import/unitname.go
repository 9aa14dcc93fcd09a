package importer

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// selfGoverning are the endings of the full names of villages' and communities' bodies,
// and what the short name ends with.
var selfGoverning = []struct{ full, short string }{
	{"社区居民委员会", "社区"}, {"社区居委会", "社区"}, {"社区村民委员会", "社区"},
	{"村村民委员会", "村"}, {"村村委会", "村"}, {"村民委员会", "村"}, {"村委会", "村"},
	{"居民委员会", "社区"}, {"居委会", "社区"},
}

// shortName takes the name of a village's body down to the village's: 龙潭社区居民委员会
// is 龙潭社区, 向阳村民委员会 and 向阳村村民委员会 are 向阳村.
func shortName(name string) string {
	for _, e := range selfGoverning {
		if base, found := strings.CutSuffix(name, e.full); found && base != "" {
			return base + e.short
		}
	}
	return name
}

// plainName is a name as it is compared: half-width, without blanks.
func plainName(s string) string {
	return strings.Join(strings.Fields(norm.NFKC.String(s)), "")
}

// names gives a unit's short and full name.
func names(level adcode.Level, name, full string) (short, long string) {
	name, full = plainName(name), plainName(full)
	if level != adcode.Village {
		return name, full
	}
	short = shortName(name)
	if full == "" && short != name {
		full = name
	}
	return short, full
}

// stems are the forms under which a unit may be named: its name, its full name's short
// form, and the name without its last word: 西龙镇 and 西龙.
func stems(name, full string) []string {
	out := []string{plainName(name)}
	if full != "" {
		out = append(out, plainName(full), shortName(plainName(full)))
	}
	for _, end := range []string{"街道办事处", "街道", "民族乡", "镇", "乡", "社区", "村"} {
		if base, found := strings.CutSuffix(plainName(name), end); found && len([]rune(base)) >= 2 {
			out = append(out, base)
			break
		}
	}
	return out
}
