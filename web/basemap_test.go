package web_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/tiles"
	"github.com/xiantu/xiantu/web"
)

// newBasemap serves an empty database over the base map of a provider.
func newBasemap(t *testing.T, basemap web.Basemap, log *slog.Logger) *service {
	t.Helper()
	store := postgistest.New(t)
	cache := edition.NewCache(store, 1<<20)
	server, err := web.New(web.Config{Editions: cache, Ledger: store, Uploads: store, Log: log, Basemap: basemap})
	if err != nil {
		t.Fatal(err)
	}
	s := &service{Server: httptest.NewServer(server.Handler()), t: t, store: store, cache: cache, server: server, transport: &http.Transport{DisableCompression: true}}
	t.Cleanup(s.Close)
	t.Cleanup(s.transport.CloseIdleConnections)
	return s
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 256, 256))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A provider that behaves is asked once for a tile, with nothing of the caller's; one that
// does not is told of without its key, and what it sent goes no further.
func TestBasemap(t *testing.T) {
	t.Parallel()
	tile, asked := picture(t), atomic.Int64{}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		t.Error("the server was led to another host")
		w.Write(tile)
	}))
	t.Cleanup(elsewhere.Close)
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Query().Get("tk") != "geheim" || r.Header.Get("Cookie") != "" || r.Header.Get("Authorization") != "" || r.Header.Get("X-Own") != "" {
			t.Errorf("the provider got %s with %v", r.URL, r.Header)
		}
		switch q := r.URL.Query(); q.Get("TILECOL") {
		case "0":
			if q.Get("TILEROW") != "1" || q.Get("TILEMATRIX") != "3" {
				t.Errorf("3/0/1 was asked for as %s", r.URL)
			}
			w.Header().Set("Set-Cookie", "a=b")
			w.Write(tile)
		case "1":
			time.Sleep(900 * time.Millisecond)
		case "2":
			w.Write(append(bytes.Clone(tile), make([]byte, 1<<20)...))
		case "3":
			w.Header().Set("Content-Type", "image/png") // which it is not
			fmt.Fprint(w, "<!doctype html><script>alert(1)</script>")
		case "4":
			http.Redirect(w, r, elsewhere.URL+"/tile.png", http.StatusFound)
		case "5":
			http.NotFound(w, r)
		case "6":
			r.URL.RawQuery = strings.Replace(r.URL.RawQuery, "TILECOL=6&TILEROW=1&TILEMATRIX=3", "TILECOL=0&TILEROW=1&TILEMATRIX=3", 1)
			http.Redirect(w, r, "/again?"+r.URL.RawQuery, http.StatusFound)
		default:
			http.Error(w, "key refused: geheim", http.StatusForbidden)
		}
	}))
	t.Cleanup(provider.Close)
	var log lockedBuffer
	s := newBasemap(t, web.Basemap{Template: provider.URL + "/wmts?TILECOL={x}&TILEROW={y}&TILEMATRIX={z}&tk=geheim", Wait: 300 * time.Millisecond}, slog.New(slog.NewTextHandler(&log, nil)))
	get := func(path string) answer {
		return s.get(path, "Cookie", "c=d", "Authorization", "Basic eDp5", "X-Own", "1", "Accept-Language", "en")
	}

	for range 2 {
		a := get("/basemap/3/0/1").status(http.StatusOK)
		if !bytes.Equal(a.body, tile) || a.Header.Get("Content-Type") != "image/png" || a.Header.Get("Cache-Control") != "public, max-age=86400" || a.Header.Get("Set-Cookie") != "" {
			t.Errorf("the tile came with %v", a.Header)
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("the provider was asked %d times for one tile", n)
	}
	if a := s.get("/basemap/3/0/1", "If-None-Match", get("/basemap/3/0/1").Header.Get("ETag")); a.StatusCode != http.StatusNotModified {
		t.Errorf("a tile that the caller has: %d", a.StatusCode)
	}
	get("/basemap/3/6/1").status(http.StatusOK)
	for path, status := range map[string]int{
		"/basemap/3/1/1": 504, "/basemap/3/2/1": 502, "/basemap/3/3/1": 502, "/basemap/3/4/1": 502, "/basemap/3/5/1": 404, "/basemap/3/7/1": 502,
	} {
		if p := get(path).problem(status); p.Detail == "" || strings.Contains(string(get(path).body), "geheim") {
			t.Errorf("%s: %+v", path, p)
		}
	}
	if p := s.get("/basemap/3/7/1?lang=zh-CN").problem(502); !strings.Contains(p.Detail, "底图") {
		t.Errorf("in Chinese: %s", p.Detail)
	}
	before := asked.Load()
	for _, path := range []string{"/basemap/3/8/1", "/basemap/3/-1/1", "/basemap/99/1/1", "/basemap/3/0/x"} {
		get(path).problem(http.StatusBadRequest)
	}
	if asked.Load() != before {
		t.Error("the provider was asked for a tile that cannot be")
	}
	provider.Close()
	get("/basemap/4/0/1").problem(502)
	if said := log.String(); strings.Contains(said, "geheim") || !strings.Contains(said, "not a picture") {
		t.Errorf("the log says\n%s", said)
	}
}

// The style has a base map where one is configured, without the provider's address.
func TestBasemapInStyle(t *testing.T) {
	t.Parallel()
	var style tiles.StyleSheet
	read := func(s *service) []byte {
		style = tiles.StyleSheet{}
		a := s.get("/style.json").status(http.StatusOK)
		if err := json.Unmarshal(a.body, &style); err != nil {
			t.Fatal(err)
		}
		return a.body
	}
	none := newBasemap(t, web.Basemap{}, slog.New(slog.DiscardHandler))
	if read(none); len(style.Sources) != 3 {
		t.Errorf("without a base map there are the sources %v", style.Sources)
	}
	none.get("/basemap/3/0/1").problem(http.StatusNotFound)
	s := newBasemap(t, web.Basemap{Template: "https://tiles.example.cn/{z}/{x}/{y}.png?tk=geheim", Attribution: "天地图 GS(2024)0001号"}, slog.New(slog.DiscardHandler))
	body := read(s)
	source := style.Sources[tiles.BasemapID]
	if style.Layers[1].ID != tiles.BasemapID || source.Type != "raster" || source.Tiles[0] != s.URL+"/basemap/{z}/{x}/{y}" || source.Attribution != "天地图 GS(2024)0001号" {
		t.Errorf("the base map is %+v in layers %v", source, style.Layers[:3])
	}
	if bytes.Contains(body, []byte("geheim")) || bytes.Contains(body, []byte("tiles.example.cn")) {
		t.Error("the style tells the provider's address")
	}
}

func TestCheckBasemap(t *testing.T) {
	t.Parallel()
	for template, good := range map[string]bool{
		"https://tiles.example.cn/{z}/{x}/{y}.png":                               true,
		"http://127.0.0.1:9000/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=1": true,
		"https://tiles.example.cn/{z}/{x}.png":                                   false,
		"https://{s}.example.cn/{z}/{x}/{y}.png":                                 false,
		"https://t{x}.example.cn/{z}/{x}/{y}.png":                                false,
		"https://t{x}.example.cn/{z}/{y}.png":                                    false,
		"/{z}/{x}/{y}.png":                                                       false,
		"file:///{z}/{x}/{y}.png":                                                false,
	} {
		if err := web.CheckBasemap(template); (err == nil) != good {
			t.Errorf("%s: %v", template, err)
		}
	}
}

// lockedBuffer takes what several goroutines log.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
