package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/xiantu/xiantu/coverage/siting"
)

type solveCommand struct {
	Question  string        `arg:"" enum:"median,center,cover,all-covered" help:"median: the least total way (p-median); center: the least longest way (p-center); cover: most weight within the radius (MCLP); all-covered: the fewest sites with everyone within the radius (LSCP)."`
	File      string        `arg:"" help:"The instance." type:"existingfile"`
	Format    string        `help:"orlib: n m p, then m edges i j length; xy-weight: n 9999 p S, then x y weight." enum:"orlib,xy-weight" required:""`
	Radius    float64       `help:"What counts as reached. Default: the S of the file."`
	Count     int           `help:"How many sites. Default: the p of the file."`
	TimeLimit time.Duration `help:"Answer after so long with the best found and how far it can be from the best possible. Default: until it is proven."`
}

// solveBody is the answer with --json.
type solveBody struct {
	Question  string  `json:"question"`
	Points    int     `json:"points"`
	Count     int     `json:"count"`
	Radius    float64 `json:"radius,omitempty"`
	Objective float64 `json:"objective"`
	Bound     float64 `json:"bound"`
	Gap       float64 `json:"gap"`
	Proven    bool    `json:"proven"`
	Nodes     int     `json:"nodes"`
	Seconds   float64 `json:"seconds"`
	Sites     []int   `json:"sites"` // counted from 1, as in the files
}

// Run reads an instance of the literature, and prints the best choice and its proof.
func (c *solveCommand) Run(app *application) error {
	if c.Radius < 0 || c.Count < 0 || c.TimeLimit < 0 {
		return usageError{"--radius, --count and --time-limit are not negative"}
	}
	in, err := c.read()
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if c.Count == 0 {
		c.Count = in.Count
	}
	if c.Radius == 0 {
		c.Radius = in.Radius
	}
	if reach := c.Question == "cover" || c.Question == "all-covered"; !reach {
		c.Radius = 0
	} else if c.Radius <= 0 {
		return usageError{"--radius: what counts as reached? The file does not say"}
	}
	if c.Count == 0 && c.Question != "all-covered" {
		return usageError{"--count: how many sites? The file does not say"}
	}
	began := time.Now()
	s, err := c.solve(app.ctx, in)
	switch {
	case errors.Is(err, siting.ErrInvalid):
		return usageError{sentence(err)}
	case err != nil:
		return err
	}
	return c.print(app, in, s, time.Since(began))
}

func (c *solveCommand) read() (*siting.Instance, error) {
	file, err := os.Open(c.File)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	read := map[string]func(io.Reader) (*siting.Instance, error){"orlib": siting.ReadORLib, "xy-weight": siting.ReadXYWeight}[c.Format]
	return read(file)
}

func (c *solveCommand) solve(ctx context.Context, in *siting.Instance) (*siting.Solution, error) {
	m, err := in.Matrix(c.Radius)
	if err != nil {
		return nil, err
	}
	o := siting.Options{Radius: c.Radius, TimeLimit: c.TimeLimit}
	switch c.Question {
	case "median":
		return siting.Median(ctx, m, in.Weights, c.Count, o)
	case "center":
		return siting.Center(ctx, m, c.Count, o)
	case "cover":
		return siting.Cover(ctx, m, in.Weights, c.Count, o)
	}
	return siting.CoverAll(ctx, m, o)
}

func (c *solveCommand) print(app *application, in *siting.Instance, s *siting.Solution, took time.Duration) error {
	sites := make([]int, len(s.Sites))
	for i, j := range s.Sites {
		sites[i] = j + 1
	}
	if app.line.JSON {
		return writeJSON(app.stdout, solveBody{c.Question, len(in.Weights), len(sites), c.Radius, s.Objective, s.Bound, s.Gap(), s.Proven, s.Nodes, took.Seconds(), sites})
	}
	proof := "proven: no choice is better"
	if !s.Proven {
		proof = fmt.Sprintf("at most %.2g%% from the best possible", 100*s.Gap())
	}
	_, err := fmt.Fprintf(app.stdout, "objective %.10g, bound %.10g (%s), %d nodes, %.2f s\nsites %v\n", s.Objective, s.Bound, proof, s.Nodes, took.Seconds(), sites)
	return err
}
