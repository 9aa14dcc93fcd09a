package maps

import (
	"fmt"
	"strings"
)

// Element is something that a sheet shows when there is something of it, and that may
// be left out.
type Element string

// The elements.
const (
	Water       Element = "water"       // rivers, canals, lakes, reservoirs
	Railways    Element = "railways"    //
	Roads       Element = "roads"       // of the edition, by class, and the backdrop's highways
	Peaks       Element = "peaks"       //
	Places      Element = "places"      // place names of the backdrop
	Surrounding Element = "surrounding" // neighbouring counties, or the townships around a township
	Inset       Element = "inset"       // 位置图: where in its city the county lies, or in its county the township
)

// Elements are all elements.
var Elements = []Element{Water, Railways, Roads, Peaks, Places, Surrounding, Inset}

func (e Element) check() error {
	for _, known := range Elements {
		if e == known {
			return nil
		}
	}
	return refuse(ErrInvalid, "without", "没有可略去的要素“%[1]s”：可用 %[2]s", "element %[1]q is not one that can be left out: there are %[3]v", e, strings.Trim(strings.ReplaceAll(fmt.Sprint(Elements), " ", "、"), "[]"), Elements)
}
