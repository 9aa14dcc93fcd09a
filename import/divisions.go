package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// divisions makes snapshots of layers and lists: one for each county and level.
type divisions struct {
	*reading
	pattern *codePattern
	units   []unitEntry
	files   map[string]*divisionFile
	fields  map[string]string // property -> field, "" for none
}

// divisionFile is what is told of a file as a whole.
type divisionFile struct {
	level    adcode.Level // that its layer's name tells
	coded    bool         // a record had a code column
	seen     []string     // property names
	counties map[adcode.Code]string
}

// unitEntry is a record on its way into a snapshot.
type unitEntry struct {
	row     Row
	unit    boundaries.Version
	fiction bool
}

func (r *reading) divisions() builder {
	return &divisions{reading: r, files: map[string]*divisionFile{}, fields: map[string]string{}}
}

// record is a unit as a file has it, whatever its format.
type record struct {
	get    func(field string) string
	column func(field string) string
	raw    func(header string) string // by the file's own header
	kind   func(field string) cellKind
	shape  orb.Geometry
	flaw   *flaw
	list   bool // a list without shapes
}

func (d *divisions) feature(src source, f feature) error {
	file := d.file(src)
	byField := map[string]property{}
	for _, p := range f.props {
		field := d.fieldFor(p.key)
		if !slices.Contains(file.seen, p.key) && len(file.seen) < 100 {
			file.seen = append(file.seen, p.key)
		}
		if _, have := byField[field]; field != "" && !have {
			byField[field] = p
		}
	}
	rec := record{
		get: func(field string) string { return byField[field].value },
		column: func(field string) string {
			if p, ok := byField[field]; ok {
				return p.key
			}
			return field
		},
		raw:   func(header string) string { return propertyOf(f.props, header) },
		kind:  func(string) cellKind { return textCell },
		shape: f.shape, flaw: f.flaw,
	}
	return d.take(src, file, f.number, rec)
}

func propertyOf(props []property, header string) string {
	for _, p := range props {
		if strings.EqualFold(p.key, header) {
			return p.value
		}
	}
	return ""
}

// fieldFor finds a property's field, a person's own choice first.
func (d *divisions) fieldFor(key string) string {
	if field, known := d.fields[key]; known {
		return field
	}
	field, _ := fieldOf(Divisions, key)
	for f, header := range d.options.Columns {
		if plainHeader(header) == plainHeader(key) {
			field = f
		} else if f == field && !isPattern(header) {
			field = "" // another column was chosen for it
		}
	}
	d.fields[key] = field
	return field
}

func (d *divisions) rows(src source, t *table, b *body) error {
	file := d.file(src)
	for _, h := range b.headings {
		file.seen = append(file.seen, h.String())
	}
	for r, err := range b.rows {
		if err != nil {
			return err
		}
		if err := d.step(0); err != nil {
			return err
		}
		src.note.Rows++
		rec := record{get: r.get, column: r.header, kind: r.kindOf, list: true, raw: func(header string) string {
			for i, h := range b.headings {
				if plainHeader(h.String()) == plainHeader(header) {
					return r.cell(i)
				}
			}
			return ""
		}}
		if err := d.take(src, file, r.number, rec); err != nil {
			return err
		}
	}
	return nil
}

func (d *divisions) file(src source) *divisionFile {
	f := d.files[src.file]
	if f == nil {
		f = &divisionFile{level: src.level, counties: map[adcode.Code]string{}}
		d.files[src.file] = f
	}
	return f
}

// take reads one record. What is wrong with it is noted; whether its level fits is
// known only when the file is read.
func (d *divisions) take(src source, file *divisionFile, number int, rec record) error {
	e := unitEntry{row: Row{File: src.file, Sheet: src.sheet, Row: number}}
	code, err := d.codeOf(file, rec)
	if err != nil {
		return err
	}
	u := &e.unit
	u.Code = code.code
	e.row.ID = cmp.Or(u.Code.String(), code.text)
	switch {
	case code.bad != "":
		e.note(rec, code.bad, "code", code.text, code.why)
	case !code.given:
		e.note(rec, UnknownUnit, "code", rec.get("name"), Said{"the record has no code", "该记录没有代码"})
	case code.fix != "" && code.fix != CodeAsNumber:
		e.note(rec, code.fix, "code", rec.get("code"), same(code.code.String()))
	}
	if u.Name, u.Full = names(u.Code.Level(), cmp.Or(rec.get("name"), rec.get("name_full")), rec.get("name_full")); u.Name == "" {
		e.note(rec, MissingName, "name", "", Said{})
	}
	e.facts(rec)
	u.Seat = d.seat(src, rec.get("seat"))
	county := plainName(rec.get("county_name"))
	e.words(rec, county)
	if county != "" {
		file.counties[u.Code.County()] = county
	}
	d.shape(src, &e, rec)
	d.units = append(d.units, e)
	return nil
}

// note adds a problem.
func (e *unitEntry) note(rec record, code Code, field, value string, taken Said) {
	e.row.Problems = append(e.row.Problems, problem(code, field, rec.column(field), value, taken))
}

// words notes the texts that cannot be kept.
func (e *unitEntry) words(rec record, county string) {
	for _, text := range []struct {
		field, text string
		most        int
	}{{"name", e.unit.Name, mostUnitName}, {"name_full", e.unit.Full, mostFullName}, {"tier", e.unit.Tier, mostKey}, {"county_name", county, mostUnitName}} {
		if why, flawed := wordsFlaw(text.text, text.most); flawed {
			e.note(rec, BadText, text.field, text.text, why)
		}
	}
}

// facts reads type, parent, tier and flags.
func (e *unitEntry) facts(rec record) {
	u := &e.unit
	if u.Type = boundaries.ParseType(rec.get("type")); u.Type == boundaries.OtherType {
		u.Type = boundaries.TypeOf(u.Name, u.Code)
	}
	u.Parent = u.Code.Parent()
	if p := parseCode(rec.get("parent"), textCell); p.bad == "" && !p.code.IsZero() && p.code.Level()+1 == u.Code.Level() {
		u.Parent = p.code
	}
	u.Tier = rec.get("tier")
	if yes, known := parseYes(rec.get("urban")); known {
		u.Urban = boundaries.FlagOf(yes)
	}
	fiction, _ := parseYes(cmp.Or(rec.raw("fictional"), rec.raw("synthetic")))
	e.fiction = fiction && u.Code.Level() == adcode.County
}

// codeOf reads the record's code, by pattern where one was chosen.
func (d *divisions) codeOf(file *divisionFile, rec record) (codeCell, error) {
	chosen := d.options.Columns["code"]
	if !isPattern(chosen) {
		file.coded = file.coded || rec.get("code") != ""
		return parseCode(rec.get("code"), rec.kind("code")), nil
	}
	if d.pattern == nil {
		p, err := parsePattern(chosen)
		if err != nil {
			return codeCell{}, err
		}
		d.pattern = p
	}
	file.coded = true
	text, ok := d.pattern.make(rec.raw)
	if !ok {
		return codeCell{given: true, text: chosen, bad: UnknownUnit, why: Said{"a column of the pattern holds no number", "模式中的某一列不是数字"}}, nil
	}
	return parseCode(text, textCell), nil
}

func (d *divisions) seat(src source, text string) *orb.Point {
	a, b, ok := splitPair(text)
	if !ok {
		return nil
	}
	x, okX := parseAngle(a)
	y, okY := parseAngle(b)
	if !okX || !okY {
		return nil
	}
	p, err := src.crs.point(x.value, y.value)
	if err != nil {
		return nil
	}
	p = geo.Snap(p).Point()
	return &p
}

// shape puts the record's shape into the entry.
func (d *divisions) shape(src source, e *unitEntry, rec record) {
	f := rec.flaw
	if f == nil && rec.shape != nil {
		e.unit.Shape, f = polygonsOf(rec.shape, src.crs)
	}
	if f == nil && len(e.unit.Shape) > 0 && !e.unit.Code.IsZero() {
		f = strayed(e.unit.Code, e.unit.Shape)
	}
	if f == nil && rec.shape == nil && !rec.list {
		f = &flaw{said: Said{"the feature has no shape: send units without shapes as a CSV or XLSX list", "要素没有图形：没有图形的单位请用 CSV 或 XLSX 名录提供"}}
	}
	if f != nil {
		e.row.Problems = append(e.row.Problems, problem(BadCoordinates, "geometry", "", cmp.Or(f.where, "geometry"), f.said))
	}
}
