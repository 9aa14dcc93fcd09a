package web

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// gathering is the editions of all counties, and what their tiles are called.
type gathering struct {
	editions []*edition.Edition
	around   [][]int32 // by edition: those whose boxes meet its own, itself among them
	versions map[tiles.Set]string
}

func gather(eds []*edition.Edition) gathering {
	g := gathering{eds, around(eds), map[tiles.Set]string{}}
	for _, set := range tiles.Sets {
		g.versions[set] = tiles.PictureVersion(set, eds)
	}
	return g
}

// gatheringKey is the day that all counties are shown on, as the client wrote it, and the
// epoch of the editions.
type gatheringKey struct {
	at    string
	epoch uint64
}

// gatherings remembers the counties that tiles were last drawn of, for as long as views
// are remembered, so that a tile asks the database nothing. Where there are hundreds,
// looking each up takes longer than drawing the tile.
type gatherings struct {
	kept *otter.Cache[gatheringKey, gathering]
	warm atomic.Bool // a gathering was made before: the epoch now tells of every change
}

func newGatherings() *gatherings {
	return &gatherings{kept: otter.Must(&otter.Options[gatheringKey, gathering]{
		MaximumSize: 4, ExpiryCalculator: otter.ExpiryAccessing[gatheringKey, gathering](2 * time.Minute),
	})}
}

// gathered are the editions that tiles are drawn from, remembered where they are of all
// counties; epoch was read before.
func (s *Server) gathered(ctx context.Context, q PictureQuery, epoch uint64) (gathering, error) {
	whole := q.County == "" && q.Plan == 0
	key := gatheringKey{q.At, epoch}
	if whole {
		if g, ok := s.gatherings.kept.GetIfPresent(key); ok {
			return g, nil
		}
	}
	warm := s.gatherings.warm.Load()
	eds, err := s.pictures(ctx, q)
	if err != nil {
		return gathering{}, err
	}
	g := gather(eds)
	if whole && len(eds) > 0 {
		s.gatherings.warm.Store(true)
		if warm {
			s.gatherings.kept.Set(key, g)
		}
	}
	return g, nil
}

// forTile are the editions that a tile is drawn from. Facilities that are drawn as clusters
// are of all, so that a cluster is the same in every tile.
func (g gathering) forTile(set tiles.Set, z, x, y int) []*edition.Edition {
	if len(g.editions) < 2 || (set == tiles.Facilities || set == tiles.Whole) && z <= tiles.ClusterZoom {
		return g.editions
	}
	return g.near(z, x, y)
}

// near are the editions that a tile, with the strip around it, may show, and those
// around them: what border two counties share is drawn as both have it, so that the same
// counties must be at hand for every tile of a county.
func (g gathering) near(z, x, y int) (out []*edition.Edition) {
	tile := maptile.New(uint32(x), uint32(y), maptile.Zoom(z)).Bound(0.1)
	wanted := make([]bool, len(g.editions))
	for i, ed := range g.editions {
		if ed.Bound.Intersects(tile) {
			for _, k := range g.around[i] {
				wanted[k] = true
			}
		}
	}
	for i, ed := range g.editions {
		if wanted[i] {
			out = append(out, ed)
		}
	}
	return out
}

func around(eds []*edition.Edition) [][]int32 {
	all := make([][]int32, len(eds))
	for i, ed := range eds {
		for k, other := range eds {
			if ed.Bound.Intersects(other.Bound) {
				all[i] = append(all[i], int32(k))
			}
		}
	}
	return all
}
