package maps

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// highwayRank is the rank of a highway of the backdrop, of which only the name is known.
func highwayRank(name string) roadRank {
	if strings.Contains(name, "高速") {
		return motorway
	}
	return mainRoad
}

// chained joins lines that go on where another ends, and no third meets them.
func chained(lines []orb.LineString) []orb.LineString {
	meet := map[orb.Point][]int{}
	for i, line := range lines {
		meet[line[0]] = append(meet[line[0]], i)
		meet[line[len(line)-1]] = append(meet[line[len(line)-1]], i)
	}
	done := make([]bool, len(lines))
	// grow appends to a line what goes on from its end.
	grow := func(line orb.LineString) orb.LineString {
		for {
			end := line[len(line)-1]
			at := meet[end]
			if len(at) != 2 || at[0] == at[1] {
				return line
			}
			next := at[0]
			if done[next] {
				next = at[1]
			}
			if done[next] {
				return line
			}
			done[next] = true
			part := slices.Clone(lines[next])
			if part[0] != end {
				slices.Reverse(part)
			}
			line = append(line, part[1:]...)
		}
	}
	var out []orb.LineString
	for i := range lines {
		if done[i] {
			continue
		}
		done[i] = true
		line := grow(slices.Clone(lines[i]))
		slices.Reverse(line)
		out = append(out, grow(line))
	}
	return out
}
