package importer

import (
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/coverage/road"
)

// notRoads are OpenStreetMap's highways that nobody travels on.
var notRoads = map[string]bool{
	"construction": true, "proposed": true, "planned": true, "abandoned": true, "disused": true, "razed": true, "platform": true, "bus_stop": true,
	"corridor": true, "elevator": true, "raceway": true, "rest_area": true, "services": true, "escape": true, "emergency_bay": true, "via_ferrata": true,
	"bus_guideway": true, "busway": true, "no": true,
}

// oneWays are the words for the direction in which a road is driven: OpenStreetMap's, those
// of its extracts as shapefiles (B, F, T), and a bureau's.
var oneWays = map[string]road.Way{
	"": road.BothWays, "no": road.BothWays, "0": road.BothWays, "false": road.BothWays, "b": road.BothWays, "否": road.BothWays, "双向": road.BothWays, "both": road.BothWays,
	"reversible": road.BothWays, "alternating": road.BothWays,
	"yes": road.Forward, "1": road.Forward, "true": road.Forward, "f": road.Forward, "是": road.Forward, "单向": road.Forward, "forward": road.Forward,
	"-1": road.Backward, "reverse": road.Backward, "t": road.Backward, "逆向": road.Backward, "backward": road.Backward,
}

// parseOneWay reads a direction.
func parseOneWay(s string) (road.Way, bool) {
	way, known := oneWays[strings.ToLower(strings.TrimSpace(s))]
	return way, known
}

// parseLimit reads a signed limit, km/h: "60", "60 km/h", "40 mph". What says none, or a
// word such as CN:urban, is 0.
func parseLimit(s string) (kmh float64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	number, factor := s, 1.0
	for suffix, f := range map[string]float64{"mph": 1.609344, "km/h": 1, "kmh": 1, "公里/小时": 1, "千米/时": 1} {
		if n, found := strings.CutSuffix(s, suffix); found {
			number, factor = strings.TrimSpace(n), f
		}
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil || !(v >= 0 && v*factor <= 200) {
		return 0, s == "" || s == "none"
	}
	return v * factor, true
}

// isClosed reports whether an access tag keeps people out.
func isClosed(access string) bool { return access == "no" || access == "private" || access == "禁止" }

// tagged makes a road, but for its course, of OpenStreetMap's tags; ok is false where it
// is none.
func tagged(tags map[string]string, speeds *road.Speeds) (r road.Road, ok bool) {
	class, known := speeds.Class(tags["highway"])
	if !known || class == road.OffRoad || tags["area"] == "yes" {
		return r, false
	}
	r = road.Road{Class: class, Name: cut(tags["name"], 200)}
	r.Way, _ = parseOneWay(tags["oneway"])
	_, said := tags["oneway"]
	if !said && (class == "motorway" || tags["junction"] == "roundabout" || tags["junction"] == "circular") {
		r.Way = road.Forward
	}
	r.MaxSpeed, _ = parseLimit(tags["maxspeed"])
	r.NoWalk = closedTo(tags, "foot") || tags["motorroad"] == "yes" && tags["foot"] == ""
	r.NoDrive = closedTo(tags, "motorcar", "motor_vehicle", "vehicle")
	return r, true
}

// closedTo reports whether the first of some tags that is there, or else access, keeps
// people out.
func closedTo(tags map[string]string, who ...string) bool {
	for _, key := range append(who, "access") {
		if v := tags[key]; v != "" {
			return isClosed(v)
		}
	}
	return false
}

// cut is the first n characters of a text.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
