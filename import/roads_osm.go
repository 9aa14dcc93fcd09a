package importer

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/geo"
)

// pbfFormat is what the report calls OpenStreetMap's binary files.
const pbfFormat = "OSM PBF"

// osmRoads is a file of OpenStreetMap read twice: its ways first, then where their nodes
// lie. Memory goes by the file's roads, not by its nodes: some 30 bytes for each
// position of a road.
type osmRoads struct {
	roads []road.Road
	ids   []int64
	from  []int      // by road: its first position in refs; one more at the end
	refs  []int64    // nodes of the ways
	known []int64    // nodes that some road has, sorted
	at    [][2]int32 // by known: units of 1e-7 degree, as OpenStreetMap keeps them
	other int        // ways that are no roads
}

// nowhere is a node whose place the file does not have.
var nowhere = [2]int32{math.MaxInt32, math.MaxInt32}

// osm takes the roads of an OpenStreetMap file. WGS 84 is taken as CGCS2000: they are
// less than a metre apart.
func (l *roadList) osm(o *opened, name string) error {
	if err := l.located(); err != nil {
		return err
	}
	note := FileNote{File: name, Format: pbfFormat, Encoding: "utf-8", CRS: "EPSG:4326"}
	var ways osmRoads
	step := func(done int64) error {
		if l.options.Progress != nil {
			l.options.Progress(int(done>>10), int(2*o.size>>10))
		}
		return l.ctx.Err()
	}
	if err := (&pbf{way: func(w *osmWay) error { return ways.add(w, l.speeds) }}).read(o.reader(), o.size, step); err != nil {
		return err
	}
	ways.sort()
	again := func(done int64) error { return step(o.size + done) }
	if err := (&pbf{node: ways.place}).read(o.reader(), o.size, again); err != nil {
		return err
	}
	outside := ways.other
	for i := range ways.roads {
		lines := ways.lines(i, l.near)
		if len(lines) == 0 {
			outside++
		}
		for _, line := range lines {
			r := ways.roads[i]
			r.Line = line
			l.list = append(l.list, foundRoad{r, Row{File: name, Row: i + 1, ID: strconv.FormatInt(ways.ids[i], 10)}})
		}
	}
	note.Rows, note.Skipped = len(ways.roads)+ways.other, outside
	l.result.Report.Files = append(l.result.Report.Files, note)
	return nil
}

// add takes a way, where it is a road.
func (w *osmRoads) add(way *osmWay, speeds *road.Speeds) error {
	r, ok := tagged(way.tags, speeds)
	if !ok || len(way.refs) < 2 {
		w.other++
		return nil
	}
	w.roads, w.ids, w.from = append(w.roads, r), append(w.ids, way.id), append(w.from, len(w.refs))
	w.refs = append(w.refs, way.refs...)
	if len(w.roads) > maxPBFWays || len(w.refs) > maxPBFRefs {
		return said("the OpenStreetMap file has more roads than are read at once: cut the county out of it, as osmium extract does", "OpenStreetMap 文件的道路过多：请先裁出本县范围（如用 osmium extract）")
	}
	return nil
}

func (w *osmRoads) sort() {
	w.from = append(w.from, len(w.refs))
	w.known = slices.Clone(w.refs)
	slices.Sort(w.known)
	w.known = slices.Clip(slices.Compact(w.known))
	w.at = slices.Repeat([][2]int32{nowhere}, len(w.known))
}

// place notes where a node lies; lon and lat in units of 1e-9 degree.
func (w *osmRoads) place(id, lon, lat int64) {
	if lon < -180e9 || lon > 180e9 || lat < -90e9 || lat > 90e9 {
		return
	}
	if i, needed := slices.BinarySearch(w.known, id); needed {
		w.at[i] = [2]int32{int32(math.Round(float64(lon) / 100)), int32(math.Round(float64(lat) / 100))}
	}
}

// lines are the stretches of a road whose nodes the file has, where any is near. An extract
// leaves out nodes beyond its edge.
func (w *osmRoads) lines(i int, near orb.Bound) []orb.LineString {
	var lines []orb.LineString
	var line orb.LineString
	end := func() {
		if len(line) > 1 && line.Bound().Intersects(near) {
			lines = append(lines, line)
		}
		line = nil
	}
	for _, ref := range w.refs[w.from[i]:w.from[i+1]] {
		k, _ := slices.BinarySearch(w.known, ref)
		if w.at[k] == nowhere {
			end()
			continue
		}
		p := geo.Vertex{X: 100 * int64(w.at[k][0]), Y: 100 * int64(w.at[k][1])}.Point()
		if n := len(line); n == 0 || line[n-1] != p {
			line = append(line, p)
		}
	}
	end()
	return lines
}
