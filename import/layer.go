package importer

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// ogrDrivers are the GDAL drivers by format; each is the only one its child may use.
var ogrDrivers = map[string]string{
	"Shapefile": "ESRI Shapefile", "GeoPackage": "GPKG", "FileGDB": "OpenFileGDB", "KML": "LIBKML", "KMZ": "LIBKML", "GeoJSON": "GeoJSON",
}

// layer reads a layer of another program's format through GDAL.
func (r *reading) layer(o *opened, format string, build builder) error {
	folder, err := os.MkdirTemp("", "xiantu-import-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	g := &ogr{folder: folder, driver: ogrDrivers[format]}
	note := FileNote{File: filepath.Base(o.Name), Format: format}
	if err := r.prepare(o, format, g, &note); err != nil {
		return err
	}
	layers, err := g.layers(r.ctx)
	if err != nil {
		return err
	}
	l, level, err := r.chooseLayer(layers, note.Sheet)
	if err != nil {
		return err
	}
	if note.Sheet == "" {
		note.Sheet = l.name
	}
	crs, after, area, err := r.layerCRS(l)
	if err != nil {
		return err
	}
	note.CRS = crsName(l.wkt, r.options.CRS)
	at := len(r.result.Report.Files)
	r.result.Report.Files = append(r.result.Report.Files, note)
	src := source{file: note.File, sheet: note.Sheet, crs: after, note: &r.result.Report.Files[at], level: level}
	n := 0
	err = g.stream(r.ctx, l.name, crs, func(in io.Reader) error {
		return decodeGeoJSON(in, func(string) error { return nil }, func(f feature) error {
			n++
			if err := r.step(l.count); err != nil {
				return err
			}
			if f.shape != nil && area != nil && !area.Contains(f.shape.Bound().Center()) {
				f.shape, f.flaw = nil, &flaw{said: Said{
					"the shape lies outside the area that its coordinate system is for: the axes are swapped, or the system is wrong",
					"图形不在其坐标系的适用范围内：轴序颠倒或坐标系有误"}}
			}
			return build.feature(src, f)
		})
	})
	r.result.Report.Files[at].Rows = n
	if err == nil && n == 0 {
		return said("the layer has no features", "图层没有要素")
	}
	return err
}

// prepare puts the input where the child finds it, under a name of ours.
func (r *reading) prepare(o *opened, format string, g *ogr, note *FileNote) (err error) {
	names := map[string]string{"GeoPackage": "input.gpkg", "KML": "input.kml", "GeoJSON": "input.geojson", "FileGDB": "input.gdb"}
	if format != "Shapefile" && format != "KMZ" && !(format == "FileGDB" && o.size >= 0) {
		g.input, err = o.place(g.folder, names[format])
		return err
	}
	a, err := openArchive(o, o.size)
	if err != nil {
		return err
	}
	switch format {
	case "KMZ":
		g.input, err = a.unpackKML(g.folder)
		return err
	case "FileGDB":
		g.input, err = a.unpackFileGDB(g.folder)
		return err
	}
	sets, stems := a.shapefiles()
	stem, err := r.chooseName(stems)
	if err != nil {
		return err
	}
	if g.input, err = a.unpackShapefile(sets[stem], stem, g.folder); err != nil {
		return err
	}
	note.Sheet = stem
	note.Encoding, err = dbfEncoding(filepath.Join(g.folder, "input.dbf"), filepath.Join(g.folder, "input.cpg"), r.options.Encoding)
	g.open = []string{"ENCODING=" + note.Encoding}
	return err
}

// surveyLayers are the names of the land survey's layers (国土调查): of township polygons
// and of villages'.
var surveyLayers = map[string]adcode.Level{"XZQ": adcode.Township, "CJDCQ": adcode.Village}

var surveyName = regexp.MustCompile(`^(XZQ|CJDCQ)(?:[^A-Z].*)?$`)

// exportLayers are the layers of our own exports of all levels.
var exportLayers = map[string]adcode.Level{"counties": adcode.County, "townships": adcode.Township, "villages": adcode.Village}

// levelOfName is the level that a layer's name tells (XZQ, CJDCQ_2019, villages), or NoLevel.
func levelOfName(name string) adcode.Level {
	if level, known := exportLayers[strings.ToLower(name)]; known {
		return level
	}
	if m := surveyName.FindStringSubmatch(strings.ToUpper(name)); m != nil {
		return surveyLayers[m[1]]
	}
	return adcode.NoLevel
}

// chooseName picks one of several layers by its name: the survey's layer of the level
// that is asked for.
func (r *reading) chooseName(names []string) (string, error) {
	if len(names) == 1 {
		return names[0], nil
	}
	for _, level := range []adcode.Level{r.options.Level, adcode.Township, adcode.Village} {
		if i := slices.IndexFunc(names, func(n string) bool { return level != adcode.NoLevel && levelOfName(n) == level }); i >= 0 {
			return names[i], nil
		}
		if r.options.Level != adcode.NoLevel {
			break
		}
	}
	list := strings.Join(names, ", ")
	return "", said("there are several layers: "+list+"; send the one that is meant in a file of its own", "文件中有多个图层："+list+"；请把需要的图层单独保存后上传")
}

// chooseLayer picks the layer to read; sheet is set where the file was chosen by name
// already.
func (r *reading) chooseLayer(layers []ogrLayer, sheet string) (ogrLayer, adcode.Level, error) {
	if r.options.Kind == Divisions {
		layers = slices.DeleteFunc(layers, func(l ogrLayer) bool {
			return !strings.Contains(l.geometry, "Polygon") && !strings.Contains(l.geometry, "Surface") && !strings.Contains(l.geometry, "Unknown") && !strings.Contains(l.geometry, "Collection")
		})
	}
	layers = slices.DeleteFunc(layers, func(l ogrLayer) bool { return l.count == 0 })
	if len(layers) == 0 {
		return ogrLayer{}, adcode.NoLevel, said("the file has no layer of polygons with features in it", "文件中没有含要素的面图层")
	}
	var names []string
	for _, l := range layers {
		names = append(names, l.name)
	}
	name, err := r.chooseName(names)
	if err != nil {
		return ogrLayer{}, adcode.NoLevel, err
	}
	level := levelOfName(name)
	if sheet != "" {
		level = levelOfName(sheet)
	}
	return layers[slices.Index(names, name)], level, nil
}

var (
	wktID   = regexp.MustCompile(`ID\["EPSG",([0-9]+)\]`)
	wktArea = regexp.MustCompile(`BBOX\[([-0-9.]+),([-0-9.]+),([-0-9.]+),([-0-9.]+)\]`)
	oldWKT  = regexp.MustCompile(`(?i)Xi'?an[ _]?(19)?80|Beijing[ _]?(19)?54`)
)

// layerCRS says how ogr2ogr is to convert a layer to EPSG:4490, how its numbers are to be
// read after that, and in which area (lon/lat) they must lie, nil where that is unknown.
// The layer's own coordinate system counts; --crs where it has none; GCJ-02 and BD-09,
// which no layer can name, always.
func (r *reading) layerCRS(l ogrLayer) (args []string, after place2D, area *orb.Bound, err error) {
	chosen, needsGDAL := r.crsOption(geo.CGCS2000)
	shifted := chosen.crs == geo.GCJ02 || chosen.crs == geo.BD09
	if shifted {
		after = chosen
	}
	if oldWKT.MatchString(l.wkt) {
		return nil, after, nil, said("the layer is in Xi'an 80 or Beijing 54, up to 100 m off CGCS2000, and only the local survey has the parameters: have it converted to EPSG:4490 there", "图层为西安80或北京54坐标系，与 CGCS2000 相差可达百米，转换参数只有当地测绘部门掌握：请先转换为 CGCS2000")
	}
	switch {
	case l.wkt != "":
		if id := topID(l.wkt); id == "4490" || id == "4326" {
			return nil, after, nil, nil
		}
		return []string{"-t_srs", "EPSG:4490"}, after, areaOf(l.wkt), nil
	case r.options.CRS == "" || shifted:
		if l.hasExtent && (l.extent[0] < -180 || l.extent[2] > 180 || l.extent[1] < -90 || l.extent[3] > 90) {
			return nil, after, nil, said("the layer does not say its coordinate system (.prj) and its numbers are not degrees: say it with --crs, such as EPSG:4544", "图层没有坐标系说明（.prj），数值也不是经纬度：请用 --crs 指定，如 EPSG:4544")
		}
		return nil, after, nil, nil
	case needsGDAL || chosen.crs.IsProjected():
		if needsGDAL {
			return []string{"-s_srs", "EPSG:" + epsgOf(r.options.CRS), "-t_srs", "EPSG:4490"}, after, nil, nil
		}
		return nil, chosen, nil, nil
	}
	return nil, after, nil, nil
}

// topID is the EPSG number of a coordinate system's WKT as a whole, "" where it bears none.
func topID(wkt string) string {
	ids := wktID.FindAllStringSubmatch(wkt, -1)
	if len(ids) == 0 || !strings.HasSuffix(strings.TrimSpace(wkt), ids[len(ids)-1][0]+"]") {
		return ""
	}
	return ids[len(ids)-1][1]
}

// areaOf is the area that a coordinate system is for, by its WKT, and 5 degrees around it.
func areaOf(wkt string) *orb.Bound {
	m := wktArea.FindStringSubmatch(wkt)
	if m == nil {
		return nil
	}
	var v [4]float64
	for i := range v {
		v[i], _ = strconv.ParseFloat(m[i+1], 64)
	}
	return &orb.Bound{Min: orb.Point{v[1] - 5, v[0] - 5}, Max: orb.Point{v[3] + 5, v[2] + 5}}
}

// crsName names a layer's coordinate system for the report.
func crsName(wkt, chosen string) string {
	name := "EPSG:4490"
	switch id := topID(wkt); {
	case id != "":
		name = "EPSG:" + id
	case wkt != "":
		if _, rest, found := strings.Cut(wkt, `"`); found {
			name, _, _ = strings.Cut(rest, `"`)
		}
	case chosen != "":
		return chosen
	}
	if crs, err := geo.ParseCRS(chosen); err == nil && (crs == geo.GCJ02 || crs == geo.BD09) {
		name = fmt.Sprintf("%s (%s)", crs, name)
	}
	return name
}
