package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// codePattern makes codes of several columns: 756{KTNR:3}{id:3} is 756, the last three
// digits of KTNR, filled up with zeros, and those of id. Layers that keep the
// township's and the village's number apart need it.
type codePattern struct {
	parts []patternPart
}

type patternPart struct {
	literal string
	column  string
	digits  int
}

var patternHole = regexp.MustCompile(`\{([^{}:]+):([0-9]{1,2})\}`)

// isPattern reports whether a choice of column is a pattern.
func isPattern(s string) bool { return strings.Contains(s, "{") }

// parsePattern reads a pattern.
func parsePattern(s string) (*codePattern, error) {
	p := &codePattern{}
	rest := s
	for {
		m := patternHole.FindStringSubmatchIndex(rest)
		if m == nil {
			break
		}
		digits, _ := strconv.Atoi(rest[m[4]:m[5]])
		p.parts = append(p.parts, patternPart{literal: rest[:m[0]]}, patternPart{column: rest[m[2]:m[3]], digits: digits})
		rest = rest[m[1]:]
	}
	if p.parts = append(p.parts, patternPart{literal: rest}); strings.ContainsAny(rest, "{}") || len(p.parts) == 1 {
		return nil, said(fmt.Sprintf("%q is no pattern for codes: write such as 756{KTNR:3}{id:3}", s), fmt.Sprintf("%q 不是有效的代码模式：写法如 756{KTNR:3}{id:3}", s))
	}
	return p, nil
}

// make fills the pattern; ok is false where a column is missing or holds no number.
func (p *codePattern) make(get func(column string) string) (code string, ok bool) {
	var out strings.Builder
	for _, part := range p.parts {
		if part.column == "" {
			out.WriteString(part.literal)
			continue
		}
		v := strings.TrimSuffix(strings.TrimSpace(get(part.column)), ".0")
		if _, err := strconv.ParseUint(v, 10, 64); err != nil {
			return "", false
		}
		v = strings.Repeat("0", max(0, part.digits-len(v))) + v
		out.WriteString(v[len(v)-part.digits:])
	}
	return out.String(), true
}
