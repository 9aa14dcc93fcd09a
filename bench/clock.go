package main

import (
	"fmt"
	"slices"
	"time"
)

// row is a line of the table.
type row struct {
	work  string
	here  string
	peer  string
	ratio string
	aim   string
}

// String joins the cells by tabs.
func (r row) String() string {
	return r.work + "\t" + r.here + "\t" + r.peer + "\t" + r.ratio + "\t" + r.aim
}

// least and most bound how often a thing is done to time it.
const (
	least  = 5
	most   = 2000
	budget = 3 * time.Second
)

// median times a thing over and over.
func median(do func() error) (time.Duration, error) {
	here, _, err := paired(do, nil)
	return here, err
}

// paired times two things in turns and returns the median of each; peer may be nil.
func paired(here, peer func() error) (time.Duration, time.Duration, error) {
	var mine, theirs []time.Duration
	for began := time.Now(); len(mine) < least || len(mine) < most && time.Since(began) < budget; {
		for _, turn := range []struct {
			do    func() error
			times *[]time.Duration
		}{{here, &mine}, {peer, &theirs}} {
			if turn.do == nil {
				continue
			}
			start := time.Now()
			if err := turn.do(); err != nil {
				return 0, 0, err
			}
			*turn.times = append(*turn.times, time.Since(start))
		}
	}
	slices.Sort(mine)
	slices.Sort(theirs)
	if peer == nil {
		return mine[len(mine)/2], 0, nil
	}
	return mine[len(mine)/2], theirs[len(theirs)/2], nil
}

// compared makes the row of a pair.
func compared(work, aim string, here, peer func() error) (row, error) {
	h, p, err := paired(here, peer)
	if err != nil {
		return row{}, fmt.Errorf("%s: %w", work, err)
	}
	return row{work, span(h), span(p), factor(p, h), aim}, nil
}

// factor is how many times as long one thing takes as another: 12x, 2.4x.
func factor(long, short time.Duration) string {
	ratio := float64(long) / float64(short)
	if ratio < 9.95 {
		return fmt.Sprintf("%.1fx", ratio)
	}
	return fmt.Sprintf("%.0fx", ratio)
}

// alone makes the row of a thing that has no peer.
func alone(work, aim string, here func() error) (row, error) {
	h, err := median(here)
	if err != nil {
		return row{}, fmt.Errorf("%s: %w", work, err)
	}
	return row{work, span(h), "", "", aim}, nil
}

func span(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%.1f us", float64(d)/1e3)
	case d < time.Second:
		return fmt.Sprintf("%.2f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}
