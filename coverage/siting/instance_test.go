package siting_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/coverage/siting"
)

// 1 --2-- 2 --2-- 3      the edge 1-2 is given twice: 9, then 2, which holds;
//
//	|              with a site at 2 everyone is 2 away
//	2
//	4
const star = "4 4 1\n1 2 9\n2 3 2\n2 4 2\n1 2 2\n"

func TestOfEdgesGivenAgainTheLastHolds(t *testing.T) {
	for file, total := range map[string]float64{star: 6, "4 4 1\n1 2 2\n2 3 2\n2 4 2\n2 1 9\n": 13} {
		in, err := siting.ReadORLib(strings.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		m, err := in.Matrix(0)
		if err != nil {
			t.Fatal(err)
		}
		s, err := siting.Median(context.Background(), m, in.Weights, in.Count, siting.Options{})
		if err != nil || s.Objective != total || !slices.Equal(s.Sites, []int{1}) {
			t.Errorf("%q: %+v, %v, want %v from the second node", file, s, err, total)
		}
	}
}

// The distances are those that Floyd's method finds, and the optimum that of all choices.
func TestORLibAsFloydAndTryingAllSay(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for range 20 {
		n, p := 6+random.IntN(6), 1+random.IntN(3)
		f := field{way: make([][]float64, n), weights: make([]float64, n), count: p}
		for i := range n {
			f.way[i] = slices.Repeat([]float64{math.Inf(1)}, n)
			f.way[i][i], f.weights[i] = 0, 1
		}
		var file strings.Builder
		fmt.Fprintf(&file, " %d %d %d \n", n, 3*n, p)
		edge := func(i, j int) {
			far := random.IntN(100)
			fmt.Fprintf(&file, " %d %d %d \n", i+1, j+1, far)
			f.way[i][j], f.way[j][i] = float64(far), float64(far)
		}
		for i := range n {
			edge(i, (i+1)%n)
		}
		for range 2 * n {
			i := random.IntN(n)
			edge(i, (i+1+random.IntN(n-1))%n)
		}
		for k := range n {
			for i := range n {
				for j := range n {
					f.way[i][j] = min(f.way[i][j], f.way[i][k]+f.way[k][j])
				}
			}
		}
		in, err := siting.ReadORLib(strings.NewReader(file.String()))
		if err != nil {
			t.Fatal(err)
		}
		f.matrix, err = in.Matrix(0)
		if err != nil {
			t.Fatal(err)
		}
		total, longest := math.Inf(1), math.Inf(1)
		f.choices(p, func(sites []int) {
			total, longest = min(total, f.total(sites)), min(longest, f.longest(sites))
		})
		median, err := siting.Median(context.Background(), f.matrix, in.Weights, in.Count, siting.Options{})
		known(t, "median", median, err, total)
		center, err := siting.Center(context.Background(), f.matrix, in.Count, siting.Options{})
		known(t, "center", center, err, longest)
	}
}

func TestXYWeight(t *testing.T) {
	in, err := siting.ReadXYWeight(strings.NewReader("3 9999 1 5\n0 0 10\n3 4 20\n6 8.1 40\n"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := in.Matrix(in.Radius)
	if err != nil {
		t.Fatal(err)
	}
	s, err := siting.Cover(context.Background(), m, in.Weights, in.Count, siting.Options{Radius: in.Radius})
	known(t, "cover", s, err, 40, 2) // the second reaches the first, 5 away, but not the third, 5.1 away: 30
}

func TestXYWeightThatLeavesOpenHowManyAndHowFar(t *testing.T) {
	in, err := siting.ReadXYWeight(strings.NewReader("3 9999 p S\n0 0 10\t\n3 4 20\t\n6 8.1 40"))
	if err != nil || in.Count != 0 || in.Radius != 0 || len(in.Weights) != 3 {
		t.Errorf("%+v %v", in, err)
	}
	if _, err := siting.ReadXYWeight(strings.NewReader("3 9999 S p\n0 0 10\n3 4 20\n6 8.1 40")); !errors.Is(err, siting.ErrInvalid) {
		t.Error(err)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	orlib, xy := siting.ReadORLib, siting.ReadXYWeight
	for _, c := range []struct{ file, says string }{
		{"", "the file ends where the number of nodes"},
		{"0 0 0", "0 points"},
		{"3 1 4\n1 2 3", "4 sites cannot be chosen of 3"},
		{"3 2 1\n1 2 3", "the file ends where an edge's node"},
		{"3 1 1\n1 4 3", "counted from 1 to 3"},
		{"3 1 1\n1 2 -3", "no length is negative"},
		{"3 1 1\n1 2 x", `"x" is not an edge's length`},
		{"3 1 1\n1 2 3 4", `"4" comes after the end`},
		{"3 1 1\n1 2.5 3", "2.5 is not an edge's node"},
		{"90000 1 1", "90000 points"},
		{"3 1 1\n1 2 NaN", "NaN"},
	} {
		if _, err := orlib(strings.NewReader(c.file)); !errors.Is(err, siting.ErrInvalid) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, want %q", c.file, err, c.says)
		}
	}
	for file, says := range map[string]string{
		"2 9999 1 5\n0 0 1\n": "a point's x", "1 9999 1 5\n0 0 -1\n": "a weight is not negative", "1 9999 1 -5\n0 0 1\n": "not negative",
	} {
		if _, err := xy(strings.NewReader(file)); !errors.Is(err, siting.ErrInvalid) || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %q", file, err, says)
		}
	}
}
