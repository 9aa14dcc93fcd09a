package tiles

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"strconv"

	"github.com/xiantu/xiantu/facilities"
)

// gapHatch is the sprite's pattern of land out of reach.
const gapHatch = "gap-hatch"

// SpriteImage is the place of an image in a sprite, in pixels.
type SpriteImage struct {
	X          int `json:"x"`
	Y          int `json:"y"`
	Width      int `json:"width"`
	Height     int `json:"height"`
	PixelRatio int `json:"pixelRatio"`
}

// Sprite draws the images of a theme's style, an icon for each kind of facility (kind-CODE,
// and kind-other) and the pattern of gaps: a PNG and the index of what is in it, at 1 or 2 pixels to a screen pixel. It is the same bytes every time.
func Sprite(theme Theme, ratio int) ([]byte, map[string]SpriteImage, error) {
	if ratio != 1 && ratio != 2 {
		return nil, nil, fmt.Errorf("%w: a sprite has 1 or 2 pixels to a screen pixel, not %d", ErrInvalid, ratio)
	}
	kinds := append(facilities.Kinds(), facilities.Kind{Colour: theme.Tokens().Other})
	side := iconSide * ratio
	rows := (len(kinds) + spriteColumns - 1) / spriteColumns
	sheet := image.NewNRGBA(image.Rect(0, 0, spriteColumns*side, (rows+1)*side))
	index := map[string]SpriteImage{}
	for i, k := range kinds {
		at := image.Pt(i%spriteColumns*side, i/spriteColumns*side)
		drawIcon(sheet, at, side, k, theme.Tokens())
		index[iconName(k.Code)] = SpriteImage{X: at.X, Y: at.Y, Width: side, Height: side, PixelRatio: ratio}
	}
	pattern := 10 * ratio
	below := image.Pt(0, rows*side)
	draw.Draw(sheet, image.Rectangle{below, below.Add(image.Pt(pattern, pattern))}, hatch(rgb(theme.Tokens().Gap), pattern, float64(ratio)), image.Point{}, draw.Src)
	index[gapHatch] = SpriteImage{X: below.X, Y: below.Y, Width: pattern, Height: pattern, PixelRatio: ratio}
	var out bytes.Buffer
	if err := png.Encode(&out, sheet); err != nil {
		return nil, nil, err
	}
	return out.Bytes(), index, nil
}

// spriteColumns is how many icons stand side by side in a sprite.
const spriteColumns = 6

// hatch draws lines of a width, rising to the right, that go on from tile to tile.
func hatch(c color.NRGBA, side int, width float64) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			across := float64((x+y)%side) * math.Sqrt2 / 2
			across = min(across, float64(side)*math.Sqrt2/2-across)
			c.A = uint8(math.Round(200 * min(max(width/2+0.5-across, 0), 1)))
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

// rgb reads #rrggbb.
func rgb(s string) color.NRGBA {
	n, err := strconv.ParseUint(s[1:], 16, 24)
	if err != nil {
		panic("tiles: the token " + s + " is no colour")
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}
