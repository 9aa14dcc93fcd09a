package tiles_test

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/tiles"
)

func request(set tiles.Set, ed *edition.Edition) tiles.Request {
	return at(set, ed, maptile.At(ed.Bound.Center(), 12))
}

func get(t testing.TB, c *tiles.Cache, r tiles.Request) tiles.Tile {
	t.Helper()
	tile, err := c.Get(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return tile
}

func TestCache(t *testing.T) {
	c := tiles.NewCache(tiles.Options{})
	r := request(tiles.Divisions, board(t))
	first := get(t, c, r)
	want, err := tiles.Encode(r)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := first.Plain()
	if err != nil || !bytes.Equal(plain, want) || first.IsEmpty() {
		t.Errorf("the body is not the tile: %d bytes, %v", len(plain), err)
	}
	if again := get(t, c, r); again.ETag != first.ETag || &again.Gzip[0] != &first.Gzip[0] {
		t.Error("the second time the tile was made anew")
	}
	if other := get(t, tiles.NewCache(tiles.Options{}), r); other.ETag != first.ETag {
		t.Errorf("another process has the tag %s, want %s", other.ETag, first.ETag)
	}
	r.X++
	if empty := get(t, c, r); !empty.IsEmpty() || empty.ETag == "" {
		t.Errorf("beside the county there are %d bytes, tag %q", len(empty.Gzip), empty.ETag)
	}
	r.Z = -1
	if _, err := c.Get(context.Background(), r); !errors.Is(err, tiles.ErrInvalid) {
		t.Errorf("a zoom of -1 gives %v", err)
	}
}

// A tile changes with the versions of the parts in it, and with no others.
func TestCacheFollowsVersions(t *testing.T) {
	c := tiles.NewCache(tiles.Options{})
	before := board(t)
	moved := *before
	moved.Versions.Facilities++
	moved.Facilities = &edition.Facilities{List: before.Facilities.List[:1]}
	for set, same := range map[tiles.Set]bool{tiles.Divisions: true, tiles.Facilities: false} {
		a, b := get(t, c, request(set, before)), get(t, c, request(set, &moved))
		if (a.ETag == b.ETag) != same {
			t.Errorf("%s: the tag after a facility has gone is the same: %v, want %v", set, a.ETag == b.ETag, same)
		}
	}
	// A facility opens: nothing is written that day, the tile changes all the same.
	later := *before
	later.Key.At = civil.Date(2030, 1, 1)
	later.Facilities = &edition.Facilities{List: []edition.Facility{{Facility: facilities.Facility{ID: 7, State: facilities.Operating,
		Opened: civil.Date(2029, 1, 1), Place: &orb.Point{104.025, 30.01}}}}}
	if get(t, c, request(tiles.Facilities, before)).ETag == get(t, c, request(tiles.Facilities, &later)).ETag {
		t.Error("another day has the same facilities")
	}
	q := &coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 300}
	r := request(tiles.Coverage, before)
	r.Question = q
	near := get(t, c, r)
	r.Question = &coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 500}
	if far := get(t, c, r); far.ETag == near.ETag {
		t.Error("500 m has the tile of 300 m")
	}
	r.Question = &coverage.Question{Kinds: []string{"NO_SUCH_KIND"}, Radius: 500}
	if _, err := c.Get(context.Background(), r); !errors.Is(err, coverage.ErrInvalid) {
		t.Errorf("a kind that does not exist gives %v", err)
	}
}

// Drafts of a plan bear the same versions: each edition of a plan has tiles of its own.
func TestCacheKeepsDraftsApart(t *testing.T) {
	c := tiles.NewCache(tiles.Options{})
	one, two := board(t), board(t)
	one.Key.Plan, two.Key.Plan = 5, 5
	two.Units[3].Name = "改名社区"
	if get(t, c, request(tiles.Divisions, one)).ETag == get(t, c, request(tiles.Divisions, two)).ETag {
		t.Error("the draft after a change has the tile from before it")
	}
}

func TestCacheIsBounded(t *testing.T) {
	ed := board(t)
	c := tiles.NewCache(tiles.Options{Bytes: 20_000})
	for z := range 15 {
		for _, tile := range tilesOver(ed.Bound, z) {
			get(t, c, at(tiles.Divisions, ed, tile))
		}
	}
	for range 100 { // eviction runs beside the writes
		if c.Bytes() <= 20_000 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d bytes are kept, want at most 20000", c.Bytes())
}

// Many who want one tile cause one to be made; where too many are wanted at once the rest is told so.
func TestCacheUnderLoad(t *testing.T) {
	ed := board(t)
	c := tiles.NewCache(tiles.Options{Work: 1, Wait: 1})
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[*byte]bool{}
	for range 200 {
		all.Go(func() {
			tile := get(t, c, request(tiles.Divisions, ed))
			mu.Lock()
			seen[&tile.Gzip[0]] = true
			mu.Unlock()
		})
	}
	all.Wait()
	if len(seen) != 1 {
		t.Errorf("200 clients caused %d tiles to be made", len(seen))
	}
	leave := c.Fill()
	r := request(tiles.Facilities, ed)
	if _, err := c.Get(context.Background(), r); !errors.Is(err, tiles.ErrBusy) {
		t.Errorf("with all places taken: %v, want ErrBusy", err)
	}
	if _, err := c.Get(context.Background(), request(tiles.Divisions, ed)); err != nil {
		t.Errorf("a tile that is kept needs no place: %v", err)
	}
	leave()
	get(t, c, r)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Get(ctx, request(tiles.Coverage, ed)); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("who has gone is told %v", err)
	}
}

// The heaviest tile of the demo county, asked for by two hundred at once, is made once, and
// all get the same bytes.
func TestHeaviestTile(t *testing.T) {
	ed := demoCounty(t, false)
	var e tiles.Encoder
	var heaviest tiles.Request
	most := 0
	for z := 8; z <= 14; z++ {
		for _, tile := range tilesOver(ed.Bound, z) {
			r := at(tiles.Divisions, ed, tile)
			body, err := e.Encode(r)
			if err != nil {
				t.Fatal(err)
			}
			if len(body) > most {
				heaviest, most = r, len(body)
			}
		}
	}
	c := tiles.NewCache(tiles.Options{})
	start := make(chan bool)
	got := make([]tiles.Tile, 200)
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			<-start
			got[i] = get(t, c, heaviest)
		})
	}
	close(start)
	all.Wait()
	if made := c.Counts().Made; made != 1 {
		t.Errorf("%d tiles were made for 200 who want the same one of %d bytes", made, most)
	}
	for _, tile := range got {
		if tile.ETag != got[0].ETag || &tile.Gzip[0] != &got[0].Gzip[0] {
			t.Fatalf("tiles %s and %s", tile.ETag, got[0].ETag)
		}
	}
}

// What was worked out of an edition goes with it.
func TestEncoderForgets(t *testing.T) {
	var e tiles.Encoder
	func() {
		ed := board(t)
		r := request(tiles.Coverage, ed)
		r.Question = &coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 300}
		encode(t, &e, r)
		encode(t, &e, request(tiles.Divisions, ed))
		encode(t, &e, request(tiles.Divisions, made(t, ed.Key, edition.Parts{County: ed.County})))
	}()
	for range 50 {
		runtime.GC()
		if e.Held() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d meshes are still held", e.Held())
}

// Coverage tiles show the land out of reach: reach and gap together are the county.
func TestCoverageTile(t *testing.T) {
	ed := board(t)
	r := request(tiles.Coverage, ed)
	r.Question = &coverage.Question{Kinds: []string{"ELD_RURAL_POINT"}, Radius: 300}
	tile := maptile.New(uint32(r.X), uint32(r.Y), 12)
	reached, gap := 0.0, 0.0
	for _, l := range encode(t, new(tiles.Encoder), r) {
		for _, f := range l.features {
			switch l.name {
			case "reach":
				reached += insideArea(f, tile)
			case "gap":
				gap += insideArea(f, tile)
			}
		}
	}
	disc := geo.NewReach([]orb.Point{{104.025, 30.01}}, 300).Area(ed.Shape(&ed.Units[0]))
	if off := (gap+float64(disc))/float64(ed.Units[0].Area) - 1; off > 1e-3 || off < -1e-3 {
		t.Errorf("reach %v and gap %v are %v of the county, want 1", disc, gap, 1+off)
	}
	if off := reached/float64(disc) - 1; off > 2e-2 || off < -2e-2 {
		t.Errorf("the reach drawn is %v m2, want %v", reached, disc)
	}
}
