package siting

import (
	"bufio"
	"container/heap"
	"fmt"
	"io"
	"math"
	"strconv"
)

// Instance is a problem as the literature's files give it: as many sites as clients, each
// at a client's place.
type Instance struct {
	Weights []float64 // by client
	Count   int       // p, sites to choose
	Radius  float64   // S, the service distance; 0: the file gives none

	ways func(site int) []float64 // by client; +Inf: there is none
}

// Bounds of a file, and of the pairs of its matrix: some 30 bytes each in a search.
const (
	mostPoints = 50_000
	mostPairs  = 40_000_000
)

// Matrix holds the ways up to a length; 0: all of them. The error is ErrInvalid where
// there are too many to be looked at.
func (in *Instance) Matrix(upTo float64) (*Matrix, error) {
	n := len(in.Weights)
	m, pairs := NewMatrix(n, n), 0
	for site := range n {
		for client, far := range in.ways(site) {
			if !math.IsInf(far, 1) && (upTo <= 0 || far <= upTo) {
				m.Add(client, site, far)
				pairs++
			}
		}
		if pairs > mostPairs {
			return nil, fmt.Errorf("%d points have more than %d ways between them: ask by a shorter radius, or of fewer points: %w", n, mostPairs, ErrInvalid)
		}
	}
	return m, m.err
}

// ReadORLib reads a p-median file of Beasley's OR-Library: "n m p", then m edges "i j
// length", nodes counted from 1. An edge that comes again has the length it had
// last, as the library asks for; distances are those of the shortest paths. Every client
// weighs 1.
//
// The error is ErrInvalid, with the number that is wrong.
func ReadORLib(r io.Reader) (*Instance, error) {
	f := newNumbers(r)
	n, edges, p := f.whole("the number of nodes"), f.whole("the number of edges"), f.whole("p")
	if err := f.size(n, p); err != nil {
		return nil, err
	}
	length := make([]map[int]float64, n)
	for i := range length {
		length[i] = map[int]float64{}
	}
	for range edges {
		i, j, far := f.whole("an edge's node"), f.whole("an edge's node"), f.number("an edge's length")
		if f.err == nil && (min(i, j) < 1 || max(i, j) > n || far < 0) {
			f.fail("edge %d-%d of length %v: nodes are counted from 1 to %d, and no length is negative", i, j, far, n)
		}
		if f.err != nil {
			return nil, f.err
		}
		if i != j {
			length[i-1][j-1], length[j-1][i-1] = far, far
		}
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	in := &Instance{Weights: make([]float64, n), Count: p, ways: func(site int) []float64 { return shortest(length, site) }}
	for i := range n {
		in.Weights[i] = 1
	}
	return in, nil
}

// ReadXYWeight reads "n 9999 p S", then for each of n points "x y weight"; distances are
// Euclidean. The second number says nothing. Files that are asked with several p and S
// have these letters themselves in their place: Count and Radius are then 0.
//
// The error is ErrInvalid, with the number that is wrong.
func ReadXYWeight(r io.Reader) (*Instance, error) {
	f := newNumbers(r)
	n := f.whole("the number of points")
	f.number("the second number, 9999")
	f.open = "p"
	p := f.whole("p")
	f.open = "S"
	radius := f.number("S, the service distance")
	f.open = ""
	if err := f.size(n, p); err != nil {
		return nil, err
	}
	if radius < 0 {
		return nil, fmt.Errorf("the service distance is %v: it is not negative: %w", radius, ErrInvalid)
	}
	x, y, in := make([]float64, n), make([]float64, n), &Instance{Weights: make([]float64, n), Count: p, Radius: radius}
	for i := range n {
		x[i], y[i], in.Weights[i] = f.number("a point's x"), f.number("a point's y"), f.number("a point's weight")
		if f.err == nil && in.Weights[i] < 0 {
			f.fail("a point weighs %v: a weight is not negative", in.Weights[i])
		}
		if f.err != nil {
			return nil, f.err
		}
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	in.ways = func(site int) []float64 {
		far := make([]float64, n)
		for client := range far {
			far[client] = math.Hypot(x[client]-x[site], y[client]-y[site])
		}
		return far
	}
	return in, nil
}

// numbers reads a file of numbers with blanks between them, and remembers the first thing
// that is wrong.
type numbers struct {
	words *bufio.Scanner
	read  int
	open  string // what may stand for a number that is not said; "": nothing may
	err   error
}

func newNumbers(r io.Reader) *numbers {
	s := bufio.NewScanner(r)
	s.Split(bufio.ScanWords)
	return &numbers{words: s}
}

func (f *numbers) fail(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf("number %d of the file: "+format+": %w", append(append([]any{f.read}, args...), ErrInvalid)...)
	}
}

func (f *numbers) number(what string) float64 {
	if f.err != nil {
		return 0
	}
	f.read++
	if !f.words.Scan() {
		if err := f.words.Err(); err != nil {
			f.err = err
			return 0
		}
		f.fail("the file ends where %s should stand", what)
		return 0
	}
	if f.open != "" && f.words.Text() == f.open {
		return 0
	}
	v, err := strconv.ParseFloat(f.words.Text(), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		f.fail("%q is not %s", f.words.Text(), what)
		return 0
	}
	return v
}

func (f *numbers) whole(what string) int {
	v := f.number(what)
	if v != math.Trunc(v) || math.Abs(v) > 1<<30 {
		f.fail("%v is not %s", v, what)
		return 0
	}
	return int(v)
}

// size checks the first line.
func (f *numbers) size(n, p int) error {
	switch {
	case f.err != nil:
	case n < 1 || n > mostPoints:
		f.fail("%d points: there may be from 1 to %d", n, mostPoints)
	case p < 0 || p > n:
		f.fail("%d sites cannot be chosen of %d", p, n)
	}
	return f.err
}

// end refuses what comes after the last number that is due: the file is of another form.
func (f *numbers) end() error {
	if f.err == nil && f.words.Scan() {
		f.read++
		f.fail("%q comes after the end: is the file of another format?", f.words.Text())
	}
	if f.err == nil {
		f.err = f.words.Err()
	}
	return f.err
}

// shortest is how far each node is from one (Dijkstra, 1959); +Inf where no path leads.
func shortest(length []map[int]float64, from int) []float64 {
	far := make([]float64, len(length))
	for i := range far {
		far[i] = math.Inf(1)
	}
	far[from] = 0
	for open := (visits{{from, 0}}); len(open) > 0; {
		at := heap.Pop(&open).(visit)
		if at.far > far[at.node] {
			continue
		}
		for to, step := range length[at.node] {
			if d := at.far + step; d < far[to] {
				far[to] = d
				heap.Push(&open, visit{to, d})
			}
		}
	}
	return far
}

type visit struct {
	node int
	far  float64
}

// visits is a heap, the nearest first.
type visits []visit

func (v visits) Len() int           { return len(v) }
func (v visits) Less(i, j int) bool { return v[i].far < v[j].far }
func (v visits) Swap(i, j int)      { v[i], v[j] = v[j], v[i] }
func (v *visits) Push(x any)        { *v = append(*v, x.(visit)) }
func (v *visits) Pop() any {
	last := (*v)[len(*v)-1]
	*v = (*v)[:len(*v)-1]
	return last
}
