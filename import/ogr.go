package importer

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/gdal"
)

// ogr runs GDAL's programs on one input, with one driver, and nothing else of GDAL.
type ogr struct {
	folder string // a temporary folder of ours
	input  string // the file in it
	driver string // the only one that may open it
	open   []string
}

// ogrLayer is a layer as ogrinfo tells of it.
type ogrLayer struct {
	name, geometry string
	count          int
	wkt            string // "" where the coordinate system is unknown
	extent         [4]float64
	hasExtent      bool
}

// child is a child that can open the input with its driver only; write names a driver
// that it needs for its output beside.
func (g *ogr) child(write ...string) gdal.Child {
	return gdal.Child{Folder: g.folder, Drivers: append([]string{g.driver}, write...)}
}

// layers asks ogrinfo what is in the input.
func (g *ogr) layers(ctx context.Context) ([]ogrLayer, error) {
	args := []string{"-ro", "-so", "-al"}
	for _, o := range g.open {
		args = append(args, "-oo", o)
	}
	out, err := g.child().Run(ctx, "ogrinfo", append(args, g.input)...)
	if err != nil {
		return nil, g.failed(err)
	}
	return parseLayers(out), nil
}

// failed turns a child's end into a sentence.
func (g *ogr) failed(err error) error {
	var lacking *gdal.DriverError
	var failure *gdal.Failure
	switch {
	case errors.Is(err, gdal.ErrMissing):
		return said(err.Error(), "缺少 GDAL 程序 ogrinfo 和 ogr2ogr：请安装 gdal-bin")
	case errors.As(err, &lacking):
		return said("the GDAL that is installed cannot read "+lacking.Driver+": install gdal-bin", "所安装的 GDAL 不能读取 "+lacking.Driver)
	case !errors.As(err, &failure):
		return err
	case failure.Limit:
		return said("reading the layer took more time or memory than a layer may: send it in parts", "读取图层所用时间或内存超出限制：请分成几个文件")
	}
	why, complaint := failure.Said, failure.Complaint
	switch {
	case strings.Contains(complaint, "reproject"), strings.Contains(complaint, "Invalid coordinate"), strings.Contains(complaint, "transform"):
		return said("the coordinates cannot be converted to EPSG:4490: the axes are swapped, or the file's coordinate system is wrong ("+why+")", "坐标不能换算到 EPSG:4490：轴序颠倒或文件的坐标系有误（"+why+"）")
	case strings.Contains(complaint, "nable to open"), strings.Contains(complaint, "not a database"):
		return said("the file is damaged, or is not what its name says: a "+g.driver+" was expected", "文件已损坏，或不是其名称所示的格式（"+g.driver+"）")
	}
	return said("the layer cannot be read: "+why, "图层无法读取："+why)
}

var (
	countLine  = regexp.MustCompile(`^Feature Count: ([0-9]+)`)
	extentLine = regexp.MustCompile(`^Extent: \(([-0-9.e+]+), ([-0-9.e+]+)\) - \(([-0-9.e+]+), ([-0-9.e+]+)\)`)
)

// parseLayers reads ogrinfo's summary.
func parseLayers(text string) []ogrLayer {
	var layers []ogrLayer
	inWKT := false
	for l := range strings.SplitSeq(text, "\n") {
		if name, found := strings.CutPrefix(l, "Layer name: "); found {
			layers, inWKT = append(layers, ogrLayer{name: name}), false
			continue
		}
		if len(layers) == 0 {
			continue
		}
		last := &layers[len(layers)-1]
		switch {
		case inWKT && strings.HasPrefix(l, "Data axis to CRS"):
			inWKT = false
		case inWKT:
			if l == "(unknown)" {
				inWKT = false
				continue
			}
			last.wkt += l + "\n"
		case l == "Layer SRS WKT:":
			inWKT = last.wkt == ""
		case strings.HasPrefix(l, "Geometry: "):
			last.geometry = strings.TrimPrefix(l, "Geometry: ")
		case countLine.MatchString(l):
			last.count, _ = strconv.Atoi(countLine.FindStringSubmatch(l)[1])
		case extentLine.MatchString(l):
			for i, s := range extentLine.FindStringSubmatch(l)[1:] {
				last.extent[i], _ = strconv.ParseFloat(s, 64)
			}
			last.hasExtent = true
		}
	}
	return layers
}

// stream runs ogr2ogr on a layer and hands its GeoJSON to read as it comes.
func (g *ogr) stream(ctx context.Context, layer string, crs []string, read func(io.Reader) error) error {
	ctx, stop := context.WithTimeout(ctx, gdal.Time)
	defer stop()
	args := []string{"-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=12", "-lco", "WRITE_NAME=NO", "-dim", "XY", "-nlt", "CONVERT_TO_LINEAR"}
	for _, o := range g.open {
		args = append(args, "-oo", o)
	}
	args = append(append(args, crs...), "/vsistdout/", g.input, layer)
	child := g.child("GeoJSON")
	cmd, err := child.Command(ctx, "ogr2ogr", args...)
	if err != nil {
		return g.failed(err)
	}
	complaint := gdal.Buffer{Limit: 16 << 10}
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	readErr := read(out)
	if readErr != nil {
		stop()
	}
	waitErr := cmd.Wait()
	if readErr != nil && waitErr != nil && complaint.Len() > 0 && isSyntax(readErr) {
		return g.failed(child.Failed(context.WithoutCancel(ctx), waitErr, complaint.String())) // it broke off in the middle
	}
	if readErr != nil {
		return readErr
	}
	if waitErr != nil {
		return g.failed(child.Failed(ctx, waitErr, complaint.String()))
	}
	return nil
}

func isSyntax(err error) bool {
	var s *syntaxError
	return errors.As(err, &s)
}

// place puts a file where GDAL finds it under a name of ours: a link to one on disk, a
// copy of one in memory.
func (o *opened) place(folder, name string) (string, error) {
	to := filepath.Join(folder, name)
	if o.Path != "" {
		abs, err := filepath.Abs(o.Path)
		if err != nil {
			return "", err
		}
		return to, os.Symlink(abs, to)
	}
	return to, os.WriteFile(to, o.Content, 0o600)
}
