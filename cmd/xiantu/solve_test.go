package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// solveRun does one solve command; it must exit with code.
func solveRun(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := Run(t.Context(), append([]string{"solve"}, args...), &out, &err); got != code {
		t.Fatalf("xiantu solve %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, code, out.String(), err.String())
	}
	return out.String(), err.String()
}

// Five points on a line, at 0, 1, 2, 10 and 11, of weights 1, 1, 1, 4 and 3.
const onALine = "5 9999 2 1\n0 0 1\n1 0 1\n2 0 1\n10 0 4\n11 0 3\n"

func TestSolve(t *testing.T) {
	line := topoWrite(t, "line.txt", onALine)
	for _, c := range []struct {
		args  []string
		want  float64
		sites []int
	}{
		{[]string{"median", line}, 5, []int{2, 4}},
		{[]string{"center", line}, 1, nil},
		{[]string{"cover", line}, 10, nil},
		{[]string{"cover", line, "--count", "1"}, 7, nil},
		{[]string{"cover", line, "--count", "1", "--radius", "9"}, 10, []int{3}},
		{[]string{"all-covered", line, "--time-limit", "20s"}, 2, nil},
	} {
		text, _ := solveRun(t, 0, append(c.args, "--format", "xy-weight", "--json")...)
		var got solveBody
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err, text)
		}
		if !got.Proven || got.Objective != c.want || got.Gap != 0 || got.Bound != c.want {
			t.Errorf("%v: %+v, want %v proven", c.args, got, c.want)
		}
		for i, s := range c.sites {
			if len(got.Sites) != len(c.sites) || got.Sites[i] != s {
				t.Errorf("%v: sites %v, want %v", c.args, got.Sites, c.sites)
				break
			}
		}
	}
	if said, _ := solveRun(t, 0, "median", line, "--format", "xy-weight"); !strings.Contains(said, "objective 5, bound 5 (proven") {
		t.Error(said)
	}
}

func TestSolveRefuses(t *testing.T) {
	line, graph := topoWrite(t, "line.txt", onALine), topoWrite(t, "graph.txt", "3 2 2\n1 2 3\n2 3 4\n")
	island := topoWrite(t, "island.txt", "4 2 1\n1 2 3\n3 4 1\n")
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{1, "edge 1-0 of length 0", []string{"median", line, "--format", "orlib"}},
		{2, "what counts as reached", []string{"cover", graph, "--format", "orlib"}},
		{2, "xiantu: 9 sites cannot be chosen of 3 candidates\n", []string{"median", graph, "--format", "orlib", "--count", "9"}},
		{1, "with 1 to choose, no choice of sites reaches every client: choose more\n", []string{"center", island, "--format", "orlib"}},
		{1, "with 1 to choose, no choice of sites reaches every client: choose more\n", []string{"median", island, "--format", "orlib"}},
		{2, "not negative", []string{"median", graph, "--format", "orlib", "--count=-1"}},
	} {
		if _, said := solveRun(t, c.code, c.args...); !strings.Contains(said, c.says) {
			t.Errorf("%v: %s, want %q", c.args, said, c.says)
		}
	}
}
