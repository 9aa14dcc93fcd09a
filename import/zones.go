package importer

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// zoneKind is a kind of area where nothing may be buried.
type zoneKind struct {
	kind    string
	setback geo.Metres // the strip kept free around it where the file says nothing; of railways and highways a custom, not a rule
	article string
	words   []string
}

//go:embed zonekinds.csv
var zoneKindsCSV []byte

var zoneKinds = sync.OnceValue(func() []zoneKind {
	records, err := csv.NewReader(bytes.NewReader(zoneKindsCSV)).ReadAll()
	if err != nil {
		panic("importer: zonekinds.csv: " + err.Error())
	}
	var kinds []zoneKind
	for _, r := range records[1:] {
		m, err := strconv.ParseFloat(r[1], 64)
		if err != nil {
			panic("importer: zonekinds.csv: " + err.Error())
		}
		kinds = append(kinds, zoneKind{r[0], geo.Metres(m), r[2], strings.Split(r[3], "|")})
	}
	return kinds
})

// findZoneKind finds a kind by its code or one of its words.
func findZoneKind(texts ...string) (zoneKind, bool) {
	for _, text := range texts {
		text = plainHeader(text)
		for _, k := range zoneKinds() {
			if text == k.kind {
				return k, true
			}
			for _, w := range k.words {
				if text == plainHeader(w) {
					return k, true
				}
			}
		}
	}
	return zoneKind{}, false
}

// zoneList makes zones of layers, one set for each file.
type zoneList struct {
	*reading
	sets map[string]*edition.ZoneSet
	ids  map[string]string
}

func (r *reading) zones() builder {
	return &zoneList{reading: r, sets: map[string]*edition.ZoneSet{}, ids: map[string]string{}}
}

func (z *zoneList) rows(source, *table, *body) error { return errors.New("zones come as layers") }

func (z *zoneList) feature(src source, f feature) error {
	county := z.county().Code
	if county.IsZero() {
		return said("the county is not known yet: import its divisions first, or say --county", "尚不知道是哪个县：请先导入区划，或用 --county 指定")
	}
	get := z.fields(Zones, f)
	out := Row{File: src.file, Sheet: src.sheet, Row: f.number}
	note := func(code Code, field, value string, taken Said) {
		out.Problems = append(out.Problems, problem(code, field, "", value, taken))
	}
	zone := edition.Zone{ID: cmp.Or(get["id"], strconv.Itoa(f.number)), Name: get["name"]}
	out.ID = zone.ID
	z.rules(&zone, get, note)
	for _, text := range []struct {
		field, text string
		most        int
	}{{"id", zone.ID, mostKey}, {"name", zone.Name, mostName}, {"article", zone.Article, mostRemark}} {
		if why, flawed := wordsFlaw(text.text, text.most); flawed {
			note(BadText, text.field, text.text, why)
		}
	}
	flaw := f.flaw
	if flaw == nil && f.shape == nil {
		flaw = noShape
	}
	if flaw == nil {
		zone.Shape, flaw = convertGeometry(f.shape, src.crs)
	}
	if flaw != nil {
		note(BadCoordinates, "geometry", cmp.Or(flaw.where, "geometry"), flaw.said)
	}
	if where := z.ids[src.file+"\x00"+zone.ID]; where != "" {
		note(DuplicateOf, "id", where, Said{})
	}
	z.ids[src.file+"\x00"+zone.ID] = fmt.Sprintf("%d", f.number)
	out.Place = middleOf(zone.Shape)
	action := z.result.Report.add(out)
	if action == Reject {
		return nil
	}
	set := z.sets[src.file]
	if set == nil {
		set = &edition.ZoneSet{County: county, Source: src.file}
		z.sets[src.file] = set
	}
	z.result.Origins.add(Part{src.file, len(set.List)}, out, action)
	set.List = append(set.List, zone)
	return nil
}

var noShape = &flaw{said: Said{"the feature has no geometry", "要素没有几何图形"}}

// rules reads kind, setback and article.
func (z *zoneList) rules(zone *edition.Zone, get map[string]string, note func(Code, string, string, Said)) {
	kind, ok := findZoneKind(get["kind"], get["kind_name"])
	if !ok {
		note(UnknownKind, "kind", cmp.Or(get["kind"], get["kind_name"]), same("reservoir / 水库"))
	}
	zone.Kind, zone.Setback, zone.Article = kind.kind, kind.setback, kind.article
	if get["article"] != "" {
		zone.Article = get["article"]
	}
	if s := get["setback"]; s != "" {
		f, ok := parseFigure(s)
		if !ok || !f.given || f.value < 0 || f.value > 100_000 {
			note(BadNumber, "setback", s, Said{})
			return
		}
		zone.Setback = geo.Metres(f.value)
	}
}

func (z *zoneList) finish() error {
	for _, set := range z.sets {
		z.result.Write.Zones = append(z.result.Write.Zones, *set)
	}
	return nil
}
