package main

import (
	"github.com/xiantu/xiantu/tiles"
	"github.com/xiantu/xiantu/web"
)

// tileFlags say how much of the machine tiles may take, and who may read.
type tileFlags struct {
	CORSOrigin  []string `name:"cors-origin" help:"Sites whose pages may read tiles, styles and the API, such as https://maps.example.cn; * for all; none unless named. Nothing can be written from there." env:"XIANTU_CORS_ORIGIN" placeholder:"ORIGIN"`
	TileMemory  int64    `help:"Megabytes of tiles kept." default:"256" env:"XIANTU_TILE_MEMORY"`
	TilesAtOnce int      `help:"Tiles made at once; 0: one for each processor." default:"0" env:"XIANTU_TILES_AT_ONCE"`
	TilesQueued int      `help:"Tiles that may wait to be made before others are told to ask again in a second (503); 0: 64 for each made at once." default:"0" env:"XIANTU_TILES_QUEUED"`
}

// configure refuses what can't be meant.
func (f tileFlags) configure(config *web.Config) error {
	for _, origin := range f.CORSOrigin {
		if err := web.CheckOrigin(origin); err != nil {
			return usageError{"--cors-origin: " + err.Error()}
		}
	}
	if f.TileMemory < 1 || f.TilesAtOnce < 0 || f.TilesQueued < 0 {
		return usageError{"--tile-memory, --tiles-at-once and --tiles-queued are numbers: of megabytes from 1, of tiles from 0"}
	}
	config.Origins = f.CORSOrigin
	config.Tiles = tiles.Options{Bytes: f.TileMemory << 20, Work: f.TilesAtOnce, Wait: f.TilesQueued}
	return nil
}
