package web_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestTiles(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var description struct {
		TileJSON string
		Tiles    []string
		Bounds   [4]float64
	}
	s.get("/tiles/divisions/tilejson.json?county=990101&at=2020-06-30").status(http.StatusOK).into(&description)
	if description.TileJSON != "3.0.0" || description.Bounds != [4]float64{103.8, 29.8, 103.82, 29.82} {
		t.Fatalf("%+v", description)
	}
	address, ok := strings.CutPrefix(description.Tiles[0], s.URL)
	if !ok || !strings.Contains(address, "at=2020-06-30") {
		t.Fatalf("tiles at %s", description.Tiles[0])
	}
	address = strings.NewReplacer("{z}", "14", "{x}", "12916", "{y}", "6769").Replace(address)
	zipped := s.get(address, "Accept-Encoding", "gzip").status(http.StatusOK)
	plain := s.get(address).status(http.StatusOK)
	if zipped.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" || zipped.Header.Get("ETag") == plain.Header.Get("ETag") {
		t.Errorf("compressed %v\nplain %v", zipped.Header, plain.Header)
	}
	for _, a := range []answer{zipped, plain} {
		encoding := a.Header.Get("Content-Encoding")
		if got := s.get(address, "Accept-Encoding", encoding, "If-None-Match", a.Header.Get("ETag")).StatusCode; got != http.StatusNotModified {
			t.Errorf("%q: %d for what it has", encoding, got)
		}
	}
	s.get("/tiles/divisions/14/0/0.mvt").status(http.StatusNoContent)
	s.get("/tiles/coverage/14/12916/6769.mvt").status(http.StatusNoContent)
}

func TestStyle(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, theme := range []string{"light", "dark"} {
		var style struct {
			Version int
			Sprite  string
			Sources map[string]struct{ URL string }
			Layers  []map[string]any
		}
		s.get("/style.json?county=990101&theme=" + theme).status(http.StatusOK).into(&style)
		if style.Version != 8 || len(style.Layers) == 0 {
			t.Fatalf("%+v", style)
		}
		for _, source := range style.Sources {
			if address, ok := strings.CutPrefix(source.URL, s.URL); ok {
				s.get(address).status(http.StatusOK)
			} else if source.URL != "" {
				t.Errorf("a source at %s", source.URL)
			}
		}
		for _, ending := range []string{".json", ".png", "@2x.json", "@2x.png"} {
			s.get(strings.TrimPrefix(style.Sprite, s.URL) + ending).status(http.StatusOK)
		}
	}
	s.get("/style.json?theme=loud").problem(http.StatusBadRequest)
}
