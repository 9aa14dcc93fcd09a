package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// The limits of a GDAL child.
const (
	ogrTime    = 20 * time.Minute
	ogrSeconds = 900     // of CPU
	ogrMemory  = 3 << 20 // KB of address space
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

// allDrivers lists the vector drivers of the GDAL that is installed.
var allDrivers = sync.OnceValues(func() ([]string, error) {
	out, err := exec.Command("ogrinfo", "--formats").Output()
	if err != nil {
		return nil, said("GDAL's programs ogrinfo and ogr2ogr are missing: install gdal-bin", "缺少 GDAL 程序 ogrinfo 和 ogr2ogr：请安装 gdal-bin")
	}
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^ {2}(\S.*?) -[a-z, ]+- \(`).FindAllStringSubmatch(string(out), -1) {
		names = append(names, m[1])
	}
	return names, nil
})

// command makes a child that can open the input with its driver only; write names a
// driver that it needs for its output beside.
func (g *ogr) command(ctx context.Context, write string, args ...string) (*exec.Cmd, error) {
	drivers, err := allDrivers()
	if err != nil {
		return nil, err
	}
	if !slices.Contains(drivers, g.driver) {
		return nil, said("the GDAL that is installed cannot read "+g.driver+": install gdal-bin", "所安装的 GDAL 不能读取 "+g.driver)
	}
	skip := slices.DeleteFunc(slices.Clone(drivers), func(d string) bool { return d == g.driver || d == write })
	limits := fmt.Sprintf(`ulimit -v %d; ulimit -t %d; ulimit -c 0; exec "$@"`, ogrMemory, ogrSeconds)
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", limits, "sh"}, args...)...)
	cmd.Dir = g.folder
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "HOME=" + g.folder, "TMPDIR=" + g.folder, "CPL_TMPDIR=" + g.folder,
		"OGR_SKIP=" + strings.Join(skip, ","), "GDAL_DRIVER_PATH=disable", "PROJ_NETWORK=OFF", "SHAPE_RESTORE_SHX=YES", "OGR_GEOJSON_MAX_OBJ_SIZE=500",
		"GDAL_HTTP_TIMEOUT=1", "CPL_VSIL_CURL_ALLOWED_EXTENSIONS=.none", "http_proxy=http://127.0.0.1:9", "https_proxy=http://127.0.0.1:9", "GDAL_CACHEMAX=64",
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	return cmd, nil
}

// layers asks ogrinfo what is in the input.
func (g *ogr) layers(ctx context.Context) ([]ogrLayer, error) {
	ctx, stop := context.WithTimeout(ctx, ogrTime)
	defer stop()
	args := []string{"ogrinfo", "-ro", "-so", "-al"}
	for _, o := range g.open {
		args = append(args, "-oo", o)
	}
	cmd, err := g.command(ctx, "", append(args, g.input)...)
	if err != nil {
		return nil, err
	}
	var out, complaint limitedBuffer
	out.limit, complaint.limit = 8<<20, 16<<10
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return nil, g.failed(ctx, err, complaint.String()+"\n"+out.String())
	}
	return parseLayers(out.String()), nil
}

// failed turns a child's end into a sentence.
func (g *ogr) failed(ctx context.Context, err error, complaint string) error {
	if ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return ctx.Err()
	}
	if ctx.Err() != nil || strings.Contains(err.Error(), "signal") {
		return said("reading the layer took more time or memory than a layer may: send it in parts", "读取图层所用时间或内存超出限制：请分成几个文件")
	}
	why := firstComplaint(complaint, g.folder)
	switch {
	case strings.Contains(complaint, "reproject"), strings.Contains(complaint, "Invalid coordinate"), strings.Contains(complaint, "transform"):
		return said("the coordinates cannot be converted to EPSG:4490: the axes are swapped, or the file's coordinate system is wrong ("+why+")", "坐标不能换算到 EPSG:4490：轴序颠倒或文件的坐标系有误（"+why+"）")
	case strings.Contains(complaint, "nable to open"), strings.Contains(complaint, "not a database"):
		return said("the file is damaged, or is not what its name says: a "+g.driver+" was expected", "文件已损坏，或不是其名称所示的格式（"+g.driver+"）")
	}
	return said("the layer cannot be read: "+why, "图层无法读取："+why)
}

// firstComplaint is the first line GDAL has written that says an error, our folder's
// name left out.
func firstComplaint(complaint, folder string) string {
	complaint = strings.ReplaceAll(complaint, folder+"/", "")
	for l := range strings.SplitSeq(complaint, "\n") {
		if _, text, found := strings.Cut(l, ": "); found && strings.HasPrefix(l, "ERROR") {
			return strings.TrimSpace(text)
		}
	}
	return "GDAL says no more"
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
	ctx, stop := context.WithTimeout(ctx, ogrTime)
	defer stop()
	args := []string{"ogr2ogr", "-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=12", "-lco", "WRITE_NAME=NO", "-dim", "XY", "-nlt", "CONVERT_TO_LINEAR"}
	for _, o := range g.open {
		args = append(args, "-oo", o)
	}
	args = append(append(args, crs...), "/vsistdout/", g.input, layer)
	cmd, err := g.command(ctx, "GeoJSON", args...)
	if err != nil {
		return err
	}
	var complaint limitedBuffer
	complaint.limit = 16 << 10
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
		return g.failed(context.WithoutCancel(ctx), waitErr, complaint.String()) // it broke off in the middle
	}
	if readErr != nil {
		return readErr
	}
	if waitErr != nil {
		return g.failed(ctx, waitErr, complaint.String())
	}
	return nil
}

func isSyntax(err error) bool {
	var s *syntaxError
	return errors.As(err, &s)
}

// limitedBuffer keeps the first bytes written to it.
type limitedBuffer struct {
	bytes.Buffer
	limit int
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if room := b.limit - b.Len(); room > 0 {
		b.Buffer.Write(p[:min(room, len(p))])
	}
	return len(p), nil
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
