package main

import (
	"context"
	"math"
	"math/rand/v2"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/coverage/road"
)

// The network is as large as a county's: crossings on a grid, each 90 to 170 seconds from
// the next.
const (
	networkWide, networkHigh = 200, 130
	networkPlaces            = 60
)

func networkLinks(random *rand.Rand) []road.Link {
	var links []road.Link
	for i := range int32(networkWide * networkHigh) {
		for _, to := range [2]int32{i + 1, i + networkWide} {
			if to < networkWide*networkHigh && (to != i+1 || to%networkWide != 0) {
				cost := 90 + 80*random.Float64()
				links = append(links, road.Link{A: i, B: to, Ahead: cost, Back: cost})
			}
		}
	}
	return links
}

// sqlNetwork: $1 the places. Each crossing with the place that is nearest to it, and how far
// that is, as pgRouting finds them.
const sqlNetwork = `SELECT * FROM pgr_drivingDistance('SELECT id, source, target, cost, reverse_cost FROM bench_links', $1::bigint[], 1e9, true, true)`

// travelling finds how far every crossing is from the nearest of 60 facilities.
func travelling(ctx context.Context, l *land) (row, error) {
	random := rand.New(rand.NewPCG(1, 2))
	links := networkLinks(random)
	var seeds []road.Seed
	var places []int64
	for i := range int32(networkPlaces) {
		node := random.Int32N(networkWide * networkHigh)
		seeds, places = append(seeds, road.Seed{Node: node, Place: i}), append(places, int64(node))
	}
	if err := l.fillNetwork(ctx, links); err != nil {
		return row{}, err
	}
	graph := road.NewGraph(networkWide*networkHigh, links)
	return compared("times by road from 26,000 crossings to the nearest of 60 (beside pgRouting)", "< 10 ms", func() error {
		graph.To(seeds, math.Inf(1))
		return nil
	}, l.query(ctx, sqlNetwork, places))
}

// fillNetwork puts the network into a table of the peer's.
func (l *land) fillNetwork(ctx context.Context, links []road.Link) error {
	_, err := l.sql.Exec(ctx, `CREATE EXTENSION IF NOT EXISTS pgrouting;
		CREATE TEMPORARY TABLE bench_links (id bigint, source bigint, target bigint, cost float8, reverse_cost float8)`)
	if err != nil {
		return err
	}
	_, err = l.sql.CopyFrom(ctx, pgx.Identifier{"bench_links"}, []string{"id", "source", "target", "cost", "reverse_cost"}, pgx.CopyFromSlice(len(links), func(i int) ([]any, error) {
		k := links[i]
		return []any{int64(i), int64(k.A), int64(k.B), k.Ahead, k.Back}, nil
	}))
	return err
}
