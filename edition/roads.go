package edition

import (
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage/road"
)

// Roads are the roads of a county and around it, and how fast one travels on them.
type Roads struct {
	List   []road.Road
	Speeds *road.Speeds // never nil in an edition: the defaults where the county has no table of its own
}

// RoadSet replaces the roads of a county that came from the same source, or, where it
// has Speeds, its table of speeds.
type RoadSet struct {
	County adcode.Code
	Source string
	List   []road.Road
	Speeds []road.Speed // what differs from the defaults; the set has no roads then
}

// orNoRoads is the part of an edition: the defaults stand where nothing is said.
func orNoRoads(r *Roads) *Roads {
	if r == nil {
		return &Roads{Speeds: road.DefaultSpeeds()}
	}
	if r.Speeds == nil {
		return &Roads{r.List, road.DefaultSpeeds()}
	}
	return r
}

// bytes is about how much memory the roads hold, with the nets that are made of them for
// two modes.
func (r *Roads) bytes() int64 {
	const vertex, each = 130, 400
	n := int64(0)
	for i := range r.List {
		n += each + vertex*int64(len(r.List[i].Line))
	}
	return n
}
