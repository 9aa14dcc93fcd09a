package web

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/export"
	"github.com/xiantu/xiantu/geo"
)

// exportContent is what a file is to hold. Layers are tables, too, unless there are
// tables of their own; and GeoJSON, unless there is one that the API answers with.
type exportContent struct {
	layers   []export.Layer
	tables   []table
	members  []member           // of the GeoJSON, beside the edition
	features []func(*geoWriter) // of the GeoJSON
}

// add takes in another county's content.
func (c *exportContent) add(more exportContent) error {
	for _, l := range more.layers {
		i := slices.IndexFunc(c.layers, func(have export.Layer) bool { return have.Name == l.Name })
		if i < 0 {
			c.layers = append(c.layers, l)
			continue
		}
		c.layers[i] = joined(c.layers[i], l)
	}
	for _, t := range more.tables {
		i := slices.IndexFunc(c.tables, func(have table) bool { return have.name == t.name })
		switch {
		case i < 0:
			c.tables = append(c.tables, t)
		case !slices.Equal(c.tables[i].header, t.header):
			return export.Invalid(fmt.Sprintf("各县“%s”的栏目不同：请分县导出", t.name), fmt.Sprintf("the counties' tables %q have different columns: export one county at a time", t.name))
		default:
			c.tables[i].rows = append(c.tables[i].rows, t.rows...)
		}
	}
	if c.members == nil {
		c.members = more.members
	}
	c.features = append(c.features, more.features...)
	return nil
}

// joined are the features of both layers with the fields of either.
func joined(a, b export.Layer) export.Layer {
	at := make([]int, len(b.Fields))
	fields := slices.Clone(a.Fields)
	for i, f := range b.Fields {
		if at[i] = slices.IndexFunc(fields, func(have export.Field) bool { return have.Name == f.Name }); at[i] < 0 {
			at[i], fields = len(fields), append(fields, f)
		} else if f.Use == export.Everywhere {
			fields[at[i]].Use = f.Use
		}
	}
	a.Fields = fields
	for i := range a.Features {
		a.Features[i].Values = append(a.Features[i].Values, make([]any, len(fields)-len(a.Features[i].Values))...)
	}
	for _, f := range b.Features {
		values := make([]any, len(fields))
		for i, v := range f.Values {
			values[at[i]] = v
		}
		a.Features = append(a.Features, export.Feature{Values: values, Shape: f.Shape})
	}
	return a
}

// write writes the content in the order's format.
func (c *exportContent) write(ctx context.Context, to io.Writer, o ExportOrder, options export.Options, eds []*edition.Edition) ([]export.Title, error) {
	switch {
	case o.Format == export.GeoJSON && len(c.features) > 0:
		_, err := to.Write(c.geoJSON(eds))
		return nil, err
	case o.Format.IsTable() && len(c.tables) > 0:
		tables := make([]export.Table, len(c.tables))
		for i, t := range c.tables {
			tables[i] = t.written()
		}
		return nil, export.WriteTables(to, tables, options)
	}
	return export.Write(ctx, to, c.layers, options)
}

// geoJSON is the content in the form in which the API answers; several editions stand in
// a list.
func (c *exportContent) geoJSON(eds []*edition.Edition) []byte {
	g := &geoWriter{}
	if len(eds) == 1 {
		g.begin(append([]member{{"edition", editionOf(eds[0])}}, c.members...)...)
	} else {
		var bodies []editionBody
		for _, ed := range eds {
			bodies = append(bodies, editionOf(ed))
		}
		g.begin(member{"edition", bodies})
	}
	for _, write := range c.features {
		write(g)
	}
	return g.end()
}

// crsOf reads a coordinate system by name; "gauss" is the 3-degree zone that the middle of
// the counties lies in.
func crsOf(name string, eds []*edition.Edition) (geo.CRS, error) {
	if name == "" {
		return geo.CGCS2000, nil
	}
	if name != "gauss" {
		crs, err := geo.ParseCRS(name)
		if err != nil {
			return crs, export.Invalid(fmt.Sprintf("没有坐标系“%s”：可用 EPSG:4490、EPSG:4491 至 4554（高斯-克吕格投影带），或 gauss（本县所在的三度带）", name), err.Error())
		}
		return crs, nil
	}
	var bound orb.Bound
	for _, ed := range eds {
		if bound == (orb.Bound{}) {
			bound = ed.Bound
		} else if ed.Bound != (orb.Bound{}) {
			bound = bound.Union(ed.Bound)
		}
	}
	zone := int(bound.Center()[0]/3 + 0.5)
	if zone < 25 || zone > 45 {
		return geo.CGCS2000, export.Invalid("图形不在中国的三度带（第 25 至 45 带）内：请用 crs 指定坐标系", "the shapes lie in none of China's 3-degree zones (25 to 45): name the coordinate system")
	}
	return geo.GaussKruegerCRS(zone, false), nil
}
