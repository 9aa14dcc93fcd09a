package coverage

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// ID names a question put to an edition: the same county, day, plan, versions and
// question always give the same 20 hexadecimal digits, whatever the order of its
// kinds, sites and edits, and any other gives others. A question that cannot be asked
// has an ID too. The editions beside count where the question lets neighbours count.
func ID(ed *edition.Edition, q Question, beside ...*edition.Edition) string {
	q, _ = q.Checked(ed)
	var b strings.Builder
	fmt.Fprintf(&b, "2 %s %s %d %d\n", ed.County.Code, ed.Key.At, ed.Key.Plan, ed.Versions)
	fmt.Fprintf(&b, "%q %x %s %q %s\n", q.Kinds, bits(float64(q.Radius)), q.By, q.Ages, q.Scope)
	for _, kind := range slices.Sorted(maps.Keys(q.Radii)) {
		fmt.Fprintf(&b, "radius %q %x\n", kind, bits(float64(q.Radii[kind])))
	}
	fmt.Fprintf(&b, "%t %x %q %t %q\n", q.Standards, bits(q.Minutes), q.Mode, q.HigherTiers, q.Area.codes(ed))
	fmt.Fprintf(&b, "off %x\n", bits(float64(q.OffRoad)))
	fmt.Fprintf(&b, "%q %x %s %t\n", sortedSet(q.States), bits(q.ServedShare), q.Rule, q.PeopleOnly)
	fmt.Fprintf(&b, "%q %x %q\n", q.With, q.Curve, q.BedsFor)
	q.writeEdits(&b)
	if q.Neighbours {
		for _, other := range slices.SortedFunc(slices.Values(beside), func(a, b *edition.Edition) int { return a.Key.County.Compare(b.Key.County) }) {
			fmt.Fprintf(&b, "beside %s %s %d %d\n", other.Key.County, other.Key.At, other.Key.Plan, other.Versions)
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:10])
}

// writeEdits writes out the sites and edits in an order of their own.
func (q *Question) writeEdits(b *strings.Builder) {
	var lines []string
	add := func(what string, id facilities.ID, kind string, p orb.Point, beds int) {
		lines = append(lines, fmt.Sprintf("%s %d %q %x %x %d\n", what, id, kind, bits(p[0]), bits(p[1]), beds))
	}
	for _, p := range q.WhatIf {
		add("what-if", 0, "", p, 0)
	}
	for _, site := range q.Add {
		add("add", 0, cmp.Or(site.Kind, strings.Join(q.Kinds, " ")), site.Place, site.Capacity)
	}
	for _, m := range q.Move {
		add("move", m.Facility, "", m.Place, 0)
	}
	for _, id := range q.Close {
		add("close", id, "", orb.Point{}, 0)
	}
	slices.Sort(lines)
	b.WriteString(strings.Join(lines, ""))
}

func bits(x float64) uint64 { return math.Float64bits(x) }
