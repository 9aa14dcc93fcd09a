package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/maps"
)

type mapCommand struct {
	Out          string   `help:"File to write: .pdf, .svg or .png." required:"" type:"path"`
	Paper        string   `help:"A0 to A4, 全开, 对开, or WxH in mm; turned as the county lies." default:"A3"`
	At           string   `help:"The day, YYYY-MM-DD; default: the newest state."`
	Kind         string   `help:"What the sheet shows." enum:"townships,villages" default:"townships"`
	Scale        int      `help:"Denominator of the scale; default: the largest round one that fits."`
	Title        string   `help:"Title; default: the county's name and 行政区划图."`
	Compiler     string   `help:"Who made the map."`
	ReviewNumber string   `help:"审图号; without one the sheet is marked for internal use."`
	Public       bool     `help:"A map for the public: refused without a review number."`
	Facilities   []string `help:"Kinds of facility to show, by code."`
	Lang         string   `help:"Language of the sheet's fixed words." enum:"zh-CN,en" default:"zh-CN"`
	DPI          int      `name:"dpi" help:"Dots per inch of a PNG." default:"150"`
}

// Run prints the sheet to the file: whole, or not at all.
func (c *mapCommand) Run(app *application) error {
	write, err := c.writer()
	if err != nil {
		return err
	}
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	options, err := c.options()
	if err != nil {
		return err
	}
	ed, err := app.edition(at)
	if err != nil {
		return err
	}
	sheet, err := maps.New(ed, options)
	if errors.Is(err, maps.ErrInvalid) {
		return usageError{sentence(err)}
	}
	if err != nil {
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return write(sheet, w) })
}

func (c *mapCommand) options() (maps.Options, error) {
	paper, err := maps.ParsePaper(c.Paper)
	if err != nil {
		return maps.Options{}, usageError{"--paper: " + sentence(err)}
	}
	kinds, err := facilities.Expand(c.Facilities)
	if err != nil {
		return maps.Options{}, usageError{"--facilities: " + sentence(err)}
	}
	return maps.Options{Kind: maps.Kind(c.Kind), Paper: paper, Scale: c.Scale, Title: c.Title, Compiler: c.Compiler,
		ReviewNumber: c.ReviewNumber, Public: c.Public, Facilities: kinds, Lang: maps.Lang(c.Lang)}, nil
}

// writer chooses the format by the file's ending.
func (c *mapCommand) writer() (func(*maps.Sheet, io.Writer) error, error) {
	switch strings.ToLower(filepath.Ext(c.Out)) {
	case ".pdf":
		return (*maps.Sheet).PDF, nil
	case ".svg":
		return (*maps.Sheet).SVG, nil
	case ".png":
		return func(s *maps.Sheet, w io.Writer) error { return s.PNG(w, c.DPI) }, nil
	}
	return nil, usageError{fmt.Sprintf("--out %s: end the name in .pdf, .svg or .png", c.Out)}
}

// writeWhole makes a file by way of a temporary one beside it, so that a failure
// leaves nothing half written.
func writeWhole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".xiantu-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := errors.Join(write(f), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
