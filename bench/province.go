package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/paulmach/orb/encoding/ewkb"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/cmd/xiantu/topo"
)

// province is the villages of the demo province, five million vertices, as a file; torn:
// each ring drawn for itself.
func (l *land) province(torn bool) (string, error) {
	folder := filepath.Join(l.folder, "province")
	if torn {
		folder += "-torn"
	}
	path := filepath.Join(folder, "villages_2019.geojson")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	_, err := demo.Write(folder, demo.Options{Size: demo.Province, Seed: 1, Jitter: torn})
	return path, err
}

// readProvince reads it into memory.
func (l *land) readProvince() (*topo.File, error) {
	path, err := l.province(false)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return topo.Read(text, 1)
}

// topologyOfProvince cuts the province into arcs, and finds its faces and whose they are.
func topologyOfProvince(_ context.Context, l *land) ([]row, error) {
	file, err := l.readProvince()
	if err != nil {
		return nil, err
	}
	count := float64(len(file.Vertices))
	before := held()
	net := topo.NewNetwork(file)
	bytes := float64(held()-before) / count
	arcs, err := median(func() error { net = topo.NewNetwork(file); return nil })
	if err != nil {
		return nil, err
	}
	net.Crossings(1) // known to be none, as in any coverage: see checkingProvince for their time
	faces, err := median(func() error { net.Faces(); return nil })
	return []row{
		{fmt.Sprintf("topology: ids and arcs of %d vertices", len(file.Vertices)), perVertex(arcs, count), "", "", "<= 0.08 us"},
		{"the same with faces and labels", perVertex(arcs+faces, count), "", "", "<= 0.12 us"},
		{"memory of ids and arcs", fmt.Sprintf("%.0f bytes a vertex", bytes), "", "", "<= 110"},
	}, err
}

// held is how much memory is in use.
func held() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func perVertex(d time.Duration, vertices float64) string {
	return fmt.Sprintf("%.3f us a vertex", float64(d.Nanoseconds())/1e3/vertices)
}

// checkingProvince looks for gaps, overlaps and crossings, on one processor.
func checkingProvince(ctx context.Context, l *land) (row, error) {
	in, err := l.province(false)
	if err != nil {
		return row{}, err
	}
	cmd := exec.CommandContext(ctx, program, "topo", "check", "--json", "--workers", "1", in)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	out, err := cmd.Output()
	if err != nil {
		return row{}, fmt.Errorf("%s: %w", program, err)
	}
	var figures struct {
		Vertices int
		Seconds  struct{ Build, Check float64 }
	}
	if err := json.Unmarshal(out, &figures); err != nil {
		return row{}, err
	}
	took := time.Duration((figures.Seconds.Build + figures.Seconds.Check) * 1e9)
	return row{"full check: ids, arcs, crossings, faces, labels", perVertex(took, float64(figures.Vertices)), "", "", "<= 0.2 us"}, nil
}

// dissolving joins the province's villages to townships, arcs made first, beside ST_Union
// of the same shapes in a table.
func dissolving(ctx context.Context, l *land) (row, error) {
	file, err := l.readProvince()
	if err != nil {
		return row{}, err
	}
	groups, err := file.GroupBy("township_code")
	if err != nil {
		return row{}, err
	}
	began := time.Now()
	topo.NewNetwork(file).Dissolve(groups)
	here := time.Since(began)
	if err := l.fill(ctx, file, groups); err != nil {
		return row{}, err
	}
	began = time.Now()
	err = l.query(ctx, "SELECT town, ST_NPoints(ST_Union(shape)) FROM bench_villages GROUP BY town")()
	there := time.Since(began)
	work := fmt.Sprintf("dissolve %d villages to %d townships", len(file.Features), len(groups))
	return row{work, span(here), span(there), fmt.Sprintf("%.0fx", float64(there)/float64(here)), ">= 10x"}, err
}

// fill puts the shapes into a table of the peer's.
func (l *land) fill(ctx context.Context, file *topo.File, groups []topo.Group) error {
	if _, err := l.sql.Exec(ctx, "CREATE TEMPORARY TABLE bench_villages (town int, shape geometry(MultiPolygon, 4490))"); err != nil {
		return err
	}
	shapes := file.Shapes()
	var text bytes.Buffer
	for town, g := range groups {
		for _, i := range g.Features {
			wkb, err := ewkb.Marshal(shapes[i], 4490)
			if err != nil {
				return err
			}
			fmt.Fprintf(&text, "%d\t%s\n", town, hex.EncodeToString(wkb))
		}
	}
	_, err := l.sql.PgConn().CopyFrom(ctx, &text, "COPY bench_villages FROM STDIN")
	return err
}
