package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xiantu/xiantu/coverage/siting"
)

// siteProblem is maximal covering with ten sites, or covering all with the fewest, at points
// of which each is a client and a candidate.
type siteProblem struct {
	people []float64
	near   [][]int // by candidate: the points within the radius
	count  int     // 0: the fewest that cover all
}

const (
	sitePoints = 1000
	siteCount  = 10
	siteRadius = 2000.0 // metres
)

// newSiteProblem has 1,000 points by chance in a county 40 km wide.
func newSiteProblem() *siteProblem {
	random := rand.New(rand.NewPCG(511425, 1))
	x, y, people := make([]float64, sitePoints), make([]float64, sitePoints), make([]float64, sitePoints)
	for i := range sitePoints {
		x[i], y[i] = 40_000*random.Float64(), 40_000*random.Float64()
		people[i] = float64(50 + random.IntN(350))
	}
	return siteProblemAt(people, x, y, siteRadius, siteCount)
}

func siteProblemAt(people, x, y []float64, radius float64, count int) *siteProblem {
	p := &siteProblem{people: people, near: make([][]int, len(people)), count: count}
	for j := range people {
		for i := range people {
			if math.Hypot(x[i]-x[j], y[i]-y[j]) <= radius {
				p.near[j] = append(p.near[j], i)
			}
		}
	}
	return p
}

// solve proves the best sites.
func (p *siteProblem) solve(ctx context.Context) (s *siting.Solution, err error) {
	m := siting.NewMatrix(len(p.people), len(p.people))
	for j, clients := range p.near {
		for _, i := range clients {
			m.Add(i, j, 0)
		}
	}
	if p.count == 0 {
		s, err = siting.CoverAll(ctx, m, siting.Options{})
	} else {
		s, err = siting.Cover(ctx, m, p.people, p.count, siting.Options{})
	}
	if err == nil && !s.Proven {
		return nil, fmt.Errorf("sites are not proven: %v of %v", s.Objective, s.Bound)
	}
	return s, err
}

// findingSites proves the best ten sites, beside CBC (Debian's coinor-cbc) with its file to read.
func findingSites(ctx context.Context, l *land) (row, error) {
	p := newSiteProblem()
	const work, aim = "ten best sites of 1,000, proven (beside CBC)", "faster"
	here := func() error {
		_, err := p.solve(ctx)
		return err
	}
	if _, err := exec.LookPath("cbc"); err != nil {
		return alone(work, aim, here)
	}
	file := filepath.Join(l.folder, "sites.lp")
	if err := p.write(file); err != nil {
		return row{}, err
	}
	return compared(work, aim, here, func() error {
		_, _, err := solveByCBC(ctx, file)
		return err
	})
}

var objectiveOfCBC = regexp.MustCompile(`Objective value:\s+([0-9.]+)`)

// solveByCBC returns the optimum that CBC proves, and its processor time.
func solveByCBC(ctx context.Context, file string) (objective float64, took time.Duration, err error) {
	command := exec.CommandContext(ctx, "cbc", file, "solve")
	out, err := command.CombinedOutput()
	found := objectiveOfCBC.FindSubmatch(out)
	if err != nil || found == nil || !strings.Contains(string(out), "Optimal solution found") {
		return 0, 0, fmt.Errorf("cbc: %w %s", err, out)
	}
	objective, err = strconv.ParseFloat(string(found[1]), 64)
	return objective, command.ProcessState.UserTime() + command.ProcessState.SystemTime(), err
}

// write makes a file in CPLEX's LP format: y takes a site, x covers a client.
func (p *siteProblem) write(path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	w := bufio.NewWriter(file)
	by := make([][]int, len(p.people))
	for j, clients := range p.near {
		for _, i := range clients {
			by[i] = append(by[i], j)
		}
	}
	if p.count == 0 {
		p.writeFewest(w, by)
	} else {
		p.writeMost(w, by)
	}
	fmt.Fprintln(w, "Binary")
	for j := range p.near {
		fmt.Fprintf(w, " y%d\n", j)
	}
	fmt.Fprintln(w, "End")
	return w.Flush()
}

func (p *siteProblem) writeMost(w io.Writer, by [][]int) {
	fmt.Fprintln(w, "Maximize\n obj:")
	for i, n := range p.people {
		fmt.Fprintf(w, " + %g x%d\n", n, i)
	}
	fmt.Fprintln(w, "Subject To")
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
	fmt.Fprintf(w, " = %d\nBounds\n", p.count)
	for i := range p.people {
		fmt.Fprintf(w, " x%d <= 1\n", i)
	}
}

func (p *siteProblem) writeFewest(w io.Writer, by [][]int) {
	fmt.Fprint(w, "Minimize\n obj:")
	for j := range p.near {
		fmt.Fprintf(w, " + y%d\n", j)
	}
	fmt.Fprintln(w, "Subject To")
	for i, sites := range by {
		fmt.Fprintf(w, " c%d:", i)
		for _, j := range sites {
			fmt.Fprintf(w, " + y%d", j)
		}
		fmt.Fprintln(w, " >= 1")
	}
}
