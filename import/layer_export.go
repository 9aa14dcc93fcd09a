package importer

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/xiantu/xiantu/geo"
)

// shapefileParts are the files beside a .shp that are read with it.
var shapefileParts = []string{".shp", ".shx", ".dbf", ".prj", ".cpg"}

// WriteGeoJSON writes the polygons of a layer of another program's format (a shapefile,
// zipped or not, GeoPackage, FileGDB, KML, or GeoJSON in another coordinate system), as a
// GeoJSON FeatureCollection in EPSG:4490, lon before lat, with all properties. The layer
// is the one that Read would take. CRS is of use where the file does not say its own; the
// shifted systems GCJ-02 and BD-09 are refused. The error is a *FileError, or the context's.
func WriteGeoJSON(ctx context.Context, path string, o Options, to io.Writer) error {
	o.Kind = Divisions
	r := &reading{ctx: ctx, options: o, result: &Result{}}
	if err := r.checkCRS(); err != nil {
		return err
	}
	err := r.writeGeoJSON(path, to)
	if err == nil || ctx.Err() != nil {
		return err
	}
	return &FileError{File: filepath.Base(path), Said: saidOf(err), Err: err}
}

func (r *reading) writeGeoJSON(path string, to io.Writer) error {
	folder, err := os.MkdirTemp("", "xiantu-layer-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	g := &ogr{folder: folder}
	if strings.EqualFold(filepath.Ext(path), ".shp") {
		err = r.linkShapefile(path, g)
	} else {
		err = r.prepareFile(path, g)
	}
	if err != nil {
		return err
	}
	layers, err := g.layers(r.ctx)
	if err != nil {
		return err
	}
	l, _, err := r.chooseLayer(layers, "")
	if err != nil {
		return err
	}
	crs, after, _, err := r.layerCRS(l)
	if err != nil {
		return err
	}
	switch after.crs {
	case geo.GCJ02, geo.BD09:
		return said("shapes in GCJ-02 or BD-09 are not converted here: import them", "此处不转换 GCJ-02 或 BD-09 的图形：请用导入功能")
	}
	if after.crs.IsProjected() {
		crs = []string{"-s_srs", "EPSG:" + epsgOf(r.options.CRS), "-t_srs", "EPSG:4490"}
	}
	return g.stream(r.ctx, l.name, crs, func(in io.Reader) error {
		_, err := io.Copy(to, in)
		return err
	})
}

// prepareFile puts a file of any format but a bare .shp where the child finds it.
func (r *reading) prepareFile(path string, g *ogr) error {
	o, err := open(File{Name: filepath.Base(path), Path: path})
	if err != nil {
		return err
	}
	defer o.close()
	format, err := o.format()
	if err != nil {
		return err
	}
	if g.driver = ogrDrivers[format]; g.driver == "" {
		return said("this is "+format+", which has no shapes", "这是 "+format+"，没有图形")
	}
	return r.prepare(o, format, g, &FileNote{})
}

// linkShapefile links a .shp and the files beside it.
func (r *reading) linkShapefile(path string, g *ogr) error {
	g.driver, g.input = ogrDrivers["Shapefile"], filepath.Join(g.folder, "input.shp")
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	for _, ext := range shapefileParts {
		for _, written := range []string{ext, strings.ToUpper(ext)} {
			abs, err := filepath.Abs(stem + written)
			if err != nil {
				return err
			}
			if _, err := os.Stat(abs); err == nil {
				if err := os.Symlink(abs, filepath.Join(g.folder, "input"+ext)); err != nil {
					return err
				}
				break
			}
		}
	}
	if _, err := os.Stat(g.input); err != nil {
		return said("there is no such file", "没有这个文件")
	}
	dbf, cpg := filepath.Join(g.folder, "input.dbf"), filepath.Join(g.folder, "input.cpg")
	if _, err := os.Stat(dbf); err != nil {
		return nil // shapes without attributes
	}
	encoding, err := dbfEncoding(dbf, cpg, r.options.Encoding)
	g.open = []string{"ENCODING=" + encoding}
	return err
}
