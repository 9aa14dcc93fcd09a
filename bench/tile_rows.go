package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// servingMade are the rows of the land of four counties.
func servingMade(ctx context.Context, l *land) ([]row, error) {
	return servingTiles(ctx, l.folder, tiledMade)
}

// servingAlone tells only the rows of tiles, of one land or the other.
func servingAlone(ctx context.Context, out *tabwriter.Writer, land func(context.Context, string) (*tiledLand, error)) error {
	folder, err := os.MkdirTemp("", "xiantu-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	rows, err := servingTiles(ctx, folder, land)
	if err != nil {
		return err
	}
	return tell(out, rows...)
}

// servingTiles asks for the tiles of a land over HTTP, as eight clients at once: ours when
// none is made yet, and PostGIS's; then ours when they are kept, and nginx's files.
func servingTiles(ctx context.Context, folder string, land func(context.Context, string) (*tiledLand, error)) ([]row, error) {
	t, err := land(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer t.close()
	addresses := t.addresses()
	var ours, whole, theirs []string
	for _, a := range addresses {
		whole = append(whole, fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", tiles.Whole, a.Z, a.X, a.Y))
		theirs = append(theirs, fmt.Sprintf("/%d/%d/%d.mvt", a.Z, a.X, a.Y))
		for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
			ours = append(ours, fmt.Sprintf("/tiles/%s/%d/%d/%d.mvt", set, a.Z, a.X, a.Y))
		}
	}
	memory := []row{t.memoryRow(addresses)}
	if t.whole {
		memory = append(memory, t.partsRow())
		if err := t.load(ctx); err != nil {
			return nil, err
		}
	}
	one, err := t.askFirst(ctx, ours[len(ours)/2:][:1])
	if err != nil {
		return nil, err
	}
	first, cold, err := t.askCold(ctx, whole)
	if err != nil {
		return nil, err
	}
	_, apart, err := t.askCold(ctx, ours)
	if err != nil {
		return nil, err
	}
	kept, err := t.keptRow(ctx, ours) // before PostGIS, which takes so long that editions not asked for are let go
	if err != nil {
		return nil, err
	}
	plain, err := t.askPostGIS(ctx, sqlTiled, theirs)
	if err != nil {
		return nil, err
	}
	simple, err := t.askPostGIS(ctx, sqlTiledSimplified, theirs)
	if err != nil {
		return nil, err
	}
	n := len(addresses)
	rows := []row{
		{fmt.Sprintf("%d tiles z8-z14 of six layers, none kept, gzip, over HTTP; PostGIS simplifying as much", n), perTile(cold, n), perTile(simple, n), times(simple, cold), ">= 20x"},
		{"the same, PostGIS not simplifying", perTile(cold, n), perTile(plain, n), times(plain, cold), ">= 20x"},
		{"the same in two sets, as the page asks for them", perTile(apart, n), perTile(simple, n), times(simple, apart), ""},
		{"the first tile of a server that has the editions", span(one.took), "", "", ""},
		{"lines of all zooms, once an edition, of processors", span(first.work - cold.work), "", "", ""},
		sizeRow("bytes a tile, z8 to z14, PostGIS simplifying as much", "<= 1", addresses, cold.sizes, simple.sizes),
		sizeRow("the same, PostGIS not simplifying", "<= 1", addresses, cold.sizes, plain.sizes),
		kept,
		{"most memory that the process had, asking and measuring included", peak(), "", "", ""},
	}
	return append(rows, memory...), nil
}

// askFirst asks a new server for its first tile.
func (t *tiledLand) askFirst(ctx context.Context, paths []string) (load, error) {
	server, err := t.fromHere(tiles.Options{})
	if err != nil {
		return load{}, err
	}
	defer server.Close()
	return ask(ctx, server.Listener.Addr().String(), paths, 1)
}

func peak() string {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return err.Error()
	}
	return fmt.Sprintf("%d MB", used.Maxrss>>10)
}

// askCold asks a server that keeps no tile: once with nothing made of the editions either,
// then five times with their lines there, of which it returns the one in the middle.
func (t *tiledLand) askCold(ctx context.Context, paths []string) (first, cold load, err error) {
	server, err := t.fromHere(tiles.Options{Bytes: 1})
	if err != nil {
		return load{}, load{}, err
	}
	defer server.Close()
	var all []load
	for round := range 6 {
		asked := make([]string, len(paths))
		for i, p := range paths {
			asked[i] = fmt.Sprintf("%s?v=%d", p, round) // no request line twice
		}
		one, err := ask(ctx, server.Listener.Addr().String(), asked, 1)
		if err != nil {
			return load{}, load{}, err
		}
		all = append(all, one)
	}
	return all[0], middle(all[1:]), nil
}

func (t *tiledLand) askPostGIS(ctx context.Context, sql string, paths []string) (load, error) {
	server := t.fromPostGIS(sql)
	defer server.Close()
	return ask(ctx, server.Listener.Addr().String(), paths, 1)
}

func times(slow, fast load) string {
	return fmt.Sprintf("%.0fx (%.0fx of processors)", slow.took.Seconds()/fast.took.Seconds(), slow.work.Seconds()/fast.work.Seconds())
}

func perTile(l load, count int) string {
	n := time.Duration(count)
	return fmt.Sprintf("%s a tile, p99 %s, %s of processors", span(l.took/n), span(l.p99()), span(l.work/n))
}

// sizeRow compares compressed bytes a tile by zoom; ours come as two sets.
func sizeRow(work, aim string, addresses []maptile.Tile, ours, theirs []int) row {
	var here, there, count [15]int
	for i, a := range addresses {
		here[a.Z] += ours[i]
		there[a.Z] += theirs[i]
		count[a.Z]++
	}
	var mine, other, ratio []string
	for zoom := 8; zoom <= 14; zoom++ {
		mine, other = append(mine, fmt.Sprint(here[zoom]/count[zoom])), append(other, fmt.Sprint(there[zoom]/count[zoom]))
		ratio = append(ratio, fmt.Sprintf("%.2f", float64(here[zoom])/float64(there[zoom])))
	}
	return row{work, strings.Join(mine, " "), strings.Join(other, " "), strings.Join(ratio, " "), aim}
}

// memoryRow is what editions and all that tiles are made of take, when all zooms have been asked for.
func (t *tiledLand) memoryRow(addresses []maptile.Tile) row {
	before := float64(held())
	var encoder tiles.Encoder
	for _, a := range addresses {
		for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
			if _, err := encoder.Encode(tiles.Request{Set: set, Editions: t.editions, Z: int(a.Z), X: int(a.X), Y: int(a.Y)}); err != nil {
				panic(err) // the same addresses were served
			}
		}
	}
	drawn := (float64(held()) - before) / float64(t.vertices)
	both := t.bytes/float64(t.vertices) + drawn
	runtime.KeepAlive(&encoder)
	return row{fmt.Sprintf("memory of editions and tiles' lines, %d vertices", t.vertices), fmt.Sprintf("%.0f bytes a vertex (%.0f for tiles)", both, drawn), "", "", ""}
}

// partsRow is what the parts of the editions take of that, found out by dropping them one
// after the other: nothing can be drawn afterwards.
func (t *tiledLand) partsRow() row {
	last, said := float64(held()), ""
	for _, part := range []struct {
		name string
		drop func(*edition.Edition)
	}{
		{"people", func(ed *edition.Edition) { ed.People = &edition.People{} }},
		{"facilities", func(ed *edition.Edition) { ed.Facilities = &edition.Facilities{} }},
		{"roads", func(ed *edition.Edition) { ed.Roads = &edition.Roads{} }},
		{"zones", func(ed *edition.Edition) { ed.Zones = &edition.Zones{} }},
		{"boundaries", func(ed *edition.Edition) { ed.Boundaries = &edition.Boundaries{} }},
	} {
		for _, ed := range t.editions {
			part.drop(ed)
		}
		now := float64(held())
		said += fmt.Sprintf("%s %.0f ", part.name, (last-now)/float64(t.vertices))
		last = now
	}
	return row{"the parts of editions", said + "bytes a vertex", "", "", "boundaries and tiles <= 100"}
}

// keptRow asks for tiles that are kept, and nginx for the same as files, in turns.
func (t *tiledLand) keptRow(ctx context.Context, paths []string) (row, error) {
	server, err := t.fromHere(tiles.Options{})
	if err != nil {
		return row{}, err
	}
	defer server.Close()
	here := server.Listener.Addr().String()
	root := filepath.Join(t.folder, "www")
	if paths, err = writeTiles(ctx, here, root, paths); err != nil {
		return row{}, err
	}
	peer, err := startNginx(ctx, t.folder, root)
	if err != nil {
		return row{}, err
	}
	defer peer.stop()
	var mine, theirs []load
	rounds := max(1, 30_000/len(paths))
	for range 5 {
		for _, turn := range []struct {
			address string
			loads   *[]load
		}{{here, &mine}, {peer.address, &theirs}} {
			one, err := ask(ctx, turn.address, paths, rounds)
			if err != nil {
				return row{}, err
			}
			*turn.loads = append(*turn.loads, one)
		}
	}
	a, b := middle(mine), middle(theirs)
	say := func(l load) string {
		return fmt.Sprintf("%.0f/s, p99 %s, %s of processors each", l.rate(), span(l.p99()), span(l.work/time.Duration(l.asked)))
	}
	return row{"the same, kept; nginx with the files beside", say(a), say(b), fmt.Sprintf("%.2fx (%.2fx of processors)", a.rate()/b.rate(), b.work.Seconds()*float64(a.asked)/(a.work.Seconds()*float64(b.asked))), ">= 0.5x"}, nil
}

func middle(loads []load) load {
	slices.SortFunc(loads, func(a, b load) int { return int(a.took - b.took) })
	return loads[len(loads)/2]
}
