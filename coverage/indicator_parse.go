package coverage

import (
	"regexp"
	"slices"
	"strings"
)

var (
	termForm   = regexp.MustCompile(`^([a-z_]+)\s*\(([^()]*)\)$`)
	filterForm = regexp.MustCompile(`^([a-z_]+)\s*(!=|>=|<=|=|~|≥|≤)\s*(.*)$`)
)

// sum reads terms that are added up: count(kind=ELD_HOME) + count(kind=ELD_COMPLEX).
func (p *tableParser) sum(column, text string) Sum {
	var sum Sum
	for _, part := range splitTerms(text) {
		m := termForm.FindStringSubmatch(strings.TrimSpace(part))
		if m == nil {
			if text != "" {
				p.refuse(column, "%q is no figure: write such as count(kind=VOL_STATION, teams>=3)", "%q 不是算式：请写如 count(kind=VOL_STATION, teams>=3)", part)
			}
			continue
		}
		sum = append(sum, p.term(column, m[1], m[2]))
	}
	return sum
}

// splitTerms cuts at the plus signs that stand outside brackets: 60+ has one inside.
func splitTerms(text string) []string {
	depth, last := 0, 0
	var parts []string
	for i, r := range text {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == '+' && depth == 0:
			parts, last = append(parts, text[last:i]), i+1
		}
	}
	return append(parts, text[last:])
}

func (p *tableParser) term(column, count, args string) Term {
	t := Term{Count: count}
	words := countWords()
	word, known := words[count]
	if !known {
		var all []string
		for name := range words {
			all = append(all, name)
		}
		slices.Sort(all)
		p.refuse(column, "%q is nothing that can be counted: write one of %s", "不能计算 %q：可用 %s", count, strings.Join(all, ", "))
		return t
	}
	parts := strings.Split(args, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if word.of != nil {
		t.Of, parts = parts[0], parts[1:]
		if instead := word.of(t.Of); instead != "" {
			p.refuse(column, "%s(%s ...): write first %s", "%s(%s ……)：首先应写 %s", count, t.Of, instead)
		}
	} else if args == "" {
		parts = nil
	}
	for _, part := range parts {
		p.filter(column, &t, word, part)
	}
	if word.needsKind && !slices.ContainsFunc(t.Filters, func(f Filter) bool { return f.Key == "kind" && f.Op == "=" }) {
		p.refuse(column, "%s: say which kinds of facility, as kind=...", "%s：请以 kind=…… 写明设施类别", t)
	}
	if strings.HasSuffix(count, "covered") && !slices.ContainsFunc(t.Filters, func(f Filter) bool { return f.Key == "radius" }) {
		p.refuse(column, "%s: say how far facilities reach, as radius=1000 or radius=standard", "%s：请写明覆盖半径，如 radius=1000 或 radius=standard", t)
	}
	return t
}

func (p *tableParser) filter(column string, t *Term, word countWord, text string) {
	m := filterForm.FindStringSubmatch(text)
	if m == nil {
		p.refuse(column, "%q is no filter: write such as teams>=3", "%q 不是条件：请写如 teams>=3", text)
		return
	}
	f := Filter{Key: m[1], Op: map[string]string{"≥": ">=", "≤": "<="}[m[2]]}
	if f.Op == "" {
		f.Op = m[2]
	}
	for _, v := range strings.Split(m[3], "|") {
		f.Values = append(f.Values, strings.TrimSpace(v))
	}
	if !slices.Contains(word.keys, f.Key) {
		if len(word.keys) == 0 {
			p.refuse(column, "%s takes no filters", "%s 不能带条件", t.Count)
			return
		}
		p.refuse(column, "%s has no filter %q: write one of %s", "%s 没有条件 %q：可用 %s", t.Count, f.Key, strings.Join(word.keys, ", "))
		return
	}
	if instead := checkFilter(t.Count, f); instead != "" {
		p.refuse(column, "%q: write %s", "%q：应为 %s", text, instead)
	}
	t.Filters = append(t.Filters, f)
}
