package maps_test

import (
	"bytes"
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

func ExampleNew() {
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
	paper, err := maps.ParsePaper("A3")
	if err != nil {
		fmt.Println(err)
		return
	}
	sheet, err := maps.New(ed, maps.Options{Paper: paper, Compiler: "丘陵县民政局"})
	if err != nil {
		fmt.Println(err)
		return
	}
	var pdf bytes.Buffer
	if err := sheet.PDF(&pdf); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(sheet.Scene().Title, "1:", sheet.Placement().Scale, "EPSG:", sheet.Placement().EPSG())
	for _, n := range sheet.Names() {
		fmt.Println(n.Code, n.Text)
	}
	// Output:
	// 丘陵县行政区划图 1: 75000 EPSG: 4544
	// 990101101 东山镇
	// 990101102 西山镇
}

func ExampleParsePaper() {
	_, err := maps.ParsePaper("A7")
	fmt.Println(err)
	// Output: "A7" is no paper: write A0 to A4, 全开, 对开, or width x height in millimetres such as 600x400mm
}
