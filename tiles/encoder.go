package tiles

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Encoder makes tiles. It keeps, for as long as an edition's parts live, what was
// worked out of them: projected and simplified arcs, places, answers. The zero
// Encoder is ready and safe for concurrent use; its fields are set before its first tile.
type Encoder struct {
	Limits Limits
	Log    *slog.Logger // is told of tiles that had to be cut short; nil: nobody is

	pyramids held[geo.Mesh, *pyramid]
	places   held[edition.Facilities, *places]
	answers  held[edition.Edition, *answers]
	sides    held[edition.Boundaries, *sides]
	clusters clustered
	pens     sync.Pool
}

// Encode makes one tile, uncompressed; nil where there is nothing in it. For more than
// a few tiles keep an Encoder.
func Encode(r Request) ([]byte, error) { return new(Encoder).Encode(r) }

// Encode makes one tile, uncompressed; nil where there is nothing in it. The error is
// ErrInvalid for a tile or set that does not exist, or coverage's for a question
// that cannot be answered.
func (e *Encoder) Encode(r Request) ([]byte, error) {
	return e.encode(&r, nil)
}

// encode appends the tile, if there is anything in it, to what is written on.
func (e *Encoder) encode(r *Request, on []byte) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	p, _ := e.pens.Get().(*pen)
	if p == nil {
		p = &pen{limits: e.Limits.orDefault()}
	}
	defer e.pens.Put(p)
	defer p.rest()
	f := newFrame(r.Z, r.X, r.Y)
	var layers []*layer
	var err error
	switch r.Set {
	case Divisions:
		layers = e.divisions(p, f, r.Editions)
	case Facilities:
		layers = e.facilities(p, f, r.Editions)
	case Whole:
		layers = append(e.divisions(p, f, r.Editions), e.facilities(p, f, r.Editions)...)
	case Coverage:
		layers, err = e.coverage(p, f, r)
	}
	if err != nil {
		return nil, err
	}
	return write(append(layers, e.truncated(p, layers, r)), on), nil
}

// write appends the layers, with no more room than they need where there is none.
func write(layers []*layer, tile []byte) []byte {
	size := 0
	for _, l := range layers {
		if l.count > 0 {
			size += bytesSize(l.size())
		}
	}
	if size == 0 {
		return tile
	}
	tile = slices.Grow(tile, size)
	for _, l := range layers {
		tile = l.append(tile)
	}
	return tile
}

// truncated is the layer that says what was left out.
func (e *Encoder) truncated(p *pen, layers []*layer, r *Request) *layer {
	t := p.layer("truncated")
	for _, l := range layers {
		if l.leftOut == 0 {
			continue
		}
		p.shape.start(pointShape)
		p.shape.point(point{extent / 2, extent / 2})
		t.text("layer", l.name)
		t.whole("kept", int64(l.count))
		t.whole("left_out", int64(l.leftOut))
		t.feature(0, &p.shape)
		if e.Log != nil {
			e.Log.Warn("tile cut short", "set", r.Set, "z", r.Z, "x", r.X, "y", r.Y, "layer", l.name, "kept", l.count, "left_out", l.leftOut)
		}
	}
	return t
}

func (e *Encoder) divisions(p *pen, f frame, editions []*edition.Edition) []*layer {
	d := newDivisions(f, p)
	reach := f.bound()
	for i, ed := range editions {
		if ed.Bound.Intersects(reach) {
			own := e.pyramid(ed)
			d.add(ed, own, e.lines(own, editions, i, f.grid))
		}
	}
	return d.layers()
}

// lines are those of editions[i], with the other counties that its box meets.
func (e *Encoder) lines(p *pyramid, editions []*edition.Edition, i, zoom int) *gridLines {
	var beside []neighbour
	for k, ed := range editions {
		if k != i && ed.Bound.Intersects(editions[i].Bound) && ed.Bound != (orb.Bound{}) {
			beside = append(beside, neighbour{e.pyramid(ed), k < i})
		}
	}
	if len(beside) == 0 {
		return p.bands[bandOf(zoom)].lines(zoom)
	}
	return p.with(beside).lines(p, zoom)
}

// pyramid is kept beside the mesh, which editions of different days share.
func (e *Encoder) pyramid(ed *edition.Edition) *pyramid {
	return e.pyramids.of(ed.Mesh, func(*geo.Mesh) *pyramid { return newPyramid(ed.Boundaries) })
}

func (e *Encoder) facilities(p *pen, f frame, editions []*edition.Edition) []*layer {
	l := p.layer("facility")
	of := make([]*places, len(editions))
	for i, ed := range editions {
		of[i] = e.places.of(ed.Facilities, newPlaces)
	}
	if f.zoom <= ClusterZoom {
		drawClusters(l, &p.shape, f, editions, e.clusters.clusters(editions, of))
		return []*layer{l}
	}
	for i, ed := range editions {
		drawFacilities(l, p, f, ed, of[i])
	}
	return []*layer{l}
}

func (e *Encoder) coverage(p *pen, f frame, r *Request) ([]*layer, error) {
	q := r.Question
	reach, gap := p.layer("reach"), p.layer("gap")
	if q == nil {
		return nil, nil
	}
	d := drawing{frame: f, pen: p}
	for _, ed := range r.Editions {
		kept := e.answers.of(ed, func(*edition.Edition) *answers { return new(answers) })
		a, err := kept.of(ed, *q, questionID(q)+besideID(r), r.Beside)
		if err != nil {
			return nil, fmt.Errorf("coverage of %s: %w", ed.County.Code, err)
		}
		d.area(a.reach)
		reach.text("county", ed.County.Code.String())
		reach.feature(0, &d.shape)
		for i := range a.gaps {
			if gap.isFull() {
				gap.leaveOut()
				continue
			}
			d.area(a.gaps[i])
			describeGap(gap, ed, &a.told[i])
			gap.feature(gapID(ed, &a.told[i]), &d.shape)
		}
	}
	return []*layer{reach, gap}, nil
}

func gapID(ed *edition.Edition, g *coverage.Gap) uint64 {
	if g.Unit < 0 {
		return 0
	}
	return uint64(ed.Units[g.Unit].Unit)
}

// questionID is the same for questions that ask the same of a map.
func questionID(q *coverage.Question) string {
	if q == nil {
		return ""
	}
	same := *q
	same.Kinds = slices.Sorted(slices.Values(q.Kinds))
	same.States = slices.Sorted(slices.Values(q.States))
	text, err := json.Marshal(same)
	if err != nil { // a number that is none: such a question has no answer to keep
		text = []byte(fmt.Sprintf("%v", same))
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}
