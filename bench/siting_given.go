package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// givenProblem is one on the given county of 1,000 groups, with its optimum: maximal
// covering with so many sites or, where count is 0, covering all with the fewest.
type givenProblem struct {
	radius  float64
	count   int
	optimum float64
}

func givenProblems() []givenProblem {
	return []givenProblem{{1000, 10, 62_662}, {2000, 10, 128_298}, {3000, 10, 191_424}, {5000, 0, 8}, {3000, 0, 19}, {2000, 0, 39}}
}

// findingGivenSites proves the best sites of the given county, where XIANTU_SHARED names the
// given data, each once beside CBC in the same run. Times are the processor's, since
// either takes seconds; CBC's has its file to read.
func findingGivenSites(ctx context.Context, l *land) ([]row, error) {
	root := os.Getenv("XIANTU_SHARED")
	if root == "" {
		return nil, nil
	}
	people, x, y, err := readGroups(filepath.Join(root, "data/synthetic/county_dem.csv"))
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, g := range givenProblems() {
		work := fmt.Sprintf("%d best sites of 1,000 at %g m, proven, processor time (beside CBC)", g.count, g.radius)
		if g.count == 0 {
			work = fmt.Sprintf("fewest sites of 1,000 for all at %g m, proven, processor time (beside CBC)", g.radius)
		}
		here, peer, err := g.race(ctx, siteProblemAt(people, x, y, g.radius, g.count), filepath.Join(l.folder, "given.lp"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", work, err)
		}
		rows = append(rows, row{work, span(here), span(peer), fmt.Sprintf("%.1fx", float64(peer)/float64(here)), "faster"})
	}
	return rows, nil
}

// race solves a problem here and then by CBC, and returns the processor's times.
func (g givenProblem) race(ctx context.Context, p *siteProblem, file string) (here, peer time.Duration, err error) {
	began := processorTime()
	s, err := p.solve(ctx)
	if err != nil {
		return 0, 0, err
	}
	here = processorTime() - began
	if s.Objective != g.optimum {
		return 0, 0, fmt.Errorf("the optimum is %v, found as proven: %v", g.optimum, s.Objective)
	}
	if err := p.write(file); err != nil {
		return 0, 0, err
	}
	objective, peer, err := solveByCBC(ctx, file)
	if err == nil && objective != g.optimum {
		err = fmt.Errorf("the optimum is %v, CBC says %v", g.optimum, objective)
	}
	return here, peer, err
}

// processorTime is what this process has used so far.
func processorTime() time.Duration {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used) // of itself: it cannot fail
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// readGroups reads people, easting and northing of groups: the third, ninth and tenth of
// tab-separated columns.
func readGroups(path string) (people, x, y []float64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, nil, err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma = '\t'
	records, err := r.ReadAll()
	if err != nil {
		return nil, nil, nil, err
	}
	for _, record := range records {
		var v [3]float64
		for k, column := range [3]int{2, 8, 9} {
			if v[k], err = strconv.ParseFloat(record[column], 64); err != nil {
				return nil, nil, nil, fmt.Errorf("%s: %w", path, err)
			}
		}
		people, x, y = append(people, v[0]), append(x, v[1]), append(y, v[2])
	}
	return people, x, y, nil
}
