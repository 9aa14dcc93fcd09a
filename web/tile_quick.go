package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/xiantu/xiantu/tiles"
)

// tileRoute is the route of tiles, for metrics too.
const tileRoute = "/tiles/{set}/{z}/{x}/{y}.mvt"

// foundTile is what a request line for a tile was answered with.
type foundTile struct {
	epoch   uint64 // of the editions: with another, all is asked anew
	tile    tiles.Tile
	forever bool // the line names the version that the tile is of
}

// tileMemory remembers the tiles of request lines, so that one asked for again costs
// neither a route nor a query's parsing. It knows no more than the cache of tiles does,
// and forgets all as soon as any county has changed.
type tileMemory struct {
	found *otter.Cache[string, foundTile]
	quick map[int]prometheus.Observer // by status, of GET
}

const (
	tileMemoryBytes = 64 << 20
	longestLine     = 512 // of what is remembered
)

func newTileMemory(seconds *prometheus.HistogramVec) *tileMemory {
	m := &tileMemory{found: otter.Must(&otter.Options[string, foundTile]{
		MaximumWeight: tileMemoryBytes,
		Weigher:       func(line string, t foundTile) uint32 { return uint32(len(line) + len(t.tile.Gzip) + 200) },
	}), quick: map[int]prometheus.Observer{}}
	for _, status := range []int{http.StatusOK, http.StatusNoContent, http.StatusNotModified} {
		m.quick[status] = seconds.WithLabelValues(tileRoute, http.MethodGet, strconv.Itoa(status))
	}
	return m
}

// remember keeps what a request line was answered with, unless that depends on more
// than the editions.
func (m *tileMemory) remember(line string, in *tileInput, t foundTile) {
	if in.Plan == 0 && in.Question == "" && len(line) <= longestLine {
		m.found.Set(line, t)
	}
}

// quickly answers requests for tiles that were answered before, and leaves all others to
// next. It stands before everything else: a tile that is kept should cost no more than a
// file does.
func (s *Server) quickly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.RequestURI, "/tiles/") || r.Method != http.MethodGet || !s.hostAllowed(r.Host) {
			next.ServeHTTP(w, r)
			return
		}
		start := time.Now()
		found, ok := s.quick.found.GetIfPresent(r.RequestURI)
		if !ok || found.epoch != s.Editions.Epoch() {
			next.ServeHTTP(w, r)
			return
		}
		encoding, ok := encodingFor(r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		w.Header()["X-Content-Type-Options"] = nosniff
		s.share(w, r)
		status, err := s.writeTile(w, r, found.tile, encoding, found.forever)
		if err != nil {
			panic(err) // the cache compressed it itself
		}
		s.quick.quick[status].Observe(time.Since(start).Seconds())
	})
}

// Header values that every tile has, shared by all answers: nobody changes them.
var (
	nosniff      = []string{"nosniff"}
	mvtKind      = []string{mvt}
	keptForever  = []string{"public, max-age=31536000, immutable"}
	askedAgain   = []string{"no-cache"}
	gzipEncoding = []string{tiles.Gzip.String()}
	zstdEncoding = []string{tiles.Zstd.String()}
)

// writeTile sends a tile in an encoding, under the tag of those bytes, and says with what
// status: 304 where the client has it, 204 where nothing is in it. A tile may be kept
// forever only where the request named the version it is of.
func (s *Server) writeTile(w http.ResponseWriter, r *http.Request, tile tiles.Tile, e tiles.Encoding, forever bool) (status int, err error) {
	body, tag, err := s.tiles.Body(tile, e)
	if err != nil {
		return 0, err
	}
	h := w.Header()
	h["Etag"] = []string{tag}
	h["Cache-Control"] = askedAgain
	if forever {
		h["Cache-Control"] = keptForever
	}
	varyByEncoding(h)
	if asked := r.Header["If-None-Match"]; len(asked) > 0 && matches(strings.Join(asked, ","), tag) {
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified, nil
	}
	if tile.IsEmpty() {
		w.WriteHeader(http.StatusNoContent)
		return http.StatusNoContent, nil
	}
	switch e {
	case tiles.Gzip:
		h["Content-Encoding"] = gzipEncoding
	case tiles.Zstd:
		h["Content-Encoding"] = zstdEncoding
	}
	h["Content-Type"] = mvtKind
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	if r.Method != http.MethodHead {
		w.Write(body)
	}
	return http.StatusOK, nil
}

// varyByEncoding says what a tile depends on: not the language, as other answers do.
func varyByEncoding(h http.Header) {
	vary := "Accept-Encoding"
	for _, v := range h["Vary"] {
		if v == "Origin" {
			vary += ", Origin"
		}
	}
	h["Vary"] = []string{vary}
}
