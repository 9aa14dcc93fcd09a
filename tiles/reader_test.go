package tiles_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/tiles"
)

// readTiles prints what Mapbox's decoder makes of tiles: for each feature its layer, id, kind,
// attributes, and how many parts and positions it has.
const readTiles = `
import { readFileSync } from 'node:fs'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
const all = process.argv.slice(1).map((file) => {
  const tile = new VectorTile(new PbfReader(readFileSync(file)))
  return Object.values(tile.layers).flatMap((layer) =>
    Array.from({ length: layer.length }, (_, i) => {
      const f = layer.feature(i)
      const parts = f.loadGeometry()
      const closing = f.type === 3 ? 1 : 0 // it repeats the first position
      return { layer: layer.name, id: f.id ?? 0, kind: f.type, tags: f.properties,
        parts: parts.map((p) => p.length - closing), first: [parts[0][0].x, parts[0][0].y] }
    }))
})
console.log(JSON.stringify(all))
`

// readFeature is a feature as any decoder tells it.
type readFeature struct {
	Layer string         `json:"layer"`
	ID    uint64         `json:"id"`
	Kind  int            `json:"kind"`
	Tags  map[string]any `json:"tags"`
	Parts []int          `json:"parts"`
	First [2]float64     `json:"first"`
}

// The decoder that MapLibre's clients have reads what was written, attributes and all.
func TestMapboxReads(t *testing.T) {
	client, err := filepath.Abs("../web/client")
	if err != nil {
		t.Fatal(err)
	}
	ed := crowded(t, 6)
	var e tiles.Encoder
	var want [][]readFeature
	args := []string{"--input-type=module", "-e", readTiles, "--"}
	dir := t.TempDir()
	for i, tile := range []maptile.Tile{maptile.At(ed.Bound.Center(), 5), maptile.At(ed.Bound.Center(), 10), maptile.At(ed.Bound.Center(), 13)} {
		body := both(t, &e, ed, tile)
		file := filepath.Join(dir, fmt.Sprintf("%d.mvt", i))
		if err := os.WriteFile(file, body, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
		want = append(want, told(decode(t, body)))
		checkOrb(t, body)
	}
	node := exec.Command("node", args...)
	node.Dir = client
	out, err := node.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var got [][]readFeature
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v: %.300s", err, out)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Mapbox's decoder reads otherwise (-ours +theirs):\n%.2000s", d)
	}
}

// told is what we read, numbers as JavaScript has them.
func told(layers []decodedLayer) []readFeature {
	var out []readFeature
	for _, l := range layers {
		for _, f := range l.features {
			r := readFeature{Layer: l.name, ID: f.id, Kind: int(f.kind), Tags: map[string]any{}}
			for key, v := range f.tags {
				if n, ok := v.(uint64); ok {
					v = float64(n)
				}
				r.Tags[key] = v
			}
			for _, part := range f.parts {
				r.Parts = append(r.Parts, len(part))
			}
			r.First = [2]float64{float64(f.parts[0][0][0]), float64(f.parts[0][0][1])}
			if f.kind == 1 { // a feature of points is one part for each
				r.Parts = []int{1}
			}
			out = append(out, r)
		}
	}
	return out
}

// checkOrb compares what orb reads: counts, attributes, areas.
func checkOrb(t *testing.T, body []byte) {
	t.Helper()
	layers, err := mvt.Unmarshal(body)
	if err != nil {
		t.Fatal(err)
	}
	for i, own := range decode(t, body) {
		if layers[i].Name != own.name || len(layers[i].Features) != len(own.features) {
			t.Fatalf("orb reads %d features of %s, want %d of %s", len(layers[i].Features), layers[i].Name, len(own.features), own.name)
		}
		for k, f := range own.features {
			theirs := layers[i].Features[k]
			if len(theirs.Properties) != len(f.tags) {
				t.Errorf("orb reads %v, want %v", theirs.Properties, f.tags)
			}
			for key, v := range f.tags {
				if n, ok := v.(uint64); ok {
					v = float64(n)
				}
				if theirs.Properties[key] != v {
					t.Errorf("orb reads %s = %v, want %v", key, theirs.Properties[key], v)
				}
			}
			if shape, ok := theirs.Geometry.(orb.Polygon); ok && len(shape) != len(f.parts) {
				t.Errorf("orb reads %d rings, want %d", len(shape), len(f.parts))
			}
		}
	}
}
