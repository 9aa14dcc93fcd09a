package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/xiantu/xiantu/tiles"
)

// archiveFlags are those of xiantu export tiles.
type archiveFlags struct {
	Set     []string `help:"Of tiles: divisions, facilities; default: both." placeholder:"SET"`
	MinZoom int      `help:"Of tiles: the lowest zoom." default:"0"`
	MaxZoom int      `help:"Of tiles: the highest zoom, up to 16; 0 is 14, the last with details of its own." default:"0"`
}

// tiles writes a PMTiles archive: whole, or not at all.
func (c *exportCommand) tiles(app *application) error {
	if strings.ToLower(filepath.Ext(c.Out)) != ".pmtiles" {
		return usageError{fmt.Sprintf("--out %s: tiles are written as .pmtiles", c.Out)}
	}
	request := tiles.ArchiveRequest{MinZoom: c.MinZoom, MaxZoom: c.MaxZoom, Scratch: filepath.Dir(c.Out)}
	for _, name := range c.Set {
		set, err := tiles.ParseSet(name)
		if err != nil {
			return usageError{"--set: " + sentence(err)}
		}
		request.Sets = append(request.Sets, set)
	}
	var err error
	if request.Editions, err = c.editions(app); err != nil {
		return err
	}
	bar := app.progress("tiles")
	defer bar.done()
	request.Progress = bar.set
	err = writeWhole(c.Out, func(w io.Writer) error { return tiles.WriteArchive(app.ctx, w, request) })
	if errors.Is(err, tiles.ErrInvalid) {
		return usageError{sentence(err)}
	}
	return err
}
