package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/edition"
)

type checkCommand struct {
	At      string `help:"The day, YYYY-MM-DD; default: the newest state."`
	GeoJSON string `name:"geojson" help:"Also write the findings to this GeoJSON file, to look at." type:"path"`
}

// Run lists what is not sound; where anything is, the command fails.
func (c *checkCommand) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	ed, err := app.edition(at)
	if err != nil {
		return err
	}
	findings := ed.Check()
	collection := findingsGeoJSON(ed, findings)
	if c.GeoJSON != "" {
		text, err := json.MarshalIndent(collection, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(c.GeoJSON, append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	if app.line.JSON {
		if err := writeJSON(app.stdout, collection); err != nil {
			return err
		}
	} else {
		printFindings(app, ed, findings)
	}
	if len(findings) > 0 {
		return fmt.Errorf("%s is not sound on this day: %d findings", ed.County.Name, len(findings))
	}
	return nil
}

func printFindings(app *application, ed *edition.Edition, findings []edition.Finding) {
	if len(findings) == 0 {
		fmt.Fprintf(app.stdout, "%s %s: sound; %d units, %d facilities, %d villager groups\n", ed.County.Code, ed.County.Name, len(ed.Units), len(ed.Facilities.List), len(ed.People.Groups))
		return
	}
	rows := [][]string{{"kind", "code", "name", "said"}}
	for _, f := range findings {
		code, name := unitName(ed, f.Unit)
		rows = append(rows, []string{string(f.Kind), code, name, f.Said})
	}
	table(app.stdout, rows)
}

func unitName(ed *edition.Edition, unit int) (code, name string) {
	if unit < 0 {
		return "", ""
	}
	return ed.Units[unit].Code.String(), ed.Units[unit].Name
}

func findingsGeoJSON(ed *edition.Edition, findings []edition.Finding) *geojson.FeatureCollection {
	collection := geojson.NewFeatureCollection()
	for _, f := range findings {
		feature := geojson.NewFeature(f.Place)
		if f.Place == (orb.Point{}) {
			feature.Geometry = nil
		}
		code, name := unitName(ed, f.Unit)
		feature.Properties = geojson.Properties{"kind": string(f.Kind), "code": code, "name": name, "said": f.Said}
		collection.Append(feature)
	}
	return collection
}
