package web

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/mux"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func (s *Server) healthRoutes() {
	s.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	s.tileMetrics()
	s.plain(http.MethodGet, "/healthz", s.healthy)
	s.plain(http.MethodGet, "/readyz", s.ready)
	s.plain(http.MethodGet, "/metrics", promhttp.HandlerFor(s.metrics, promhttp.HandlerOpts{}).ServeHTTP)
}

// healthy says that the process answers.
func (s *Server) healthy(w http.ResponseWriter, _ *http.Request) { writeText(w, "ok\n") }

// ready says that the database answers too.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
	defer cancel()
	if _, err := s.Editions.Counties(ctx); err != nil {
		s.Log.Warn("not ready", "error", err)
		s.refuse(w, r, &refusal{status: http.StatusServiceUnavailable, said: sentence{"数据库没有应答", "the database does not answer"}})
		return
	}
	writeText(w, "ready\n")
}

func writeText(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Write([]byte(text))
}

// measured counts and times requests by route, never by address, and logs them at
// debug level.
func (s *Server) measured() mux.MiddlewareFunc {
	seconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "xiantu_http_request_seconds", Help: "Time to answer, by route, method and status.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"route", "method", "status"})
	s.metrics.MustRegister(seconds)
	s.quick = newTileMemory(seconds)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start, answer := time.Now(), &watchedWriter{ResponseWriter: w, status: http.StatusOK}
			next.ServeHTTP(answer, r)
			route, _ := mux.CurrentRoute(r).GetPathTemplate()
			took := time.Since(start)
			seconds.WithLabelValues(route, r.Method, strconv.Itoa(answer.status)).Observe(took.Seconds())
			s.Log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String("id", callOf(r.Context()).id),
				slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", answer.status), slog.Duration("took", took))
		})
	}
}

// watchedWriter remembers the status: the last one said, which is 499 where the client
// went away in the middle. The client hears the first.
type watchedWriter struct {
	http.ResponseWriter
	status int
	isSaid bool
}

// WriteHeader passes on the status, once; those before the final one (1xx) as they come.
func (w *watchedWriter) WriteHeader(status int) {
	w.status = status
	if w.isSaid {
		return
	}
	w.isSaid = status >= http.StatusOK
	w.ResponseWriter.WriteHeader(status)
}

// Write passes on a part of the answer.
func (w *watchedWriter) Write(part []byte) (int, error) {
	w.isSaid = true
	return w.ResponseWriter.Write(part)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watchedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
