package tiles

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Encoder makes tiles. It keeps, for as long as an edition's parts live, what was
// worked out of them: projected and simplified arcs, places, answers. The zero
// Encoder is ready and safe for concurrent use.
type Encoder struct {
	pyramids held[geo.Mesh, *pyramid]
	places   held[edition.Facilities, *places]
	answers  held[edition.Edition, *answers]
	sides    held[edition.Boundaries, *sides]
	pens     sync.Pool
}

// Encode makes one tile, uncompressed; nil where there is nothing in it. For more than
// a few tiles keep an Encoder.
func Encode(r Request) ([]byte, error) { return new(Encoder).Encode(r) }

// Encode makes one tile, uncompressed; nil where there is nothing in it. The error is
// ErrInvalid for a tile or set that does not exist, or coverage's for a question
// that cannot be answered.
func (e *Encoder) Encode(r Request) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	f := newFrame(r.Z, r.X, r.Y)
	var layers []*layer
	var err error
	switch r.Set {
	case Divisions:
		layers = e.divisions(f, r.Editions)
	case Facilities:
		layers = e.facilities(f, r.Editions)
	case Coverage:
		layers, err = e.coverage(f, &r)
	}
	if err != nil {
		return nil, err
	}
	var tile []byte
	for _, l := range layers {
		tile = l.append(tile)
	}
	return tile, nil
}

func (e *Encoder) divisions(f frame, editions []*edition.Edition) []*layer {
	p, _ := e.pens.Get().(*pen)
	if p == nil {
		p = new(pen)
	}
	defer e.pens.Put(p)
	d := newDivisions(f, p, len(editions))
	for _, ed := range editions {
		if f.meets(boxOf(ed.Bound)) {
			d.add(ed, e.pyramid(ed))
		}
	}
	return d.layers()
}

// pyramid is kept beside the mesh, which editions of different days share.
func (e *Encoder) pyramid(ed *edition.Edition) *pyramid {
	return e.pyramids.of(ed.Mesh, func(*geo.Mesh) *pyramid { return newPyramid(ed.Boundaries) })
}

func (e *Encoder) facilities(f frame, editions []*edition.Edition) []*layer {
	l := newLayer("facility")
	for _, ed := range editions {
		drawFacilities(l, f, ed, e.places.of(ed.Facilities, newPlaces))
	}
	return []*layer{l}
}

func (e *Encoder) coverage(f frame, r *Request) ([]*layer, error) {
	q := r.Question
	reach, gap := newLayer("reach"), newLayer("gap")
	if q == nil {
		return nil, nil
	}
	d := drawing{frame: f}
	for _, ed := range r.Editions {
		kept := e.answers.of(ed, func(*edition.Edition) *answers { return new(answers) })
		a, err := kept.of(ed, *q, questionID(q)+besideID(r), r.Beside)
		if err != nil {
			return nil, fmt.Errorf("coverage of %s: %w", ed.County.Code, err)
		}
		d.area(&a.reach)
		reach.text("county", ed.County.Code.String())
		reach.feature(0, &d.shape)
		for i := range a.gaps {
			d.area(&a.gaps[i])
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
