package web_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// A collection's tile has its layer and no other; the dataset's has all.
func TestOGCTiles(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	const address = "/WebMercatorQuad/12/1692/3229"
	for path, want := range map[string]string{
		"/collections/villages/tiles": "village", "/collections/townships/tiles": "township", "/collections/borders/tiles": "border", "/collections/facilities/tiles": "facility",
		"/tiles": "county township village border label facility",
	} {
		a := s.get("/ogc" + path + address).status(http.StatusOK)
		layers, err := mvt.Unmarshal(a.body)
		if err != nil || a.Header.Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
			t.Fatalf("%s: %v, %s", path, err, a.Header.Get("Content-Type"))
		}
		for _, layer := range layers {
			if !strings.Contains(" "+want+" ", " "+layer.Name+" ") || len(layer.Features) == 0 {
				t.Errorf("%s: layer %s of %d features", path, layer.Name, len(layer.Features))
			}
		}
		if n := len(strings.Fields(want)); n == 1 && len(layers) != 1 || n > 1 && len(layers) < 5 {
			t.Errorf("%s: %d layers", path, len(layers))
		}
	}
	s.get("/ogc/tiles/WebMercatorQuad/12/0/0").status(http.StatusNoContent)
	s.get("/ogc/tiles/WebMercatorQuad/12/5000/0").problem(http.StatusBadRequest)
	s.get("/ogc/tiles/WebMercatorQuad/x/0/0").problem(http.StatusBadRequest)
	s.get("/ogc/tiles/WorldCRS84Quad/1/0/0").problem(http.StatusNotFound)
	s.get("/ogc/collections/people/tiles").problem(http.StatusNotFound)
	s.get("/ogc/tiles" + address + "?datetime=2019-01-01/2020-01-01").problem(http.StatusBadRequest)
	then, now := s.get("/ogc/collections/villages/tiles"+address+"?datetime=2019-06-01"), s.get("/ogc/collections/villages/tiles"+address)
	if !bytes.Contains(then.body, []byte("旧村")) || bytes.Contains(now.body, []byte("旧村")) {
		t.Error("the day makes no difference")
	}
}

// Pages ask for nothing from elsewhere, hold no script, and what features say is text.
func TestOGCPages(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for _, path := range []string{"/", "/api", "/conformance", "/collections", "/collections/facilities", "/collections/facilities/items", "/collections/villages/items", "/collections/people/items", "/collections/villages/schema", "/tiles", "/tiles/WebMercatorQuad", "/tileMatrixSets/WebMercatorQuad"} {
		zh, en := s.get("/ogc"+path+"?f=html").status(http.StatusOK), s.get("/ogc"+path+"?f=html&lang=en").status(http.StatusOK)
		if !bytes.Contains(zh.body, []byte(`<html lang="zh-CN">`)) || !bytes.Contains(en.body, []byte(`<html lang="en">`)) {
			t.Errorf("%s: not in both languages", path)
		}
		for _, word := range []string{"<script", "style=", "onclick", "@import"} {
			if bytes.Contains(zh.body, []byte(word)) {
				t.Errorf("%s: %s", path, word)
			}
		}
		for _, part := range strings.Split(string(en.body), `src="`)[1:] {
			t.Errorf("%s: src %.40s", path, part)
		}
		if n := bytes.Count(zh.body, []byte("<h1>")); n != 1 {
			t.Errorf("%s: %d headings", path, n)
		}
	}
	s.commit(edition.Write{Author: "test", Title: "markup", Facilities: []edition.FacilitySet{{County: boardCounty, Put: []facilities.Facility{
		{Kind: "ELD_COMMUNITY", Name: "<script>alert(1)</script>", Unit: adcode.MustParse("990101100201"), State: facilities.Operating},
	}}}})
	if page := s.get("/ogc/collections/facilities/items?f=html"); bytes.Contains(page.body, []byte("<script")) {
		t.Error("a name is taken for markup")
	}
	s.get("/ogc/page.css").status(http.StatusOK)
}
