package tiles

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"

	"github.com/xiantu/xiantu/edition"
)

// Tile is a made tile as it goes out.
type Tile struct {
	Gzip []byte // the body for Content-Encoding: gzip; nil where the tile is empty
	ETag string // strong, with its quotes: a hash of Gzip. A body sent uncompressed needs another
}

// IsEmpty reports that nothing is in the tile: 204.
func (t Tile) IsEmpty() bool { return len(t.Gzip) == 0 }

// Plain is the body uncompressed, for the rare client that takes no gzip.
func (t Tile) Plain() ([]byte, error) {
	if t.IsEmpty() {
		return nil, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(t.Gzip))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if _, err := out.ReadFrom(r); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// Options bound a Cache. Zeros are taken as the defaults.
type Options struct {
	Bytes int64 // of tiles kept; default 256 MB
	Work  int   // tiles made at once; default the number of processors
	Wait  int   // tiles that wait for their turn before ErrBusy; default 64 for each of Work
}

// Cache makes tiles once for many who ask and keeps them compressed. A tile is found
// again by its address and by what is in it: the editions' keys, the versions of the
// parts that the set draws, and the question. So nothing in it ever goes stale, and
// nothing has to be dropped: what is not asked for any more makes room.
// It is safe for concurrent use.
type Cache struct {
	encoder Encoder
	drafts  held[edition.Edition, int64] // serial numbers
	serial  atomic.Int64
	kept    *otter.Cache[string, Tile]
	making  singleflight.Group
	places  chan struct{} // of those who wait or work
	turns   chan struct{} // of those who work
	zippers sync.Pool
}

// entryBytes is what an entry takes beside its key and body, about.
const entryBytes = 200

// NewCache returns an empty cache.
func NewCache(o Options) *Cache {
	if o.Bytes <= 0 {
		o.Bytes = 256 << 20
	}
	if o.Work <= 0 {
		o.Work = runtime.GOMAXPROCS(0)
	}
	if o.Wait <= 0 {
		o.Wait = 64 * o.Work
	}
	return &Cache{
		kept: otter.Must(&otter.Options[string, Tile]{
			MaximumWeight: uint64(o.Bytes),
			Weigher:       func(key string, t Tile) uint32 { return uint32(len(key) + len(t.Gzip) + entryBytes) },
		}),
		places:  make(chan struct{}, o.Work+o.Wait),
		turns:   make(chan struct{}, o.Work),
		zippers: sync.Pool{New: func() any { return gzip.NewWriter(nil) }},
	}
}

// Get returns a tile, made now or before. The error is ErrInvalid for an address
// that does not exist, found before any work; ErrBusy where more tiles are wanted at
// once than Options allow; the context's where the caller has gone; or coverage's.
func (c *Cache) Get(ctx context.Context, r Request) (Tile, error) {
	if err := r.check(); err != nil {
		return Tile{}, err
	}
	key := c.key(&r)
	if t, ok := c.kept.GetIfPresent(key); ok {
		return t, nil
	}
	// The work goes on when the first who asked has gone: others may wait for it.
	done := c.making.DoChan(key, func() (any, error) { return c.make(key, r) })
	select {
	case <-ctx.Done():
		return Tile{}, ctx.Err()
	case result := <-done:
		t, _ := result.Val.(Tile)
		return t, result.Err
	}
}

func (c *Cache) make(key string, r Request) (_ Tile, err error) {
	select {
	case c.places <- struct{}{}:
		defer func() { <-c.places }()
	default:
		return Tile{}, ErrBusy
	}
	c.turns <- struct{}{}
	defer func() { <-c.turns }()
	defer func() { // a goroutine of singleflight's would take the process down
		if p := recover(); p != nil {
			err = fmt.Errorf("tile %s %d/%d/%d: %v", r.Set, r.Z, r.X, r.Y, p)
		}
	}()
	plain, err := c.encoder.Encode(r)
	if err != nil {
		return Tile{}, err
	}
	t := c.zip(plain)
	c.kept.Set(key, t)
	return t, nil
}

func (c *Cache) zip(plain []byte) Tile {
	if len(plain) == 0 {
		return Tile{ETag: `"empty"`}
	}
	out := bytes.NewBuffer(make([]byte, 0, len(plain)/2))
	z := c.zippers.Get().(*gzip.Writer)
	z.Reset(out)
	_, err := z.Write(plain)
	if err = errors.Join(err, z.Close()); err != nil {
		panic("tiles: gzip into memory: " + err.Error())
	}
	c.zippers.Put(z)
	sum := sha256.Sum256(out.Bytes())
	return Tile{Gzip: out.Bytes(), ETag: `"` + hex.EncodeToString(sum[:12]) + `"`}
}

// Bytes is how much is kept, about.
func (c *Cache) Bytes() int64 { return int64(c.kept.WeightedSize()) }

// key names a tile by its address and all that is drawn in it. A draft of a plan has
// no version among an edition's: a number for the edition itself stands for it.
func (c *Cache) key(r *Request) string {
	var key strings.Builder
	fmt.Fprintf(&key, "%s %d/%d/%d %s", r.Set, r.Z, r.X, r.Y, questionID(r.Question))
	for _, ed := range r.Editions {
		key.WriteString(" " + state(r.Set, ed))
		if ed.Key.Plan != 0 {
			n := c.drafts.of(ed, func(*edition.Edition) int64 { return c.serial.Add(1) })
			key.WriteString("#" + strconv.FormatInt(n, 10))
		}
	}
	key.WriteString(besideID(r))
	return key.String()
}

// besideID names the editions beside, as far as answers come from them.
func besideID(r *Request) string {
	id := ""
	for _, ed := range r.Beside {
		id += " beside " + state(Coverage, ed)
	}
	return id
}

// state names what a set draws of an edition: the key and the versions of the parts
// that are in its tiles.
func state(set Set, ed *edition.Edition) string {
	v := ed.Versions
	parts := [5]int64{v.Boundaries, v.Facilities, v.People, v.Zones, v.Roads}
	switch set {
	case Divisions:
		parts[1], parts[3], parts[4] = 0, 0, 0
	case Facilities:
		parts[2], parts[3], parts[4] = 0, 0, 0
	}
	return fmt.Sprintf("%s@%s+%d:%d", ed.Key.County, ed.Key.At, ed.Key.Plan, parts)
}
