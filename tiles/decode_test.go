package tiles_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// A decoder of vector tiles after the specification 2.1, written apart from the
// encoder, that refuses whatever the specification does.

type decodedLayer struct {
	name     string
	version  uint64
	extent   uint64
	features []decodedFeature
}

type decodedFeature struct {
	id    uint64
	kind  uint64 // 1 points, 2 lines, 3 polygons
	parts [][][2]int64
	tags  map[string]any
}

type wireReader struct {
	t    testing.TB
	rest []byte
}

func (r *wireReader) varint() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.t.Fatalf("a broken varint, %d bytes before the end", len(r.rest))
	}
	r.rest = r.rest[size:]
	return n
}

func (r *wireReader) bytes() []byte {
	n := r.varint()
	if n > uint64(len(r.rest)) {
		r.t.Fatalf("a field of %d bytes where %d are left", n, len(r.rest))
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// each calls f with each field of a message; number is set for varints and doubles.
func each(t testing.TB, message []byte, f func(field uint64, number uint64, content []byte)) {
	r := wireReader{t, message}
	for len(r.rest) > 0 {
		switch key := r.varint(); key & 7 {
		case 0:
			f(key>>3, r.varint(), nil)
		case 1:
			f(key>>3, binary.LittleEndian.Uint64(r.rest), nil)
			r.rest = r.rest[8:]
		case 2:
			f(key>>3, 0, r.bytes())
		default:
			t.Fatalf("wire type %d", key&7)
		}
	}
}

func decode(t testing.TB, tile []byte) []decodedLayer {
	t.Helper()
	var layers []decodedLayer
	each(t, tile, func(field, _ uint64, content []byte) {
		if field != 3 {
			t.Fatalf("field %d in a tile", field)
		}
		layers = append(layers, decodeLayer(t, content))
	})
	return layers
}

func decodeLayer(t testing.TB, message []byte) decodedLayer {
	l := decodedLayer{}
	var keys []string
	var values []any
	var features [][]byte
	each(t, message, func(field, number uint64, content []byte) {
		switch field {
		case 1:
			l.name = string(content)
		case 2:
			features = append(features, content)
		case 3:
			if slices.Contains(keys, string(content)) {
				t.Errorf("layer %s has the key %s twice", l.name, content)
			}
			keys = append(keys, string(content))
		case 4:
			v := decodeValue(t, content)
			if slices.Contains(values, v) {
				t.Errorf("layer %s has the value %v twice", l.name, v)
			}
			values = append(values, v)
		case 5:
			l.extent = number
		case 15:
			l.version = number
		}
	})
	for _, f := range features {
		l.features = append(l.features, decodeFeature(t, f, keys, values))
	}
	return l
}

func decodeValue(t testing.TB, message []byte) (v any) {
	each(t, message, func(field, number uint64, content []byte) {
		switch field {
		case 1:
			v = string(content)
		case 3:
			v = math.Float64frombits(number)
		case 5:
			v = number
		case 7:
			v = number == 1
		default:
			t.Errorf("a value of kind %d", field)
		}
	})
	return v
}

func decodeFeature(t testing.TB, message []byte, keys []string, values []any) decodedFeature {
	f := decodedFeature{tags: map[string]any{}}
	each(t, message, func(field, number uint64, content []byte) {
		switch field {
		case 1:
			f.id = number
		case 2:
			r := wireReader{t, content}
			for len(r.rest) > 0 {
				f.tags[keys[r.varint()]] = values[r.varint()]
			}
		case 3:
			f.kind = number
		case 4:
			f.parts = decodeCommands(t, content)
		}
	})
	return f
}

func decodeCommands(t testing.TB, commands []byte) (parts [][][2]int64) {
	r := wireReader{t, commands}
	var at [2]int64
	for len(r.rest) > 0 {
		command := r.varint()
		switch id, count := command&7, command>>3; id {
		case 7:
			continue
		case 1, 2:
			for range count {
				for axis := range at {
					n := r.varint()
					at[axis] += int64(n>>1) ^ -int64(n&1)
				}
				if id == 1 {
					parts = append(parts, nil)
				}
				last := &parts[len(parts)-1]
				if n := len(*last); n > 0 && (*last)[n-1] == at {
					t.Errorf("a segment of no length at %v", at)
				}
				*last = append(*last, at)
			}
		default:
			t.Fatalf("command %d", id)
		}
	}
	return parts
}

// shoelace is twice the area of an open ring.
func shoelace(ring [][2]int64) int64 {
	sum := int64(0)
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum
}

// checkTile looks for what the specification forbids.
func checkTile(t testing.TB, layers []decodedLayer) {
	t.Helper()
	seen := map[string]bool{}
	for _, l := range layers {
		if l.version != 2 || l.extent != 4096 || l.name == "" || seen[l.name] || len(l.features) == 0 {
			t.Errorf("layer %q: version %d, extent %d, %d features", l.name, l.version, l.extent, len(l.features))
		}
		seen[l.name] = true
		for _, f := range l.features {
			checkFeature(t, l.name, f)
		}
	}
}

func checkFeature(t testing.TB, layer string, f decodedFeature) {
	t.Helper()
	if len(f.parts) == 0 {
		t.Errorf("%s %v: no geometry", layer, f.tags)
	}
	for i, part := range f.parts {
		for _, p := range part {
			if low, high := -int64(64), int64(4096+64); p[0] < low || p[0] > high || p[1] < low || p[1] > high {
				t.Errorf("%s %v: %v is beyond the buffer", layer, f.tags, p)
			}
		}
		switch f.kind {
		case 1:
			if p := part[0]; p[0] < 0 || p[1] < 0 || p[0] >= 4096 || p[1] >= 4096 {
				t.Errorf("%s %v: point %v is another tile's", layer, f.tags, p)
			}
		case 2:
			if len(part) < 2 {
				t.Errorf("%s %v: a line of one position", layer, f.tags)
			}
		case 3:
			if area := shoelace(part); len(part) < 3 || area == 0 || i == 0 && area < 0 {
				t.Errorf("%s %v: ring %d of %d positions has area %d", layer, f.tags, i, len(part), area)
			}
		}
	}
}

// area of the polygons of a feature: shells less holes.
func area(f decodedFeature) float64 {
	sum := int64(0)
	for _, part := range f.parts {
		sum += shoelace(part)
	}
	return float64(sum) / 2
}

// dump writes a tile as text, one feature a line.
func dump(layers []decodedLayer) string {
	var b strings.Builder
	for _, l := range layers {
		fmt.Fprintf(&b, "%s\n", l.name)
		for _, f := range l.features {
			var tags []string
			for k, v := range f.tags {
				tags = append(tags, fmt.Sprintf("%s=%v", k, v))
			}
			slices.Sort(tags)
			fmt.Fprintf(&b, "  %d %s\n    %v\n", f.id, strings.Join(tags, " "), f.parts)
		}
	}
	return b.String()
}
