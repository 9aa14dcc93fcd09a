package coverage_test

import (
	"fmt"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

func exampleEdition() *edition.Edition {
	parts := board()
	parts.Facilities = append(parts.Facilities, operating(1, community, at(0, 1, .9, .5), codeA))
	ed, err := edition.Make(edition.Key{County: parts.County.Code, At: midsummer}, parts)
	if err != nil {
		panic(err)
	}
	return ed
}

func ExampleAsk() {
	ed := exampleEdition()
	answer, err := coverage.Ask(ed, coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: 1000})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range answer.Lines {
		n := line.People["60+"]
		fmt.Printf("%s: %d of %d people, %.1f %% of the land\n", ed.Units[line.Unit].Code, n.Covered, n.Of, 100*line.Land.Share())
	}
	fmt.Printf("total: %.0f %% of the people, %d of %d units\n", 100*answer.Total.People["60+"].Share(), answer.Total.Units.Having, answer.Total.Units.Of)
	// Output:
	// 511425101: 5 of 10 people, 36.7 % of the land
	// 511425102: 0 of 15 people, 0.0 % of the land
	// total: 20 % of the people, 1 of 5 units
}

func ExampleGaps() {
	ed := exampleEdition()
	gaps, err := coverage.Gaps(ed, coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: 1000, By: adcode.Village, WhatIf: []orb.Point{in(0, 0, .5, .5)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range gaps {
		if g.Unit >= 0 {
			fmt.Printf("%s: %d people on %.2f km2\n", ed.Units[g.Unit].Code, g.People["all"], g.Area/1e6)
		}
	}
	// Output:
	// 511425101001: 0 people on 2.33 km2
	// 511425101201: 10 people on 3.10 km2
	// 511425102201: 0 people on 1.17 km2
	// 511425102202: 10 people on 4.29 km2
}

func ExampleQuestion_Checked() {
	_, err := coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Radius: -5}.Checked(exampleEdition())
	fmt.Println(err)
	// Output: radius: -5 m is not a radius: give metres above 0 and up to 200000
}
