package maps

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paulmach/orb"
)

// writeSVG writes a scene as SVG. Texts stay text, in a subset of the sheet's font
// that the file carries; a reader that cannot use it takes an installed one and
// keeps each line's length.
func writeSVG(w io.Writer, s *Scene, fonts *fonts) error {
	out := &svgWriter{w: bufio.NewWriter(w), fonts: fonts}
	width, height := number(s.Width), number(s.Height)
	out.print(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	out.print(`<svg xmlns="http://www.w3.org/2000/svg" width="%smm" height="%smm" viewBox="0 0 %s %s" stroke-linejoin="round">`+"\n", width, height, width, height)
	out.print("<title>%s</title>\n", escaped(s.Title))
	if err := out.style(s.Nodes); err != nil {
		return err
	}
	out.nodes(s.Nodes)
	out.print("</svg>\n")
	return out.w.Flush()
}

type svgWriter struct {
	w     *bufio.Writer
	fonts *fonts
	clips int
}

func (o *svgWriter) print(format string, args ...any) {
	fmt.Fprintf(o.w, format, args...) // the error stays in the writer until Flush
}

// style embeds the glyphs in use.
func (o *svgWriter) style(nodes []Node) error {
	used := o.fonts.used(nodes)
	families := []string{"Xiantu Sheet"}
	o.print("<style>\n")
	for i, first := range []*face{o.fonts.regular, o.fonts.bold} {
		for name, face := "Xiantu Sheet", first; face != nil; name, face = "Xiantu Stand-in", face.next {
			if len(used[face]) == 0 {
				continue
			}
			cut, err := face.subset(used[face])
			if err != nil {
				return err
			}
			if !slices.Contains(families, name) {
				families = append(families, name)
			}
			o.print("@font-face{font-family:\"%s\";font-weight:%d;src:url(data:font/ttf;base64,%s)}\n", name, 400+300*i, base64.StdEncoding.EncodeToString(cut.data))
		}
	}
	o.print("text{font-family:\"%s\",\"%s\",\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif;white-space:pre}\n</style>\n", strings.Join(families, `","`), family)
	return nil
}

func (o *svgWriter) nodes(nodes []Node) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *Group:
			o.group(n)
		case *Path:
			o.print(`<path d="%s" %s/>`+"\n", pathData(n), svgPaint(n.Fill, n.Stroke, n.Width)+svgDash(n))
		case *Circle:
			o.print(`<circle cx="%s" cy="%s" r="%s" %s/>`+"\n", number(n.Centre[0]), number(n.Centre[1]), number(n.Radius), svgPaint(n.Fill, n.Stroke, n.Width))
		case *Text:
			o.text(n)
		case *Picture:
			o.picture(n)
		default:
			panic(fmt.Sprintf("maps: a node of type %T", n))
		}
	}
}

func (o *svgWriter) group(g *Group) {
	attributes := ""
	if g.Clip != nil {
		o.clips++
		o.print(`<clipPath id="clip%d"><path d="%s"/></clipPath>`+"\n", o.clips, pathData(&Path{Lines: rectangle(*g.Clip), Closed: true}))
		attributes += fmt.Sprintf(` clip-path="url(#clip%d)"`, o.clips)
	}
	if g.Layer != "" {
		attributes += fmt.Sprintf(` class="%s"`, escaped(g.Layer))
	}
	o.print("<g%s>\n", attributes)
	o.nodes(g.Nodes)
	o.print("</g>\n")
}

func (o *svgWriter) text(t *Text) {
	if t.String == "" {
		return
	}
	if len(t.Letters) > 0 {
		o.curved(t)
		return
	}
	attributes := fmt.Sprintf(`x="%s" y="%s" font-size="%s" fill="%s"`, number(t.At[0]), number(t.At[1]), number(t.Size), hex(t.Fill))
	if t.Bold {
		attributes += ` font-weight="700"`
	}
	if t.Spacing != 0 {
		attributes += fmt.Sprintf(` letter-spacing="%s"`, number(t.Spacing))
	}
	if len([]rune(t.String)) > 1 {
		attributes += fmt.Sprintf(` textLength="%s"`, number(o.fonts.width(t)+t.Spacing))
	}
	if t.Angle != 0 {
		attributes += fmt.Sprintf(` transform="rotate(%s %s %s)"`, number(-t.Angle), number(t.At[0]), number(t.At[1]))
	}
	if t.Halo.Opaque {
		attributes += fmt.Sprintf(` stroke="%s" stroke-width="%s" paint-order="stroke"`, hex(t.Halo), number(2*t.HaloWidth))
	}
	o.print("<text %s>%s</text>\n", attributes, escaped(t.String))
}

// curved writes a text as one whose letters each have their place.
func (o *svgWriter) curved(t *Text) {
	attributes := fmt.Sprintf(`font-size="%s" fill="%s"`, number(t.Size), hex(t.Fill))
	if t.Bold {
		attributes += ` font-weight="700"`
	}
	if t.Halo.Opaque {
		attributes += fmt.Sprintf(` stroke="%s" stroke-width="%s" paint-order="stroke"`, hex(t.Halo), number(2*t.HaloWidth))
	}
	o.print("<text %s>", attributes)
	for i, r := range []rune(t.String) {
		l := t.Letters[i]
		o.print(`<tspan x="%s" y="%s" rotate="%s">%s</tspan>`, number(l.At[0]), number(l.At[1]), number(-l.Angle), escaped(string(r)))
	}
	o.print("</text>\n")
}

func pathData(p *Path) string {
	var b strings.Builder
	for _, line := range p.Lines {
		if p.Closed && len(line) > 1 && line[0] == line[len(line)-1] {
			line = line[:len(line)-1]
		}
		for i, at := range line {
			b.WriteByte("ML"[min(i, 1)])
			writePoint(&b, at)
		}
		if p.Closed {
			b.WriteByte('Z')
		}
	}
	return b.String()
}

func writePoint(b *strings.Builder, p orb.Point) {
	b.WriteString(number(p[0]))
	b.WriteByte(' ')
	b.WriteString(number(p[1]))
}

func svgPaint(fill, stroke Color, width float64) string {
	out := `fill="none"`
	if fill.Opaque {
		out = fmt.Sprintf(`fill="%s" fill-rule="evenodd"`, hex(fill))
	}
	if stroke.Opaque {
		out += fmt.Sprintf(` stroke="%s" stroke-width="%s"`, hex(stroke), number(width))
	}
	return out
}

func svgDash(p *Path) string {
	out := ""
	if p.Round {
		out = ` stroke-linecap="round"`
	}
	if len(p.Dash) == 0 {
		return out
	}
	lengths := make([]string, len(p.Dash))
	for i, d := range p.Dash {
		lengths[i] = fixedNumber(d)
	}
	return out + fmt.Sprintf(` stroke-dasharray="%s" stroke-dashoffset="%s"`, strings.Join(lengths, " "), fixedNumber(p.Phase))
}

func hex(c Color) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

func escaped(s string) string {
	var b bytes.Buffer
	xml.EscapeText(&b, []byte(s)) // a bytes.Buffer takes everything
	return b.String()
}
