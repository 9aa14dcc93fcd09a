package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
)

type demoCommand struct {
	Size    string `help:"How much land." enum:"county,province,nation" default:"county"`
	Seed    uint64 `help:"The same seed makes the same land." default:"1"`
	Jitter  bool   `help:"Borders that do not match, as in files drawn apart: each ring lacks a tenth of its vertices, and the others are off by up to a metre."`
	Out     string `help:"Folder for the files; default: with --load, one that is thrown away." type:"path"`
	Load    bool   `help:"Import the files too."`
	IfEmpty bool   `help:"With --load: do nothing where there is a county already."`
}

// Run writes the files, and imports them as anybody's files are imported.
func (c *demoCommand) Run(app *application) error {
	if c.Out == "" && !c.Load {
		return usageError{"say where the files go with --out DIR, or import them with --load"}
	}
	if c.Load && c.IfEmpty {
		if err := app.open(); err != nil {
			return err
		}
		if counties, err := app.store.Counties(app.ctx); err != nil || len(counties) > 0 {
			return err
		}
	}
	folder := c.Out
	if folder == "" {
		temporary, err := os.MkdirTemp("", "xiantu-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		folder = temporary
	}
	files, err := demo.Write(folder, demo.Options{Size: demo.Size(c.Size), Seed: c.Seed, Jitter: c.Jitter})
	if err != nil {
		return err
	}
	for _, f := range files {
		if c.Out != "" {
			fmt.Fprintln(app.stdout, filepath.Join(folder, filepath.Base(f.Path)))
		}
		if !c.Load || f.Kind == "changes" { // the two days are imported as snapshots
			continue
		}
		if err := app.load(f); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(f.Path), err)
		}
	}
	return nil
}

// load imports a file of the demo as `xiantu import` does.
func (a *application) load(f demo.File) error {
	county := a.line.County
	defer func() { a.line.County = county }()
	if !f.County.IsZero() {
		a.line.County = f.County.String()
	}
	command := importCommand{Kind: f.Kind, Files: []string{f.Path}, CRS: f.CRS, Basis: f.Basis, Partial: true}
	if !f.Date.IsZero() {
		command.Date = f.Date.String()
	}
	return command.Run(a)
}
