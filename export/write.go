package export

import (
	"context"
	"fmt"
	"io"

	"github.com/xiantu/xiantu/geo"
)

// Options say how layers are written.
type Options struct {
	Format   Format
	Encoding Encoding // of texts in a Shapefile or CSV
	CRS      geo.CRS  // EPSG:4490, or a Gauss-Krueger zone
	Chinese  bool     // titles of people's tables
	FileSize int64    // bytes that a file made by GDAL may have; 0: 16 GB
}

// Write writes layers as one file. The notes say what the format could not take as it
// stands; a zipped Shapefile has them in a notes.txt of its own, too. The error is an
// *Error with a sentence, the context's or that of the file written to; what was written
// by then is of no use.
func Write(ctx context.Context, to io.Writer, layers []Layer, o Options) (notes []Title, err error) {
	if err := o.check(layers); err != nil {
		return nil, err
	}
	switch o.Format {
	case CSV, XLSX:
		tables := make([]Table, len(layers))
		for i := range layers {
			tables[i] = layers[i].Table(o.Chinese)
		}
		return nil, WriteTables(to, tables, o)
	case GeoJSON:
		return nil, writeGeoJSON(to, &layers[0])
	}
	return writeByGDAL(ctx, to, layers, o)
}

// WriteTables writes tables as a workbook, or the first of them as CSV: the others are
// further sheets, which a CSV has no room for.
func WriteTables(to io.Writer, tables []Table, o Options) error {
	if o.Format == XLSX {
		return Workbook(to, tables...)
	}
	content := tables[0].CSV()
	if o.Encoding == GBK {
		var err error
		if content, err = tables[0].GB18030(); err != nil {
			return err
		}
	}
	_, err := to.Write(content)
	return err
}

// check refuses what a format has no room for.
func (o Options) check(layers []Layer) error {
	if len(layers) == 0 {
		return Invalid("没有可导出的内容", "there is nothing to export")
	}
	for i := range layers {
		if layers[i].Geometry == None {
			if err := o.Check(true, len(layers) > 1); err != nil {
				return err
			}
		}
	}
	return o.Check(false, len(layers) > 1)
}

// Check refuses, before anything is gathered, what a format has no room for: shapeless
// tables, several layers, other coordinate systems or encodings.
func (o Options) Check(shapeless, several bool) error {
	switch {
	case shapeless && !o.Format.IsTable():
		return Invalid("这是表格，没有图形：请用 csv 或 xlsx", "this is a table without shapes: choose csv or xlsx")
	case several && !o.Format.HasLayers():
		return Invalid(fmt.Sprintf("%s 文件只能容纳一个图层：请用 gpkg、shp.zip、kml 或 xlsx", o.Format), fmt.Sprintf("a .%s file has room for one layer: choose gpkg, shp.zip, kml or xlsx", o.Format))
	case o.CRS != geo.CGCS2000 && !o.CRS.IsProjected():
		return Invalid("不导出加密偏移的坐标（GCJ-02、BD-09）：请选 EPSG:4490 或高斯-克吕格投影带", "shifted coordinates (GCJ-02, BD-09) are not exported: choose EPSG:4490 or a Gauss-Krueger zone")
	case o.CRS.IsProjected() && !o.Format.HasCRS():
		return Invalid(fmt.Sprintf("%s 文件的坐标只能是经纬度：投影坐标请用 gpkg、shp.zip 或 fgb", o.Format), fmt.Sprintf("a .%s file has degrees only: for metres choose gpkg, shp.zip or fgb", o.Format))
	case o.Encoding == GBK && !o.Format.HasEncoding():
		return Invalid(fmt.Sprintf("%s 文件总是 UTF-8：编码只对 shp.zip 和 csv 有效", o.Format), fmt.Sprintf("a .%s file is UTF-8 always: an encoding can be chosen for shp.zip and csv", o.Format))
	}
	return nil
}
