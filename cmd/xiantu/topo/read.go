package topo

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/xiantu/xiantu/geo"
)

// featureStart is how most writers begin a feature. The same bytes may stand in a
// string, so a cut there is only a guess.
var featureStart = []byte(`{"type":"Feature",`)

// maxVertices is how many vertices a file may have: places in it are 32 bits.
const maxVertices = 1 << 30

// Read reads a FeatureCollection of polygons in degrees, lon before lat. The file's
// bytes are cut into as many parts as there are workers where a feature seems to begin;
// a part is taken only if the reader of the part before ends exactly where it begins, and
// is read again by that reader if not. So the result, and the error, are those of one
// worker. The errors are *SyntaxError and *ReferenceError. text is kept.
func Read(text []byte, workers int) (*File, error) {
	head := &parser{text: text}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		head.at = 3
	}
	c := collection{parser: head, workers: workers}
	if err := c.read(); err != nil {
		return nil, err
	}
	return c.file, nil
}

// collection reads the members of the FeatureCollection around the features.
type collection struct {
	*parser
	workers int
	file    *File
	kind    string
	crs     string
}

func (c *collection) read() error {
	err := c.object(func(key string) (err error) {
		switch key {
		case "features":
			if c.file != nil {
				return c.fail(c.at, "the collection has two lists of features")
			}
			return c.features()
		case "type":
			var name []byte
			name, err = c.str()
			c.kind = string(name)
		case "crs":
			var span Span
			if span, err = c.skip(1); err == nil {
				c.crs = crsName(c.text[span.From:span.To])
			}
		default:
			_, err = c.skip(1)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case c.kind != "FeatureCollection" || c.file == nil:
		return c.fail(0, "an object of type %q: a FeatureCollection is read here", c.kind)
	case c.peek() != 0 || c.at < len(c.text):
		return c.fail(c.at, "something stands behind the FeatureCollection")
	case c.crs != "":
		return &ReferenceError{c.crs}
	}
	return nil
}

// crsName is the name in a crs member, "" where it is none or one that is in degrees,
// lon before lat, on the ellipsoid that Xiantu works on.
func crsName(member []byte) string {
	p := &parser{text: member}
	name := ""
	if p.peek() == '{' {
		_ = p.object(func(key string) error {
			if key != "properties" || p.peek() != '{' {
				_, err := p.skip(1)
				return err
			}
			return p.object(func(key string) error {
				span, err := p.skip(2)
				if key == "name" {
					name = strings.Trim(string(member[span.From:span.To]), `"`)
				}
				return err
			})
		})
	}
	switch name[strings.LastIndexByte(name, ':')+1:] {
	case "CRS84", "4490", "4326":
		return ""
	}
	return name
}

// features reads the list of features in parts.
func (c *collection) features() error {
	if err := c.take('['); err != nil {
		return err
	}
	c.file = &File{Text: c.text, open: c.at}
	cuts := guessCuts(c.text, c.at, c.workers)
	parts := make([]*part, len(cuts))
	var done sync.WaitGroup
	for i := range parts {
		parts[i] = newPart(c.text, cuts, i)
		done.Go(parts[i].read)
	}
	done.Wait()
	taken := []*part{parts[0]}
	for i, p := range parts[1:] {
		switch last := taken[len(taken)-1]; {
		case last.err != nil || last.closed:
			// what was guessed behind is not reached
		case last.at == cuts[i+1]:
			taken = append(taken, p)
		default:
			again := newPart(c.text, cuts, i+1)
			again.at = last.at
			again.read()
			taken = append(taken, again)
		}
	}
	last := taken[len(taken)-1]
	if last.err != nil {
		return last.err
	}
	c.at = last.at
	if c.file.join(taken); len(c.file.Vertices) > maxVertices {
		return c.fail(c.at, "the file has more than %d vertices: send it in parts", maxVertices)
	}
	c.file.end = c.at - 1
	return nil
}

// guessCuts returns where the parts seem to begin, the first part first.
func guessCuts(text []byte, from, workers int) []int {
	cuts := []int{from}
	for i := 1; i < workers; i++ {
		at := max(from+(len(text)-from)/workers*i, cuts[len(cuts)-1]+1)
		if at >= len(text) {
			break
		}
		next := bytes.Index(text[at:], featureStart)
		if next < 0 {
			break
		}
		cuts = append(cuts, at+next)
	}
	return cuts
}

// part is a stretch of the list of features, from where a feature begins (or the list
// ends, in the first part) up to the first that begins at or behind stop.
type part struct {
	parser
	first  bool
	stop   int
	closed bool // the list's end was taken
	err    error
}

func newPart(text []byte, cuts []int, i int) *part {
	p := &part{parser: parser{text: text, at: cuts[i]}, first: i == 0, stop: len(text)}
	if i+1 < len(cuts) {
		p.stop = cuts[i+1]
	}
	p.vertices = make([]geo.Vertex, 0, (p.stop-p.at)/24)
	return p
}

func (p *part) read() {
	if p.first && p.peek() == ']' {
		p.at++
		p.closed = true
		return
	}
	for p.peek(); p.at < p.stop; p.peek() {
		if p.err = p.feature(); p.err != nil {
			return
		}
		if p.peek() == ']' {
			p.at++
			p.closed = true
			return
		}
		if p.err = p.take(','); p.err != nil {
			return
		}
		if len(p.vertices) > maxVertices {
			p.err = p.fail(p.at, "the file has more than %d vertices: send it in parts", maxVertices)
			return
		}
	}
	if p.stop == len(p.text) {
		p.err = p.fail(p.at, "the list of features does not end: the file was cut off")
	}
}

// join puts the parts behind one another.
func (f *File) join(parts []*part) {
	one := parts[0]
	f.Features, f.Rings, f.Vertices, f.problems = one.features, one.rings, one.vertices, one.problems
	total := 0
	for _, p := range parts {
		total += len(p.vertices)
	}
	f.Vertices = slices.Grow(f.Vertices, total-len(f.Vertices))
	for _, p := range parts[1:] {
		features, rings, vertices := len(f.Features), int32(len(f.Rings)), int32(len(f.Vertices))
		for _, x := range p.features {
			x.FirstRing += rings
			x.EndRing += rings
			f.Features = append(f.Features, x)
		}
		for _, r := range p.rings {
			r.Feature += int32(features)
			r.From += vertices
			r.To += vertices
			f.Rings = append(f.Rings, r)
		}
		for _, x := range p.problems {
			x.Feature += features
			f.problems = append(f.problems, x)
		}
		f.Vertices = append(f.Vertices, p.vertices...)
	}
	f.markHoles()
}

// markHoles tells shells from holes, and leaves out empty rings, with its holes where one
// is a shell.
func (f *File) markHoles() {
	kept := f.Rings[:0]
	for i := range f.Features {
		x := &f.Features[i]
		rings := f.Rings[x.FirstRing:x.EndRing]
		x.FirstRing = int32(len(kept))
		polygon, dropped := int32(-1), false
		for _, r := range rings {
			r.Hole = r.Polygon == polygon
			if !r.Hole {
				polygon, dropped = r.Polygon, r.From == r.To
			}
			if !dropped && r.From < r.To {
				kept = append(kept, r)
			}
		}
		x.EndRing = int32(len(kept))
	}
	f.Rings = kept
}
