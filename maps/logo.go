package maps

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Logo is a bureau's mark, set beside the title: a picture, or an outline.
type Logo struct {
	Picture image.Image      // nil: the outline
	Outline []orb.LineString // filled by the even-odd rule, y down, in any unit
	Fill    Color
}

// logoFile is a logo as a template writes it.
type logoFile struct {
	PNG  string `json:"png"`  // a file
	Path string `json:"path"` // what stands in the d of an SVG path
	Fill string `json:"fill"` // of the path: #rrggbb; default black
}

// The bounds of a logo.
const (
	mostLogoBytes = 2 << 20
	mostLogoSide  = 2000 // pixels
)

func (l *logoFile) read(files fs.FS) (*Logo, error) {
	switch {
	case l == nil:
		return nil, nil
	case l.PNG != "" && l.Path != "":
		return nil, refuse(ErrInvalid, "", "png 和 path 只能给出一个", "give a png or a path, not both")
	case l.PNG != "":
		return readPicture(files, l.PNG)
	case l.Path != "":
		return readOutline(l.Path, l.Fill)
	}
	return nil, refuse(ErrInvalid, "", "请给出 png（文件名）或 path（SVG 路径数据）", "give a png (a file) or a path (SVG path data)")
}

func readPicture(files fs.FS, name string) (*Logo, error) {
	data, err := readTemplateFile(files, name, mostLogoBytes)
	if err != nil {
		return nil, err
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, refuse(ErrInvalid, "", "%[1]s 不是 PNG 图片：请另存为 PNG", "%[1]s is no PNG (%[2]v): save it as PNG", name, err)
	}
	if size.Width > mostLogoSide || size.Height > mostLogoSide {
		return nil, refuse(ErrInvalid, "", "%s 有 %d × %d 点：最多 %d × %d 点，请缩小", "%s has %d x %d dots; at most %d x %d", name, size.Width, size.Height, mostLogoSide, mostLogoSide)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, refuse(ErrInvalid, "", "%[1]s 是损坏的 PNG 图片：请重新保存", "%[1]s is a damaged PNG (%[2]v): save it anew", name, err)
	}
	return &Logo{Picture: picture}, nil
}

func readOutline(path, fill string) (*Logo, error) {
	color := rgb(0x1a1a1a)
	if fill != "" {
		var hex uint32
		if n, err := fmt.Sscanf(fill, "#%06x", &hex); n != 1 || err != nil || len(fill) != 7 {
			return nil, refuse(ErrInvalid, "", "颜色“%s”：请写成 #rrggbb", "fill %q: write a colour as #rrggbb", fill)
		}
		color = rgb(hex)
	}
	lines, err := parsePathData(path)
	if err != nil {
		return nil, refuse(ErrInvalid, "", "路径：%[1]s", "path: %[2]s", inChinese(err), err)
	}
	return &Logo{Outline: wound(lines), Fill: color}, nil
}

// wound turns rings so that each winds the other way than those it lies in: a hole is
// then one by either rule of filling.
func wound(lines []orb.LineString) []orb.LineString {
	for i, line := range lines {
		depth := 0
		for k, other := range lines {
			if i != k && len(other) > 2 && planar.RingContains(orb.Ring(other), line[0]) {
				depth++
			}
		}
		if (doubleArea(line) > 0) == (depth%2 == 1) {
			slices.Reverse(line)
		}
	}
	return lines
}

// doubleArea is twice the area within a line closed, positive where it winds from x to y.
func doubleArea(line orb.LineString) float64 {
	sum := 0.0
	for i, p := range line {
		q := line[(i+1)%len(line)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum
}

// readTemplateFile reads a file that a template names.
func readTemplateFile(files fs.FS, name string, most int64) ([]byte, error) {
	if files == nil {
		return nil, refuse(ErrInvalid, "", "%s：此处的模板不得引用文件", "%s: this template may name no files", name)
	}
	if !fs.ValidPath(name) {
		return nil, refuse(ErrInvalid, "", "%s：只能用模板所在文件夹及其子文件夹中的文件", "%s: name a file beside the template, or in a folder there", name)
	}
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, refuse(ErrInvalid, "", "%s：模板所在文件夹中没有这个文件", "%s: there is no such file beside the template", name)
	}
	if info.IsDir() {
		return nil, refuse(ErrInvalid, "", "%s 是文件夹：请写其中的文件名", "%s is a folder: name a file in it", name)
	}
	if info.Size() > most {
		return nil, refuse(ErrInvalid, "", "%s 有 %d 字节：最多 %d 字节", "%s has %d bytes; at most %d are read", name, info.Size(), most)
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, refuse(ErrInvalid, "", "%s 无法读取：请检查文件权限", "%s cannot be read: see who may read it", name)
	}
	return data, nil
}

// drawLogo sets the logo in a box, as large as it fits.
func (d *draft) drawLogo(l *Logo, box orb.Bound) []Node {
	width, height := box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]
	if l.Picture != nil {
		size := l.Picture.Bounds().Size()
		k := min(width/float64(size.X), height/float64(size.Y))
		return []Node{&Picture{Box: boxAround(box.Center(), k*float64(size.X), k*float64(size.Y)), Image: l.Picture}}
	}
	bound := orb.MultiLineString(l.Outline).Bound()
	k := min(width/max(bound.Max[0]-bound.Min[0], 1e-9), height/max(bound.Max[1]-bound.Min[1], 1e-9))
	lines := make([]orb.LineString, len(l.Outline))
	for i, line := range l.Outline {
		for _, p := range line {
			lines[i] = append(lines[i], orb.Point{box.Center()[0] + k*(p[0]-bound.Center()[0]), box.Center()[1] + k*(p[1]-bound.Center()[1])})
		}
	}
	return []Node{&Path{Lines: lines, Closed: true, Fill: l.Fill}}
}
