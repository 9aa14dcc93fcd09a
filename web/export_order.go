package web

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
)

// ExportOrder says what is to be written as a file, and how.
type ExportOrder struct {
	What     string             // one of Exportable
	Level    adcode.Level       // of units and borders; NoLevel: all. Of freeland: the lines; NoLevel: the county
	Kinds    []string           // of facilities; none: all
	Question *coverage.Question // of coverage and gaps
	From     civil.Day          // of a crosswalk: the day of the old units
	Year     int                // of indicators; 0: the day's
	English  bool               // titles of people's tables
	CRS      string             // such as EPSG:4544; "gauss": the 3-degree zone of the middle of what is written; "": EPSG:4490
	Encoding string             // "utf-8", or "gb18030"
	Format   export.Format
}

// Exportable is all that can be written, in the order in which it is told.
var Exportable = []string{"all", "units", "borders", "facilities", "people", "zones", "roads", "coverage", "gaps", "freeland", "indicators", "codes", "lineage", "crosswalk"}

// exportBooks is what exports need beside editions. *postgis.Store is one.
type exportBooks interface {
	registrar
	reckoner
	Lineage(ctx context.Context, county adcode.Code) ([]boundaries.Link, error)
}

// Exporter writes what is ordered.
type Exporter struct {
	Books    exportBooks
	Editions editions
}

// Export writes what an order asks for of some counties as one file. The notes say what
// the format could not take as it stands. Errors are *export.Error, of coverage, or those
// of reading and writing; what was written by then is of no use.
func (x Exporter) Export(ctx context.Context, to io.Writer, o ExportOrder, eds ...*edition.Edition) ([]export.Title, error) {
	options, err := o.options(eds)
	if err != nil {
		return nil, err
	}
	if err := options.Check(o.isTable(), o.What == "all"); err != nil {
		return nil, err
	}
	var all exportContent
	for _, ed := range eds {
		content, err := x.content(ctx, ed, o)
		if err != nil {
			return nil, err
		}
		if err := all.add(content); err != nil {
			return nil, err
		}
	}
	return all.write(ctx, to, o, options, eds)
}

// check refuses early what would be refused later.
func (o ExportOrder) check(eds []*edition.Edition) error {
	options, err := o.options(eds)
	if err != nil {
		return err
	}
	return options.Check(o.isTable(), o.What == "all")
}

// isTable reports whether there is nothing to draw.
func (o ExportOrder) isTable() bool {
	return slices.Contains([]string{"indicators", "codes", "lineage", "crosswalk"}, o.What)
}

// options are the order's for the format.
func (o ExportOrder) options(eds []*edition.Edition) (export.Options, error) {
	out := export.Options{Format: o.Format, Chinese: !o.English}
	if !slices.Contains(export.Formats, o.Format) {
		return out, export.Invalid(fmt.Sprintf("没有格式“%s”：可用 %v", o.Format, export.Formats), fmt.Sprintf("%q is no format that is written: use one of %v", o.Format, export.Formats))
	}
	if !slices.Contains(Exportable, o.What) {
		return out, export.Invalid(fmt.Sprintf("不能导出“%s”：可用 %v", o.What, Exportable), fmt.Sprintf("%q cannot be exported: use one of %v", o.What, Exportable))
	}
	var known bool
	if out.Encoding, known = export.ParseEncoding(o.Encoding); !known {
		return out, export.Invalid(fmt.Sprintf("没有编码“%s”：可用 utf-8、gb18030", o.Encoding), fmt.Sprintf("%q is no encoding that is written: use utf-8 or gb18030", o.Encoding))
	}
	var err error
	out.CRS, err = crsOf(o.CRS, eds)
	return out, err
}

// content is what an order asks for of one county.
func (x Exporter) content(ctx context.Context, ed *edition.Edition, o ExportOrder) (exportContent, error) {
	t := chinese
	if o.English {
		t = english
	}
	switch o.What {
	case "units":
		return unitsContent(ed, o), nil
	case "borders":
		return bordersContent(ed, o), nil
	case "facilities":
		return facilitiesContent(ed, o, t), nil
	case "people":
		return exportContent{layers: []export.Layer{peopleLayer(ed)}}, nil
	case "zones":
		return exportContent{layers: zoneLayers(ed, o.Format)}, nil
	case "roads":
		return exportContent{layers: []export.Layer{roadLayer(ed)}}, nil
	case "freeland":
		return o.freeContent(ed, t)
	case "all":
		return allContent(ed, o, t), nil
	}
	if ed.Key.Plan != 0 && (o.What == "codes" || o.What == "lineage") {
		return exportContent{}, export.Invalid("代码表和沿革只含已生效的内容，不能套用方案", "codes and lineage are of what is in force: they take no plan")
	}
	if o.What == "coverage" || o.What == "gaps" {
		return x.answered(ctx, ed, o, t)
	}
	return x.tables(ctx, ed, o, t)
}
