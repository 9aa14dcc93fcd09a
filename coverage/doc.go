// Package coverage answers questions about a county: who and what lies within reach
// of which facilities, and where the gaps are.
//
// Who is covered is decided by geodesic distance on GRS80 between a villager group's
// point and the nearest facility, never by point in polygon. Areas are computed from
// the circular arcs of the reach themselves (Green's theorem). For every age group,
// village and township, covered + gap = total, and the sums agree upward.
//
//	answer, err := coverage.Ask(ed, coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: 1000})
//	answer.Total.People["60+"].Share()
package coverage
