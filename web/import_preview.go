package web

import (
	"github.com/xiantu/xiantu/boundaries"
	importer "github.com/xiantu/xiantu/import"
)

// previewGeoJSON draws what would be written: units, facilities, groups, roads, zones and
// the map's backdrop, each with the file, sheet and row that it comes from and what was
// done with that row; and says what divisions would let one infer of who became whom, and where gaps and
// overlaps are between them.
func previewGeoJSON(result *importer.Result, foreseen []boundaries.Inference) []byte {
	p := previewWriter{result: result}
	w := result.Write
	if len(w.Snapshots) > 0 {
		p.begin(member{"inferences", inferenceBodies(chinese, foreseen)}, member{"pieces", piecesGeoJSON(result.Report.Mending)})
	} else {
		p.begin()
	}
	p.units()
	p.facilities()
	p.people()
	p.layers()
	return p.end()
}

// previewWriter writes the parts of what an import would bring.
type previewWriter struct {
	geoWriter
	result *importer.Result
}

// part writes one feature with where it comes from.
func (p *previewWriter) part(of importer.Part, properties map[string]any, geometry func()) {
	if from, known := p.result.Origins[of]; known {
		properties["file"], properties["sheet"], properties["row"], properties["action"] = from.File, from.Sheet, from.Row, from.Action
	}
	p.feature(nil, properties, geometry)
}

func (p *previewWriter) units() {
	for _, snapshot := range p.result.Write.Snapshots {
		for _, v := range snapshot.Units {
			properties := map[string]any{"code": v.Code.String(), "name": v.Name, "level": v.Level().String(), "type": v.Type.Chinese(), "day": snapshot.Day.String()}
			p.part(importer.Part{Set: v.Code.String()}, properties, func() { p.geometry(v.Shape) })
		}
	}
}

func (p *previewWriter) facilities() {
	for _, set := range p.result.Write.Facilities {
		for i, f := range set.Put {
			properties := map[string]any{"kind": f.Kind, "name": f.Name, "state": string(f.State), "unit": f.Unit.String(), "source": f.Source.String()}
			p.part(importer.Part{Index: i}, properties, func() { p.point(f.Place) })
		}
	}
}

func (p *previewWriter) people() {
	for _, set := range p.result.Write.People {
		for _, group := range set.Groups {
			p.part(importer.Part{Set: group.ID}, map[string]any{"group": group.ID, "people": peopleOf(set.Ages, group.Counts)}, func() { p.point(&group.Place) })
		}
	}
}

func (p *previewWriter) layers() {
	for _, set := range p.result.Write.Roads {
		for i, r := range set.List {
			p.part(importer.Part{Set: set.Source, Index: i}, map[string]any{"class": r.Class, "name": r.Name, "way": r.Way.String()}, func() { p.geometry(r.Line) })
		}
	}
	for _, set := range p.result.Write.Backdrops {
		for i, f := range set.List {
			p.part(importer.Part{Set: set.Source, Index: i}, map[string]any{"kind": f.Kind, "name": f.Name}, func() { p.geometry(f.Shape) })
		}
	}
	for _, set := range p.result.Write.Zones {
		for i, z := range set.List {
			p.part(importer.Part{Set: set.Source, Index: i}, map[string]any{"kind": z.Kind, "name": z.Name, "setback_m": z.Setback}, func() { p.geometry(z.Shape) })
		}
	}
}
