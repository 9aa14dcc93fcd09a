package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
)

// The coordinate systems that features can be asked for in. All three are taken as
// CGCS2000; the two of EPSG have their axes in the order lat, lon.
const (
	crs84       = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	crsCGCS2000 = "http://www.opengis.net/def/crs/EPSG/0/4490"
	crsWGS84    = "http://www.opengis.net/def/crs/EPSG/0/4326"
)

func crsURIs() []string { return []string{crs84, crsCGCS2000, crsWGS84} }

// parseCRS reads a crs parameter, and tells whether its axes are lat, lon.
func parseCRS(at, text string) (uri string, latFirst bool, err error) {
	if text == "" {
		return crs84, false, nil
	}
	text = strings.Trim(text, "<>[]") // GDAL asks for [EPSG:4490] as a safe CURIE
	if code, ok := strings.CutPrefix(text, "EPSG:"); ok {
		text = "http://www.opengis.net/def/crs/EPSG/0/" + code
	}
	if !slices.Contains(crsURIs(), text) {
		return "", false, &refusal{status: http.StatusBadRequest, at: at, said: sentence{"不支持坐标系 " + text, "the coordinate system " + text + " is not offered: see the collection's crs"}}
	}
	return text, text != crs84, nil
}

// parse reads where and when.
func (q *ogcSearch) parse(c *ogcCall) error {
	_, latFirst, err := parseCRS("query.bbox-crs", c.query.Get("bbox-crs"))
	if err != nil {
		return err
	}
	if q.boxes, err = parseBBox(c.query.Get("bbox"), latFirst); err != nil {
		return err
	}
	q.from, q.to, q.interval, err = parseDatetime(c.query.Get("datetime"))
	return err
}

// parseBBox reads four or six numbers in the coordinate system's axis order. Where the
// west edge is east of the east edge, the box crosses the 180th meridian and comes
// back as two.
func parseBBox(text string, latFirst bool) ([]orb.Bound, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.Split(text, ",")
	bad := badParameter("query.bbox", fmt.Sprintf("bbox “%s”应为四个数：最小、最小、最大、最大", text), fmt.Sprintf("bbox %q should be four numbers: minimum of both axes, maximum of both", text))
	if len(parts) != 4 && len(parts) != 6 {
		return nil, bad
	}
	n := make([]float64, len(parts))
	for i, p := range parts {
		var err error
		if n[i], err = strconv.ParseFloat(strings.TrimSpace(p), 64); err != nil || !(n[i] >= -1e9 && n[i] <= 1e9) {
			return nil, bad
		}
	}
	half := len(n) / 2
	west, south, east, north := n[0], n[1], n[half], n[half+1]
	if latFirst {
		west, south, east, north = south, west, north, east
	}
	if south > north {
		return nil, bad
	}
	if west > east {
		return []orb.Bound{{Min: orb.Point{west, south}, Max: orb.Point{180, north}}, {Min: orb.Point{-180, south}, Max: orb.Point{east, north}}}, nil
	}
	return []orb.Bound{{Min: orb.Point{west, south}, Max: orb.Point{east, north}}}, nil
}

// parseDatetime reads an instant or an interval, as days from and to, both included.
// No day at either end is an open end; two of them are the newest state.
func parseDatetime(text string) (from, to civil.Day, interval bool, err error) {
	if text == "" {
		return from, to, false, nil
	}
	first, last, interval := strings.Cut(text, "/")
	if from, err = parseInstant(first); err == nil {
		to = from
		if interval {
			to, err = parseInstant(last)
		}
	}
	if err == nil && (!interval && from.IsZero() || !to.IsZero() && to.Before(from)) {
		err = fmt.Errorf("%q is no time", text)
	}
	if err != nil {
		err = badParameter("query.datetime", fmt.Sprintf("datetime “%s”应为 RFC 3339 时刻、日期，或以 / 分隔的区间", text), fmt.Sprintf("datetime %q should be an RFC 3339 time or day, or an interval with /", text))
	}
	return from, to, interval, err
}

// parseInstant reads a time or a day; "" and ".." are an open end.
func parseInstant(text string) (civil.Day, error) {
	if text == "" || text == ".." {
		return civil.Day{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return civil.DayOf(t), nil
	}
	return civil.ParseDay(text)
}
