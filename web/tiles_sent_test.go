package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/web"
)

const boardTile = "/tiles/divisions/14/12916/6769.mvt"

// What a tile goes out in is what the client likes best, and of what it likes as much
// that which is kept.
func TestTileEncodings(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	plain := s.get(boardTile).status(http.StatusOK)
	tags := map[string]string{}
	for _, x := range []struct {
		accept, want string
	}{
		{"", ""},
		{"gzip", "gzip"},
		{"GZIP", "gzip"},
		{"x-gzip", "gzip"},
		{"gzip, deflate, br, zstd", "gzip"},
		{"zstd", "zstd"},
		{"gzip;q=0.5, zstd", "zstd"},
		{"gzip;q=0.5, zstd;q=0.4", "gzip"},
		{"gzip; q=0, zstd; Q=0.1", "zstd"},
		{"gzip;q=0", ""},
		{"gzip;q=0.000", ""},
		{"gzip;q=2", ""},
		{"gzip;q=x, zstd;q=NaN", ""},
		{"*", "gzip"},
		{"*;q=0.1, gzip;q=0", "zstd"},
		{"identity", ""},
		{"identity, gzip;q=0.9", ""},
		{"identity;q=0, br, gzip;q=0.1", "gzip"},
		{"br", ""},
		{",,;,", ""},
	} {
		for range 2 { // made, and then remembered
			a := s.get(boardTile, "Accept-Encoding", x.accept).status(http.StatusOK)
			if got := a.Header.Get("Content-Encoding"); got != x.want {
				t.Errorf("%q is answered in %q, want %q", x.accept, got, x.want)
			}
			if a.Header.Get("Vary") != "Accept-Encoding" || int(a.ContentLength) != len(a.body) || a.Header.Get("Cache-Control") != "no-cache" {
				t.Errorf("%q: %v", x.accept, a.Header)
			}
			if x.want == "gzip" {
				z, err := gzip.NewReader(bytes.NewReader(a.body))
				if err != nil {
					t.Fatal(err)
				}
				a.body, _ = io.ReadAll(z)
			}
			if x.want != "zstd" && !bytes.Equal(a.body, plain.body) {
				t.Errorf("%q: another tile of %d bytes", x.accept, len(a.body))
			}
			tags[a.Header.Get("ETag")] = x.want
		}
	}
	if len(tags) != 3 {
		t.Errorf("three encodings have the tags %v", tags)
	}
	s.get(boardTile, "Accept-Encoding", "identity;q=0, br").problem(http.StatusNotAcceptable)
	for tag, encoding := range tags {
		for _, asked := range []string{tag, `"x", ` + tag, "W/" + tag, "*"} {
			a := s.get(boardTile, "Accept-Encoding", encoding, "If-None-Match", asked).status(http.StatusNotModified)
			if a.Header.Get("ETag") != tag || a.Header.Get("Content-Encoding") != "" || len(a.body) != 0 {
				t.Errorf("%s: %v", asked, a.Header)
			}
		}
	}
	head := s.do(http.MethodHead, boardTile, nil).status(http.StatusOK)
	if len(head.body) != 0 || head.ContentLength != int64(len(plain.body)) || head.Header.Get("ETag") != plain.Header.Get("ETag") {
		t.Errorf("HEAD: %v", head.Header)
	}
	none := s.get("/tiles/divisions/14/0/0.mvt", "Accept-Encoding", "gzip").status(http.StatusNoContent)
	if none.Header.Get("ETag") == "" || none.Header.Get("Content-Encoding") != "" || len(none.body) != 0 {
		t.Errorf("an empty tile: %v", none.Header)
	}
}

// A tile may be kept forever where its address names the version that it is of, and
// never where it names another.
func TestTileVersions(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	address := func() string {
		var d struct{ Tiles []string }
		a := s.get("/tiles/divisions/tilejson.json").status(http.StatusOK).into(&d)
		if a.Header.Get("Cache-Control") != "no-cache" || s.get("/tiles/divisions/tilejson.json", "If-None-Match", a.Header.Get("ETag")).StatusCode != http.StatusNotModified {
			t.Errorf("the TileJSON: %v", a.Header)
		}
		u, err := url.Parse(strings.NewReplacer("{z}", "14", "{x}", "12916", "{y}", "6769").Replace(d.Tiles[0]))
		if err != nil || u.Query().Get("v") == "" {
			t.Fatalf("tiles at %v", d.Tiles)
		}
		return u.RequestURI()
	}
	kept := func(path string) (tag string, forever bool) {
		first, again := s.get(path).status(http.StatusOK), s.get(path).status(http.StatusOK)
		if first.Header.Get("ETag") != again.Header.Get("ETag") || first.Header.Get("Cache-Control") != again.Header.Get("Cache-Control") {
			t.Errorf("%s: %v, then %v", path, first.Header, again.Header)
		}
		switch control := first.Header.Get("Cache-Control"); control {
		case "public, max-age=31536000, immutable":
			return first.Header.Get("ETag"), true
		case "no-cache":
		default:
			t.Errorf("%s: Cache-Control %q", path, control)
		}
		return first.Header.Get("ETag"), false
	}
	old := address()
	before, forever := kept(old)
	if !forever {
		t.Error("a tile of the present version must be asked for again")
	}
	for _, path := range []string{boardTile, boardTile + "?v=", boardTile + "?v=1234"} {
		if tag, forever := kept(path); forever || tag != before {
			t.Errorf("%s: forever %v, tag %s, want %s", path, forever, tag, before)
		}
	}
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-02-01", `"kind": "rename", "unit": "990101100200", "name": "新村"`)).status(http.StatusOK)
	if tag, forever := kept(old); forever || tag == before {
		t.Errorf("the old version's address: forever %v, tag %s, before %s", forever, tag, before)
	}
	present := address()
	if tag, forever := kept(present); !forever || tag == before || present == old {
		t.Errorf("the new version's address %s: forever %v, tag %s", present, forever, tag)
	}
}

// Pages of other sites may read where the server allows it, and never write.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	closed := newBoard(t)
	const site = "https://maps.example.cn"
	if a := closed.get(boardTile, "Origin", site).status(http.StatusOK); a.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("without being told to: %v", a.Header)
	}
	closed.do(http.MethodOptions, boardTile, nil, "Origin", site, "Access-Control-Request-Method", "GET").problem(http.StatusMethodNotAllowed)
	for _, x := range []struct {
		origins      []string
		asks, allows string
		vary         bool
	}{
		{[]string{site, "http://localhost:3000"}, site, site, true},
		{[]string{site}, "https://maps.example.cn.evil.example", "", true},
		{[]string{site}, "null", "", true},
		{[]string{site}, "", "", true},
		{[]string{web.AnyOrigin}, "https://any.example", "*", false},
	} {
		s := closed.sharedWith(x.origins...)
		for _, path := range []string{boardTile, boardTile, "/tiles/divisions/tilejson.json", "/style.json", "/ogc/", "/v1/counties", "/tiles/divisions/1/9/9.mvt"} {
			a := s.get(path, "Origin", x.asks)
			if got := a.Header.Get("Access-Control-Allow-Origin"); got != x.allows || strings.Contains(strings.Join(a.Header.Values("Vary"), ","), "Origin") != x.vary {
				t.Errorf("%v: %q asks for %s: allowed %q, vary %v", x.origins, x.asks, path, got, a.Header.Values("Vary"))
			}
			if a.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Error("with credentials")
			}
			before := s.do(http.MethodOptions, path, nil, "Origin", x.asks, "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
			if allowed := x.allows != ""; (before.StatusCode == http.StatusNoContent) != allowed || (before.Header.Get("Access-Control-Allow-Methods") == "GET, HEAD") != allowed {
				t.Errorf("%v: a preflight of %q for %s: %d %v", x.origins, x.asks, path, before.StatusCode, before.Header)
			}
		}
		if a := s.get("/metrics", "Origin", x.asks); a.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Error("/metrics is shared")
		}
		if x.asks != "" {
			p := s.send(http.MethodPost, "/v1/changes", boardOrder("2021-02-01", `"kind": "rename", "unit": "990101100200", "name": "新村"`), "Origin", x.asks, "Sec-Fetch-Site", "cross-site").problem(http.StatusForbidden)
			if p.Status != http.StatusForbidden {
				t.Errorf("%q writes: %+v", x.asks, p)
			}
		}
	}
	for _, wrong := range []string{"", "maps.example.cn", "https://maps.example.cn/", "ftp://x", "https://*.example.cn/x", "https://A.example", "null"} {
		if web.CheckOrigin(wrong) == nil {
			t.Errorf("%q is taken for an origin", wrong)
		}
	}
}

// sharedWith is another server of the same data, which other sites may read.
func (s *service) sharedWith(origins ...string) *service {
	s.t.Helper()
	return s.with(func(c *web.Config) { c.Origins = origins })
}

// with is another server of the same data.
func (s *service) with(configure func(*web.Config)) *service {
	s.t.Helper()
	config := web.Config{Editions: s.cache, Ledger: s.store, Uploads: s.store, Log: slog.New(slog.DiscardHandler)}
	configure(&config)
	server, err := web.New(config)
	if err != nil {
		s.t.Fatal(err)
	}
	other := *s
	other.Server, other.server = httptest.NewServer(server.Handler()), server
	s.t.Cleanup(other.Close)
	return &other
}
