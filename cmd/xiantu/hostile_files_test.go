package main

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// hostileFile is a file that honest programs do not write, and words of what is said of
// it; no words: it is taken as it is.
type hostileFile struct {
	name string
	text func() string

	check    string // by topo check
	imported string // by import divisions --dry-run
	cleaned  bool   // topo clean leaves a file that topo check finds nothing in
	large    bool   // it is run by a program of its own, whose processor time and memory are measured
}

// unitsOf is a collection of units, named #1, #2, ..., of these geometries.
func unitsOf(geometries ...string) string {
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, g := range geometries {
		if i > 0 {
			b.WriteString(",\n")
		}
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"code":"51992510%d","name":"第%d镇"},"geometry":%s}`, i+1, i+1, g)
	}
	b.WriteString("]}\n")
	return b.String()
}

// polygonOf is a polygon of rings that are written as offsets, in hundredths of a degree,
// from 104.80, 31.10; they are closed.
func polygonOf(rings ...[]float64) string {
	var parts []string
	for _, r := range rings {
		parts = append(parts, ringText(append(r[:len(r):len(r)], r[0], r[1])))
	}
	return `{"type":"Polygon","coordinates":[` + strings.Join(parts, ",") + `]}`
}

// ringText is a ring of such offsets as it stands.
func ringText(xy []float64) string {
	var b bytes.Buffer
	b.WriteByte('[')
	for i := 0; i < len(xy); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "[%.9f,%.9f]", 104.8+xy[i]/100, 31.1+xy[i+1]/100)
	}
	b.WriteByte(']')
	return b.String()
}

// rawPolygon is a polygon whose coordinates are written out.
func rawPolygon(coordinates string) string {
	return `{"type":"Polygon","coordinates":[` + coordinates + `]}`
}

// box is a square's ring.
func box(x, y, side float64) []float64 {
	return []float64{x, y, x + side, y, x + side, y + side, x, y + side}
}

// wheel is a ring of n vertices around a middle, of which every other one lies further out.
func wheel(n int) []float64 {
	ring := make([]float64, 0, 2*n)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r := 5 + float64(i%2)*0.01
		ring = append(ring, 5+r*cos, 5+r*sin)
	}
	return ring
}

// starOf is a ring that goes round step times over n vertices: n*(step-1) crossings.
func starOf(n, step int) []float64 {
	ring := make([]float64, 0, 2*n)
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i*step) / float64(n))
		ring = append(ring, 5+5*cos, 5+5*sin)
	}
	return ring
}

// tangle is a ring through n places of chance: some n*n/9 crossings.
func tangle(n int) []float64 {
	random := rand.New(rand.NewPCG(1, 2))
	ring := make([]float64, 0, 2*n)
	for range n {
		ring = append(ring, 10*random.Float64(), 10*random.Float64())
	}
	return ring
}

// saw is a ring whose teeth go n times through the straight side that closes it.
func saw(n int) []float64 {
	ring := []float64{0, 5}
	for i := range n {
		ring = append(ring, 0.01+9.9*float64(i)/float64(n), float64(4+2*(i%2)))
	}
	return append(ring, 10, 5)
}

// standing is a ring that stays n times at its second place.
func standingStill(n int) string {
	return "[[104.8,31.1]" + strings.Repeat(",[104.9,31.1]", n) + ",[104.9,31.2],[104.8,31.1]]"
}

// tiny is a collection of n squares.
func tiny(n int) string {
	var b strings.Builder
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i := range n {
		if i > 0 {
			b.WriteString(",\n")
		}
		x, y := 104+float64(i%1000)*1e-4, 31+float64(i/1000)*1e-4
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"code":"%d","name":"村"},"geometry":{"type":"Polygon","coordinates":[[[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f]]]}}`,
			519925100000+int64(i)%400000, x, y, x+1e-4, y, x+1e-4, y+1e-4, x, y+1e-4, x, y)
	}
	b.WriteString("]}")
	return b.String()
}

// nestedCollection is a collection of geometries depth deep.
func nestedCollection(depth int) string {
	return strings.Repeat(`{"type":"GeometryCollection","geometries":[`, depth) + polygonOf(box(0, 0, 1)) + strings.Repeat(`]}`, depth)
}

func text(s string) func() string { return func() string { return s } }

func units(geometries ...string) func() string { return text(unitsOf(geometries...)) }

// replaced is one square unit with something else in place of a stretch of its text.
func replaced(old, new string) func() string {
	whole := unitsOf(polygonOf(box(0, 0, 1)))
	if !strings.Contains(whole, old) {
		panic("the unit has no " + old)
	}
	return text(strings.Replace(whole, old, new, 1))
}

// unasked is said of a file that a command is not asked about.
const unasked = "-"

const corner = "[104.810000000,31.100000000]" // the second position of the unit

var hostileFiles = []hostileFile{
	{name: "sound", text: units(polygonOf(box(0, 0, 1)), polygonOf(box(1, 0, 1)))},
	{name: "self-crossing", text: units(polygonOf([]float64{0, 0, 3, 0, 3, 2, 1, -1, 0, 3})), check: "self_intersection at 104.816667, 31.100000 519925101", imported: "104.8166667, 31.1000000: the outline crosses itself", cleaned: true},
	{name: "bow-tie", text: units(polygonOf([]float64{0, 0, 1, 1, 1, 0, 0, 1})), check: "self_intersection at 104.805000, 31.105000", imported: "the outline crosses itself", cleaned: true},
	{name: "spike", text: units(polygonOf([]float64{0, 0, 1, 0, 1, 0.5, 2, 0.5, 1, 0.5, 1, 1, 0, 1})), check: "self_intersection at", imported: "the outline runs along itself"},
	{name: "zero area", text: units(polygonOf([]float64{0, 0, 1, 0, 2, 0})), check: "self_intersection", imported: "the outline runs along itself"},
	{name: "zero area among others", text: units(polygonOf(box(0, 0, 1)), polygonOf([]float64{0, 0, 1, 0, 2, 0})), check: "self_intersection at 104.810000, 31.100000 519925102", imported: "the outline runs along itself"},
	{name: "two equal", text: units(polygonOf(box(0, 0, 1)), polygonOf(box(0, 0, 1))), check: "duplicate_feature at 104.805000, 31.105000 519925101 519925102", cleaned: true},
	{name: "one within another", text: units(polygonOf(box(0, 0, 3)), polygonOf(box(1, 1, 1))), check: "big_overlap"},
	{name: "one half over another", text: units(polygonOf(box(0, 0, 2)), polygonOf(box(1, 1, 2))), check: "big_overlap"},
	{name: "a million vertices", text: func() string { return unitsOf(polygonOf(wheel(1_000_000))) }, large: true},
	{name: "2,000 crossings: star", text: units(polygonOf(starOf(41, 20))), check: "self_intersection", imported: "the outline crosses itself", cleaned: true},
	{name: "2,000 crossings: saw", text: units(polygonOf(saw(2000))), check: "self_intersection", imported: "the outline crosses itself", cleaned: true, large: true},
	{name: "2,001 vertices, two million crossings", text: units(polygonOf(starOf(2001, 1000))), check: "cross in more than 28004 places", imported: "the outline crosses itself", large: true},
	{name: "400 vertices of chance", text: units(polygonOf(tangle(400))), check: "self_intersection", imported: "the outline crosses itself", large: true},
	{name: "1,000 vertices of chance", text: units(polygonOf(tangle(1000))), check: "cross in more than", imported: "the outline crosses itself", large: true},
	{name: "100,000 vertices of chance", text: func() string { return unitsOf(polygonOf(tangle(100_000))) }, check: "cross in more than", imported: "the outline crosses itself", large: true},
	{name: "hole outside", text: units(polygonOf(box(0, 0, 1), box(3, 3, 1))), check: "self_intersection at", imported: "a hole lies outside its ring"},
	{name: "hole in a hole", text: units(polygonOf(box(0, 0, 9), box(1, 1, 6), box(2, 2, 2))), check: "self_intersection at", imported: "a hole lies within another hole", cleaned: true},
	{name: "part in a part", text: units(`{"type":"MultiPolygon","coordinates":[[` + ringText(append(box(0, 0, 9), 0, 0)) + `],[` + ringText(append(box(1, 1, 2), 1, 1)) + `]]}`), check: "self_intersection", imported: "a part within another part", cleaned: true},
	{name: "hole like its shell", text: units(polygonOf(box(0, 0, 1), box(0, 0, 1))), check: "self_intersection at", imported: "the outline runs along itself"},
	{name: "hole across its shell", text: units(polygonOf(box(0, 0, 2), box(1, 1, 2))), check: "self_intersection", imported: "the outline crosses itself", cleaned: true},
	{name: "parts that overlap", text: units(`{"type":"MultiPolygon","coordinates":[[` + ringText(append(box(0, 0, 2), 0, 0)) + `],[` + ringText(append(box(1, 1, 2), 1, 1)) + `]]}`), check: "self_intersection", imported: "the outline crosses itself", cleaned: true},
	{name: "two parts alike", text: units(`{"type":"MultiPolygon","coordinates":[[` + ringText(append(box(0, 0, 2), 0, 0)) + `],[` + ringText(append(box(0, 0, 2), 0, 0)) + `]]}`), check: "self_intersection at", imported: "the outline runs along itself"},
	{name: "unclosed ring", text: units(rawPolygon(ringText(box(0, 0, 1)))), check: "unclosed_ring at 104.800000, 31.110000 519925101", imported: "part 1, ring 1, position 4: the ring does not close", cleaned: true},
	{name: "ring of two positions", text: units(rawPolygon(ringText([]float64{0, 0, 1, 1}))), check: "degenerate_ring at 104.800000, 31.100000 519925101", imported: "position 2: the ring does not close"},
	{name: "ring of one place", text: units(rawPolygon(ringText([]float64{0, 0, 0, 0, 0, 0, 0, 0}))), check: "degenerate_ring", imported: "no area"},
	{name: "empty polygon", text: units(rawPolygon("")), check: "none of the 1 features has a shape", imported: "the coordinates are empty"},
	{name: "empty ring", text: units(rawPolygon("[]")), check: "none of the 1 features has a shape", imported: "the coordinates are empty"},
	{name: "no geometry", text: units("null"), check: "none of the 1 features has a shape", imported: "the feature has no shape"},
	{name: "one without a shape", text: units(polygonOf(box(0, 0, 1)), "null"), imported: "the feature has no shape", cleaned: true},
	{name: "no features", text: units(), check: "the file has no features", imported: "the layer has no features"},
	{name: "NaN", text: replaced(corner, "[NaN,31.1]"), check: "line 1, byte 184: a coordinate was expected", imported: "NaN is not a finite number"},
	{name: "Infinity", text: replaced(corner, "[-Infinity,31.1]"), check: "line 1, byte 184: a coordinate was expected", imported: "-Infinity is not a finite number"},
	{name: "1e400", text: replaced(corner, "[1e400,31.1]"), check: "1e400 is no longitude", imported: "1e400 is not a finite number"},
	{name: "9 million digits", text: func() string { return replaced(corner, "["+strings.Repeat("9", 9_000_000)+",31.1]")() }, check: "is no longitude", imported: "more than 512 digits", large: true},
	{name: "text for a number", text: replaced(corner, `["104.81","31.1"]`), check: "a coordinate was expected", imported: "position 2 (byte 184): a coordinate is not a number"},
	{name: "null for a number", text: replaced(corner, "[null,31.1]"), check: "a coordinate was expected", imported: "null is not a finite number"},
	{name: "one number", text: replaced(corner, "[104.81]"), check: "',' was expected", imported: "a position has 1 numbers"},
	{name: "metres", text: units(rawPolygon("[[35480000,3440000],[35481000,3440000],[35481000,3441000],[35480000,3440000]]")), check: "metres of a projection", imported: "--crs"},
	{name: "axes swapped", text: units(rawPolygon("[[31.1,104.8],[31.1,104.9],[31.2,104.9],[31.1,104.8]]")), check: "the axes are swapped", imported: "swap"},
	{name: "three and four numbers", text: replaced(corner, "[104.81,31.1,412.5,7]")},
	{name: "across the antimeridian", text: units(rawPolygon("[[179,31],[-179,31],[-179,32],[179,32],[179,31]]")), imported: "outside China"},
	{name: "collections 4 deep", text: units(nestedCollection(4)), check: "feature 1 is a GeometryCollection", imported: "nested more than 4 deep"},
	{name: "collections 100,000 deep", text: func() string { return unitsOf(nestedCollection(100_000)) }, check: "nested more than 64 deep", imported: "nested more than 4 deep", large: true},
	{name: "arrays 5,000,000 deep", text: func() string { return unitsOf(rawPolygon(strings.Repeat("[", 5_000_000))) }, check: "nested more than 4 deep", imported: "nested more than 4 deep", large: true},
	{name: "properties 5,000,000 deep", text: func() string { return replaced(`"name":"第1镇"`, `"x":`+strings.Repeat(`[`, 5_000_000))() }, check: "nested more than 64 deep", imported: "nested too deep", large: true},
	{name: "a point", text: units(`{"type":"Point","coordinates":[104.8,31.1]}`), check: "Point", imported: "the shape is a Point"},
	{name: "a type that is none", text: units(`{"type":"Circle","coordinates":[104.8,31.1]}`), check: "Circle", imported: "\"Circle\" is no type of geometry"},
	{name: "no type", text: replaced(`"type":"Polygon",`, ""), check: "feature 1 is a", imported: "is no type of geometry"},
	{name: "a geometry alone", text: text(polygonOf(box(0, 0, 1))), check: "a FeatureCollection is read here", imported: "a geometry stands alone"},
	{name: "two geometries", text: replaced(`"geometry":`, `"geometry":null,"geometry":`), check: "the feature has two geometries", imported: "the feature has two geometries"},
	{name: "two lists of coordinates", text: replaced(`"coordinates":`, `"coordinates":`+"["+ringText(append(box(5, 5, 1), 5, 5))+"]"+`,"coordinates":`), check: "feature 1 has two lists of coordinates", imported: "two lists of coordinates"},
	{name: "one property twice", text: replaced(`"name":`, `"name":"甲","name":`)},
	{name: "one code twice", text: func() string {
		return strings.Replace(unitsOf(polygonOf(box(0, 0, 1)), polygonOf(box(1, 0, 1))), "519925102", "519925101", 1)
	}, imported: "remove one of the two"},
	{name: "byte order mark", text: func() string { return "\xef\xbb\xbf" + unitsOf(polygonOf(box(0, 0, 1))) }},
	{name: "names in Latin-1", text: replaced("第1镇", "Caf\xe9 \xfc"), imported: "is neither UTF-8 nor GB18030: save the file as UTF-8"},
	{name: "names in GB18030", text: replaced("第1镇", "\xb5\xda\xd2\xbb\xd5\xf2")},
	{name: "half a character", text: replaced("第1镇", `\ud800\u0041`), imported: "half of a character"},
	{name: "UTF-16", text: func() string { return "\xff\xfe{\x00\"\x00t\x00" }, check: "has no shapes", imported: "no header with code and name"},
	{name: "cut off", text: func() string { s := unitsOf(polygonOf(box(0, 0, 1)), polygonOf(box(1, 0, 1))); return s[:len(s)-60] }, check: "it was cut off", imported: "it was cut off"},
	{name: "cut off in a name", text: func() string { s := unitsOf(polygonOf(box(0, 0, 1))); return s[:strings.Index(s, "镇")+1] }, check: "line 1, byte 98: the string that begins here does not end", imported: "a string does not end"},
	{name: "more behind the end", text: func() string { return unitsOf(polygonOf(box(0, 0, 1))) + "{}" }, check: "something stands behind", imported: "is no GeoJSON feature"},
	{name: "empty", text: text(""), check: "the file is empty", imported: "the file is empty"},
	{name: "blanks", text: text("  \n "), check: "the file is empty", imported: "the file is empty"},
	{name: "zeros", text: text(strings.Repeat("\x00", 1000)), check: "the format is not known", imported: "the format is not known"},
	{name: "HTML", text: text("<!DOCTYPE html><html><body>404</body></html>"), check: "this is XML or HTML", imported: "this is XML or HTML"},
	{name: "a list", text: text("[1,2,3]"), check: "a list stands alone", imported: "this is not GeoJSON"},
	{name: "100,000 tiny units", text: func() string { return tiny(100_000) }, imported: "one level a file", large: true},
	{name: "two million times one place", text: func() string { return unitsOf(rawPolygon(standingStill(2_000_000))) }, large: true},
}
