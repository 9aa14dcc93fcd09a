package edition

import (
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Heir finds the unit that bore a code on some day as it is on another: itself where it
// is still in force, else the one unit that lineage says all of it became, or before its
// time all of it came from. It is nil where it went to several, or nobody knows.
// A zero since is the day at itself, or else the last bearer before; a zero at the
// newest state.
func Heir(versions []boundaries.Version, links []boundaries.Link, code adcode.Code, since, at civil.Day) *boundaries.Version {
	bearer := bearerOf(versions, code, since, at)
	if bearer == nil {
		return nil
	}
	return heirOf(versions, links, bearer, at)
}

// bearerOf is the version that bears a code on a day, else the last before the other day.
func bearerOf(versions []boundaries.Version, code adcode.Code, since, at civil.Day) *boundaries.Version {
	if since.IsZero() {
		since = at
	}
	var last *boundaries.Version
	for i := range versions {
		v := &versions[i]
		if v.Code != code {
			continue
		}
		if inForce(v, since) {
			return v
		}
		if last == nil || last.Valid.From.Before(v.Valid.From) && (since.IsZero() || !since.Before(v.Valid.From)) {
			last = v
		}
	}
	return last
}

// inForce reports whether a version is valid on a day; a zero day is the newest state.
func inForce(v *boundaries.Version, at civil.Day) bool {
	if at.IsZero() {
		return v.Valid.To.IsZero()
	}
	return v.Valid.Contains(at)
}

func heirOf(versions []boundaries.Version, links []boundaries.Link, bearer *boundaries.Version, at civil.Day) *boundaries.Version {
	if inForce(bearer, at) {
		return bearer
	}
	if bearer.Unit == 0 {
		return nil // not stored: nothing can be said of it
	}
	alive := map[boundaries.UnitID]*boundaries.Version{}
	for i := range versions {
		if v := &versions[i]; inForce(v, at) {
			alive[v.Unit] = v
		}
	}
	if v := alive[bearer.Unit]; v != nil {
		return v
	}
	backward := !at.IsZero() && at.Before(bearer.Valid.From)
	var between []boundaries.Link
	for _, l := range links {
		after := bearer.Valid.From.Before(l.Day) && (at.IsZero() || !at.Before(l.Day))
		if backward {
			after = at.Before(l.Day) && !bearer.Valid.From.Before(l.Day)
		}
		if after {
			between = append(between, l)
		}
	}
	var heir *boundaries.Version
	for _, id := range boundaries.Kin(bearer.Unit, between, backward) {
		v := alive[id]
		if v == nil || heir != nil && heir.Unit != v.Unit {
			return nil
		}
		heir = v
	}
	return heir
}
