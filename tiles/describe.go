package tiles

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/url"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// Description is the TileJSON 3.0 of a set.
type Description struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Description  string        `json:"description"`
	Version      string        `json:"version"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       *[4]float64   `json:"bounds,omitempty"` // west, south, east, north
	Center       *[3]float64   `json:"center,omitempty"` // lon, lat, zoom
	VectorLayers []VectorLayer `json:"vector_layers"`
}

// VectorLayer describes a layer of a set.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	MinZoom     int               `json:"minzoom"`
	MaxZoom     int               `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

// Link says where the tiles are and of what picture: the words of the query are
// passed on as they came.
type Link struct {
	Base     string // "https://host" without a slash at the end; "" for addresses from the root
	County   string
	At       string
	Plan     string
	Question string
}

// TileJSON describes a set as it is drawn from some editions. Its tiles' address
// carries what is asked for and a version that changes with the data, so that
// whoever keeps a tile may keep it forever; drafts of plans have no version.
func TileJSON(set Set, editions []*edition.Edition, link Link) Description {
	if set != Coverage {
		link.Question = ""
	}
	d := Description{
		TileJSON: "3.0.0", Name: string(set), Description: setWords[set], Version: "1.0.0", Scheme: "xyz",
		Tiles:   []string{link.Base + "/tiles/" + string(set) + "/{z}/{x}/{y}.mvt" + link.query(PictureVersion(set, editions))},
		MaxZoom: DataZoom, VectorLayers: vectorLayers(set, editions),
	}
	d.place(editions)
	return d
}

var setWords = map[Set]string{
	Divisions:  "counties, townships and villages, their borders and names",
	Facilities: "what the civil affairs bureau runs or watches over",
	Coverage:   "what lies within reach of facilities, and the gaps",
	Whole:      "counties, townships and villages, their borders and names, and facilities",
}

func (l Link) query(version string) string {
	q := url.Values{}
	for name, value := range map[string]string{"county": l.County, "at": l.At, "plan": l.Plan, "question": l.Question, "v": version} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// hand is how tiles are drawn and written: it is raised where the same data come to give
// other bytes, since tiles kept under a version are never asked for again.
const hand = "3 "

// PictureVersion is short and differs for any other state of the data that a set draws,
// and for another way of drawing it; it is "" where there is none: no county, and drafts
// of plans, whose tiles nobody must keep.
func PictureVersion(set Set, editions []*edition.Edition) string {
	if len(editions) == 0 {
		return ""
	}
	hash := sha256.New()
	hash.Write([]byte(hand))
	for _, ed := range editions {
		if ed.Key.Plan != 0 {
			return ""
		}
		hash.Write(appendState(nil, set, ed))
	}
	return hex.EncodeToString(hash.Sum(nil)[:6])
}

// place sets the bounds and a view that shows all of them.
func (d *Description) place(editions []*edition.Edition) {
	var bound orb.Bound
	found := false
	for _, ed := range editions {
		if ed.Bound == (orb.Bound{}) {
			continue
		}
		if found {
			bound = bound.Union(ed.Bound)
		} else {
			bound, found = ed.Bound, true
		}
	}
	if !found {
		return
	}
	d.Bounds = &[4]float64{bound.Min[0], bound.Min[1], bound.Max[0], bound.Max[1]}
	low, high := mercator(bound.Min), mercator(bound.Max)
	side := max(high[0]-low[0], low[1]-high[1], 1e-6)
	zoom := min(max(math.Floor(math.Log2(1/side)), 0), DataZoom)
	centre := bound.Center()
	d.Center = &[3]float64{centre[0], centre[1], zoom}
}

// vectorLayers are the layers of a set, in the order of its tiles.
func vectorLayers(set Set, editions []*edition.Edition) []VectorLayer {
	var layers []VectorLayer
	add := func(id, words string, zoom int, fields map[string]string) {
		layers = append(layers, VectorLayer{id, words, zoom, DataZoom, fields})
	}
	if set == Divisions || set == Whole {
		for _, l := range adcode.Levels {
			add(l.String(), "units of the level "+l.String(), FirstZoom(l), withPeople(unitFields(), editions))
		}
		add("border", "borders, each once", 0, map[string]string{"level": "highest level that has a border here: county, township or village"})
		add("label", "points for names, inside the units", 0, labelFields())
	}
	if set == Facilities || set == Whole {
		add("facility", "facilities", 0, facilityFields())
	}
	if set == Coverage {
		add("reach", "land within reach", 0, map[string]string{"county": "code"})
		add("gap", "land out of reach, by unit", 0, withPeople(gapFields(), editions))
	}
	add("truncated", "a point in tiles that had to be cut short, for each layer that was", 0, map[string]string{
		"layer": "name of the layer", "kept": "number of features in it", "left_out": "number of features left out",
	})
	return layers
}

func unitFields() map[string]string {
	return map[string]string{
		"id": "identity through all changes", "code": "division code", "name": "short name", "name_full": "full name, if it differs",
		"type": "town, subdistrict, community, ...", "level": "county, township or village", "parent": "code of the unit above",
		"tier": "place in the network of villages", "urban": "true or false", "tint": "0 to 4, other than the neighbours'", "area_m2": "geodesic area",
		"tiny": "true where it is too small for the zoom and drawn as one square of the grid",
	}
}

func labelFields() map[string]string {
	return map[string]string{
		"id": "identity of the unit", "code": "division code", "name": "short name", "level": "county, township or village", "type": "type of the unit",
		"rank": "lower for larger units: 4 steps each time the area halves",
	}
}

func facilityFields() map[string]string {
	fields := map[string]string{
		"cluster": "true for several facilities that stand close together", "count": "of a cluster: how many they are",
		"id": "identity", "kind": "code of the registry of kinds", "name": "name", "state": "in the bureau's words",
		"operating": "whether it counts on the day", "unit": "code of the unit it stands in",
	}
	for _, kind := range facilities.Kinds() {
		fields["count_"+kind.Code] = "of a cluster: how many of them are of this kind"
	}
	return fields
}

func gapFields() map[string]string {
	return map[string]string{"unit": "code", "name": "name of the unit", "area_m2": "area out of reach"}
}

func withPeople(fields map[string]string, editions []*edition.Edition) map[string]string {
	for _, ed := range editions {
		for _, age := range ed.People.Ages {
			fields["people_"+age] = "number of people: " + age
		}
	}
	return fields
}
