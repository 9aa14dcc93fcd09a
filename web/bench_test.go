package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// What the way through the guard, mux and huma costs, on answers that are kept.
func BenchmarkKept(b *testing.B) {
	s := newBoard(b)
	for name, path := range map[string]string{
		"tile":  "/tiles/divisions/14/12916/6769.mvt?county=990101&at=2020-06-30",
		"units": "/v1/units?county=990101&at=2020-06-30",
	} {
		b.Run(name, func(b *testing.B) {
			handler := s.server.Handler()
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.Host = "localhost"
				r.Header.Set("Accept-Encoding", "gzip")
				w := httptest.NewRecorder()
				if handler.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatalf("%s: %d %s", path, w.Code, w.Body)
				}
			}
		})
	}
}
