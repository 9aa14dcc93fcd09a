package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"
)

// freshWithin is how long after the answer to a commit a tile that is asked for may still
// show what was before, at any instance.
const freshWithin = 100 * time.Millisecond

// TestTilesAreFresh runs two instances on one database. A village absorbs its neighbour, and
// that is taken back, again and again, at either instance in turn: each time the tiles
// that show it are asked for at both until they show the new state, and from then on all of
// them must. Tiles elsewhere keep their tags. XIANTU_FRESH says how many times, such
// as 1000.
func TestTilesAreFresh(t *testing.T) {
	rounds := 4
	if n, err := strconv.Atoi(os.Getenv("XIANTU_FRESH")); err == nil {
		rounds = n
	}
	c := newPrivateCounty(t)
	c.run(0, "demo", "--load")
	f := &freshness{t: t, at: [2]string{c.serve(), c.serve()}}
	f.choose()
	var took []time.Duration
	for round := range rounds {
		took = append(took, f.round(round))
	}
	slices.Sort(took)
	late := slices.IndexFunc(took, func(d time.Duration) bool { return d > freshWithin })
	t.Logf("%d commits, %d tiles each at 2 instances: the last old tile was asked for %v (median), %v (99 of 100), %v (slowest) after the answer",
		rounds, len(f.touched), took[rounds/2], took[rounds*99/100], took[rounds-1])
	if late >= 0 {
		t.Errorf("%d of %d commits showed everywhere within %v", rounds-late, rounds, freshWithin)
	}
}

// freshness is two instances, and what is watched at both.
type freshness struct {
	t       *testing.T
	at      [2]string // addresses
	from    string    // the code of the village absorbed
	into    string
	touched []string // paths of tiles that show it
	distant []string // and of tiles that do not
	change  int64    // the last commit
}

// choose takes two villages that touch, and tiles over them and far from them.
func (f *freshness) choose() {
	f.t.Helper()
	answer, err := http.Get(f.at[0] + "/v1/units?level=village")
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	villages, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		f.t.Fatal(err)
	}
	first := villages.Features[0]
	last := slices.MaxFunc(villages.Features, func(a, b *geojson.Feature) int {
		home := pointsOf(first.Geometry)[0]
		return cmp.Compare(planar.Distance(home, pointsOf(a.Geometry)[0]), planar.Distance(home, pointsOf(b.Geometry)[0]))
	})
	corners := map[orb.Point]bool{}
	for _, p := range pointsOf(first.Geometry) {
		corners[p] = true
	}
	for _, other := range villages.Features[1:] {
		both := 0
		for _, p := range pointsOf(other.Geometry) {
			if corners[p] {
				both++
			}
		}
		if both > 2 && other.Properties["parent"] == first.Properties["parent"] {
			f.from, f.into = first.Properties.MustString("code"), other.Properties.MustString("code")
			break
		}
	}
	for zoom := 10; zoom <= 14; zoom++ {
		near, far := maptile.At(pointsOf(first.Geometry)[0], maptile.Zoom(zoom)), maptile.At(pointsOf(last.Geometry)[0], maptile.Zoom(zoom))
		f.touched = append(f.touched, fmt.Sprintf("/tiles/divisions/%d/%d/%d.mvt", zoom, near.X, near.Y))
		if max(near.X, far.X)-min(near.X, far.X) > 3 || max(near.Y, far.Y)-min(near.Y, far.Y) > 3 {
			f.distant = append(f.distant, fmt.Sprintf("/tiles/divisions/%d/%d/%d.mvt", zoom, far.X, far.Y))
		}
	}
	if f.from == "" || len(f.distant) == 0 {
		f.t.Fatalf("the demo has no two neighbours with a tile far from them: %+v", f)
	}
}

// round commits at one instance and returns how long both went on to show the old state.
func (f *freshness) round(number int) time.Duration {
	f.t.Helper()
	before := f.tags()
	gone := number%2 == 0 // whether the village is absorbed now
	order := fmt.Sprintf(`{"kind": "absorb", "from": [%q], "into": %q}`, f.from, f.into)
	if !gone {
		order = fmt.Sprintf(`{"kind": "revert", "change": %d}`, f.change)
	}
	f.commit(f.at[number/2%2], order)
	answered, fresh := time.Now(), time.Duration(0)
	for _, at := range f.at {
		for old := true; old; {
			old = false
			for _, path := range f.touched {
				asked := time.Since(answered)
				if f.shows(at+path) == gone {
					old, fresh = true, max(fresh, asked)
				}
			}
			if fresh > 5*time.Second {
				f.t.Fatalf("round %d: tiles are old after %v at %s", number, fresh, at)
			}
		}
	}
	if after := f.tags(); !slices.Equal(before, after) {
		f.t.Errorf("round %d: tiles that nothing touched have other tags: %v, before %v", number, after, before)
	}
	return fresh
}

func (f *freshness) commit(at, change string) {
	f.t.Helper()
	body := fmt.Sprintf(`{"county": "519925", "title": "t", "document": "t", "effective": "2031-01-01", "changes": [%s]}`, change)
	answer, err := http.Post(at+"/v1/changes", "application/json", strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	var done struct{ Change int64 }
	if err != nil || answer.StatusCode != http.StatusOK || json.Unmarshal(text, &done) != nil {
		f.t.Fatalf("%s: %s %s", change, answer.Status, text)
	}
	f.change = done.Change
}

// shows reports whether a tile shows the village.
func (f *freshness) shows(url string) bool {
	f.t.Helper()
	answer, err := http.Get(url) // net/http uncompresses
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		f.t.Fatalf("%s: %s %v", url, answer.Status, err)
	}
	return bytes.Contains(text, []byte(f.from))
}

// tags are the entity tags of the distant tiles at both instances.
func (f *freshness) tags() (tags []string) {
	f.t.Helper()
	for _, at := range f.at {
		for _, path := range f.distant {
			answer, err := http.Get(at + path)
			if err != nil {
				f.t.Fatal(err)
			}
			answer.Body.Close()
			tags = append(tags, answer.Header.Get("ETag"))
		}
	}
	return tags
}

// pointsOf are the corners of a shape's first ring.
func pointsOf(g orb.Geometry) orb.Ring {
	if many, ok := g.(orb.MultiPolygon); ok {
		return many[0][0]
	}
	return g.(orb.Polygon)[0]
}
