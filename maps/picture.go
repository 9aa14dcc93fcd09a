package maps

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"github.com/paulmach/orb"
)

// pdfImages are the pictures of all pages of a PDF.
type pdfImages struct{ list []image.Image }

func (l *pdfImages) number(img image.Image) int {
	for i, known := range l.list {
		if known == img {
			return i
		}
	}
	l.list = append(l.list, img)
	return len(l.list) - 1
}

// write adds the pictures, each with its transparency, and returns the page's entry.
func (l *pdfImages) write(f *pdfFile) string {
	named := ""
	for i, img := range l.list {
		size := img.Bounds().Size()
		colors, cover := make([]byte, 0, 3*size.X*size.Y), make([]byte, 0, size.X*size.Y)
		for y := range size.Y {
			for x := range size.X {
				c := color.NRGBAModel.Convert(img.At(img.Bounds().Min.X+x, img.Bounds().Min.Y+y)).(color.NRGBA)
				colors, cover = append(colors, c.R, c.G, c.B), append(cover, c.A)
			}
		}
		entries := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8", size.X, size.Y)
		mask := f.stream(entries+"/ColorSpace/DeviceGray", cover)
		ref := f.stream(fmt.Sprintf("%s/ColorSpace/DeviceRGB/SMask %d 0 R", entries, mask), colors)
		named += fmt.Sprintf("/P%d %d 0 R ", i, ref)
	}
	if named == "" {
		return ""
	}
	return "/XObject<<" + named + ">>"
}

func (c *pdfContent) picture(p *Picture) {
	size := [2]float64{p.Box.Max[0] - p.Box.Min[0], p.Box.Max[1] - p.Box.Min[1]}
	c.op("q %s 0 0 -%s %s %s cm /P%d Do Q", number(size[0]), number(size[1]), number(p.Box.Min[0]), number(p.Box.Max[1]), c.images.number(p.Image))
}

func (o *svgWriter) picture(p *Picture) {
	var data bytes.Buffer
	png.Encode(&data, p.Image) // a bytes.Buffer takes everything
	o.print(`<image x="%s" y="%s" width="%s" height="%s" href="data:image/png;base64,%s"/>`+"\n", number(p.Box.Min[0]), number(p.Box.Min[1]),
		number(p.Box.Max[0]-p.Box.Min[0]), number(p.Box.Max[1]-p.Box.Min[1]), base64.StdEncoding.EncodeToString(data.Bytes()))
}

func (p *painter) addPicture(n *Picture, clip orb.Bound) {
	box := orb.Bound{Min: p.pixel(n.Box.Min), Max: p.pixel(n.Box.Max)}
	if bound := intersection(box, clip); bound.Min[0] < bound.Max[0] && bound.Min[1] < bound.Max[1] {
		p.shapes = append(p.shapes, shape{bound: bound, image: n.Image, box: box})
	}
}

// draw lays the picture over a band, each pixel the mean of what it covers.
func (s *shape) draw(to *image.RGBA, top int) {
	from := s.image.Bounds()
	kx, ky := float64(from.Dx())/(s.box.Max[0]-s.box.Min[0]), float64(from.Dy())/(s.box.Max[1]-s.box.Min[1])
	span := func(at, k, low float64, first, end int) (int, int) {
		a := first + int((at-low)*k)
		b := first + int(math.Ceil((at+1-low)*k))
		return min(max(a, first), end-1), min(max(b, a+1, first+1), end)
	}
	for y := max(int(s.bound.Min[1]), top); y < min(int(math.Ceil(s.bound.Max[1])), top+to.Rect.Dy()); y++ {
		y0, y1 := span(float64(y), ky, s.box.Min[1], from.Min.Y, from.Max.Y)
		for x := int(s.bound.Min[0]); x < int(math.Ceil(s.bound.Max[0])); x++ {
			x0, x1 := span(float64(x), kx, s.box.Min[0], from.Min.X, from.Max.X)
			blend(to, x, y-top, s.image, image.Rect(x0, y0, x1, y1))
		}
	}
}

// blend lays the mean of a part of a picture over one pixel.
func blend(to *image.RGBA, x, y int, from image.Image, part image.Rectangle) {
	var sum [4]uint64
	for py := part.Min.Y; py < part.Max.Y; py++ {
		for px := part.Min.X; px < part.Max.X; px++ {
			r, g, b, a := from.At(px, py).RGBA() // already weighed by a
			for i, v := range [4]uint32{r, g, b, a} {
				sum[i] += uint64(v)
			}
		}
	}
	n := uint64(part.Dx() * part.Dy())
	under := to.RGBAAt(x, y)
	over := func(v uint64, below uint8) uint8 {
		return uint8((v/n + uint64(below)*0x101*(0xffff-sum[3]/n)/0xffff) >> 8)
	}
	to.SetRGBA(x, y, color.RGBA{over(sum[0], under.R), over(sum[1], under.G), over(sum[2], under.B), 0xff})
}
