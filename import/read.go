package importer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// Kind is what a file holds.
type Kind string

// The kinds of files that are read.
const (
	Divisions  Kind = "divisions"
	Facilities Kind = "facilities"
	People     Kind = "people"
	Zones      Kind = "zones"
	Roads      Kind = "roads"
	Layer      Kind = "layer" // of a backdrop: rivers, lakes, railways, the counties around
)

// Kinds are all kinds.
var Kinds = []Kind{Divisions, Facilities, People, Zones, Roads, Layer}

// ParseKind reads a kind's name.
func ParseKind(s string) (Kind, error) {
	for _, k := range Kinds {
		if s == string(k) {
			return k, nil
		}
	}
	return "", fmt.Errorf("%q is not a kind of file that is read: write divisions, facilities, people, zones, roads or layer", s)
}

// File is a file to read, on disk or in memory. Path may be a folder that is a FileGDB.
type File struct {
	Name    string // as a person knows it; decides nothing but the format where the content does not
	Path    string // where it lies; empty for Content
	Content []byte
}

// Options are a person's choices about the files.
type Options struct {
	Kind     Kind
	Date     civil.Day         // the day that the files describe
	CRS      string            // EPSG:4490, GCJ-02, ...; empty: what the file says, else EPSG:4490
	County   adcode.Code       // zero: Known's county, or what the codes say
	Level    adcode.Level      // of divisions; NoLevel: what the codes say
	Basis    edition.Basis     // of people; empty: Resident
	Encoding string            // auto (or empty), utf-8, gb18030
	Partial  bool              // take what can be taken
	Columns  map[string]string // field -> header, or for code a pattern such as 756{KTNR:3}{id:3}
	Repairs  Repairs           // of gaps and overlaps of divisions
	Author   string

	// Progress is called now and then with the records read and their number, 0 where
	// it is not known. It may be nil.
	Progress func(done, total int)
}

// Known is what is known already; either may be nil on a first import.
type Known struct {
	Register *edition.Register // names, old names, codes and groups resolve by it
	Edition  *edition.Edition  // the county on Options.Date: places are checked against its shapes
}

// Result is what the files say: a report on every row, and what to write.
type Result struct {
	Report  Report
	Write   edition.Write // empty where Err is not nil
	Origins Origins       // where in the files the parts of Write stand
	refused error
}

// Err is nil where Write may be committed; else a *RefusedError: rows are refused and
// Partial was not asked for, or nothing at all can be taken; or a *RepairError: choices about
// gaps and overlaps do not fit the files.
func (r *Result) Err() error { return r.refused }

// Read reads files of one kind. The error is a *FileError, or several joined, where a
// file cannot be read at all, or the context's. Nothing is written anywhere.
func Read(ctx context.Context, files []File, o Options, known Known) (*Result, error) {
	if _, err := ParseKind(string(o.Kind)); err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, errors.New("no file was given")
	}
	if o.Kind == Divisions && o.Date.IsZero() {
		return nil, said("the day on which these divisions were in force is missing: give --date YYYY-MM-DD", "缺少区划的生效日期：请用 --date YYYY-MM-DD 指定")
	}
	r := &reading{ctx: ctx, options: o, known: known, result: &Result{Origins: Origins{}}}
	if err := r.checkCRS(); err != nil {
		return nil, err
	}
	build := map[Kind]func() builder{Divisions: r.divisions, Facilities: r.facilities, People: r.people, Zones: r.zones, Roads: r.roads, Layer: r.backdrop}[o.Kind]()
	var errs []error
	for _, f := range files {
		if err := r.file(f, build); err != nil {
			errs = append(errs, err)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if err := build.finish(); err != nil {
		return nil, err
	}
	r.decide(files)
	return r.result, nil
}

// builder takes the records of files of one kind and makes what is to be written.
type builder interface {
	feature(source, feature) error    // a record of a layer
	rows(source, *table, *body) error // a sheet with a header
	finish() error                    // all files are read
}

// source is where records come from.
type source struct {
	file, sheet string
	crs         place2D
	note        *FileNote
	level       adcode.Level // that the layer's name tells; NoLevel where it does not
}

// reading is one call of Read.
type reading struct {
	ctx     context.Context
	options Options
	known   Known
	result  *Result
	done    int
}

// county is the county that is asked for or known; the zero Code where none is.
func (r *reading) county() edition.County {
	c := edition.County{Code: r.options.County}
	if r.known.Edition != nil && (c.Code.IsZero() || c.Code == r.known.Edition.County.Code) {
		c = r.known.Edition.County
	} else if r.known.Register != nil && (c.Code.IsZero() || c.Code == r.known.Register.County.Code) {
		c = r.known.Register.County
	}
	return c
}

// step counts a record that has been read, and notices a cancelled context.
func (r *reading) step(total int) error {
	r.done++
	if r.done%500 == 0 {
		if r.options.Progress != nil {
			r.options.Progress(r.done, total)
		}
		return r.ctx.Err()
	}
	return nil
}

// decide empties what must not be written.
func (r *reading) decide(files []File) {
	for i := range r.result.Report.Files {
		r.result.Report.Files[i].shown()
	}
	c := r.result.Report.Counts
	if r.options.Progress != nil {
		r.options.Progress(c.Rows, c.Rows)
	}
	none := c.Reject == c.Rows
	if c.Reject > 0 && (!r.options.Partial || none) {
		refused := &RefusedError{Rejected: c.Reject, Rows: c.Rows, None: none}
		for _, row := range r.result.Report.Rows {
			if row.Action == Reject {
				refused.First = row
				break
			}
		}
		r.result.refused = refused
	}
	if r.result.refused != nil {
		r.result.Write = edition.Write{}
		return
	}
	var names []string
	for _, f := range files {
		names = append(names, fileName(f))
	}
	r.result.Write.Author = r.options.Author
	r.result.Write.Title = "import " + string(r.options.Kind) + " from " + strings.Join(names, ", ")
	if n := len(r.result.Write.Repairs); n > 0 {
		r.result.Write.Title += fmt.Sprintf("; %d gaps and overlaps given to units", n)
	}
}
