package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/mux"
)

// Every route answers HEAD where it answers GET, refuses what it does not know with
// 405 and Allow, and takes no write from a page of another site.
func TestEveryRoute(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	fill := strings.NewReplacer("{set}", "divisions", "{z}", "12", "{x}", "3228", "{y}", "1692", "{kind}", "divisions", "{collection}", "townships", "{feature}", "1", "{id}", "1")
	seen := 0
	err := s.server.Router().Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := route.GetMethods()
		if err != nil {
			return err
		}
		seen++
		address := fill.Replace(path)
		t.Run(methods[0]+" "+path, func(t *testing.T) {
			for _, method := range methods {
				switch method {
				case http.MethodGet:
					if !slices.Contains(methods, http.MethodHead) {
						t.Error("GET without HEAD")
					}
				case http.MethodHead:
					get, head := s.get(address), s.do(http.MethodHead, address, nil)
					if strings.HasSuffix(path, "/events") {
						break
					}
					if get.StatusCode != head.StatusCode || len(head.body) > 0 {
						t.Errorf("HEAD %d with %d bytes, GET %d", head.StatusCode, len(head.body), get.StatusCode)
					}
				default:
					s.do(method, address, strings.NewReader("{}"), "Origin", "https://elsewhere.example", "Sec-Fetch-Site", "cross-site", "Content-Type", "application/json").problem(http.StatusForbidden)
				}
			}
			refused := s.do("LOCK", address, strings.NewReader("{}"))
			refused.problem(http.StatusMethodNotAllowed)
			for _, method := range methods {
				if !slices.Contains(regexp.MustCompile(`, `).Split(refused.Header.Get("Allow"), -1), method) {
					t.Errorf("Allow: %q lacks %s", refused.Header.Get("Allow"), method)
				}
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 35 {
		t.Errorf("walked %d routes only", seen)
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for _, path := range []string{"/", "/healthz", "/v1/counties", "/nothing/here"} {
		h := s.get(path).Header
		csp := h.Get("Content-Security-Policy")
		if h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") || h.Get("X-Request-Id") == "" {
			t.Errorf("%s: headers %v", path, h)
		}
	}
}

// A page whose name was pointed at this machine sends its own name as Host.
func TestHosts(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for host, status := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "127.0.0.1": 200, "[::1]:8080": 200, "LOCALHOST.": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "localhost.evil.example:80": 421, "10.0.0.1": 421, "2130706433": 421,
	} {
		if got := s.get("/healthz", "Host", host).StatusCode; got != status {
			t.Errorf("Host %s: %d, want %d", host, got, status)
		}
	}
}
