package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb/geojson"
)

func TestSite(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.run(0, "demo", "--load")
	var answer struct {
		Sites         []struct{ Lon, Lat float64 }
		Proven        bool
		Before, After struct{ Covered, Of int64 }
	}
	ask := []string{"site", "--kind", "ELD_COMMUNITY", "--radius", "1500"}
	c.json(&answer, append(ask, "--count", "5")...)
	if len(answer.Sites) != 5 || !answer.Proven || answer.After.Covered <= answer.Before.Covered {
		t.Errorf("%+v", answer)
	}
	// The same sites as what-if facilities, given as candidates: all five are chosen again.
	best := answer
	file := filepath.Join(t.TempDir(), "places.geojson")
	c.run(0, append(ask, "--count", "5", "--format", "geojson", "--out", file)...)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if fc, err := geojson.UnmarshalFeatureCollection(content); err != nil || len(fc.Features) != 5 {
		t.Fatalf("%v %s", err, content)
	}
	c.json(&answer, append(ask, "--count", "5", "--candidates", file)...)
	if answer.After != best.After {
		t.Errorf("%+v, from the points: %+v", best.After, answer.After)
	}
	c.json(&answer, append(ask, "--objective", "all-covered", "--share", "0.6", "--time-limit", "5s")...)
	if float64(answer.After.Covered) < 0.6*float64(answer.After.Of) {
		t.Errorf("%+v", answer)
	}
	if said := c.run(0, append(ask, "--count", "2", "--curve", "--no-keep-existing")...); !strings.Contains(said, "proven that no choice is better") || !strings.Contains(said, "TOTAL") || !strings.Contains(said, "at most") {
		t.Error(said)
	}
	if said := c.run(0, append(ask, "--count", "2", "--format", "csv")...); !strings.Contains(said, "question_id") || len(strings.Split(strings.TrimSpace(said), "\r\n")) != 3 {
		t.Error(said)
	}
	for says, args := range map[string][]string{
		"above 0":              {"--count", "0"},
		"what counts":          {"--count", "2", "--radius", "0"},
		"cannot be chosen of":  {"--count", "1999"},
		"no such file":         {"--count", "1", "--candidates", "nowhere.geojson"},
		"--time-limit":         {"--count", "1", "--time-limit", "0s"},
		"less than the share":  {"--objective", "all-covered", "--share", "0.99", "--radius", "1"},
		"is no kind":           {"--count", "1", "--kind", "NO"},
		"give metres or minut": {"--count", "1", "--minutes", "15"},
	} {
		if said := c.run(2, append(ask, args...)...); !strings.Contains(said, says) {
			t.Errorf("%v: %s", args, said)
		}
	}
}
