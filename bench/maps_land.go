package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
)

// charted is the county of the demo province whose sheets are printed, the one with the
// most townships: 30, and 248 villages before its reform.
const charted = "591129"

// chartedDay is the day before the reform that the sheets show.
var chartedDay = civil.Date(2019, 10, 31)

// prepareCharted imports that county into a database of its own.
func prepareCharted(ctx context.Context, l *land) (*land, error) {
	if _, err := l.province(false); err != nil {
		return nil, err
	}
	c := &land{folder: filepath.Join(l.folder, "charted")}
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return nil, err
	}
	var err error
	if c.store, err = postgis.Open(ctx, postgis.Options{Data: filepath.Join(c.folder, "data")}); err != nil {
		return nil, err
	}
	for _, name := range []string{"county.geojson", "townships_2019.geojson", "villages_2019.geojson"} {
		path := filepath.Join(c.folder, name)
		err = errors.Join(err, featuresOf(charted, filepath.Join(l.folder, "province", name), path))
		if err == nil {
			err = c.take(ctx, path, importer.Options{Kind: importer.Divisions, Date: chartedDay, Author: "bench"})
		}
	}
	if err == nil {
		c.ed, err = edition.NewCache(c.store, 1<<30).Edition(ctx, edition.Key{County: adcode.MustParse(charted), At: chartedDay})
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the county to print: %w", err), c.close())
	}
	return c, nil
}

// featuresOf copies the features of one county from a file with one on each line.
func featuresOf(county, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	var kept []string
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if strings.Contains(lines.Text(), `"code":"`+county) {
			kept = append(kept, strings.TrimSuffix(lines.Text(), ","))
		}
	}
	text := "{\"type\":\"FeatureCollection\",\"features\":[\n" + strings.Join(kept, ",\n") + "\n]}\n"
	return errors.Join(lines.Err(), os.WriteFile(to, []byte(text), 0o600))
}

// writeCharted gives the peer what sheets are made of, as a GeoPackage with an index of
// places: the units with the tints that they have here, the borders once each, the seats.
func writeCharted(ctx context.Context, ed *edition.Edition, folder string) (string, error) {
	path := filepath.Join(folder, "land.gpkg")
	for name, layer := range map[string]*geojson.FeatureCollection{
		"townships": chartedUnits(ed, adcode.Township), "villages": chartedUnits(ed, adcode.Village), "borders": chartedBorders(ed), "seats": chartedSeats(ed),
	} {
		text, err := layer.MarshalJSON()
		if err != nil {
			return "", err
		}
		file := filepath.Join(folder, name+".geojson")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			return "", err
		}
		if _, err := cpu(ctx, "ogr2ogr", "-f", "GPKG", "-update", "-append", "-a_srs", "EPSG:4490", "-nln", name, path, file); err != nil {
			return "", err
		}
	}
	return path, nil
}

func chartedUnits(ed *edition.Edition, l adcode.Level) *geojson.FeatureCollection {
	units := ed.At(l)
	shapes := make([]int, len(units))
	for i, u := range units {
		shapes[i] = u.Index
	}
	tints := ed.Mesh.Colors(shapes)
	all := geojson.NewFeatureCollection()
	for i, u := range units {
		f := geojson.NewFeature(ed.Mesh.Shape(u.Index))
		f.Properties = geojson.Properties{"name": u.Name, "code": u.Code.String(), "tint": tints[i] % 5}
		all.Append(f)
	}
	return all
}

func chartedBorders(ed *edition.Edition) *geojson.FeatureCollection {
	all := geojson.NewFeatureCollection()
	for i, arc := range ed.Mesh.Arcs {
		f := geojson.NewFeature(arc.Line)
		f.Properties = geojson.Properties{"level": ed.Border[i].String()}
		all.Append(f)
	}
	return all
}

func chartedSeats(ed *edition.Edition) *geojson.FeatureCollection {
	all := geojson.NewFeatureCollection()
	for _, u := range ed.At(adcode.Township) {
		if u.Seat != nil {
			f := geojson.NewFeature(orb.Point(*u.Seat))
			f.Properties = geojson.Properties{"name": u.Name}
			all.Append(f)
		}
	}
	return all
}
