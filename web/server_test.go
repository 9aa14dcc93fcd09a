package web_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
	"github.com/xiantu/xiantu/web"
)

// serve runs a server as the program does; stop ends it and returns what Serve said.
func serve(t *testing.T, client fstest.MapFS) (address string, stop func() error) {
	t.Helper()
	store := postgistest.New(t)
	config := web.Config{Editions: edition.NewCache(store, 1<<20), Ledger: store, Uploads: store}
	if client != nil {
		config.Client = client
	}
	server, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, listener) }()
	t.Cleanup(cancel)
	return listener.Addr().String(), func() error { cancel(); return <-ended }
}

func TestServe(t *testing.T) {
	t.Parallel()
	address, stop := serve(t, nil)
	for _, path := range []string{"/", "/healthz", "/readyz", "/metrics"} {
		response, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != 200 || len(body) == 0 {
			t.Errorf("%s: %s, %q", path, response.Status, body)
		}
		if path == "/metrics" && !strings.Contains(string(body), `xiantu_http_request_seconds_count{method="GET",route="/healthz",status="200"} 1`) {
			t.Error("the metrics do not count by route")
		}
	}
	if err := stop(); err != nil {
		t.Errorf("an orderly end: %v", err)
	}
	if _, err := http.Get("http://" + address + "/healthz"); err == nil {
		t.Error("it still answers")
	}
}

// A body that comes slower than huma's own five seconds is still taken, and the
// answer is not cut off.
func TestSlowBody(t *testing.T) {
	t.Parallel()
	address, _ := serve(t, nil)
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	body := `{"kinds":["ELD_COMMUNITY"],"radius_m":500}`
	fmt.Fprintf(conn, "POST /v1/coverage HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", len(body), body[:10])
	time.Sleep(6 * time.Second)
	fmt.Fprint(conn, body[10:])
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 404") { // there is no county yet
		t.Errorf("%v, %q", err, answer)
	}
}

func TestClient(t *testing.T) {
	t.Parallel()
	address, _ := serve(t, fstest.MapFS{
		"index.html":         {Data: []byte("<!doctype html><title>page</title>")},
		"assets/app-1234.js": {Data: []byte(strings.Repeat("export {}\n", 1000))},
		".keep":              {},
	})
	for path, want := range map[string]struct {
		status      int
		kind, cache string
	}{
		"/":                   {200, "text/html; charset=utf-8", "no-cache"},
		"/assets/app-1234.js": {200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		"/index.html":         {404, "application/problem+json", ""},
		"/.keep":              {404, "application/problem+json", ""},
		"/assets/":            {404, "application/problem+json", ""},
		"/assets/../.keep":    {404, "application/problem+json", ""},
	} {
		response, err := http.Get("http://" + address + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if h := response.Header; response.StatusCode != want.status || h.Get("Content-Type") != want.kind || h.Get("Cache-Control") != want.cache {
			t.Errorf("%s: %s, %q, %q", path, response.Status, h.Get("Content-Type"), h.Get("Cache-Control"))
		}
	}
}

// Before the client is built the page says how to build it.
func TestUnbuiltClient(t *testing.T) {
	t.Parallel()
	address, _ := serve(t, fstest.MapFS{".keep": {}})
	response, err := http.Get("http://" + address + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, _ := io.ReadAll(response.Body); !strings.Contains(string(body), "make build") {
		t.Errorf("%s", body)
	}
}

func TestNewNeedsItsParts(t *testing.T) {
	t.Parallel()
	if _, err := web.New(web.Config{}); err == nil {
		t.Error("a server of nothing")
	}
}
