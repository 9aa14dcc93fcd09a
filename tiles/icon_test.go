package tiles_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/tiles"
)

// Icons of any two kinds differ by their form, for those who see no colours: with board and
// sign in two greys, at least a fiftieth of the pixels differ.
func TestIconsAreToldApart(t *testing.T) {
	picture, index, err := tiles.Sprite(tiles.Light, 1)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	kinds := append(facilities.Kinds(), facilities.Kind{Code: "other"})
	forms := make([][]bool, len(kinds))
	for i, k := range kinds {
		at, ok := index["kind-"+k.Code]
		if !ok {
			t.Fatalf("%s has no icon", k.Code)
		}
		forms[i] = form(sheet, at)
		for j := range i {
			differ := 0
			for p := range forms[i] {
				if forms[i][p] != forms[j][p] {
					differ++
				}
			}
			if differ*50 < at.Width*at.Height {
				t.Errorf("%s and %s differ in %d of %d pixels", k.Code, kinds[j].Code, differ, at.Width*at.Height)
			}
		}
	}
}

// form is where the board is seen: neither the sign nor what lies around.
func form(sheet image.Image, at tiles.SpriteImage) []bool {
	var out []bool
	for y := range at.Height {
		for x := range at.Width {
			c := color.NRGBAModel.Convert(sheet.At(at.X+x, at.Y+y)).(color.NRGBA)
			out = append(out, c.A > 127 && (c.R < 200 || c.G < 200 || c.B < 200))
		}
	}
	return out
}
