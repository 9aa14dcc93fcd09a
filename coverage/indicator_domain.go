package coverage

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/facilities"
)

// Domains are the domains that indicators belong to: those of the kinds of facility that
// they count, divisions for borders, units and people, and other.
var Domains = []string{"elder", "funeral", "rescue", "volunteer", "governance", "registration", "divisions", "reference", "other"}

// Domain is the domain of the first facilities or typed figures that an indicator counts;
// divisions where it counts units, people, land or borders alone.
func (i Indicator) Domain() string {
	var rest string
	for _, t := range slices.Concat(i.Numerator, i.Denominator) {
		domain, plain := t.domain()
		if domain != "" {
			return domain
		}
		rest = cmp.Or(rest, plain)
	}
	return cmp.Or(rest, "other")
}

// domain is that of the kinds a term counts, or of its typed figure, and where it has
// neither what it counts by itself.
func (t Term) domain() (of, plain string) {
	if t.Count == "statistic" {
		return typedDomains[t.Of], "other"
	}
	for _, f := range t.Filters {
		if f.Key != "kind" || f.Op != "=" {
			continue
		}
		kinds, err := facilities.Expand(f.Values)
		if err != nil || len(kinds) == 0 {
			continue
		}
		kind, _ := facilities.KindByCode(kinds[0])
		return kind.Domain, ""
	}
	return "", "divisions"
}

// typedDomains are the domains of the typed figures that the built-in table asks for.
var typedDomains = map[string]string{
	"deaths": "funeral", "cremated": "funeral", "support_central": "rescue", "support_entitled": "rescue",
}

// Typed are the keys of the typed figures that an indicator asks for, each once.
func (i Indicator) Typed() []string {
	var keys []string
	for _, t := range slices.Concat(i.Numerator, i.Denominator) {
		if t.Count == "statistic" && !slices.Contains(keys, t.Of) {
			keys = append(keys, t.Of)
		}
	}
	return keys
}
