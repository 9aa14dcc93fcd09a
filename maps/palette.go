package maps

import (
	"math"
)

// Palette is a set of colours for a sheet.
type Palette string

// The palettes. The zero Palette is the template's, or Light.
const (
	Light Palette = "light" // pale tints, for colour print and screens
	Safe  Palette = "safe"  // 色盲友好: told apart by those who see red and green alike
	Grey  Palette = "grey"  // 灰度: for print in black
)

// Palettes are all palettes.
var Palettes = []Palette{Light, Safe, Grey}

// colours are what a palette draws with.
type colours struct {
	tints                         []Color // of townships: neighbours get different ones
	land, ground, aside           Color   // the county, what lies outside it, neighbours
	bandOuter, bandInner          Color   // along the county's own border
	water, shore, waterName       Color
	railway, road, casing         Color
	motorway, seat, town, village Color
	relief                        Color // peaks
}

// colours are those of a palette; an unknown one has Light's.
func (p Palette) colours() colours {
	switch p {
	case Safe:
		return safeColours()
	case Grey:
		return greyColours()
	}
	return lightColours()
}

func lightColours() colours {
	return colours{
		tints: []Color{rgb(0xfbe3c8), rgb(0xd9ead3), rgb(0xfdf3b8), rgb(0xe4dcef), rgb(0xf4d5dc), rgb(0xefe6da), rgb(0xcfe8d8), rgb(0xf3e3f0)},
		land:  rgb(0xfdfcf8), ground: rgb(0xf6f5f1), aside: rgb(0xecebe6),
		bandOuter: rgb(0xf0dbe6), bandInner: rgb(0xdcaac4),
		water: rgb(0xb9dcf2), shore: rgb(0x4b9bd0), waterName: rgb(0x1565a5),
		railway: rgb(0x3a3a3a), road: rgb(0xffffff), casing: rgb(0xa9885f), motorway: rgb(0xe8853a),
		seat: rgb(0xb3261e), town: rgb(0x1f1f1f), village: rgb(0x222222), relief: rgb(0x7a5230),
	}
}

// safeColours are blues, yellows and greys, which differ in lightness where they do
// not in hue.
func safeColours() colours {
	c := lightColours()
	c.tints = []Color{rgb(0xfff2c2), rgb(0xd3ddf0), rgb(0xf2cfa8), rgb(0xeeeeee), rgb(0xbfcfd9), rgb(0xfde0dd), rgb(0xe0e3b4), rgb(0xd9d0e3)}
	c.bandOuter, c.bandInner = rgb(0xe3d9ee), rgb(0xb9a3d3)
	c.casing, c.motorway, c.seat = rgb(0x8a8070), rgb(0xd55e00), rgb(0x9c3d00)
	return c
}

func greyColours() colours {
	return colours{
		tints: []Color{rgb(0xffffff), rgb(0xe9e9e9), rgb(0xf5f5f5), rgb(0xdedede), rgb(0xefefef), rgb(0xd4d4d4), rgb(0xfafafa), rgb(0xe4e4e4)},
		land:  rgb(0xffffff), ground: rgb(0xffffff), aside: rgb(0xf3f3f3),
		bandOuter: rgb(0xdddddd), bandInner: rgb(0xb5b5b5),
		water: rgb(0xc8c8c8), shore: rgb(0x7d7d7d), waterName: rgb(0x4a4a4a),
		railway: rgb(0x2e2e2e), road: rgb(0xffffff), casing: rgb(0x8c8c8c), motorway: rgb(0x6a6a6a),
		seat: rgb(0x111111), town: rgb(0x111111), village: rgb(0x222222), relief: rgb(0x555555),
	}
}

func (p Palette) check() error {
	for _, known := range Palettes {
		if p == known || p == "" {
			return nil
		}
	}
	return refuse(ErrInvalid, "palette", "没有配色“%s”：可用 %s、%s、%s", "palette %q: there are %q, %q and %q", p, Light, Safe, Grey)
}

// luminance is how light a colour is seen, 0 to 1 (CIE Y of sRGB).
func (c Color) luminance() float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}
