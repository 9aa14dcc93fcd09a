package main

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/xiantu/xiantu/coverage/siting"
)

// siteProblem is maximal covering with ten sites at 1,000 points in a county 40 km wide,
// each point a client and a candidate.
type siteProblem struct {
	people []float64
	near   [][]int // by candidate: the points within the radius
}

const (
	sitePoints = 1000
	siteCount  = 10
	siteRadius = 2000.0 // metres
)

func newSiteProblem() *siteProblem {
	random := rand.New(rand.NewPCG(511425, 1))
	x, y, p := make([]float64, sitePoints), make([]float64, sitePoints), &siteProblem{}
	for i := range sitePoints {
		x[i], y[i] = 40_000*random.Float64(), 40_000*random.Float64()
		p.people = append(p.people, float64(50+random.IntN(350)))
	}
	p.near = make([][]int, sitePoints)
	for j := range sitePoints {
		for i := range sitePoints {
			if math.Hypot(x[i]-x[j], y[i]-y[j]) <= siteRadius {
				p.near[j] = append(p.near[j], i)
			}
		}
	}
	return p
}

// findingSites proves the best ten sites, beside CBC (Debian's coinor-cbc) with its file to read.
func findingSites(ctx context.Context, l *land) (row, error) {
	p := newSiteProblem()
	const work, aim = "ten best sites of 1,000, proven (beside CBC)", "faster"
	here := func() error {
		m := siting.NewMatrix(sitePoints, sitePoints)
		for j, clients := range p.near {
			for _, i := range clients {
				m.Add(i, j, 0)
			}
		}
		s, err := siting.Cover(ctx, m, p.people, siteCount, siting.Options{})
		if err == nil && !s.Proven {
			return fmt.Errorf("sites are not proven: %v of %v", s.Objective, s.Bound)
		}
		return err
	}
	cbc, err := exec.LookPath("cbc")
	if err != nil {
		return alone(work, aim, here)
	}
	file := filepath.Join(l.folder, "sites.lp")
	if err := p.write(file); err != nil {
		return row{}, err
	}
	return compared(work, aim, here, func() error {
		out, err := exec.CommandContext(ctx, cbc, file, "solve").CombinedOutput()
		if err == nil && !strings.Contains(string(out), "Optimal solution found") {
			return fmt.Errorf("cbc: %s", out)
		}
		return err
	})
}

// write makes a file in CPLEX's LP format: y takes a site, x covers a client.
func (p *siteProblem) write(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	fmt.Fprintln(w, "Maximize\n obj:")
	for i, n := range p.people {
		fmt.Fprintf(w, " + %g x%d\n", n, i)
	}
	fmt.Fprintln(w, "Subject To")
	by := make([][]int, sitePoints)
	for j, clients := range p.near {
		for _, i := range clients {
			by[i] = append(by[i], j)
		}
	}
	for i, sites := range by {
		fmt.Fprintf(w, " c%d: x%d", i, i)
		for _, j := range sites {
			fmt.Fprintf(w, " - y%d", j)
		}
		fmt.Fprintln(w, " <= 0")
	}
	fmt.Fprint(w, " p:")
	for j := range p.near {
		fmt.Fprintf(w, " + y%d", j)
	}
	fmt.Fprintf(w, " = %d\nBounds\n", siteCount)
	for i := range p.people {
		fmt.Fprintf(w, " x%d <= 1\n", i)
	}
	fmt.Fprintln(w, "Binary")
	for j := range p.near {
		fmt.Fprintf(w, " y%d\n", j)
	}
	fmt.Fprintln(w, "End")
	return w.Flush()
}
