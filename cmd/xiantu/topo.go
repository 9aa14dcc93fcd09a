package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/xiantu/xiantu/cmd/xiantu/topo"
	importer "github.com/xiantu/xiantu/import"
)

type topoCommand struct {
	Check    topoCheckCommand    `cmd:"" help:"Gaps, overlaps, crossings, vertices that a neighbour lacks; exit code 1 where there are any."`
	Clean    topoCleanCommand    `cmd:"" help:"Repair what no person must decide; features without a fault stay byte for byte."`
	Simplify topoSimplifyCommand `cmd:"" help:"Leave vertices out, the same on both sides of a border; no unit is lost, nothing crosses."`
	Dissolve topoDissolveCommand `cmd:"" help:"Join the features that have a property in common, by dropping the borders between them."`
}

// topoFile is what all commands on a file have in common.
type topoFile struct {
	In       string `arg:"" help:"GeoJSON, a shapefile (.shp or .zip), GeoPackage, FileGDB or KML with polygons." type:"existingfile"`
	CRS      string `help:"Coordinate system, where the file does not say its own: EPSG:4490, EPSG:4544, ..."`
	Encoding string `help:"Of a shapefile's text." enum:"auto,utf-8,gb18030" default:"auto"`
	Workers  int    `help:"How many processors to use; the result is the same for any number. Default: all." default:"0"`
}

// topoWork is a file that was read, and what is told of the work in the end.
type topoWork struct {
	app     *application
	in      string
	file    *topo.File
	net     *topo.Network
	workers int
	figures topoFigures
}

// topoFigures is the answer with --json. What a command has not worked out is left out.
type topoFigures struct {
	Features  int                `json:"features"`
	Vertices  int                `json:"vertices"`
	Empty     int                `json:"empty"` // features without a shape
	Arcs      int                `json:"arcs"`
	Faces     int                `json:"faces"`
	Gaps      *int               `json:"gaps,omitempty"`
	Overlaps  *int               `json:"overlaps,omitempty"`
	Crossings *int               `json:"crossings,omitempty"`
	Defects   int                `json:"defects"`
	Left      *int               `json:"left,omitempty"`
	Touched   *int               `json:"touched,omitempty"`
	Kept      *int               `json:"kept,omitempty"`
	Groups    *int               `json:"groups,omitempty"`
	Seconds   map[string]float64 `json:"seconds"`
	CPU       float64            `json:"cpu_seconds"`
	Peak      int64              `json:"peak_bytes"`
}

// open reads the file and cuts it into arcs.
func (f *topoFile) open(app *application) (*topoWork, error) {
	debug.SetGCPercent(400)                             // little garbage is made of much memory,
	debug.SetMemoryLimit(max(96<<20, 5*fileSize(f.In))) // but no more than a file needs
	w := &topoWork{app: app, in: f.In, workers: f.Workers, figures: topoFigures{Seconds: map[string]float64{}}}
	if w.workers <= 0 {
		w.workers = runtime.GOMAXPROCS(0)
	}
	err := w.during("read", func() (err error) {
		w.file, err = f.read(app, w.workers)
		return err
	})
	if err == nil {
		err = w.shaped()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.In, err)
	}
	err = w.during("build", func() error {
		w.net = topo.NewNetwork(w.file)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.In, err)
	}
	w.figures.Features, w.figures.Vertices, w.figures.Arcs = len(w.file.Features), len(w.file.Vertices), len(w.net.Arcs)
	w.figures.Faces = w.net.FaceCount()
	return w, nil
}

// shaped refuses a file without any shape, and says which features have none.
func (w *topoWork) shaped() error {
	empty, first := 0, 0
	for i, x := range w.file.Features {
		if x.FirstRing == x.EndRing && !x.Flawed {
			if empty++; empty == 1 {
				first = i
			}
		}
	}
	switch {
	case len(w.file.Features) == 0:
		return errors.New("the file has no features: there is nothing to look at")
	case empty == len(w.file.Features):
		return fmt.Errorf("none of the %d features has a shape: there is nothing to look at", empty)
	case empty > 0:
		w.warn("%s: %d features without a shape, which are passed over; the first: %s", w.in, empty, w.file.Names()[first])
	}
	w.figures.Empty = empty
	return nil
}

// read reads GeoJSON in degrees as it lies; GDAL converts what is anything else.
func (f *topoFile) read(app *application, workers int) (*topo.File, error) {
	text, err := mapFile(f.In)
	if err != nil {
		return nil, err
	}
	var elsewhere *topo.ReferenceError
	if bytes.HasPrefix(jsonStart(text), []byte("[")) {
		return nil, errors.New("a list stands alone: a FeatureCollection is read here")
	}
	if bytes.HasPrefix(jsonStart(text), []byte("{")) {
		file, err := topo.Read(text, workers)
		if !errors.As(err, &elsewhere) {
			return file, err
		}
	}
	var converted bytes.Buffer
	o := importer.Options{CRS: f.CRS, Encoding: f.Encoding}
	if err := importer.WriteGeoJSON(app.ctx, f.In, o, &converted); err != nil {
		return nil, err
	}
	return topo.Read(converted.Bytes(), workers)
}

// fileSize is a file's size in bytes, 0 where it is not known.
func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// jsonStart is the beginning of a text, without what may stand before JSON.
func jsonStart(text []byte) []byte {
	text = bytes.TrimPrefix(text[:min(len(text), 4096)], []byte("\xef\xbb\xbf"))
	return bytes.TrimLeft(text, " \t\r\n")
}

// mapFile returns a file's content as it lies on the disk, for as long as the process
// lives. A file that another program cuts short meanwhile ends the process.
func mapFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return io.ReadAll(f)
	case info.Size() == 0:
		return nil, errors.New("the file is empty")
	}
	return syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
}

// during does a stage of the work and notes how long it took. It does not wait for a stage
// that is interrupted: that ends with the process, and what it works on is the command's
// own.
func (w *topoWork) during(stage string, do func() error) error {
	if err := w.app.ctx.Err(); err != nil {
		return err
	}
	began := time.Now()
	done := make(chan error, 1)
	go func() { done <- do() }()
	select {
	case err := <-done:
		w.figures.Seconds[stage] = time.Since(began).Seconds()
		return err
	case <-w.app.ctx.Done():
		return w.app.ctx.Err()
	}
}

// write writes the result whole, or not at all. It ends when it is interrupted, so that
// nothing half written is left behind.
func (w *topoWork) write(path string, write func(io.Writer) error) error {
	began := time.Now()
	err := writeWhole(path, func(to io.Writer) error { return write(untilWriter{to, w.app.ctx}) })
	w.figures.Seconds["write"] = time.Since(began).Seconds()
	return err
}

// untilWriter writes until a context ends.
type untilWriter struct {
	io.Writer
	ctx context.Context
}

func (w untilWriter) Write(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.Writer.Write(b)
}

// tell ends a command: with --json by its figures, else by a sentence.
func (w *topoWork) tell(format string, args ...any) error {
	if !w.app.line.JSON {
		_, err := fmt.Fprintf(w.app.stdout, format+"\n", args...)
		return err
	}
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err == nil {
		w.figures.CPU = time.Duration(use.Utime.Nano() + use.Stime.Nano()).Seconds()
		w.figures.Peak = use.Maxrss << 10
	}
	return writeJSON(w.app.stdout, w.figures)
}

// warn tells a person what the result can't be relied on for.
func (w *topoWork) warn(format string, args ...any) {
	fmt.Fprintf(w.app.stderr, "xiantu: "+format+"\n", args...)
}

type topoSimplifyCommand struct {
	topoFile
	Keep string `help:"The share of the vertices between the ends of borders to keep: 5% or 0.05." default:"5%"`
	Out  string `help:"GeoJSON file to write." required:"" type:"path"`
}

// Run simplifies a file.
func (c *topoSimplifyCommand) Run(app *application) error {
	keep, err := parseShare("--keep", c.Keep)
	if err != nil {
		return err
	}
	w, err := c.open(app)
	if err != nil {
		return err
	}
	var s topo.Simplified
	err = w.during("simplify", func() error {
		if s = w.net.Simplify(topo.Simplification{Keep: keep, Workers: w.workers}); s.Tangled {
			return w.tangle()
		}
		return nil
	})
	if err != nil {
		return err
	}
	if s.Crossings > 0 {
		w.warn("borders meet in %d places of the file where they share no vertex: there they are not simplified; clean the file first", s.Crossings)
	}
	err = w.write(c.Out, func(to io.Writer) error { return w.file.Write(to, w.net, s.Runs) })
	if err != nil {
		return err
	}
	w.figures.Kept, w.figures.Crossings = &s.Kept, &s.Crossings
	return w.tell("%s: %d of %d vertices between the ends of %d borders kept, %d of them so that nothing crosses or vanishes",
		c.Out, s.Kept, s.Removable, len(w.net.Arcs), s.GivenBack)
}

// parseShare reads 5% or 0.05.
func parseShare(flag, value string) (float64, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(value), "%")
	share, err := strconv.ParseFloat(number, 64)
	if percent {
		share /= 100
	}
	if err != nil || !(share >= 0 && share <= 1) {
		return 0, usageError{fmt.Sprintf("%s %s: write a share of all such as 5%% or 0.05", flag, value)}
	}
	return share, nil
}

type topoDissolveCommand struct {
	topoFile
	By  string `help:"The property that features to be joined have in common." required:""`
	Out string `help:"GeoJSON file to write." required:"" type:"path"`
}

// Run joins the features of a file.
func (c *topoDissolveCommand) Run(app *application) error {
	w, err := c.open(app)
	if err != nil {
		return err
	}
	groups, err := w.file.GroupBy(c.By)
	if err != nil {
		return fmt.Errorf("%s: %w", c.In, err)
	}
	var unions []topo.Union
	err = w.during("dissolve", func() error {
		unions = w.net.Dissolve(groups)
		return nil
	})
	if err != nil {
		return err
	}
	err = w.write(c.Out, func(to io.Writer) error { return w.file.WriteUnions(to, w.net, c.By, groups, unions) })
	if err != nil {
		return err
	}
	count := len(groups)
	w.figures.Groups = &count
	return w.tell("%s: %d features joined to %d", c.Out, len(w.file.Features), count)
}
