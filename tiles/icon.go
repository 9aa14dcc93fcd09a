package tiles

import (
	"image"
	"image/color"
	"math"

	"github.com/xiantu/xiantu/facilities"
)

// iconSide is the side of an icon in screen pixels, and of the square that icons are
// described in: x to the right, y down, 0..24.
const iconSide = 24

// figure is a flat figure in the icon's square: a disc, or a polygon of x, y, x, y, ...
type figure struct {
	disc    [3]float64 // centre and radius
	outline []float64
	cut     bool // it takes away from those before it
}

func disc(x, y, radius float64) figure   { return figure{disc: [3]float64{x, y, radius}} }
func outlined(outline ...float64) figure { return figure{outline: outline} }
func bar(x0, y0, x1, y1 float64) figure {
	return figure{outline: []float64{x0, y0, x1, y0, x1, y1, x0, y1}}
}

func (f figure) out() figure {
	f.cut = true
	return f
}

func (f figure) holds(x, y float64) bool {
	if f.outline == nil {
		return math.Hypot(x-f.disc[0], y-f.disc[1]) <= f.disc[2]
	}
	inside := false
	for i, j := 0, len(f.outline)-2; i < len(f.outline); i, j = i+2, i {
		ax, ay, bx, by := f.outline[i], f.outline[i+1], f.outline[j], f.outline[j+1]
		if ay > y != (by > y) && x < (bx-ax)*(y-ay)/(by-ay)+ax {
			inside = !inside
		}
	}
	return inside
}

// holdsAny reports whether a place is in figures of which later ones may take away.
func holdsAny(figures []figure, x, y float64) bool {
	for i := len(figures) - 1; i >= 0; i-- {
		if figures[i].holds(x, y) {
			return !figures[i].cut
		}
	}
	return false
}

// board is the form under a kind's sign: it says the domain, so that who cannot tell the
// colours apart still can tell care for the old from graves.
func board(domain string) figure {
	switch domain {
	case "funeral":
		return bar(3, 3, 21, 21)
	case "governance", "registration":
		return outlined(12, 1.5, 21.5, 7, 21.5, 17, 12, 22.5, 2.5, 17, 2.5, 7)
	case "rescue", "reference":
		return outlined(12, 1, 23, 12, 12, 23, 1, 12)
	case "volunteer":
		return outlined(7.5, 2, 16.5, 2, 22, 7.5, 22, 16.5, 16.5, 22, 7.5, 22, 2, 16.5, 2, 7.5)
	}
	return disc(12, 12, 10.5)
}

// house is the sign of care in a place; below it stand as many dots as its tier is high.
func house(dots int) []figure {
	out := []figure{outlined(12, 4.2, 18.6, 10, 16.8, 10, 16.8, 14.6, 7.2, 14.6, 7.2, 10, 5.4, 10)}
	for i := range dots {
		out = append(out, disc(12+4.4*(float64(i)-float64(dots-1)/2), 17.6, 1.8))
	}
	return out
}

// sign is what stands on the board of a kind.
func sign(code string) []figure {
	switch code {
	case "ELD_COMPLEX": // a block of three floors
		out := []figure{bar(7.5, 5.5, 16.5, 18)}
		for _, y := range []float64{7.2, 10.4, 13.6} {
			out = append(out, bar(9, y, 11, y+1.9).out(), bar(13, y, 15, y+1.9).out())
		}
		return out
	case "ELD_COMMUNITY": // a house with a door
		return []figure{outlined(12, 5, 19.2, 11.5, 17, 11.5, 17, 17.8, 7, 17.8, 7, 11.5, 4.8, 11.5), bar(10.4, 12.8, 13.6, 17.8).out()}
	case "ELD_RURAL_CENTRE":
		return house(3)
	case "ELD_RURAL_SUB":
		return house(2)
	case "ELD_RURAL_POINT":
		return house(1)
	case "ELD_HOME": // a bed
		return []figure{bar(5, 7, 6.8, 17.5), bar(5, 13, 19, 15.4), bar(17.2, 13, 19, 17.5), disc(9.3, 10.6, 1.9), outlined(12, 9.3, 17.4, 9.3, 19, 10.8, 19, 12.1, 12, 12.1)}
	case "CEM_PUBLIC": // a stone on its base
		return []figure{disc(12, 9.6, 3.9), bar(8.1, 9.6, 15.9, 16), bar(6, 16.8, 18, 18.6), bar(11.3, 8.3, 12.7, 13.5).out()}
	case "CEM_COMMERCIAL": // a stone and a cypress
		return []figure{disc(9, 11, 2.7), bar(6.3, 11, 11.7, 16.4), outlined(15.7, 5, 18.6, 15, 12.8, 15), bar(15, 15, 16.4, 17), bar(5.5, 17, 18.5, 18.6)}
	case "FUNERAL_HOME": // a hall with columns
		return []figure{outlined(12, 5, 19, 9.2, 5, 9.2), bar(6.6, 10, 8.6, 16), bar(11, 10, 13, 16), bar(15.4, 10, 17.4, 16), bar(5.4, 16.8, 18.6, 18.6)}
	case "TOMB_SCATTERED": // a mound
		return []figure{disc(12, 16, 6.2), bar(4, 16, 20, 23).out(), bar(4.8, 16.4, 19.2, 18)}
	case "TOMB_KEYAREA": // a mound in a frame
		return []figure{bar(5, 5, 19, 19), bar(6.6, 6.6, 17.4, 17.4).out(), disc(12, 14.6, 4), bar(7, 14.6, 17, 17.4).out()}
	case "VOL_STATION": // a heart
		return []figure{disc(9.2, 9.6, 3.2), disc(14.8, 9.6, 3.2), outlined(6.35, 11, 17.65, 11, 12, 18.2), bar(9.4, 9.4, 14.6, 11.2)}
	case "COMM_SERVICE": // a person
		return []figure{disc(12, 8.6, 3), disc(12, 18, 5.4), bar(6, 18, 18, 24).out()}
	case "RESCUE": // a lifebuoy
		return []figure{disc(12, 12, 6), bar(11.2, 5, 12.8, 19).out(), bar(5, 11.2, 19, 12.8).out(), disc(12, 12, 2.6).out()}
	case "MARRIAGE": // two rings
		ring := func(x float64) []figure { return []figure{disc(x, 12, 4), disc(x, 12, 2.5).out()} }
		return append(ring(9.2), thinRing(14.8, 12, 4, 2.5)...)
	case "HEALTH": // a cross
		return []figure{bar(10.2, 6, 13.8, 18), bar(6, 10.2, 18, 13.8)}
	}
	return []figure{disc(12, 12, 3.2)}
}

// thinRing is a ring as pieces that take nothing away from what lies under it.
func thinRing(x, y, outer, inner float64) []figure {
	const corners = 48
	var out []figure
	at := func(i int, r float64) (float64, float64) {
		s, c := math.Sincos(2 * math.Pi * float64(i) / corners)
		return x + r*c, y + r*s
	}
	for i := range corners {
		ax, ay := at(i, outer)
		bx, by := at(i+1, outer)
		cx, cy := at(i+1, inner)
		dx, dy := at(i, inner)
		out = append(out, outlined(ax, ay, bx, by, cx, cy, dx, dy))
	}
	return out
}

// iconName is the name of a kind's icon in the sprite; "" is any other kind.
func iconName(code string) string {
	if code == "" {
		return "kind-other"
	}
	return "kind-" + code
}

// samples is how many places of a pixel are looked at, each way.
const samples = 4

// drawIcon draws the icon of a kind into a square of side pixels.
func drawIcon(to *image.NRGBA, at image.Point, side int, k facilities.Kind, c Tokens) {
	under, over := board(k.Domain), sign(k.Code)
	colours := [3]color.NRGBA{rgb(c.Rim), rgb(k.Colour), rgb(c.Letter)}
	step := iconSide / float64(side*samples)
	for y := range side {
		for x := range side {
			var counts [3]int // rim, board, sign
			for i := range samples * samples {
				sx := (float64(x*samples+i%samples) + 0.5) * step
				sy := (float64(y*samples+i/samples) + 0.5) * step
				switch inner := under.holds(12+(sx-12)*rimScale, 12+(sy-12)*rimScale); {
				case inner && holdsAny(over, sx, sy):
					counts[2]++
				case inner:
					counts[1]++
				case under.holds(sx, sy):
					counts[0]++
				}
			}
			to.SetNRGBA(at.X+x, at.Y+y, blend(colours, counts))
		}
	}
}

// rimScale draws the board smaller than its rim.
const rimScale = 1.12

// blend is the colour of a pixel of which some samples have each colour.
func blend(colours [3]color.NRGBA, counts [3]int) color.NRGBA {
	var sum [3]int
	n := 0
	for i, c := range colours {
		n += counts[i]
		for j, v := range []uint8{c.R, c.G, c.B} {
			sum[j] += counts[i] * int(v)
		}
	}
	if n == 0 {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), uint8(255 * n / (samples * samples))}
}
