package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/edition"
)

// ID names a question put to an edition: the same county, day, plan, versions and
// question always give the same 20 hexadecimal digits, whatever the order of its
// kinds, and any other gives others. A question that cannot be asked has an ID too.
func ID(ed *edition.Edition, q Question) string {
	q, _ = q.Checked(ed)
	var b strings.Builder
	fmt.Fprintf(&b, "1 %s %s %d %d\n", ed.County.Code, ed.Key.At, ed.Key.Plan, ed.Versions)
	fmt.Fprintf(&b, "%q %x %s %q %s\n", q.Kinds, math.Float64bits(float64(q.Radius)), q.By, q.Ages, q.Scope)
	states := slices.Clone(q.States)
	slices.Sort(states)
	fmt.Fprintf(&b, "%q %x %s %t\n", slices.Compact(states), math.Float64bits(q.ServedShare), q.Rule, q.PeopleOnly)
	for _, p := range q.WhatIf {
		fmt.Fprintf(&b, "%x %x\n", math.Float64bits(p[0]), math.Float64bits(p[1]))
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:10])
}
