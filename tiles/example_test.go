package tiles_test

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// square is a county of one village, one kilometre wide.
func square() *edition.Edition {
	code := adcode.MustParse("990101")
	ed, err := edition.Make(edition.Key{County: code}, edition.Parts{
		County: edition.County{Code: code, Name: "云溪县"},
		Units: []boundaries.Version{
			{Unit: 1, Code: code.Child(101), Name: "甲镇"},
			{Unit: 2, Code: code.Child(101).Child(1), Name: "一社区", Shape: orb.MultiPolygon{{{{104, 30}, {104.01, 30}, {104.01, 30.01}, {104, 30.01}, {104, 30}}}}},
		},
	})
	if err != nil {
		panic(err)
	}
	return ed
}

func Example() {
	cache := tiles.NewCache(tiles.Options{Bytes: 64 << 20})
	request := tiles.Request{Set: tiles.Divisions, Editions: []*edition.Edition{square()}, Z: 12, X: 3231, Y: 1689}
	tile, err := cache.Get(context.Background(), request)
	fmt.Println(tile.IsEmpty(), err)

	request.X = 4096
	_, err = cache.Get(context.Background(), request)
	fmt.Println(err)
	// Output:
	// false <nil>
	// invalid tile request: tile 12/4096/1689 does not exist: x and y go from 0 to 4095 at this zoom
}

func ExampleTileJSON() {
	d := tiles.TileJSON(tiles.Divisions, []*edition.Edition{square()}, tiles.Link{County: "990101"})
	for _, l := range d.VectorLayers {
		fmt.Println(l.ID, l.MinZoom)
	}
	// Output:
	// county 0
	// township 7
	// village 10
	// border 0
	// label 0
	// truncated 0
}
