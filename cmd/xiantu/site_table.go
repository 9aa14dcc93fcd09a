package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/web"
)

// newSiteRows are the sites, the one that brings most first.
func newSiteRows(body web.SitingAnswerBody) [][]string {
	rows := [][]string{{"rank", "code", "name", "township", "lon", "lat", "reached", "gained", "total"}}
	for _, s := range body.Sites {
		rows = append(rows, []string{strconv.Itoa(s.Rank), s.Code, s.Name, s.Above, strconv.FormatFloat(s.Lon, 'f', 6, 64), strconv.FormatFloat(s.Lat, 'f', 6, 64),
			strconv.FormatInt(s.Reached, 10), strconv.FormatInt(s.Gained, 10), strconv.FormatInt(s.Total, 10)})
	}
	return rows
}

// townshipRows are the townships before and after.
func townshipRows(body web.SitingAnswerBody) [][]string {
	rows := [][]string{{"code", "name", "people", "before", "%", "after", "%"}}
	line := func(code, name string, before, after web.RatioBody) {
		rows = append(rows, []string{code, name, strconv.FormatInt(before.Of, 10), strconv.FormatInt(before.Covered, 10), percent(before.Share), strconv.FormatInt(after.Covered, 10), percent(after.Share)})
	}
	for _, l := range body.By {
		line(l.Code, l.Name, l.Before, l.After)
	}
	line("", "TOTAL", body.Before, body.After)
	return rows
}

func curveRows(body web.SitingAnswerBody) [][]string {
	rows := [][]string{{"sites", "covered", "%", "at most"}}
	for _, c := range body.Curve {
		rows = append(rows, []string{strconv.Itoa(c.Sites), strconv.FormatInt(c.Covered, 10), percent(float64(c.Covered) / float64(max(1, body.After.Of))), strconv.FormatFloat(c.Bound, 'f', 0, 64)})
	}
	return rows
}

// roadSaid is how far the nearest road is, where it is known.
func roadSaid(metres *float64) string {
	if metres == nil {
		return ""
	}
	return fmt.Sprintf(" (%.0f m)", *metres)
}

func zonesSaid(l web.LeftOutBody) string {
	var said []string
	for _, z := range l.Zones {
		said = append(said, fmt.Sprintf(" %s (%.0f m of %.0f m; %s)", z.Name, z.Distance, z.Setback, z.Article))
	}
	return strings.Join(said, ",")
}
