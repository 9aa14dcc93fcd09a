package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/postgis"
)

// The tiled land is four counties of ten townships of 15 villages, 60 km by 45 km, and
// 5,000 facilities. A village has some 670 vertices.
const (
	tiledColumns, tiledRows = 30, 20 // villages
	tiledSide               = 0.022  // degrees
	tiledSteps              = 167    // vertices a side of a village
	tiledFacilities         = 5_000
)

// tiledLand is that land in a database of its own.
type tiledLand struct {
	folder   string
	store    *postgis.Store
	cache    *edition.Cache
	sql      *pgxpool.Pool
	editions []*edition.Edition
	vertices int // of the lowest units' shapes
	bytes    float64
	whole    bool // of roads, people and zones, too, so that it tells what each takes
}

// tiledMade is the land of four counties.
func tiledMade(ctx context.Context, folder string) (t *tiledLand, err error) {
	t = &tiledLand{folder: filepath.Join(folder, "tiled")}
	if t.store, err = postgis.Open(ctx, postgis.Options{Data: filepath.Join(t.folder, "data")}); err != nil {
		return nil, err
	}
	if err := t.fill(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("the tiled land: %w", err), t.close())
	}
	return t, nil
}

// tiledProvince is the demo province, imported by the program.
func tiledProvince(ctx context.Context, folder string) (t *tiledLand, err error) {
	t = &tiledLand{folder: folder, whole: true}
	data := filepath.Join(folder, "data")
	if _, err := cpu(ctx, program, "demo", "--load", "--size", "province", "--data", data); err != nil {
		return nil, err
	}
	if t.store, err = postgis.Open(ctx, postgis.Options{Data: data}); err != nil {
		return nil, err
	}
	if err := t.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("the province: %w", err), t.close())
	}
	return t, nil
}

func (t *tiledLand) close() error {
	if t.sql != nil {
		t.sql.Close()
	}
	return t.store.Close(context.Background())
}

func (t *tiledLand) fill(ctx context.Context) error {
	random := rand.New(rand.NewPCG(14, 8))
	land := &wavyLand{random: random, sides: map[[4]int]orb.LineString{}}
	w := edition.Write{Author: "bench", Title: "tiled"}
	for n := range 4 {
		county := adcode.MustParse(fmt.Sprintf("99030%d", n+1))
		w.Counties = append(w.Counties, edition.County{Code: county, Name: fmt.Sprintf("第%d县", n+1), Fiction: true})
		towns := boundaries.Snapshot{County: county, Level: adcode.Township, Day: civil.Date(2020, 1, 1)}
		villages := boundaries.Snapshot{County: county, Level: adcode.Village, Day: civil.Date(2020, 1, 1)}
		for town := range 10 {
			code := county.Child(101 + town)
			towns.Units = append(towns.Units, unitOf(code, fmt.Sprintf("山河%d镇", 10*n+town), nil))
			for v := range 15 {
				x, y := n%2*15+town%5*3+v%3, n/2*10+town/5*5+v/3
				shape := land.village(x, y)
				villages.Units = append(villages.Units, unitOf(code.Child(201+v), fmt.Sprintf("临江%d村", 150*n+15*town+v), shape))
			}
		}
		w.Snapshots = append(w.Snapshots, towns, villages)
	}
	if _, err := t.store.Commit(ctx, w); err != nil {
		return err
	}
	if _, err := t.store.Commit(ctx, edition.Write{Author: "bench", Title: "facilities", Facilities: scattered(random)}); err != nil {
		return err
	}
	return t.open(ctx)
}

func unitOf(code adcode.Code, name string, shape orb.MultiPolygon) boundaries.Version {
	return boundaries.Version{Code: code, Name: name, Type: boundaries.TypeOf(name, code), Parent: code.Parent(), Shape: shape}
}

// scattered are the facilities, by county.
func scattered(random *rand.Rand) []edition.FacilitySet {
	sets := make([]edition.FacilitySet, 4)
	kinds := []string{"ELD_RURAL_POINT", "ELD_COMMUNITY", "ELD_HOME", "CEM_PUBLIC"}
	for i := range tiledFacilities {
		x, y := tiledColumns*random.Float64(), tiledRows*random.Float64()
		n := int(x)/15 + 2*(int(y)/10)
		place := geo.Snap(tiledCorner(x, y)).Point()
		sets[n].County = adcode.MustParse(fmt.Sprintf("99030%d", n+1))
		sets[n].Put = append(sets[n].Put, facilities.Facility{Kind: kinds[i%len(kinds)], Name: fmt.Sprintf("第%d站", i), State: facilities.Operating, Source: facilities.ByPoint, Place: &place})
	}
	return sets
}

func (t *tiledLand) open(ctx context.Context) error {
	if err := t.load(ctx); err != nil {
		return err
	}
	return t.fillTables(ctx)
}

// load takes the editions out of the store anew.
func (t *tiledLand) load(ctx context.Context) error {
	t.editions, t.vertices = nil, 0
	before := held()
	t.cache = edition.NewCache(t.store, 8<<30)
	counties, err := t.store.Counties(ctx)
	if err != nil {
		return err
	}
	for _, c := range counties {
		ed, err := t.cache.Edition(ctx, edition.Key{County: c.Code})
		if err != nil {
			return err
		}
		t.editions = append(t.editions, ed)
		t.vertices += verticesOf(ed)
	}
	t.bytes = float64(held() - before)
	return nil
}

// verticesOf counts those of a county's lowest units, whose shapes are given.
func verticesOf(ed *edition.Edition) (count int) {
	for i := range ed.Units {
		if ed.Units[i].Level() != adcode.Village {
			continue
		}
		for _, polygon := range ed.Units[i].Shape {
			for _, ring := range polygon {
				count += len(ring) - 1
			}
		}
	}
	return count
}

// mostAddresses bounds the tiles of a zoom that are asked for.
const mostAddresses = 1000

// addresses are the tiles over the land from zoom 8 to 14: of a zoom that has more than
// mostAddresses, every so manieth.
func (t *tiledLand) addresses() (all []maptile.Tile) {
	bound := t.editions[0].Bound
	for _, ed := range t.editions {
		bound = bound.Union(ed.Bound)
	}
	for zoom := maptile.Zoom(8); zoom <= 14; zoom++ {
		low, high := maptile.At(bound.Min, zoom), maptile.At(bound.Max, zoom)
		step := int((high.X-low.X+1)*(low.Y-high.Y+1))/mostAddresses + 1
		count := 0
		for x := low.X; x <= high.X; x++ {
			for y := high.Y; y <= low.Y; y++ {
				if count++; count%step == 0 {
					all = append(all, maptile.New(x, y, zoom))
				}
			}
		}
	}
	return all
}

// wavyLand draws villages whose borders wind, each border once.
type wavyLand struct {
	random *rand.Rand
	sides  map[[4]int]orb.LineString
}

func tiledCorner(x, y float64) orb.Point {
	return orb.Point{104 + tiledSide*(x+0.2*math.Sin(y)), 30 + tiledSide*(y+0.2*math.Cos(x))}
}

func (w *wavyLand) village(x, y int) orb.MultiPolygon {
	var ring orb.Ring
	ring = append(ring, w.side(x, y, x+1, y)...)
	ring = append(ring, w.side(x+1, y, x+1, y+1)...)
	ring = append(ring, w.side(x+1, y+1, x, y+1)...)
	ring = append(ring, w.side(x, y+1, x, y)...)
	return geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})
}

// side is the border between two corners without its last point, winding by waves of
// ever shorter length, and straight near the corners, so that no two cross.
func (w *wavyLand) side(x1, y1, x2, y2 int) orb.LineString {
	if x2 < x1 || y2 < y1 {
		back := append(w.side(x2, y2, x1, y1), tiledCorner(float64(x1), float64(y1))).Clone()
		back.Reverse()
		return back[:tiledSteps]
	}
	key := [4]int{x1, y1, x2, y2}
	if line, ok := w.sides[key]; ok {
		return line
	}
	var waves [6][2]float64
	for i := range waves {
		waves[i] = [2]float64{2 * math.Pi * w.random.Float64(), 0.12 / math.Exp2(float64(i))}
	}
	line := make(orb.LineString, tiledSteps)
	for i := range line {
		along := float64(i) / tiledSteps
		off := 0.004 * (w.random.Float64() - 0.5)
		for k, wave := range waves {
			off += wave[1] * math.Sin(wave[0]+2*math.Pi*along*math.Exp2(float64(k)))
		}
		off *= min(1, 3*min(along, 1-along))
		if y1 == y2 {
			line[i] = tiledCorner(float64(x1)+along, float64(y1)+off)
		} else {
			line[i] = tiledCorner(float64(x1)+off, float64(y1)+along)
		}
	}
	w.sides[key] = line
	return line
}
