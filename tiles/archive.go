package tiles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"

	"github.com/xiantu/xiantu/edition"
)

// ArchiveRequest says what an archive of tiles is to hold.
type ArchiveRequest struct {
	Sets     []Set              // Divisions, Facilities or both; none: both. Their layers stand in one tile
	Editions []*edition.Edition // one a county
	MinZoom  int
	MaxZoom  int // 0: DataZoom. Clients enlarge the tiles of the highest zoom

	Scratch  string                // folder for a file of the archive's size; "": the system's
	Work     int                   // tiles made at once; default the number of processors
	Progress func(done, total int) // called now and then, if given
}

// WriteArchive writes all tiles of a request as a PMTiles archive (version 3): vector
// tiles compressed with gzip, clustered, the same tile stored once. The tiles of one
// set are the bytes that Cache.Get gives; of several, their layers one after the other.
// The same request gives the same bytes every time. It keeps about 100 bytes of memory
// a tile, beside what the editions take.
//
// The error is ErrInvalid for a set or zoom that there is not, and for editions without
// anything to draw; the context's where ctx ends; or that of out or the scratch file.
func WriteArchive(ctx context.Context, out io.Writer, r ArchiveRequest) error {
	r, err := r.complete()
	if err != nil {
		return err
	}
	scratch, err := os.CreateTemp(r.Scratch, "xiantu-tiles-*")
	if err != nil {
		return err
	}
	defer os.Remove(scratch.Name())
	defer scratch.Close()
	body := newArchiveBody(scratch)
	if err := r.draw(ctx, body); err != nil {
		return err
	}
	if len(body.entries) == 0 {
		return fmt.Errorf("%w: there is nothing to put into an archive: import divisions first", ErrInvalid)
	}
	if err := body.flush(); err != nil {
		return err
	}
	if _, err := scratch.Seek(0, io.SeekStart); err != nil {
		return err
	}
	front, err := r.front(body)
	if err != nil {
		return err
	}
	if _, err := out.Write(front); err != nil {
		return err
	}
	_, err = io.Copy(out, scratch)
	return err
}

// complete fills in what is left out, and refuses what cannot be.
func (r ArchiveRequest) complete() (ArchiveRequest, error) {
	if len(r.Sets) == 0 {
		r.Sets = []Set{Divisions, Facilities}
	}
	for i, set := range r.Sets {
		if set != Divisions && set != Facilities {
			return r, fmt.Errorf("%w: an archive holds divisions and facilities, not %q", ErrInvalid, set)
		}
		if slices.Contains(r.Sets[:i], set) {
			return r, fmt.Errorf("%w: the set %s is named twice", ErrInvalid, set)
		}
	}
	if r.MaxZoom == 0 {
		r.MaxZoom = DataZoom
	}
	if r.MinZoom < 0 || r.MaxZoom > DataZoom+2 || r.MinZoom > r.MaxZoom {
		return r, fmt.Errorf("%w: zooms %d to %d: an archive goes from zoom 0 or more to %d at most", ErrInvalid, r.MinZoom, r.MaxZoom, DataZoom+2)
	}
	if r.Work <= 0 {
		r.Work = runtime.GOMAXPROCS(0)
	}
	if r.Progress == nil {
		r.Progress = func(int, int) {}
	}
	return r, nil
}

// bundler makes the tiles of an archive.
type bundler struct {
	encoder Encoder
	cache   *Cache // of one set: its tiles are the server's, byte for byte
	request *ArchiveRequest
}

// tile makes one tile, compressed; nil where it is empty.
func (b *bundler) tile(ctx context.Context, number uint64) ([]byte, error) {
	z, x, y := tilePlace(number)
	of := Request{Editions: b.request.Editions, Z: z, X: x, Y: y}
	if len(b.request.Sets) == 1 {
		of.Set = b.request.Sets[0]
		tile, err := b.cache.Get(ctx, of)
		return tile.Gzip, err
	}
	of.Set = Whole
	plain, err := b.encoder.Encode(of)
	if err != nil || len(plain) == 0 {
		return nil, errors.Join(err, ctx.Err())
	}
	return squeezed(plain), ctx.Err()
}
