package postgis_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// chanceLinks are links of a random network, some of them one-way.
func chanceLinks(dice *rand.Rand, nodes int) []road.Link {
	links := make([]road.Link, 3*nodes)
	for i := range links {
		l := road.Link{A: int32(dice.IntN(nodes)), B: int32(dice.IntN(nodes)), Ahead: 1 + 100*dice.Float64(), Back: -1}
		if dice.IntN(3) > 0 {
			l.Back = 1 + 100*dice.Float64()
		}
		links[i] = l
	}
	return links
}

// TestTimesAgainstPGRouting compares times on random networks with pgr_dijkstraCost: from
// every node to the nearest of five places.
func TestTimesAgainstPGRouting(t *testing.T) {
	t.Parallel()
	conn := connect(t, postgistest.NewURL(t))
	run := func(sql string, args ...any) {
		t.Helper()
		if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	run("CREATE EXTENSION pgrouting")
	run("CREATE TEMP TABLE link (id bigint, source bigint, target bigint, cost float8, reverse_cost float8)")
	for seed := range uint64(4) {
		dice := rand.New(rand.NewPCG(seed, 7))
		nodes := 50 + dice.IntN(400)
		links := chanceLinks(dice, nodes)
		run("TRUNCATE link")
		copyLinks(t.Context(), t, conn, links)
		var seeds []road.Seed
		var places []int64
		for i := range int32(5) {
			node := int32(dice.IntN(nodes))
			seeds, places = append(seeds, road.Seed{Node: node, Place: i}), append(places, int64(node))
		}
		want := make([]float64, nodes)
		for i := range want {
			want[i] = math.Inf(1)
		}
		for _, p := range places {
			want[p] = 0
		}
		all := make([]int64, nodes)
		for i := range all {
			all[i] = int64(i)
		}
		rows, err := conn.Query(t.Context(), "SELECT start_vid, min(agg_cost) FROM pgr_dijkstraCost('SELECT id, source, target, cost, reverse_cost FROM link', $1::bigint[], $2::bigint[], true) GROUP BY start_vid", all, places)
		if err != nil {
			t.Fatal(err)
		}
		var node int64
		var cost float64
		if _, err := pgx.ForEachRow(rows, []any{&node, &cost}, func() error { want[node] = min(want[node], cost); return nil }); err != nil {
			t.Fatal(err)
		}
		for i, got := range road.NewGraph(nodes, links).To(seeds, math.Inf(1)).Cost {
			if got != want[i] && math.Abs(got-want[i]) > 1e-9*want[i] {
				t.Errorf("network %d, node %d: %g, pgRouting says %g", seed, i, got, want[i])
			}
		}
	}
}

func copyLinks(ctx context.Context, t *testing.T, conn *pgx.Conn, links []road.Link) {
	t.Helper()
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"link"}, []string{"id", "source", "target", "cost", "reverse_cost"}, pgx.CopyFromSlice(len(links), func(i int) ([]any, error) {
		l := links[i]
		return []any{int64(i), int64(l.A), int64(l.B), l.Ahead, l.Back}, nil
	}))
	if err != nil {
		t.Fatal(err)
	}
}
