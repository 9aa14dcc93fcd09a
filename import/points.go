package importer

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// mostPoints bounds the points that ReadPoints takes.
const mostPoints = 100_000

// ReadPoints reads the points of a GeoJSON file, such as candidates for a cemetery, as lon, lat
// EPSG:4490 in the order of its features; a crs member is understood. The error is a
// *FileError, and names the feature that is no point.
func ReadPoints(path string) ([]orb.Point, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	points, err := pointsOf(f)
	if err != nil {
		return nil, &FileError{File: filepath.Base(path), Said: saidOf(err), Err: err}
	}
	return points, nil
}

func pointsOf(f *os.File) ([]orb.Point, error) {
	crs := place2D{crs: geo.CGCS2000}
	var points []orb.Point
	take := func(f feature) error {
		shape, flaw := f.shape, f.flaw
		if flaw == nil && shape != nil {
			shape, flaw = convertGeometry(shape, crs)
		}
		if flaw != nil {
			return said(fmt.Sprintf("feature %d: %s", f.number, flaw.said.En), fmt.Sprintf("第 %d 个要素：%s", f.number, flaw.said.Zh))
		}
		switch shape := shape.(type) {
		case orb.Point:
			points = append(points, shape)
		case orb.MultiPoint:
			points = append(points, shape...)
		default:
			return said(fmt.Sprintf("feature %d is not a point: give the places to judge as points", f.number), fmt.Sprintf("第 %d 个要素不是点：请以点给出待判断的地点", f.number))
		}
		if len(points) > mostPoints {
			return said(fmt.Sprintf("more than %d points", mostPoints), fmt.Sprintf("超过 %d 个点", mostPoints))
		}
		return nil
	}
	err := decodeGeoJSON(f, func(name string) (err error) {
		crs, err = parseNamedCRS(name)
		return err
	}, take)
	if err == nil && len(points) == 0 {
		err = said("the file has no points", "文件中没有点")
	}
	return points, err
}
