package importer

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// featureKind is a kind of thing that maps show beneath the divisions.
type featureKind struct {
	kind       edition.FeatureKind
	dimensions string // of its shapes: 0 points, 1 lines, 2 areas
	words      []string
}

//go:embed featurekinds.csv
var featureKindsCSV []byte

var featureKinds = sync.OnceValue(func() []featureKind {
	records, err := csv.NewReader(bytes.NewReader(featureKindsCSV)).ReadAll()
	if err != nil {
		panic("importer: featurekinds.csv: " + err.Error())
	}
	var kinds []featureKind
	for _, r := range records[1:] {
		kinds = append(kinds, featureKind{edition.FeatureKind(r[0]), r[1], append(strings.Split(r[2], "|"), r[0])})
	}
	return kinds
})

// findFeatureKind finds a kind by a word of it; where none is one, by the longest word that
// the name of the file or layer holds.
func findFeatureKind(word string, names ...string) (found featureKind, ok bool) {
	word, longest := plainHeader(word), 0
	for _, k := range featureKinds() {
		for _, w := range k.words {
			w = plainHeader(w)
			if word == w {
				return k, true
			}
			for _, name := range names {
				if word == "" && len(w) > longest && strings.Contains(plainHeader(name), w) {
					found, longest = k, len(w)
				}
			}
		}
	}
	return found, longest > 0
}

// backdropList makes features of layers, one set for each file.
type backdropList struct {
	*reading
	sets map[string]*edition.BackdropSet
}

func (r *reading) backdrop() builder {
	return &backdropList{reading: r, sets: map[string]*edition.BackdropSet{}}
}

func (b *backdropList) rows(source, *table, *body) error {
	return errors.New("a backdrop comes as layers")
}

func (b *backdropList) feature(src source, f feature) error {
	county := b.county().Code
	if county.IsZero() {
		return said("the county is not known yet: import its divisions first, or say --county", "尚不知道是哪个县：请先导入区划，或用 --county 指定")
	}
	get := b.fields(Layer, f)
	out := Row{File: src.file, Sheet: src.sheet, Row: f.number, ID: cmp.Or(get["id"], fmt.Sprint(f.number))}
	note := func(code Code, field, value string, taken Said) {
		out.Problems = append(out.Problems, problem(code, field, "", value, taken))
	}
	kind, ok := findFeatureKind(get["kind"], src.sheet, strings.TrimSuffix(src.file, filepath.Ext(src.file)))
	if !ok {
		note(UnknownKind, "kind", cmp.Or(get["kind"], src.file), same("river / 河流"))
	}
	one := edition.Feature{Kind: kind.kind, Name: get["name"]}
	if why, flawed := wordsFlaw(one.Name, mostName); flawed {
		note(BadText, "name", one.Name, why)
	}
	flaw := f.flaw
	if flaw == nil && f.shape == nil {
		flaw = noShape
	}
	if flaw == nil {
		one.Shape, flaw = convertGeometry(f.shape, src.crs)
	}
	if flaw == nil && ok {
		flaw = kind.misfit(one.Shape)
	}
	if flaw != nil {
		note(BadCoordinates, "geometry", cmp.Or(flaw.where, "geometry"), flaw.said)
	}
	out.Place = middleOf(one.Shape)
	action := b.result.Report.add(out)
	if action == Reject {
		return nil
	}
	set := b.sets[src.file]
	if set == nil {
		set = &edition.BackdropSet{County: county, Source: src.file}
		b.sets[src.file] = set
	}
	b.result.Origins.add(Part{src.file, len(set.List)}, out, action)
	set.List = append(set.List, one)
	return nil
}

// fields reads a feature's attributes by what their headers mean, or the options say they
// mean; the first of a field counts.
func (r *reading) fields(kind Kind, f feature) map[string]string {
	get := map[string]string{}
	for _, p := range f.props {
		field, _ := fieldOf(kind, p.key)
		for chosen, header := range r.options.Columns {
			if plainHeader(header) == plainHeader(p.key) {
				field = chosen
			}
		}
		if _, have := get[field]; !have && field != "" {
			get[field] = strings.TrimSpace(p.value)
		}
	}
	return get
}

// misfit tells where a shape is no shape of the kind: a river that is a point.
func (k featureKind) misfit(shape orb.Geometry) *flaw {
	if strings.Contains(k.dimensions, fmt.Sprint(shape.Dimensions())) {
		return nil
	}
	drawn := [...]Said{{"a point", "点"}, {"a line", "线"}, {"an area", "面"}}[shape.Dimensions()]
	return &flaw{said: Said{fmt.Sprintf("a %s cannot be %s", k.kind, drawn.En), fmt.Sprintf("“%s”不能是%s", k.words[0], drawn.Zh)}}
}

func (b *backdropList) finish() error {
	for _, set := range b.sets {
		b.result.Write.Backdrops = append(b.result.Write.Backdrops, *set)
	}
	return nil
}
