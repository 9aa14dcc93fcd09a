package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
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
	note := func(code Code, field, value string, taken Said) {
		e.row.Problems = append(e.row.Problems, problem(code, field, rec.column(field), value, taken))
	}
	code, err := d.codeOf(file, rec)
	if err != nil {
		return err
	}
	switch {
	case code.bad != "":
		note(code.bad, "code", code.text, code.why)
	case !code.given:
		note(UnknownUnit, "code", rec.get("name"), Said{"the record has no code", "该记录没有代码"})
	case code.fix != "" && code.fix != CodeAsNumber:
		note(code.fix, "code", rec.get("code"), same(code.code.String()))
	}
	u := &e.unit
	u.Code = code.code
	e.row.ID = cmp.Or(u.Code.String(), code.text)
	u.Name, u.Full = names(u.Code.Level(), rec.get("name"), rec.get("name_full"))
	if u.Name == "" && u.Full != "" {
		u.Name = shortName(u.Full)
	}
	if u.Name == "" {
		note(MissingName, "name", "", Said{})
	}
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
	u.Seat = d.seat(src, rec.get("seat"))
	if name := rec.get("county_name"); name != "" {
		file.counties[u.Code.County()] = plainName(name)
	}
	e.fiction, _ = parseYes(cmp.Or(rec.raw("fictional"), rec.raw("synthetic")))
	e.fiction = e.fiction && u.Code.Level() == adcode.County
	d.shape(src, &e, rec)
	d.units = append(d.units, e)
	return nil
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

// finish decides the level, joins the parts of one unit and makes the snapshots.
func (d *divisions) finish() error {
	for name, file := range d.files {
		if !file.coded {
			return &FileError{File: name, Said: Said{
				"no column with the units' codes was found; the columns seen are: " + strings.Join(file.seen, ", ") + "; say which it is with --columns code=...",
				"没有找到代码列；看到的列有：" + strings.Join(file.seen, "、") + "；请用 --columns code=… 指定"}}
		}
		if err := d.checkLevel(name, file); err != nil {
			return err
		}
	}
	d.noteColumns()
	d.joinParts()
	snapshots := map[adcode.Code]*boundaries.Snapshot{}
	fiction := map[adcode.Code]bool{}
	named := map[adcode.Code]string{}
	for _, e := range d.units {
		if d.result.Report.add(e.row) == Reject {
			continue
		}
		county := e.unit.Code.County()
		s := snapshots[county]
		if s == nil {
			s = &boundaries.Snapshot{County: county, Level: e.unit.Code.Level(), Day: d.options.Date}
			snapshots[county] = s
		}
		s.Units = append(s.Units, e.unit)
		fiction[county] = fiction[county] || e.fiction
		if e.unit.Code == county {
			named[county] = e.unit.Name
		}
	}
	for _, file := range d.files {
		for county, name := range file.counties {
			if named[county] == "" && snapshots[county] != nil {
				named[county] = name
			}
		}
	}
	d.write(snapshots, named, fiction)
	return nil
}

func (d *divisions) write(snapshots map[adcode.Code]*boundaries.Snapshot, named map[adcode.Code]string, fiction map[adcode.Code]bool) {
	w := &d.result.Write
	for county, s := range snapshots {
		slices.SortStableFunc(s.Units, func(a, b boundaries.Version) int { return a.Code.Compare(b.Code) })
		w.Snapshots = append(w.Snapshots, *s)
		if named[county] != "" || fiction[county] {
			w.Counties = append(w.Counties, edition.County{Code: county, Name: named[county], Fiction: fiction[county]})
		}
	}
	slices.SortFunc(w.Snapshots, func(a, b boundaries.Snapshot) int { return a.County.Compare(b.County) })
	slices.SortFunc(w.Counties, func(a, b edition.County) int { return a.Code.Compare(b.Code) })
}

// noteColumns tells what the properties of layers were taken for.
func (d *divisions) noteColumns() {
	for i := range d.result.Report.Files {
		note := &d.result.Report.Files[i]
		if note.Columns != nil || d.files[note.File] == nil {
			continue
		}
		note.Columns = map[string]string{}
		for _, key := range d.files[note.File].seen {
			if field := d.fields[key]; field != "" && note.Columns[field] == "" {
				note.Columns[field] = key
			} else {
				note.Ignored = append(note.Ignored, key)
			}
		}
	}
}

// checkLevel refuses a file whose level is not the one asked for, and records that are
// of another level or county than their file.
func (d *divisions) checkLevel(name string, file *divisionFile) error {
	counts := map[adcode.Level]int{}
	for _, e := range d.units {
		if e.row.File == name {
			counts[e.unit.Code.Level()]++
		}
	}
	level := adcode.NoLevel
	for _, l := range adcode.Levels {
		if counts[l] > counts[level] || level == adcode.NoLevel && counts[l] > 0 {
			level = l
		}
	}
	want := cmp.Or(d.options.Level, file.level)
	if want != adcode.NoLevel && level != adcode.NoLevel && counts[want] == 0 {
		return &FileError{File: name, Said: Said{
			fmt.Sprintf("the codes are those of a %s, but the level asked for is %s: leave --level out, or send the other file", level, want),
			fmt.Sprintf("代码属于%s，与指定的级别%s不符：请去掉 --level 或换一个文件", chineseLevel[level], chineseLevel[want])}}
	}
	want = cmp.Or(want, level)
	for i := range d.units {
		e := &d.units[i]
		c := e.unit.Code
		if e.row.File != name || c.IsZero() {
			continue
		}
		if c.Level() != want {
			e.row.Problems = append(e.row.Problems, problem(UnknownUnit, "code", "", c.String(), Said{
				fmt.Sprintf("the code is that of a %s, the file's others are of a %s: one level a file", c.Level(), want),
				fmt.Sprintf("代码属于%s，而文件其余代码属于%s：一个文件只放一个级别", chineseLevel[c.Level()], chineseLevel[want])}))
		}
		if county := d.options.County; !county.IsZero() && c.County() != county {
			e.row.Problems = append(e.row.Problems, problem(UnknownUnit, "code", "", c.String(), Said{"the code is not of county " + county.String(), "代码不属于 " + county.String()}))
		}
	}
	return nil
}

var chineseLevel = map[adcode.Level]string{adcode.County: "县级", adcode.Township: "乡级", adcode.Village: "村级", adcode.NoLevel: "未知级别"}

// joinParts makes one unit of records with the same code and name, as survey layers keep
// an exclave; other records with a code that was there already are refused.
func (d *divisions) joinParts() {
	first := map[adcode.Code]int{}
	joined := map[int]bool{}
	for i := range d.units {
		e := &d.units[i]
		if e.unit.Code.IsZero() {
			continue
		}
		at, have := first[e.unit.Code]
		if !have {
			first[e.unit.Code] = i
			continue
		}
		f := &d.units[at]
		if f.unit.Name == e.unit.Name && len(f.unit.Shape) > 0 && len(e.unit.Shape) > 0 && !f.unit.Shape.Equal(e.unit.Shape) && len(e.row.Problems) == 0 {
			f.unit.Shape = append(f.unit.Shape, e.unit.Shape...)
			joined[i] = true
			continue
		}
		e.row.Problems = append(e.row.Problems, problem(DuplicateOf, "code", "", f.row.place("", false)+" ("+f.unit.Code.String()+" "+f.unit.Name+")", Said{}))
	}
	kept := d.units[:0]
	for i, e := range d.units {
		if joined[i] {
			d.result.Report.add(e.row)
			continue
		}
		kept = append(kept, e)
	}
	d.units = kept
}
