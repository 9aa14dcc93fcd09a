package export

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/gdal"
	"github.com/xiantu/xiantu/geo"
)

// work is the making of a file by GDAL.
type work struct {
	Options
	child  gdal.Child
	folder string // of the input and of GDAL's own
	made   string // the file, or the folder of a Shapefile's parts
	notes  []Title
}

// writeByGDAL has GDAL make the file in a folder of ours, looks at what it has made, and
// then copies it.
func writeByGDAL(ctx context.Context, to io.Writer, layers []Layer, o Options) ([]Title, error) {
	folder, err := os.MkdirTemp("", "xiantu-export-")
	if err != nil {
		return nil, full(err)
	}
	defer os.RemoveAll(folder)
	w := &work{Options: o, folder: folder, made: filepath.Join(folder, "made."+string(o.Format)),
		child: gdal.Child{Folder: folder, Drivers: []string{"GeoJSON", o.Format.driver()}, FileSize: o.FileSize}}
	if err := w.prepare(layers); err != nil {
		return nil, full(err)
	}
	expected := map[string]int{}
	for i := range layers {
		if expected[layers[i].Name], err = w.layer(ctx, &layers[i], i == 0); err != nil {
			return nil, err
		}
	}
	if err := w.convert(ctx); err != nil {
		return nil, err
	}
	if err := w.verify(ctx, expected); err != nil {
		return nil, err
	}
	if o.Format == Shapefile {
		return w.notes, w.zip(to)
	}
	f, err := os.Open(w.made)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return w.notes, err
}

// prepare says where the layers go first. A KML is written from a GeoPackage, in one go:
// adding to one reads all of it again.
func (w *work) prepare(layers []Layer) error {
	switch w.Format {
	case Shapefile:
		w.made = filepath.Join(w.folder, "made")
		w.settleEncoding(layers)
		return os.Mkdir(w.made, 0o700)
	case KML:
		w.made = filepath.Join(w.folder, "made.gpkg")
		w.child.Drivers = append(w.child.Drivers, GeoPackage.driver())
	}
	return nil
}

// convert makes a KML of the GeoPackage that its layers are in.
func (w *work) convert(ctx context.Context) error {
	if w.Format != KML {
		return nil
	}
	from := w.made
	w.made = filepath.Join(w.folder, "made.kml")
	if _, err := w.child.Run(ctx, "ogr2ogr", "-f", w.Format.driver(), w.made, from); err != nil {
		return explained(err)
	}
	return nil
}

// layer adds a layer to the file, and returns how many features it must have.
func (w *work) layer(ctx context.Context, l *Layer, first bool) (int, error) {
	columns := columnsOf(l, w.Format)
	in := filepath.Join(w.folder, "layer.geojson")
	count, err := w.input(in, l, columns)
	if err != nil {
		return 0, full(err)
	}
	out := w.made
	if w.Format == Shapefile {
		out = filepath.Join(out, l.Name+".shp")
	}
	driver := w.Format.driver()
	if w.Format == KML {
		driver = GeoPackage.driver()
	}
	args := []string{"-f", driver, "-nln", l.Name, "-sql", selection("layer", columns)}
	if !first && w.Format != Shapefile {
		args = append(args, "-update")
	}
	args = append(append(args, w.crs()...), w.creation(l)...)
	if _, err := w.child.Run(ctx, "ogr2ogr", append(args, out, in)...); err != nil {
		return 0, explained(err)
	}
	if w.Format == Shapefile {
		if err := os.WriteFile(filepath.Join(w.made, l.Name+".cpg"), []byte(w.codepage()), 0o600); err != nil {
			return 0, full(err)
		}
	}
	return count, os.Remove(in)
}

// crs says in which coordinate system the file is. KML is in WGS 84 by its definition; the
// numbers of EPSG:4490 are left as they are, as everywhere where degrees are compared.
func (w *work) crs() []string {
	switch {
	case w.Format == KML:
		return []string{"-a_srs", "EPSG:4326"}
	case w.CRS == geo.CGCS2000:
		return []string{"-a_srs", "EPSG:4490"}
	}
	return []string{"-s_srs", "EPSG:4490", "-t_srs", w.CRS.String()}
}

// creation are the options that a format's layers are made with.
func (w *work) creation(l *Layer) []string {
	switch w.Format {
	case GeoPackage:
		return []string{"-nlt", l.Geometry.String(), "-lco", "IDENTIFIER=" + l.Name, "-lco", "DESCRIPTION=" + l.Title.In(w.Chinese)}
	case FlatGeobuf:
		return []string{"-nlt", l.Geometry.String()}
	case Shapefile:
		return []string{"-nlt", l.Geometry.String(), "-lco", "ENCODING=" + w.codepage(), "-lco", "2GB_LIMIT=YES"}
	}
	return nil
}

var (
	layerLine = regexp.MustCompile(`(?m)^Layer name: (.*)$`)
	countLine = regexp.MustCompile(`(?m)^Feature Count: ([0-9]+)$`)
)

// verify opens what was made and counts: a full disk, for one, does not make every driver
// fail.
func (w *work) verify(ctx context.Context, expected map[string]int) error {
	out, err := w.child.Run(ctx, "ogrinfo", "-ro", "-so", "-al", w.made)
	var failure *gdal.Failure
	if errors.As(err, &failure) && !failure.Limit {
		return noRoom()
	}
	if err != nil {
		return explained(err)
	}
	names, counts := layerLine.FindAllStringSubmatch(out, -1), countLine.FindAllStringSubmatch(out, -1)
	found := 0
	for i, name := range names {
		if i < len(counts) && counts[i][1] == strconv.Itoa(expected[name[1]]) {
			found++
		}
	}
	if found != len(expected) {
		return noRoom()
	}
	return nil
}

// zip writes the parts of Shapefiles and the notes as an archive.
func (w *work) zip(to io.Writer) error {
	if len(w.notes) > 0 {
		var text strings.Builder
		for _, n := range w.notes {
			text.WriteString(n.Zh + "\r\n" + n.En + "\r\n")
		}
		if err := os.WriteFile(filepath.Join(w.made, "notes.txt"), []byte(text.String()), 0o600); err != nil {
			return full(err)
		}
	}
	parts, err := os.ReadDir(w.made)
	if err != nil {
		return err
	}
	z := zip.NewWriter(to)
	for _, p := range parts {
		part, err := z.Create(p.Name())
		if err != nil {
			return err
		}
		content, err := os.Open(filepath.Join(w.made, p.Name()))
		if err != nil {
			return err
		}
		_, err = io.Copy(part, content)
		if err := errors.Join(err, content.Close()); err != nil {
			return err
		}
	}
	return z.Close()
}

// full says what a file system without room says.
func full(err error) error {
	if err != nil && slices.ContainsFunc([]string{"no space left", "quota exceeded"}, func(s string) bool { return strings.Contains(err.Error(), s) }) {
		return noRoom()
	}
	return err
}
