package web

import "strings"

// Scores: the lesser is the better match.
const (
	exactly     = 0
	begins      = 10
	byInitials  = 20 // and 1 more where the name goes on
	contains    = 30
	withInitial = 40
	// lesser comes after what matches as well: what is gone, and facilities after units.
	lesser  = 2
	noMatch = 99
)

// matcher says how well a name or a code answers what is looked for.
type matcher struct {
	wanted   string    // in lower case
	initials *initials // nil where they are none
}

func newMatcher(wanted string) matcher {
	m := matcher{wanted: strings.ToLower(wanted)}
	if areInitials(wanted) {
		m.initials = newInitials()
	}
	return m
}

func (m matcher) score(text string) int {
	text = strings.ToLower(text)
	switch {
	case text == "":
		return noMatch
	case text == m.wanted:
		return exactly
	case strings.HasPrefix(text, m.wanted):
		return begins
	case strings.Contains(text, m.wanted):
		return contains
	case m.initials == nil:
		return noMatch
	}
	switch place := m.initials.match(text, m.wanted); place {
	case noMatch:
		return noMatch
	case 2:
		return withInitial
	default:
		return byInitials + place
	}
}
