package cql2

// pattern is what LIKE compares with: % stands for any text, _ for one character, and
// what follows a backslash for itself.
type pattern []patternRune

type patternRune struct {
	r         rune
	any, many bool // _, %
}

func patternOf(text string) pattern {
	var p pattern
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			p = append(p, patternRune{r: r})
			escaped = false
		case r == '\\':
			escaped = true
		case r == '%':
			p = append(p, patternRune{many: true})
		case r == '_':
			p = append(p, patternRune{any: true})
		default:
			p = append(p, patternRune{r: r})
		}
	}
	if escaped {
		p = append(p, patternRune{r: '\\'})
	}
	return p
}

// matches goes along the text once; where what follows a % does not fit, it tries again
// one character further, so it never takes more than both lengths multiplied.
func (p pattern) matches(text string) bool {
	runes := []rune(text)
	at, i, again, from := 0, 0, -1, 0
	for i < len(runes) {
		switch {
		case at < len(p) && p[at].many:
			again, from = at, i
			at++
		case at < len(p) && (p[at].any || p[at].r == runes[i]):
			at++
			i++
		case again >= 0:
			from++
			at, i = again+1, from
		default:
			return false
		}
	}
	for at < len(p) && p[at].many {
		at++
	}
	return at == len(p)
}
