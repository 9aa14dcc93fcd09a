package importer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
)

// roadMargin is how far around the county roads are taken, in degrees, some 10 km: the
// shortest way from one of its villages to another may lead outside.
const roadMargin = 0.1

// roadList makes roads of layers and of OpenStreetMap's files, one set for each file. A
// CSV among the files is the county's table of speeds.
type roadList struct {
	*reading
	near    orb.Bound
	speeds  *road.Speeds
	list    []foundRoad
	classed map[string]bool     // files in which some feature has a class
	headers map[string][]string // by file without: what its first feature has
	ids     map[string]bool
	tables  []edition.RoadSet
}

// foundRoad is a road with the row that the report will have of it.
type foundRoad struct {
	road.Road
	row Row
}

func (r *reading) roads() builder {
	l := &roadList{reading: r, speeds: road.DefaultSpeeds(), classed: map[string]bool{}, headers: map[string][]string{}, ids: map[string]bool{}}
	if ed := r.known.Edition; ed != nil {
		l.speeds = ed.Roads.Speeds
		l.near = aroundCounty(ed)
	}
	return l
}

// aroundCounty is the county and what lies around it, by its shapes or else by where its
// people live; empty where neither is known.
func aroundCounty(ed *edition.Edition) orb.Bound {
	bound := ed.Bound
	if len(ed.Units) == 0 || !ed.HasShape(&ed.Units[0]) {
		bound = orb.Bound{}
		for i, g := range ed.People.Groups {
			if i == 0 {
				bound = g.Place.Bound()
			}
			bound = bound.Extend(g.Place)
		}
	}
	if bound.IsZero() {
		return bound
	}
	return bound.Pad(roadMargin)
}

// located demands that one knows whose roads these are, and where.
func (l *roadList) located() error {
	if l.county().Code.IsZero() {
		return said("the county is not known yet: import its divisions first, or say --county", "尚不知道是哪个县：请先导入区划，或用 --county 指定")
	}
	if l.near.IsZero() {
		return said("where the county lies is not known yet: import its divisions or its people first, so that its roads can be told from others", "尚不知道本县的范围：请先导入区划或人口，才能从路网中取出本县的道路")
	}
	return nil
}

func (l *roadList) rows(source, *table, *body) error { return errors.New("roads come as layers") }

// speedTable takes a table of speeds.
func (l *roadList) speedTable(name string, content []byte) error {
	if l.county().Code.IsZero() {
		return l.located()
	}
	text, encoding, err := decodeText(content, l.options.Encoding)
	if err != nil {
		return err
	}
	speeds, err := road.ReadSpeeds(bytes.NewReader(text), nil)
	if err != nil {
		return said("this is no table of speeds with the columns class, walk_kmh, drive_kmh (roads themselves are sent as layers): "+err.Error(), "这不是道路速度表（应有 class、walk_kmh、drive_kmh 三列；道路本身请用图层提供）："+err.Error())
	}
	list := speeds.List()
	l.result.Report.Files = append(l.result.Report.Files, FileNote{File: name, Format: "CSV", Encoding: encoding, Rows: len(list)})
	for i, s := range list {
		l.result.Report.add(Row{File: name, Row: i + 2, ID: s.Class})
	}
	if l.speeds, err = road.NewSpeeds(list, road.DefaultSpeeds()); err != nil {
		return err
	}
	l.tables = []edition.RoadSet{{County: l.county().Code, Source: "speeds", Speeds: list}}
	return nil
}

// feature takes a road of a layer: a line, or several of one name.
func (l *roadList) feature(src source, f feature) error {
	if err := l.located(); err != nil {
		return err
	}
	get := l.fields(Roads, f)
	if l.headers[src.file] == nil {
		for _, p := range f.props {
			l.headers[src.file] = append(l.headers[src.file], p.key)
		}
	}
	out := foundRoad{row: Row{File: src.file, Sheet: src.sheet, Row: f.number, ID: cmp.Or(get["id"], fmt.Sprint(f.number))}}
	note := func(code Code, field, value string, taken Said) {
		out.row.Problems = append(out.row.Problems, problem(code, field, "", value, taken))
	}
	if get["class"] != "" {
		l.classed[src.file] = true
	}
	if notRoads[get["class"]] {
		src.note.Skipped++
		return nil
	}
	l.attributes(&out.Road, get, note)
	lines, flaw := roadLines(f, src.crs)
	if flaw != nil {
		note(BadCoordinates, "geometry", cmp.Or(flaw.where, "geometry"), flaw.said)
		l.list = append(l.list, out)
		return nil
	}
	taken := false
	for _, line := range lines {
		if len(line) > 1 && line.Bound().Intersects(l.near) {
			one := out
			one.Line = line
			l.list = append(l.list, one)
			taken = true
		}
	}
	if !taken {
		src.note.Skipped++
	}
	return nil
}

// attributes reads class, direction, limit and access.
func (l *roadList) attributes(r *road.Road, get map[string]string, note func(Code, string, string, Said)) {
	class, known := l.speeds.Class(get["class"])
	if !known || class == road.OffRoad {
		note(UnknownKind, "class", get["class"], same("residential / 县道 / 三级公路"))
	}
	r.Class, r.Name = class, cut(get["name"], 200)
	way, known := parseOneWay(get["oneway"])
	if !known {
		note(UnknownKind, "oneway", get["oneway"], same("yes / no / -1"))
	}
	r.Way = way
	limit, ok := parseLimit(get["maxspeed"])
	if !ok {
		note(BadNumber, "maxspeed", get["maxspeed"], Said{})
	}
	r.MaxSpeed = limit
	r.NoWalk = closedTo(get, "foot")
	r.NoDrive = closedTo(get, "motor")
}

// roadLines are the lines of a geometry in EPSG:4490.
func roadLines(f feature, crs place2D) ([]orb.LineString, *flaw) {
	if f.flaw != nil {
		return nil, f.flaw
	}
	if f.shape == nil {
		return nil, noShape
	}
	shape, flaw := convertGeometry(f.shape, crs)
	if flaw != nil {
		return nil, flaw
	}
	switch g := shape.(type) {
	case orb.LineString:
		return []orb.LineString{g}, nil
	case orb.MultiLineString:
		return g, nil
	}
	return nil, &flawNoLine
}

var flawNoLine = flaw{said: Said{"the shape is not a line", "图形不是线"}}

// finish reports on every road, and which of them hang together with no other.
func (l *roadList) finish() error {
	for file, headers := range l.headers {
		if !l.classed[file] {
			return &FileError{File: file, Said: Said{
				"no column says the class of the roads (class, highway, fclass, 等级); there are " + strings.Join(headers, ", ") + ": name it with --columns class=...",
				"没有道路等级一列（class、highway、fclass、等级）；现有列：" + strings.Join(headers, "、") + "；请用 --columns class=… 指定"}}
		}
	}
	if len(l.list) == 0 && l.tables == nil {
		return said("no road lies in or near the county: the file is of another place, or its coordinate system is wrong", "文件中没有位于本县及周边的道路：可能是别处的数据，或坐标系有误")
	}
	l.report()
	sets := map[string]*edition.RoadSet{}
	for i := range l.list {
		found := &l.list[i]
		found.row.Place = middleOf(found.Line)
		if why, flawed := wordsFlaw(found.Name, mostName); flawed {
			found.row.Problems = append(found.row.Problems, problem(BadText, "name", "", found.Name, why))
		}
		action := l.result.Report.add(found.row)
		if action == Reject {
			continue
		}
		set := sets[found.row.File]
		if set == nil {
			set = &edition.RoadSet{County: l.county().Code, Source: found.row.File}
			sets[found.row.File] = set
		}
		l.result.Origins.add(Part{set.Source, len(set.List)}, found.row, action)
		set.List = append(set.List, found.Road)
	}
	for _, set := range sets {
		l.result.Write.Roads = append(l.result.Write.Roads, *set)
	}
	l.result.Write.Roads = append(l.result.Write.Roads, l.tables...)
	return nil
}

// report notes the roads of islands.
func (l *roadList) report() {
	roads := make([]road.Road, len(l.list))
	for i := range l.list {
		roads[i] = l.list[i].Road
	}
	for i, part := range road.Apart(roads) {
		if part > 0 && len(roads[i].Line) > 0 {
			p := l.list[i].Line[0]
			l.list[i].row.Problems = append(l.list[i].row.Problems, problem(RoadIsland, "geometry", "", fmt.Sprintf("%.5f, %.5f", p[0], p[1]), Said{}))
		}
	}
}

// maxSpeedTable bounds a table of speeds.
const maxSpeedTable = 1 << 20

// roadFile reads what comes for roads and is no layer.
func (l *roadList) roadFile(o *opened, format string) error {
	name := filepath.Base(o.Name)
	switch {
	case format == "CSV" && o.size <= maxSpeedTable:
		content := make([]byte, o.size)
		if _, err := io.ReadFull(o.reader(), content); err != nil {
			return err
		}
		return l.speedTable(name, bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")))
	case format == pbfFormat:
		return l.osm(o, name)
	}
	return said("roads are lines: send an OpenStreetMap file (.osm.pbf), or GeoJSON, a zipped shapefile or another layer", "道路是线：请提供 OpenStreetMap 文件（.osm.pbf）、GeoJSON、打包的 Shapefile 等图层")
}
