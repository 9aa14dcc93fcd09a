package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/tiles"
)

// encodingFor chooses what a tile goes out in by Accept-Encoding (RFC 9110, 12.5.3): what
// the client likes best; of what it likes as much, that which is kept. The answer is
// false where it takes none of them.
func encodingFor(r *http.Request) (tiles.Encoding, bool) {
	header := r.Header["Accept-Encoding"]
	switch {
	case len(header) == 1 && (header[0] == "gzip" || header[0] == "gzip, deflate, br" || header[0] == "gzip, deflate, br, zstd"):
		return tiles.Gzip, true // what nearly all clients send
	case len(header) == 0:
		return tiles.Identity, true
	}
	weights := weightsOf(strings.Join(header, ","))
	best, most := tiles.Identity, 0.0
	for _, e := range tiles.Encodings {
		if w := weightOf(weights, e); w > most {
			best, most = e, w
		}
	}
	return best, most > 0
}

// weightsOf reads the members of an Accept-Encoding. One whose weight cannot be read is
// left out.
func weightsOf(header string) map[string]float64 {
	weights := map[string]float64{}
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		name = strings.ToLower(strings.TrimSpace(name))
		weight := 1.0
		if q, value, found := strings.Cut(strings.TrimSpace(parameter), "="); found && strings.EqualFold(strings.TrimSpace(q), "q") {
			var err error
			if weight, err = strconv.ParseFloat(strings.TrimSpace(value), 64); err != nil || !(weight >= 0 && weight <= 1) {
				continue
			}
		}
		if name == "x-gzip" {
			name = "gzip"
		}
		if name != "" {
			weights[name] = weight
		}
	}
	return weights
}

// leastWeight stands for identity where nothing is said of it: it will do, but anything
// that the client names is better.
const leastWeight = 0.0005

func weightOf(weights map[string]float64, e tiles.Encoding) float64 {
	if w, said := weights[e.String()]; said {
		return w
	}
	if w, said := weights["*"]; said {
		return w
	}
	if e == tiles.Identity {
		return leastWeight
	}
	return 0
}
