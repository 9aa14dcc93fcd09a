package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// requestLog is a service that notes what it is asked.
type requestLog struct {
	*httptest.Server
	mutex sync.Mutex
	asked []string
}

func newRequestLog(t *testing.T) *requestLog {
	t.Helper()
	s := newBoard(t)
	l := &requestLog{}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mutex.Lock()
		line, _ := url.QueryUnescape(r.URL.RequestURI())
		l.asked = append(l.asked, line)
		l.mutex.Unlock()
		s.server.Handler().ServeHTTP(w, r)
	}))
	t.Cleanup(l.Close)
	return l
}

// saw reports whether an address with all these words was asked for.
func (l *requestLog) saw(words ...string) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, line := range l.asked {
		all := true
		for _, word := range words {
			all = all && strings.Contains(line, word)
		}
		if all {
			return true
		}
	}
	return false
}

func (l *requestLog) info(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("ogrinfo", append([]string{"-ro", "-al", "OAPIF:" + l.URL + "/ogc/"}, args...)...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "ERROR") {
		t.Fatalf("ogrinfo %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// What GDAL is asked to filter by, it has the server filter by: boxes and attributes
// stand in the addresses. It reads all pages, and each feature once.
func TestGDALFiltersOnTheServer(t *testing.T) {
	t.Parallel()
	l := newRequestLog(t)
	if out := l.info(t, "villages", "-where", "name='丙村'"); strings.Count(out, "OGRFeature") != 1 || !l.saw("/villages/items", "name=丙村") {
		t.Errorf("%s\n%v", out, l.asked)
	}
	if out := l.info(t, "villages", "-where", "parent='990101101' AND urban=0"); strings.Count(out, "OGRFeature") == 0 || !l.saw("parent=990101101") {
		t.Errorf("%s\n%v", out, l.asked)
	}
	if out := l.info(t, "villages", "-spat", "103.801", "29.811", "103.802", "29.812"); strings.Count(out, "OGRFeature") != 1 || !l.saw("/villages/items", "bbox=103.80") {
		t.Errorf("%s\n%v", out, l.asked)
	}
	if out := l.info(t, "villages", "-oo", "PAGE_SIZE=2"); strings.Count(out, "OGRFeature") != 5 || !l.saw("limit=2", "after=") || l.saw("offset=") {
		t.Errorf("%s\n%v", out, l.asked)
	}
	if out := l.info(t, "people"); strings.Count(out, "OGRFeature") != 5 || !strings.Contains(out, "people_60p (Integer) = 90") {
		t.Error(out)
	}
}
