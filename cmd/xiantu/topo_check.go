package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/cmd/xiantu/topo"
	"github.com/xiantu/xiantu/geo"
)

// topoFaults are the flags of commands that look for defects.
type topoFaults struct {
	Outline   string  `help:"File with the land that all features should cover together: what is missing at its border is found too." type:"existingfile"`
	Width     float64 `help:"How wide gaps and overlaps may be to be closed, in metres." default:"10"`
	Tolerance float64 `help:"How far apart, in metres, vertices of neighbours may be to be meant as one. Default: 0.1, beside gaps and overlaps; where neighbours agree nowhere, what the file shows."`
	Report    string  `help:"Write the defects to this JSON file." type:"path"`
	Findings  string  `help:"Write the defects to this GeoJSON file, to look at." type:"path"`
}

func (c *topoFaults) options(app *application, f topoFile, workers int) (geo.CleanOptions, error) {
	if !(c.Width > 0 && c.Tolerance >= 0) {
		return geo.CleanOptions{}, usageError{"--width and --tolerance are metres greater than 0"}
	}
	o := geo.CleanOptions{Width: geo.Metres(c.Width), Tolerance: geo.Metres(c.Tolerance)}
	if c.Outline == "" {
		return o, nil
	}
	f.In = c.Outline
	file, err := f.read(app, workers)
	if err != nil {
		return o, fmt.Errorf("%s: %w", c.Outline, err)
	}
	for _, shape := range file.Shapes() {
		o.Outline = append(o.Outline, shape...)
	}
	return o, nil
}

// sound reports whether a coverage has no defect but what only an outline tells, and
// notes its figures. Most files are sound, and this takes a tenth of the time that it takes
// to say what is wrong with others.
func (w *topoWork) sound() bool {
	crossings := w.net.Crossings(w.workers)
	w.figures.Crossings = &crossings
	if crossings > 0 || len(w.file.Problems()) > 0 {
		return false
	}
	faces := w.net.Faces()
	if w.figures.Faces = faces.Count; faces.Valid() {
		w.figures.Gaps, w.figures.Overlaps = &faces.Gaps, &faces.Overlaps
	}
	return faces.Valid()
}

// tangled refuses a file with so many crossings that what is meant cannot be told.
func (w *topoWork) tangled() error {
	if *w.figures.Crossings > w.net.MostCrossings() {
		return w.tangle()
	}
	return nil
}

// tangle is the error of a file whose borders are a tangle.
func (w *topoWork) tangle() error {
	return fmt.Errorf("%s: borders cross in more than %d places, which is no fault of drawing: the vertices are out of order, or these are no divisions", w.in, w.net.MostCrossings())
}

// counted notes how many of the defects are gaps and overlaps, where the faces have not
// shown that there are none.
func (w *topoWork) counted(defects []geo.Defect) {
	if w.figures.Gaps != nil {
		return
	}
	gaps, overlaps := 0, 0
	for _, d := range defects {
		switch d.Kind {
		case geo.SliverGap, geo.BigGap, geo.ForgottenVillage:
			gaps++
		case geo.SliverOverlap, geo.BigOverlap:
			overlaps++
		}
	}
	w.figures.Gaps, w.figures.Overlaps = &gaps, &overlaps
}

type topoCheckCommand struct {
	topoFile
	topoFaults
}

// Run lists the defects of a file; where there are any, the command fails.
func (c *topoCheckCommand) Run(app *application) error {
	w, err := c.open(app)
	if err != nil {
		return err
	}
	options, err := c.options(app, c.topoFile, w.workers)
	if err != nil {
		return err
	}
	var defects []geo.Defect
	err = w.during("check", func() error {
		sound := w.sound()
		if err := w.tangled(); err != nil {
			return err
		}
		if !sound || options.Outline != nil {
			defects = geo.Check(w.file.Shapes(), options)
		}
		return nil
	})
	if err != nil {
		return err
	}
	defects = append(defects, degenerate(w.file, geo.Left)...)
	w.counted(defects)
	w.figures.Defects = len(defects)
	if err := c.report(w, defects); err != nil {
		return err
	}
	if err := w.tell("%s: %d features, %d vertices, %d borders, %d defects", c.In, len(w.file.Features), len(w.file.Vertices), len(w.net.Arcs), len(defects)); err != nil {
		return err
	}
	if len(defects) > 0 {
		return fmt.Errorf("%s: %d defects%s", c.In, len(defects), first(w.file, defects))
	}
	return nil
}

// first names the first defect.
func first(file *topo.File, defects []geo.Defect) string {
	names := file.Names()
	d := defects[0]
	text := fmt.Sprintf("; the first: %s at %.6f, %.6f", d.Kind, d.Place[0], d.Place[1])
	for _, s := range d.Shapes {
		text += " " + names[s]
	}
	return text
}

// degenerate lists rings of fewer than three vertices, which geo's shapes do not show.
func degenerate(file *topo.File, done geo.Done) []geo.Defect {
	var defects []geo.Defect
	for _, p := range file.Problems() {
		if p.Kind == topo.DegenerateRing {
			at := p.Place.Point()
			defects = append(defects, geo.Defect{Kind: topo.DegenerateRing, Place: at, Bound: at.Bound(), Shapes: []int{p.Feature}, Done: done})
		}
	}
	return defects
}

type topoCleanCommand struct {
	topoFile
	topoFaults
	Out string `help:"GeoJSON file to write." required:"" type:"path"`
}

// Run repairs what no person must decide. Features that are not touched are written byte
// for byte as they were read.
func (c *topoCleanCommand) Run(app *application) error {
	w, err := c.open(app)
	if err != nil {
		return err
	}
	options, err := c.options(app, c.topoFile, w.workers)
	if err != nil {
		return err
	}
	cleaned, err := w.clean(options)
	if err != nil {
		return err
	}
	defects := append(cleaned.Defects, degenerate(w.file, geo.Dropped)...)
	if err := c.report(w, defects); err != nil {
		return err
	}
	err = w.write(c.Out, func(to io.Writer) error { return w.file.WriteShapes(to, cleaned.Shapes, cleaned.Touched) })
	if err != nil {
		return err
	}
	touched, left := 0, 0
	for _, t := range cleaned.Touched {
		if t {
			touched++
		}
	}
	for _, d := range defects {
		if d.Done == geo.Left {
			left++
		}
	}
	w.figures.Touched, w.figures.Defects, w.figures.Left = &touched, len(defects), &left
	return w.tell("%s: %d defects, %d of them left for a person to decide; %d of %d features changed", c.Out, len(defects), left, touched, len(w.file.Features))
}

// clean repairs the file's shapes, where that is needed, and looks at the result.
func (w *topoWork) clean(options geo.CleanOptions) (geo.Cleaned, error) {
	cleaned := geo.Cleaned{Touched: make([]bool, len(w.file.Features))}
	sound := false
	err := w.during("check", func() error {
		sound = w.sound()
		return w.tangled()
	})
	if err != nil || sound && options.Outline == nil {
		return cleaned, err
	}
	err = w.during("clean", func() error {
		cleaned = geo.Clean(w.file.Shapes(), options)
		for i, x := range w.file.Features {
			cleaned.Touched[i] = cleaned.Touched[i] || x.Flawed
		}
		return nil
	})
	if err != nil {
		return geo.Cleaned{}, err
	}
	return cleaned, w.during("verify", func() error {
		w.verify(cleaned)
		return nil
	})
}

// verify looks at the result as at a file, and takes its figures.
func (w *topoWork) verify(cleaned geo.Cleaned) {
	result := &topoWork{file: topo.OfShapes(cleaned.Shapes), workers: w.workers}
	result.net = topo.NewNetwork(result.file)
	left := slices.DeleteFunc(slices.Clone(cleaned.Defects), func(d geo.Defect) bool { return d.Done != geo.Left })
	if !result.sound() && len(left) == 0 {
		w.warn("the result has defects that were not found in the file: check it")
	}
	result.counted(left)
	r := result.figures
	w.figures.Faces, w.figures.Gaps, w.figures.Overlaps, w.figures.Crossings = r.Faces, r.Gaps, r.Overlaps, r.Crossings
	w.figures.Arcs = len(result.net.Arcs)
}

// topoDefect is a defect as it stands in a report.
type topoDefect struct {
	Kind  geo.DefectKind `json:"kind"`
	Lon   float64        `json:"lon"`
	Lat   float64        `json:"lat"`
	Bound [4]float64     `json:"bbox"`
	Width float64        `json:"width_m"`
	Area  float64        `json:"area_m2"`
	Units []string       `json:"units"`
	Done  geo.Done       `json:"done"`
}

// report writes the defects to the files that were asked for.
func (c *topoFaults) report(w *topoWork, defects []geo.Defect) error {
	if c.Report == "" && c.Findings == "" {
		return nil
	}
	names := w.file.Names()
	list := []topoDefect{}
	collection := geojson.NewFeatureCollection()
	for _, d := range defects {
		t := topoDefect{d.Kind, d.Place[0], d.Place[1], [4]float64{d.Bound.Min[0], d.Bound.Min[1], d.Bound.Max[0], d.Bound.Max[1]}, float64(d.Width), float64(d.Area), []string{}, d.Done}
		for _, s := range d.Shapes {
			if s < len(names) && !slices.Contains(t.Units, names[s]) {
				t.Units = append(t.Units, names[s])
			}
		}
		list = append(list, t)
		feature := geojson.NewFeature(orb.Point{t.Lon, t.Lat})
		feature.BBox = t.Bound[:]
		feature.Properties = geojson.Properties{"kind": t.Kind, "width_m": t.Width, "area_m2": t.Area, "units": t.Units, "done": t.Done}
		collection.Append(feature)
	}
	if err := writeReport(c.Findings, collection); err != nil {
		return err
	}
	return writeReport(c.Report, map[string]any{"defects": list})
}

// writeReport writes a file of JSON, where there is to be one.
func writeReport(path string, value any) error {
	if path == "" {
		return nil
	}
	return writeWhole(path, func(to io.Writer) error { return writeJSON(to, value) })
}
