package web

import "github.com/prometheus/client_golang/prometheus"

// tileMetrics says how many tiles were made, and how many are kept.
func (s *Server) tileMetrics() {
	counter := func(name, help string, value func() int64) {
		s.metrics.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(value()) }))
	}
	counter("xiantu_tiles_made_total", "Tiles encoded.", func() int64 { return s.tiles.Counts().Made })
	counter("xiantu_tiles_shared_total", "Tiles that a change did not touch, found again.", func() int64 { return s.tiles.Counts().Shared })
	s.metrics.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "xiantu_tiles_kept_bytes", Help: "Memory of tiles kept, about."},
		func() float64 { return float64(s.tiles.Bytes()) }))
}
