package importer

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// facilityList makes facilities of a bureau's sheets.
type facilityList struct {
	*reading
	names  *gazetteer
	places *locator
	put    []facilities.Facility
	seen   map[sameFacility]string // where the first one stands
}

// sameFacility is what makes two rows one facility.
type sameFacility struct {
	kind, name string
	unit       string
}

func (r *reading) facilities() builder {
	county := r.county()
	return &facilityList{reading: r, names: newGazetteer(r.known.Register, r.options.Date), places: newLocator(r.known.Edition, county.Name), seen: map[sameFacility]string{}}
}

func (l *facilityList) feature(source, feature) error { return errors.New("facilities come as tables") }

// facilityRow is one row on its way.
type facilityRow struct {
	*facilityList
	row
	src  source
	crs  place2D
	kind facilities.Kind
	f    facilities.Facility
	out  Row
}

// note adds a problem, each code once for a field.
func (r *facilityRow) note(code Code, field, value string, taken Said) {
	for _, p := range r.out.Problems {
		if p.Code == code && p.Column == field {
			return
		}
	}
	header := ""
	if r.has(field) {
		header = r.header(field)
	}
	r.out.Problems = append(r.out.Problems, problem(code, field, header, value, taken))
}

func (l *facilityList) rows(src source, t *table, b *body) error {
	if l.county().Code.IsZero() {
		return said("the county is not known yet: import its divisions first, or say --county", "尚不知道是哪个县：请先导入区划，或用 --county 指定")
	}
	crs, err := l.sheetCRS(t)
	if err != nil {
		return err
	}
	src.note.CRS = crs.String()
	for r, err := range b.rows {
		if err != nil {
			return err
		}
		if err := l.step(0); err != nil {
			return err
		}
		l.take(&facilityRow{facilityList: l, row: r, src: src, crs: crs})
	}
	return nil
}

// sheetCRS is the chosen coordinate system. Where none was chosen and the workbook says
// that it is another than EPSG:4490, it asks: a constant shift cannot be seen.
func (l *facilityList) sheetCRS(t *table) (place2D, error) {
	crs, _ := l.crsOption(geo.CGCS2000)
	if l.options.CRS == "" {
		if says, found, err := namedCRS(t.says); found && (err != nil || says != geo.CGCS2000) {
			return crs, said("the workbook says that its coordinates are not CGCS2000: say in which they are with --crs, such as GCJ-02", "工作簿说明其坐标不是 CGCS2000：请用 --crs 指定，如 GCJ-02")
		}
	}
	return crs, nil
}

// take reads a row: what it is, where, since when, and its figures.
func (l *facilityList) take(r *facilityRow) {
	r.out = Row{File: r.src.file, Sheet: r.src.sheet, Row: r.number, ID: r.get("ref")}
	r.f.Ref = r.get("ref")
	r.f.Name = strings.Join(strings.Fields(r.get("name")), " ")
	if r.f.Name == "" {
		r.note(MissingName, "name", "", Said{})
	}
	r.out.ID = cmp.Or(r.out.ID, r.f.Name)
	r.findKind()
	r.place()
	r.state()
	r.figures()
	r.flags()
	r.texts()
	r.words()
	rejected := false
	for _, p := range r.out.Problems {
		rejected = rejected || p.Code.Action() == Reject
	}
	if key := (sameFacility{r.f.Kind, plainName(r.f.Name), r.f.Unit.String()}); !rejected {
		if where := l.seen[key]; where != "" {
			r.note(DuplicateOf, "name", where, Said{})
		} else {
			l.seen[key] = r.out.place("", false)
		}
	}
	if r.out.Place == nil {
		r.out.Place = r.f.Place
	}
	if action := l.result.Report.add(r.out); action != Reject {
		l.result.Origins.add(Part{Index: len(l.put)}, r.out, action)
		l.put = append(l.put, r.f)
	}
}

// findKind finds the kind by the type column, the name or the sheet, in this order. A
// name that says more than the type wins: 零散墓治理点 is more than 零散墓.
func (r *facilityRow) findKind() {
	var word string
	r.kind, word = facilities.MatchKind(r.get("kind"))
	byName, nameWord := facilities.MatchKind(r.f.Name)
	if nameWord != "" && (word == "" || strings.Contains(nameWord, word) && nameWord != word) {
		r.kind, word = byName, nameWord
	}
	if code, ok := facilities.KindByCode(r.get("kind")); ok {
		r.kind, word = code, r.get("kind")
	}
	if word == "" && r.get("kind") == "" {
		r.kind, word = facilities.MatchKind(r.src.sheet)
	}
	if word == "" {
		r.note(UnknownKind, "kind", cmp.Or(r.get("kind"), r.f.Name), same("日间照料中心"))
	}
	r.f.Kind = r.kind.Code
}

// state reads the state and the opening.
func (r *facilityRow) state() {
	r.f.State = facilities.Operating
	if s := r.get("state"); s != "" {
		state, ok := stateWords[plainName(s)]
		if !ok {
			r.note(UnknownKind, "state", s, same("运营"))
		}
		r.f.State = state
	}
	cell := r.get("opened")
	if cell == "" || noFigure.MatchString(cell) {
		return
	}
	m, ok := parseMoment(cell, r.kindOf("opened"))
	if !ok {
		r.note(BadDate, "opened", cell, Said{})
		return
	}
	if !m.plain {
		r.note(DateForm, "opened", cell, same(m.text))
	}
	r.f.Opened = m.day
}

// stateWords are the words for states, those of the closed list among them.
var stateWords = map[string]facilities.State{
	"运营": facilities.Operating, "运营中": facilities.Operating, "在运营": facilities.Operating, "建成": facilities.Operating, "已建成": facilities.Operating, "已运营": facilities.Operating, "投用": facilities.Operating, "已投用": facilities.Operating, "正常": facilities.Operating, "开放": facilities.Operating, "使用中": facilities.Operating,
	"在建": facilities.Building, "建设中": facilities.Building, "筹建": facilities.Preparing, "筹备": facilities.Preparing, "筹建中": facilities.Preparing,
	"规划": facilities.Planned, "拟建": facilities.Planned, "规划中": facilities.Planned,
	"停用": facilities.Closed, "撤并": facilities.Closed, "关闭": facilities.Closed, "停业": facilities.Closed, "已停用": facilities.Closed, "暂停": facilities.Closed,
	"待迁": facilities.Remediating, "已迁": facilities.Done, "深埋": facilities.Done, "绿化遮挡": facilities.Done, "保留": facilities.Done, // of a tomb; what became of it is kept beside
	"整治中": facilities.Remediating, "治理中": facilities.Remediating, "已完成": facilities.Done, "已整治": facilities.Done, "完成": facilities.Done, "已治理": facilities.Done,
}

// tombWords are the states of a scattered tomb (零散墓), which is kept as its model.
var tombWords = []string{"待迁", "已迁", "深埋", "绿化遮挡", "保留"}

// texts keeps what is words.
func (r *facilityRow) texts() {
	facts := &r.f.Facts
	facts.BuildKind, facts.Operator, facts.OperatorMode = r.get("build_kind"), r.get("operator"), r.get("operator_mode")
	facts.Partner, facts.Served, facts.Approval, facts.Remark = r.get("partner"), r.get("served"), r.get("approval"), r.get("remark")
	facts.Model = r.get("model")
	if became := plainName(r.get("state")); r.f.Kind == "TOMB_SCATTERED" && facts.Model == "" && slices.Contains(tombWords, became) {
		facts.Model = became
	}
	if facts.Model == "" && strings.Contains(r.f.Name, "互助") {
		facts.Model = "互助养老"
	}
}

// words notes the texts that cannot be kept.
func (r *facilityRow) words() {
	facts := &r.f.Facts
	for _, text := range []struct {
		field, text string
		most        int
	}{
		{"name", r.f.Name, mostName}, {"ref", r.f.Ref, mostKey}, {"build_kind", facts.BuildKind, mostWords}, {"operator", facts.Operator, mostWords},
		{"operator_mode", facts.OperatorMode, mostWords}, {"partner", facts.Partner, mostWords}, {"served", facts.Served, mostWords},
		{"approval", facts.Approval, mostWords}, {"remark", facts.Remark, mostWords}, {"model", facts.Model, mostWords},
	} {
		if why, flawed := wordsFlaw(text.text, text.most); flawed {
			r.note(BadText, text.field, text.text, why)
		}
	}
}

func (l *facilityList) finish() error {
	if len(l.put) > 0 {
		l.result.Write.Facilities = []edition.FacilitySet{{County: l.county().Code, From: l.options.Date, Put: l.put}}
	}
	return nil
}
