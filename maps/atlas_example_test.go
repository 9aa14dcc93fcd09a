package maps_test

import (
	"bytes"
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

func ExampleNewAtlas() {
	county := adcode.MustParse("990101")
	square := func(x float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{x, 30}, {x + 0.1, 30}, {x + 0.1, 30.1}, {x, 30.1}, {x, 30}}}}
	}
	ed, err := edition.Make(edition.Key{County: county, At: civil.Date(2026, 1, 1)}, edition.Parts{
		County: edition.County{Code: county, Name: "丘陵县", Fiction: true},
		Units: []boundaries.Version{
			{Unit: 1, Code: county, Name: "丘陵县"},
			{Unit: 2, Code: county.Child(101), Parent: county, Name: "东山镇", Shape: square(104.1)},
			{Unit: 3, Code: county.Child(102), Parent: county, Name: "西山镇", Shape: square(104)},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	atlas, err := maps.NewAtlas(context.Background(), ed, maps.AtlasOptions{Sheet: maps.Options{Compiler: "丘陵县民政局"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, p := range atlas.Pages() {
		if p.Bookmark != "" {
			fmt.Println(i+1, p.Bookmark)
		}
	}
	var pdf bytes.Buffer
	if err := atlas.PDF(&pdf); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 封面
	// 2 目录
	// 3 全县分乡镇图
	// 4 乡镇概况
	// 5 东山镇
	// 7 西山镇
	// 9 行政区划代码表
	// 10 地名索引
}
