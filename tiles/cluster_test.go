package tiles_test

import (
	"bytes"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/tiles"
)

// At every zoom all facilities are there once, alone or counted in a cluster, kind by kind,
// whatever tiles they stand in, and a cluster is one point in one tile.
func TestClusters(t *testing.T) {
	ed := demoCounty(t, false)
	want := map[string]int{}
	bound := ed.Bound
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		want[f.Kind]++
		bound = bound.Extend(*f.Place)
	}
	var e tiles.Encoder
	clustered := 0
	for z := 0; z <= 13; z++ {
		got := map[string]int{}
		ids := map[uint64]bool{}
		for _, tile := range tilesOver(bound, z) {
			for _, l := range encode(t, &e, at(tiles.Facilities, ed, tile)) {
				for _, f := range l.features {
					if ids[f.id] {
						t.Errorf("zoom %d: the id %d is there twice", z, f.id)
					}
					ids[f.id] = true
					if f.tags["cluster"] != true {
						got[f.tags["kind"].(string)]++
						continue
					}
					clustered++
					addCluster(t, got, f)
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("zoom %d: %v, want %v", z, got, want)
		}
		if z > tiles.ClusterZoom && len(ids) != len(ed.Facilities.List) {
			t.Errorf("zoom %d: %d points, want each of the %d", z, len(ids), len(ed.Facilities.List))
		}
		if z == 0 && len(ids) != 1 {
			t.Errorf("zoom 0: %d points", len(ids))
		}
	}
	if clustered == 0 {
		t.Error("nothing was clustered")
	}
}

func addCluster(t *testing.T, to map[string]int, f decodedFeature) {
	t.Helper()
	sum := uint64(0)
	for key, n := range f.tags {
		if kind, ok := strings.CutPrefix(key, "count_"); ok {
			to[kind] += int(n.(uint64))
			sum += n.(uint64)
		}
	}
	if sum != f.tags["count"] || sum < 2 {
		t.Errorf("cluster %v: its kinds come to %d", f.tags, sum)
	}
}

// The order in which tiles are asked for, and by whom, does not show.
func TestClustersAreTheSame(t *testing.T) {
	ed := demoCounty(t, false)
	var one tiles.Encoder
	addresses := tilesOver(ed.Bound, 11)
	var first [][]byte
	for _, tile := range addresses {
		body, err := one.Encode(at(tiles.Facilities, ed, tile))
		if err != nil {
			t.Fatal(err)
		}
		first = append(first, body)
	}
	var other tiles.Encoder
	for i, tile := range slices.Backward(addresses) {
		if body, _ := other.Encode(at(tiles.Facilities, ed, tile)); !bytes.Equal(body, first[i]) {
			t.Errorf("%v is another", tile)
		}
	}
}

// A tile with more than Limits allow says so, to the client and to the log.
func TestTruncated(t *testing.T) {
	ed := demoCounty(t, false)
	var log bytes.Buffer
	e := tiles.Encoder{Limits: tiles.Limits{Features: 20}, Log: slog.New(slog.NewTextHandler(&log, nil))}
	layers := encode(t, &e, at(tiles.Divisions, ed, maptile.At(ed.Bound.Center(), 10)))
	last := layers[len(layers)-1]
	if last.name != "truncated" || len(last.features) != 2 {
		t.Fatalf("the last layer is %s of %d features, want truncated with villages and labels", last.name, len(last.features))
	}
	for _, f := range last.features {
		if f.tags["kept"] != uint64(20) || f.tags["left_out"] == uint64(0) || !slices.Contains([]any{"village", "label"}, f.tags["layer"]) {
			t.Errorf("truncated: %v", f.tags)
		}
	}
	if !strings.Contains(log.String(), "layer=village") {
		t.Errorf("the log says %q", log.String())
	}
	for _, l := range layers {
		if l.name == "village" && len(l.features) != 20 {
			t.Errorf("%d villages, want 20", len(l.features))
		}
	}
}

// By bytes, the feature that passes the limit is the last of its layer.
func TestTruncatedBytes(t *testing.T) {
	ed := demoCounty(t, false)
	tile := maptile.At(orb.Point(ed.Bound.Center()), 10)
	e := tiles.Encoder{Limits: tiles.Limits{Bytes: 2000}}
	body, err := e.Encode(at(tiles.Divisions, ed, tile))
	if err != nil {
		t.Fatal(err)
	}
	all, _ := tiles.Encode(at(tiles.Divisions, ed, tile))
	if len(body) > 5*4000+len(all)/4 || len(body) >= len(all) {
		t.Errorf("%d bytes of %d", len(body), len(all))
	}
	names := []string{}
	for _, l := range decode(t, body) {
		names = append(names, l.name)
	}
	if names[len(names)-1] != "truncated" {
		t.Errorf("layers %v", names)
	}
}
