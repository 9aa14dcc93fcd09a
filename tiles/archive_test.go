package tiles_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

func archive(t testing.TB, r tiles.ArchiveRequest) []byte {
	t.Helper()
	r.Scratch = t.TempDir()
	var out bytes.Buffer
	if err := tiles.WriteArchive(t.Context(), &out, r); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(r.Scratch); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	return out.Bytes()
}

func opened(t testing.TB, content []byte) *tiles.Archive {
	t.Helper()
	a, err := tiles.OpenArchive(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func unpacked(t testing.TB, packed []byte) []byte {
	t.Helper()
	if len(packed) == 0 {
		return nil
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// An archive of two counties holds the tiles of both, at all zooms, as they are made one
// by one, and no others.
func TestArchive(t *testing.T) {
	eds := []*edition.Edition{board(t), eastOf(t)}
	content := archive(t, tiles.ArchiveRequest{Editions: eds, MaxZoom: 15})
	a := opened(t, content)
	bound := eds[0].Bound.Union(eds[1].Bound)
	encoder, found := new(tiles.Encoder), 0
	for z := range 16 {
		for _, at := range tilesOver(bound.Pad(8/float64(int(1)<<z)), z) {
			var want []byte
			for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
				layers, err := encoder.Encode(tiles.Request{Set: set, Editions: eds, Z: z, X: int(at.X), Y: int(at.Y)})
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, layers...)
			}
			packed, err := a.Tile(z, int(at.X), int(at.Y))
			if err != nil || !bytes.Equal(unpacked(t, packed), want) {
				t.Errorf("%d/%d/%d: %v, or other bytes than the tile's", z, at.X, at.Y, err)
			}
			if len(want) > 0 {
				found++
			}
		}
	}
	if h := a.Header; h.Addressed != uint64(found) || h.MinZoom != 0 || h.MaxZoom != 15 || h.Bounds != [4]float64{104, 30, 104.04, 30.02} || h.Contents == 0 {
		t.Errorf("%d tiles, and the header %+v", found, h)
	}
	if again := archive(t, tiles.ArchiveRequest{Editions: eds, MaxZoom: 15, Work: 3}); !bytes.Equal(again, content) {
		t.Error("made again it has other bytes")
	}
	if tile, err := a.Tile(14, 0, 0); err != nil || tile != nil {
		t.Errorf("a tile far away: %d bytes, %v", len(tile), err)
	}
	if _, err := a.Tile(3, 8, 0); !errors.Is(err, tiles.ErrInvalid) {
		t.Errorf("a tile that cannot be: %v", err)
	}
}

// The tiles of one set are the server's, compressed as they are.
func TestArchiveOfOneSet(t *testing.T) {
	eds := []*edition.Edition{board(t)}
	a := opened(t, archive(t, tiles.ArchiveRequest{Sets: []tiles.Set{tiles.Divisions}, Editions: eds, MinZoom: 9, MaxZoom: 14}))
	cache := tiles.NewCache(tiles.Options{})
	n := 0
	for address, err := range a.Tiles() {
		if err != nil {
			t.Fatal(err)
		}
		n++
		want, err := cache.Get(t.Context(), tiles.Request{Set: tiles.Divisions, Editions: eds, Z: address[0], X: address[1], Y: address[2]})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := a.Tile(address[0], address[1], address[2]); err != nil || !bytes.Equal(got, want.Gzip) || len(got) == 0 {
			t.Errorf("%v: %v, or other bytes than the server's", address, err)
		}
	}
	if uint64(n) != a.Header.Addressed || a.Header.MinZoom != 9 {
		t.Errorf("%d tiles, and the header %+v", n, a.Header)
	}
	var metadata struct {
		Layers []tiles.VectorLayer `json:"vector_layers"`
		Xiantu struct {
			Editions []struct{ County, At string }
		}
	}
	text, err := a.Metadata()
	if err != nil || json.Unmarshal(text, &metadata) != nil {
		t.Fatalf("%s, %v", text, err)
	}
	i := slices.IndexFunc(metadata.Layers, func(l tiles.VectorLayer) bool { return l.ID == "village" })
	if i < 0 || metadata.Layers[i].MinZoom != 10 || metadata.Layers[i].MaxZoom != 14 || metadata.Layers[0].MinZoom != 9 {
		t.Errorf("layers %+v", metadata.Layers)
	}
	if e := metadata.Xiantu.Editions; len(e) != 1 || e[0].County != "990101" || e[0].At != "2020-06-30" {
		t.Errorf("editions %+v", e)
	}
}

func TestArchivesThatCannotBe(t *testing.T) {
	eds := []*edition.Edition{board(t)}
	for name, r := range map[string]tiles.ArchiveRequest{
		"coverage":       {Sets: []tiles.Set{tiles.Coverage}, Editions: eds},
		"a set twice":    {Sets: []tiles.Set{tiles.Divisions, tiles.Divisions}, Editions: eds},
		"no such zoom":   {Editions: eds, MaxZoom: 23},
		"below zero":     {Editions: eds, MinZoom: -1},
		"zooms reversed": {Editions: eds, MinZoom: 9, MaxZoom: 8},
		"no counties":    {},
	} {
		if err := tiles.WriteArchive(t.Context(), io.Discard, r); !errors.Is(err, tiles.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if err := tiles.WriteArchive(gone, io.Discard, tiles.ArchiveRequest{Editions: eds}); !errors.Is(err, context.Canceled) {
		t.Errorf("for nobody: %v", err)
	}
}

// The library that clients use finds every tile of ours, in an archive so large that it
// has leaf directories too, and the header says what is in it.
func TestArchiveInPMTiles(t *testing.T) {
	folder := t.TempDir()
	dice := rand.New(rand.NewPCG(5, 8))
	many := map[uint64][]byte{}
	for len(many) < 12_000 {
		number := tiles.TileNumber(12, 3000+dice.IntN(400), 1500+dice.IntN(400))
		many[number] = gzipped(fmt.Sprint(number % 11_900)) // some alike
	}
	var large bytes.Buffer
	err := tiles.ArchiveOf(&large, tiles.ArchiveRequest{Sets: []tiles.Set{tiles.Divisions}, MinZoom: 12, MaxZoom: 12}, func(yield func(uint64, []byte) bool) {
		for _, number := range sorted(many) {
			if !yield(number, many[number]) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if h := opened(t, large.Bytes()).Header; h.Leaves.Length == 0 || h.Root.Offset+h.Root.Length > 16384 || h.Contents >= h.Addressed || h.Addressed != 12_000 {
		t.Errorf("header %+v", h)
	}
	for name, content := range map[string][]byte{
		"large":  large.Bytes(),
		"county": archive(t, tiles.ArchiveRequest{Editions: []*edition.Edition{board(t), eastOf(t)}}),
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(folder, name+".pmtiles")
			if err := os.WriteFile(file, content, 0o644); err != nil {
				t.Fatal(err)
			}
			inPMTiles(t, opened(t, content), file)
		})
	}
}

// inPMTiles compares what the library and we find in an archive.
func inPMTiles(t *testing.T, a *tiles.Archive, file string) {
	t.Helper()
	want := map[string]*string{"5/0/0": nil, "14/0/1": nil}
	n := 0
	for address, err := range a.Tiles() {
		if err != nil {
			t.Fatal(err)
		}
		if n++; a.Header.Addressed > 1000 && n%12 > 0 && n > 100 {
			continue
		}
		packed, err := a.Tile(address[0], address[1], address[2])
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(unpacked(t, packed))
		text := hex.EncodeToString(sum[:])
		want[fmt.Sprintf("%d/%d/%d", address[0], address[1], address[2])] = &text
	}
	read := exec.CommandContext(t.Context(), "node", "../web/client/test/archive.mjs", file)
	read.Stdin = strings.NewReader(strings.Join(sorted(want), "\n"))
	out, err := read.Output()
	if err != nil {
		t.Fatalf("pmtiles: %v\n%s", err, errors.Join(err))
	}
	var got struct {
		Header struct {
			SpecVersion, TileType, InternalCompression, TileCompression      int
			NumAddressedTiles, NumTileEntries, NumTileContents               uint64
			Clustered                                                        bool
			MinZoom, MaxZoom                                                 int
			MinLon, MinLat, MaxLon, MaxLat, CenterLon, CenterLat, CenterZoom float64
		}
		Tiles map[string]*string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	h, w := got.Header, a.Header
	if h.SpecVersion != 3 || h.TileType != 1 || h.InternalCompression != 2 || h.TileCompression != 2 || !h.Clustered || h.MinZoom != w.MinZoom || h.MaxZoom != w.MaxZoom ||
		h.NumAddressedTiles != w.Addressed || h.NumTileEntries != w.Entries || h.NumTileContents != w.Contents ||
		[4]float64{h.MinLon, h.MinLat, h.MaxLon, h.MaxLat} != w.Bounds || [3]float64{h.CenterLon, h.CenterLat, h.CenterZoom} != w.Center {
		t.Errorf("the header is %+v, we read %+v", h, w)
	}
	for address, sum := range want {
		if g := got.Tiles[address]; (g == nil) != (sum == nil) || g != nil && *g != *sum {
			t.Errorf("%s differs", address)
		}
	}
}

func TestTileNumbers(t *testing.T) {
	// The specification's own examples.
	for place, want := range map[[3]int]uint64{{0, 0, 0}: 0, {1, 0, 0}: 1, {1, 0, 1}: 2, {1, 1, 1}: 3, {1, 1, 0}: 4, {2, 0, 0}: 5, {12, 3423, 1763}: 19078479} {
		if got := tiles.TileNumber(place[0], place[1], place[2]); got != want {
			t.Errorf("%v has the number %d, want %d", place, got, want)
		}
	}
	dice := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		z := dice.IntN(tiles.MaxZoom + 1)
		x, y := dice.IntN(1<<z), dice.IntN(1<<z)
		number := tiles.TileNumber(z, x, y)
		if gz, gx, gy := tiles.TilePlace(number); gz != z || gx != x || gy != y {
			t.Fatalf("%d/%d/%d has the number %d, which is %d/%d/%d", z, x, y, number, gz, gx, gy)
		}
		if z > 0 { // a tile lies in the tile that its place along the curve says
			above := tiles.TileNumber(z-1, x/2, y/2)
			if quarter := number - 4*above - 1; quarter > 3 {
				t.Fatalf("%d/%d/%d is no quarter of the tile above it", z, x, y)
			}
		}
	}
}

func FuzzOpenArchive(f *testing.F) {
	good := archive(f, tiles.ArchiveRequest{Editions: []*edition.Edition{board(f)}, MaxZoom: 10})
	f.Add(good)
	f.Add(good[:200])
	f.Add([]byte("PMTiles\x03"))
	f.Fuzz(func(t *testing.T, content []byte) {
		a, err := tiles.OpenArchive(bytes.NewReader(content))
		if err != nil {
			return
		}
		n := 0
		for address, err := range a.Tiles() {
			if n++; err != nil || n > 100 {
				break
			}
			if _, err := a.Tile(address[0], address[1], address[2]); err != nil && !errors.Is(err, tiles.ErrInvalid) {
				t.Error(err)
			}
		}
		a.Metadata()
	})
}

// gzipped is a short text in the form of gzip, stored as it is (RFC 1951, 3.2.4).
func gzipped(text string) []byte {
	out := []byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1}
	out = binary.LittleEndian.AppendUint16(out, uint16(len(text)))
	out = binary.LittleEndian.AppendUint16(out, ^uint16(len(text)))
	out = append(out, text...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(text)))
	return binary.LittleEndian.AppendUint32(out, uint32(len(text)))
}

func sorted[K uint64 | string, V any](m map[K]V) []K {
	var keys []K
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
