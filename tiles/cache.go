package tiles

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/maypok86/otter/v2"

	"github.com/xiantu/xiantu/edition"
)

// Tile is a made tile as it goes out.
type Tile struct {
	Gzip []byte // the body for Content-Encoding: gzip; nil where the tile is empty
	ETag string // strong, with its quotes: a hash of Gzip. In another encoding it has another
}

// IsEmpty reports that nothing is in the tile: 204.
func (t Tile) IsEmpty() bool { return len(t.Gzip) == 0 }

// Plain is the body uncompressed, for the rare client that takes no gzip.
func (t Tile) Plain() ([]byte, error) {
	if t.IsEmpty() {
		return nil, nil
	}
	return unzip(t.Gzip)
}

// Options bound a Cache. Zeros are taken as the defaults.
type Options struct {
	Bytes int64 // of tiles kept; default 256 MB
	Work  int   // tiles made at once; default the number of processors
	Wait  int   // tiles that wait for their turn before ErrBusy; default 64 for each of Work

	Limits Limits       // of the layers of a tile
	Log    *slog.Logger // is told of tiles that had to be cut short; nil: nobody is
}

// Counts say what a Cache has done.
type Counts struct {
	Made   int64 // tiles encoded
	Shared int64 // tiles found under other versions: nothing that they show had changed
	Bytes  int64 // kept, about
}

// Cache makes tiles once for many who ask and keeps them compressed. It is safe for
// concurrent use.
//
// A tile is found again by its address, the editions' keys, the versions of the parts
// that the set draws, and the question. So nothing in it ever goes stale, and nothing has
// to be dropped: what is not asked for any more makes room. A tile of divisions that is
// asked for under versions not seen before is looked for by what it would show, so
// that a change makes anew only the tiles that it touches, on whatever day they are of.
type Cache struct {
	encoder Encoder
	drafts  held[edition.Edition, int64] // serial numbers
	serial  atomic.Int64
	known   *otter.Cache[string, string] // versions to content
	kept    *otter.Cache[string, Tile]   // by content
	others  *otter.Cache[string, Tile]   // in another encoding, by that and the tag; Gzip is the body
	making  flights
	places  chan struct{} // of those who wait or work
	turns   chan struct{} // of those who work
	tools   compressor
	scratch sync.Pool // of *[]byte, for tiles not compressed yet
	made    atomic.Int64
	shared  atomic.Int64
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
		encoder: Encoder{Limits: o.Limits, Log: o.Log},
		known: otter.Must(&otter.Options[string, string]{
			MaximumWeight: uint64(max(o.Bytes/8, 1)),
			Weigher:       func(key, content string) uint32 { return uint32(len(key) + len(content) + entryBytes) },
		}),
		kept:   newKept(o.Bytes / 8 * 6),
		others: newKept(o.Bytes / 8),
		places: make(chan struct{}, o.Work+o.Wait),
		turns:  make(chan struct{}, o.Work),
	}
}

func newKept(bytes int64) *otter.Cache[string, Tile] {
	return otter.Must(&otter.Options[string, Tile]{
		MaximumWeight: uint64(max(bytes, 1)),
		Weigher:       func(key string, t Tile) uint32 { return uint32(len(key) + len(t.Gzip) + entryBytes) },
	})
}

// Get returns a tile, made now or before. The error is ErrInvalid for an address
// that does not exist, found before any work; ErrBusy where more tiles are wanted at
// once than Options allow; the context's where the caller has gone; or coverage's.
func (c *Cache) Get(ctx context.Context, r Request) (Tile, error) {
	if err := r.check(); err != nil {
		return Tile{}, err
	}
	key := c.key(&r)
	if t, ok := c.find(key); ok {
		return t, nil
	}
	return c.making.do(ctx, key, func() (Tile, error) { return c.make(key, r) })
}

func (c *Cache) find(key string) (Tile, bool) {
	content, ok := c.known.GetIfPresent(key)
	if !ok {
		return Tile{}, false
	}
	return c.kept.GetIfPresent(content)
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
	defer func() { // those who wait must hear of it
		if p := recover(); p != nil {
			err = fmt.Errorf("tile %s %d/%d/%d: %v", r.Set, r.Z, r.X, r.Y, p)
		}
	}()
	if t, ok := c.find(key); ok { // made between the look and the turn
		return t, nil
	}
	content := c.content(&r)
	if t, ok := c.kept.GetIfPresent(content); ok && content != "" {
		c.shared.Add(1)
		c.known.Set(key, content)
		return t, nil
	}
	c.made.Add(1)
	scratch, _ := c.scratch.Get().(*[]byte)
	if scratch == nil {
		scratch = new([]byte)
	}
	defer c.scratch.Put(scratch)
	plain, err := c.encoder.encode(&r, (*scratch)[:0])
	if err != nil {
		return Tile{}, err
	}
	*scratch = plain
	return c.keep(key, content, plain), nil
}

// keep compresses a tile and remembers it by what it shows: by its bytes where that
// could not be told before it was made.
func (c *Cache) keep(key, content string, plain []byte) Tile {
	if content == "" {
		sum := sha256.Sum256(plain)
		content = string(sum[:])
	}
	t, ok := c.kept.GetIfPresent(content)
	switch {
	case ok:
	case len(plain) == 0:
		t = Tile{ETag: `"empty"`}
	default:
		zipped := c.tools.gzip(plain)
		t = Tile{Gzip: zipped, ETag: etag(zipped)}
	}
	c.kept.Set(content, t)
	c.known.Set(key, content)
	return t
}

// Body is a tile as it goes out in an encoding, with the entity tag of those bytes.
// Others than gzip are made when they are first asked for.
func (c *Cache) Body(t Tile, e Encoding) (body []byte, tag string, err error) {
	if t.IsEmpty() || e == Gzip {
		return t.Gzip, t.ETag, nil
	}
	key := e.String() + t.ETag
	if other, ok := c.others.GetIfPresent(key); ok {
		return other.Gzip, other.ETag, nil
	}
	if body, err = t.Plain(); err != nil {
		return nil, "", err
	}
	if e == Zstd {
		body = c.tools.zstandard(body)
	}
	tag = etag(body)
	c.others.Set(key, Tile{body, tag})
	return body, tag, nil
}

// Bytes is how much is kept, about.
func (c *Cache) Bytes() int64 {
	return int64(c.known.WeightedSize() + c.kept.WeightedSize() + c.others.WeightedSize())
}

// Counts say what the cache has done up to now.
func (c *Cache) Counts() Counts {
	return Counts{Made: c.made.Load(), Shared: c.shared.Load(), Bytes: c.Bytes()}
}

// content names a tile of divisions by all that it shows; other tiles are cheap to draw,
// or depend on far more than lies in them, and have no such name: "".
func (c *Cache) content(r *Request) string {
	if r.Set != Divisions {
		return ""
	}
	f := newFrame(r.Z, r.X, r.Y)
	name := fmt.Appendf(nil, "%d/%d/%d", r.Z, r.X, r.Y)
	reach := f.bound()
	for i, ed := range r.Editions {
		if !ed.Bound.Intersects(reach) {
			continue
		}
		d := c.encoder.drawn(&f, r.Editions, i)
		name = fmt.Appendf(name, " %x:%x", d[0], d[1])
	}
	return string(name)
}

// key names a tile by its address and all that is drawn in it. A draft of a plan has
// no version among an edition's: a number for the edition itself stands for it.
func (c *Cache) key(r *Request) string {
	key := make([]byte, 0, 64+64*len(r.Editions))
	key = append(append(key, r.Set...), ' ')
	for _, n := range [...]int{r.Z, r.X, r.Y} {
		key = append(strconv.AppendInt(key, int64(n), 10), '/')
	}
	key = append(key, questionID(r.Question)...)
	for _, ed := range r.Editions {
		key = appendState(append(key, ' '), r.Set, ed)
		if ed.Key.Plan != 0 {
			n := c.drafts.of(ed, func(*edition.Edition) int64 { return c.serial.Add(1) })
			key = strconv.AppendInt(append(key, '#'), n, 10)
		}
	}
	if key = append(key, besideID(r)...); len(key) <= longestKey {
		return string(key)
	}
	sum := sha256.Sum256(key)
	return string(sum[:])
}

// longestKey is how long keys are kept as they are: those of many counties would take more
// room than their tiles, and more time to be looked for.
const longestKey = 256

// besideID names the editions beside, as far as answers come from them.
func besideID(r *Request) string {
	var id []byte
	for _, ed := range r.Beside {
		id = appendState(append(id, " beside "...), Coverage, ed)
	}
	return string(id)
}

// appendState names what a set draws of an edition: the key and the versions of the parts
// that are in its tiles.
func appendState(name []byte, set Set, ed *edition.Edition) []byte {
	v := ed.Versions
	parts := [5]int64{v.Boundaries, v.Facilities, v.People, v.Zones, v.Roads}
	switch set {
	case Divisions:
		parts[1], parts[3], parts[4] = 0, 0, 0
	case Facilities:
		parts[2], parts[3], parts[4] = 0, 0, 0
	case Whole:
		parts[3], parts[4] = 0, 0
	}
	at := ed.Key.At
	name = append(name, ed.Key.County.String()...)
	for _, n := range [...]int{at.Year(), at.Month(), at.Day()} {
		name = strconv.AppendInt(append(name, ','), int64(n), 10)
	}
	name = strconv.AppendInt(append(name, '+'), ed.Key.Plan, 10)
	for _, n := range parts {
		name = strconv.AppendInt(append(name, ','), n, 10)
	}
	return name
}
