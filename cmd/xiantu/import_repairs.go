package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
)

// repairs are the choices about gaps and overlaps; --narrow goes before the file's width.
func (c *importCommand) repairs(kind importer.Kind) (importer.Repairs, error) {
	if c.Narrow == 0 && c.Repairs == "" {
		return importer.Repairs{}, nil
	}
	if kind != importer.Divisions {
		return importer.Repairs{}, usageError{"--narrow and --repairs are for divisions: leave them out"}
	}
	var text []byte
	if c.Repairs != "" {
		var err error
		if text, err = os.ReadFile(c.Repairs); err != nil {
			return importer.Repairs{}, err
		}
	}
	r, err := importer.ParseRepairs(text)
	if err == nil {
		r.Narrow = cmp.Or(geo.Metres(c.Narrow), r.Narrow)
		_, err = importer.ParseRepairs(r.JSON())
	}
	if err != nil && c.Repairs != "" {
		return r, fmt.Errorf("%s: %w", c.Repairs, err)
	}
	return r, err
}

// printMending tells of gaps and overlaps, and who got them.
func printMending(w io.Writer, m *importer.Mending) {
	if m == nil || m.Gaps+m.Overlaps == 0 && !m.Tangled {
		return
	}
	if m.Tangled {
		fmt.Fprintln(w, "gaps and overlaps: borders cross in so many places that none can be told")
		return
	}
	rows := [][]string{{"piece", "kind", "lon", "lat", "width_m", "area_m2", "units", "given to"}}
	for _, p := range m.Pieces[:min(len(m.Pieces), printed)] {
		rows = append(rows, []string{p.Name, string(p.Kind), fmt.Sprintf("%.6f", p.Place[0]), fmt.Sprintf("%.6f", p.Place[1]), fmt.Sprintf("%.2f", p.Width), fmt.Sprintf("%.1f", p.Area), unitsBeside(p), whoGot(p)})
	}
	table(w, rows)
	if more := m.Gaps + m.Overlaps - len(rows) + 1; more > 0 {
		fmt.Fprintf(w, "%d more are not shown: --report FILE.json has them\n", more)
	}
	for _, u := range m.Units[:min(len(m.Units), printed)] {
		fmt.Fprintf(w, "%s %s: %.1f m² gained, %.1f m² lost\n", u.Code, u.Name, u.Gained, u.Lost)
	}
	if more := len(m.Units) - printed; more > 0 {
		fmt.Fprintf(w, "%d more units gained or lost land\n", more)
	}
	fmt.Fprintf(w, "%d gaps, %d overlaps: %d given to units, %d left as they are", m.Gaps, m.Overlaps, m.Given, m.Left)
	if m.Left > 0 {
		fmt.Fprint(w, "; --narrow METRES or --repairs FILE.json gives them to units")
	}
	fmt.Fprintln(w)
}

// unitsBeside names the first units that may have a piece.
func unitsBeside(p importer.Piece) string {
	var names []string
	for _, u := range p.Units[:min(len(p.Units), 3)] {
		names = append(names, u.Code.String()+" "+u.Name)
	}
	if more := len(p.Units) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("+%d", more))
	}
	return strings.Join(names, "; ")
}

func whoGot(p importer.Piece) string {
	switch {
	case p.To.IsZero():
		return "nobody"
	case p.Rule:
		return p.To.String() + " (narrow)"
	}
	return p.To.String()
}
