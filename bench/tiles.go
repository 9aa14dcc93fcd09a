package main

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// addresses are the tiles that show the county at a zoom.
func (l *land) addresses(zoom int) []maptile.Tile {
	low, high := maptile.At(l.ed.Bound.Min, maptile.Zoom(zoom)), maptile.At(l.ed.Bound.Max, maptile.Zoom(zoom))
	var all []maptile.Tile
	for x := low.X; x <= high.X; x++ {
		for y := high.Y; y <= low.Y; y++ {
			all = append(all, maptile.New(x, y, maptile.Zoom(zoom)))
		}
	}
	return all
}

// makingTiles encodes all tiles of zoom 11 and 12 with all their layers, none kept, and
// has PostGIS make the same layers (ST_AsMVTGeom, ST_AsMVT).
func makingTiles(ctx context.Context, l *land) (row, error) {
	addresses := append(l.addresses(11), l.addresses(12)...)
	var encoder tiles.Encoder
	r, err := compared(fmt.Sprintf("%d tiles, cold: polygons of 3 levels, borders, names, facilities", len(addresses)), ">= 20x", func() error {
		for _, a := range addresses {
			for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
				if _, err := encoder.Encode(tiles.Request{Set: set, Editions: []*edition.Edition{l.ed}, Z: int(a.Z), X: int(a.X), Y: int(a.Y)}); err != nil {
					return err
				}
			}
		}
		return nil
	}, func() error {
		for _, a := range addresses {
			if err := l.query(ctx, sqlTile, int(a.Z), int(a.X), int(a.Y), metresAPixel(a))(); err != nil {
				return err
			}
		}
		return nil
	})
	return r, err
}

// metresAPixel is what PostGIS is given to simplify by: half a pixel of a 512-pixel tile.
func metresAPixel(t maptile.Tile) float64 {
	return 2 * math.Pi * orb.EarthRadius / math.Exp2(float64(t.Z)) / 1024
}

// keepingTiles asks the cache for tiles that it has.
func keepingTiles(ctx context.Context, l *land) (row, error) {
	cache := tiles.NewCache(tiles.Options{})
	a := l.addresses(12)[0]
	request := tiles.Request{Set: tiles.Divisions, Editions: []*edition.Edition{l.ed}, Z: int(a.Z), X: int(a.X), Y: int(a.Y)}
	return alone("a tile that is kept", "", func() error {
		_, err := cache.Get(ctx, request)
		return err
	})
}
