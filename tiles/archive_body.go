package tiles

import (
	"bufio"
	"context"
	"crypto/sha256"
	"io"

	"golang.org/x/sync/errgroup"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// archiveEntry is a line of an archive's directory: a run of tiles with the same
// content, or, with no run, a directory of more lines.
type archiveEntry struct {
	number uint64 // of the first tile
	offset uint64
	length uint32
	run    uint32
}

// archiveBody collects the tiles of an archive, in the order of their numbers.
type archiveBody struct {
	out      *bufio.Writer
	size     uint64
	entries  []archiveEntry
	seen     map[[16]byte]archiveEntry // by the hash of the content
	contents uint64
	tiles    uint64
}

func newArchiveBody(out io.Writer) *archiveBody {
	return &archiveBody{out: bufio.NewWriterSize(out, 1<<20), seen: map[[16]byte]archiveEntry{}}
}

// add puts a tile behind those that there are; what is the same is stored once.
func (b *archiveBody) add(number uint64, content []byte) error {
	b.tiles++
	sum := sha256.Sum256(content)
	key := [16]byte(sum[:])
	same, ok := b.seen[key]
	if !ok {
		same = archiveEntry{offset: b.size, length: uint32(len(content))}
		b.seen[key] = same
		b.contents++
		b.size += uint64(len(content))
		if _, err := b.out.Write(content); err != nil {
			return err
		}
	}
	if n := len(b.entries); n > 0 {
		last := &b.entries[n-1]
		if last.offset == same.offset && last.number+uint64(last.run) == number {
			last.run++
			return nil
		}
	}
	b.entries = append(b.entries, archiveEntry{number, same.offset, same.length, 1})
	return nil
}

func (b *archiveBody) flush() error { return b.out.Flush() }

// batch is how many tiles are made before they are written: enough to keep the
// processors busy, few enough to hold in memory.
const batch = 256

// draw makes all tiles that may have anything in them.
func (r *ArchiveRequest) draw(ctx context.Context, body *archiveBody) error {
	boxes := boxesOf(r.Editions)
	total := 0
	r.walk(boxes, func(uint64) error { total++; return nil })
	maker := &bundler{cache: NewCache(Options{Bytes: 1 << 20, Work: r.Work}), request: r}
	numbers := make([]uint64, 0, batch)
	done := 0
	turn := func() error {
		if err := maker.batch(ctx, numbers, body); err != nil {
			return err
		}
		done += len(numbers)
		r.Progress(done, total)
		numbers = numbers[:0]
		return nil
	}
	err := r.walk(boxes, func(number uint64) error {
		if numbers = append(numbers, number); len(numbers) < batch {
			return nil
		}
		return turn()
	})
	if err != nil {
		return err
	}
	return turn()
}

// batch makes some tiles side by side and writes them one after the other.
func (b *bundler) batch(ctx context.Context, numbers []uint64, body *archiveBody) error {
	made := make([][]byte, len(numbers))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(b.request.Work)
	for i, number := range numbers {
		group.Go(func() (err error) {
			made[i], err = b.tile(ctx, number)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, content := range made {
		if len(content) == 0 {
			continue
		}
		if err := body.add(numbers[i], content); err != nil {
			return err
		}
	}
	return nil
}

// boxesOf are the rectangles outside which the editions have nothing to draw.
func boxesOf(editions []*edition.Edition) []box {
	var boxes []box
	for _, ed := range editions {
		b := emptyBox()
		if ed.Bound != (orb.Bound{}) {
			b.join(boxOf(ed.Bound))
		}
		for i := range ed.Facilities.List {
			if place := ed.Facilities.List[i].Place; place != nil {
				b.add(spotOf(mercator(*place)))
			}
		}
		boxes = append(boxes, b)
	}
	return boxes
}

// walk visits, in the order of their numbers, the tiles that meet any of some boxes.
func (r *ArchiveRequest) walk(boxes []box, visit func(number uint64) error) error {
	for z := r.MinZoom; z <= r.MaxZoom; z++ {
		if err := walkCurve(0, 0, z, boxes, visit); err != nil {
			return err
		}
	}
	return nil
}

// walkCurve goes along the curve of a zoom within the d-th tile of a zoom above it. Quarters
// of a tile have the numbers that follow from its own.
func walkCurve(zoom int, d uint64, to int, boxes []box, visit func(uint64) error) error {
	x, y := hilbertPlace(zoom, d)
	f := newFrame(zoom, x, y)
	var met []box
	for _, b := range boxes {
		if b.min.X <= b.max.X && f.meets(b) {
			met = append(met, b)
		}
	}
	if len(met) == 0 {
		return nil
	}
	if zoom == to {
		return visit(firstNumber(zoom) + d)
	}
	for quarter := range uint64(4) {
		if err := walkCurve(zoom+1, 4*d+quarter, to, met, visit); err != nil {
			return err
		}
	}
	return nil
}
