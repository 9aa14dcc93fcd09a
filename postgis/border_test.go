package postgis_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// pictureOf is the county on a day.
func pictureOf(t *testing.T, store *postgis.Store, at string) *edition.Edition {
	t.Helper()
	ed, err := edition.Make(edition.Key{County: qingshen, At: day(at)}, parts(t, store, at))
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// borderOf is the border of two units by name, or of one with nothing.
func borderOf(t *testing.T, ed *edition.Edition, left, right string) edition.Border {
	t.Helper()
	for _, b := range ed.Borders() {
		names := []string{b.Left.Name, ""}
		if b.Right != nil {
			names[1] = b.Right.Name
		}
		if slices.Equal(names, []string{left, right}) || slices.Equal(names, []string{right, left}) {
			return b
		}
	}
	t.Fatalf("no border of %s and %s", left, right)
	return edition.Border{}
}

// record commits an edit of a border in force from a day.
func record(t *testing.T, store *postgis.Store, from, left, right string, e edition.BorderEdit) {
	t.Helper()
	ed := pictureOf(t, store, from)
	b := borderOf(t, ed, left, right)
	stretches, err := b.Edit(e)
	if err != nil {
		t.Fatal(err)
	}
	commit(t, store, edition.Write{Author: "test", Title: "border", Borders: []edition.BorderSet{{Border: b, County: ed.County, From: day(from), Stretches: stretches}}})
}

// said is what is recorded of a border, run by run.
func said(b edition.Border) []string {
	var list []string
	for _, run := range b.Runs() {
		s := run.Stretch
		if s == nil {
			list = append(list, "-")
			continue
		}
		text := fmt.Sprintf("%s %s %s", s.Facts.Number, s.Facts.State.Chinese(), s.Facts.Carrier)
		for _, m := range s.Facts.Markers {
			text += " " + m.Number
		}
		list = append(list, text)
	}
	return list
}

func text(s string) *string { return &s }

var surveyed = boundaries.SurveyedBorder

// The row's middle border follows a merger of the village on its left, is moved, and is
// what it was when all is taken back.
func TestBorderFollowsOrders(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	at := square(2, 0)[0][0] // of 二村: its right side is the border with 三村
	markers := []boundaries.Marker{{Number: "1", Place: at[1]}, {Number: "2", Place: at[2]}}
	record(t, store, "2019-06-01", "二村", "三村", edition.BorderEdit{Number: text("0203"), State: &surveyed, Carrier: text("河流"), Markers: &markers,
		Documents: &[]boundaries.BorderDocument{{Title: "协议书", Number: "1号", Day: day("2019-05-01")}}})
	before, err := store.Stretches(t.Context(), qingshen)
	if err != nil || len(before) != 1 {
		t.Fatalf("stretches %+v, %v", before, err)
	}
	if got := said(borderOf(t, pictureOf(t, store, "2019-05-31"), "二村", "三村")); !slices.Equal(got, []string{"-"}) {
		t.Errorf("before anything was recorded: %v", got)
	}
	merged := commitOrder(t, store, order(t, "2020-01-01", merger))
	if diff := cmp.Diff([]string{"0203 勘定 河流 1 2"}, said(borderOf(t, pictureOf(t, store, "2020-01-01"), "和村", "三村"))); diff != "" {
		t.Errorf("after the merger (-want +got):\n%s", diff)
	}
	bottom, top := at[1], at[2]
	line := fmt.Sprintf(`"kind": "border", "between": ["511425100210", "511425100203"], "line": {"type": "LineString", "coordinates": [[%.9f, %.9f], [%.9f, %.9f], [%.9f, %.9f]]}`,
		bottom[0], bottom[1]+0.002, bottom[0]+0.001, bottom[1]+0.005, top[0], top[1]-0.002)
	moved := commitOrder(t, store, order(t, "2020-02-01", line))
	if diff := cmp.Diff([]string{"0203 勘定 河流 2", "0203 草拟 河流", "0203 勘定 河流 1"}, said(borderOf(t, pictureOf(t, store, "2020-02-01"), "和村", "三村"))); diff != "" {
		t.Errorf("after it was moved (-want +got):\n%s", diff)
	}
	for _, change := range []struct {
		id boundaries.ChangeID
		on string
	}{{moved.Change, "2020-02-01"}, {merged.Change, "2020-01-01"}} {
		commitOrder(t, store, order(t, change.on, fmt.Sprintf(`"kind": "revert", "change": %d`, change.id)))
	}
	after, err := store.Stretches(t.Context(), qingshen)
	if err != nil || len(after) != 1 || !boundaries.SameStretch(after[0], before[0]) || after[0].Valid != before[0].Valid {
		t.Errorf("taken back it is %+v, was %+v (%v)", after, before, err)
	}
	if err := store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// What is recorded of a day before a change that is known already follows the change.
func TestBorderRecordedLate(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	commitOrder(t, store, order(t, "2020-01-01", merger))
	record(t, store, "2019-06-01", "二村", "三村", edition.BorderEdit{Number: text("0203")})
	record(t, store, "2019-06-01", "一村", "二村", edition.BorderEdit{Number: text("0102")})
	for at, want := range map[string]string{"2019-12-31": "二村", "2020-01-01": "和村"} {
		if b := borderOf(t, pictureOf(t, store, at), want, "三村"); b.Number != "0203" {
			t.Errorf("on %s the border of %s and 三村 bears the number %q", at, want, b.Number)
		}
	}
	list, err := store.Stretches(t.Context(), qingshen)
	if err != nil || len(list) != 3 {
		t.Errorf("%d versions of stretches, %v: the merged villages' own border should have ended", len(list), err)
	}
	// An order of a day before what was recorded last reaches it too.
	commitOrder(t, store, order(t, "2019-03-01", `"kind": "recode", "unit": "511425100203", "code": "511425100233"`))
	if b := borderOf(t, pictureOf(t, store, "2020-01-01"), "和村", "三村"); b.Number != "0203" {
		t.Errorf("after a recoding the number is %q", b.Number)
	}
}

// A township's change never moves the county's border.
func TestCountyBorderStays(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	record(t, store, "2019-06-01", "511425", "", edition.BorderEdit{State: &surveyed, Neighbour: text("丹棱县")})
	line := func(b edition.Border) (vertices []string) { // in no order: where a ring begins is decided by its junctions
		for _, run := range b.Runs() {
			for _, v := range run.Path[1:] {
				vertices = append(vertices, fmt.Sprint(v))
			}
		}
		slices.Sort(vertices)
		return vertices
	}
	before := borderOf(t, pictureOf(t, store, "2019-12-31"), "511425", "")
	commitOrder(t, store, order(t, "2020-01-01", merger))
	outside := fmt.Sprintf(`"kind": "border", "between": ["511425100210", "511425100203"], "line": {"type": "LineString", "coordinates": [[%.9f, %.9f], [%.9f, %.9f], [%.9f, %.9f]]}`,
		square(3, 0)[0][0][0][0], square(3, 0)[0][0][0][1], square(3, 0)[0][0][0][0], square(3, 0)[0][0][0][1]-0.001, square(3, 0)[0][0][0][0]+0.001, square(3, 0)[0][0][0][1])
	if _, err := store.CommitOrder(t.Context(), order(t, "2020-02-01", outside)); err == nil {
		t.Error("a line beyond the county's border was taken")
	}
	after := borderOf(t, pictureOf(t, store, "2020-06-01"), "511425", "")
	if diff := cmp.Diff(line(before), line(after)); diff != "" || after.State != surveyed || after.Neighbour != "丹棱县" {
		t.Errorf("the county's border moved: %v %s\n%s", after.State, after.Neighbour, diff)
	}
}

// newQingshen is the real county as it stood before its reform.
func newQingshen(t *testing.T, store *postgis.Store) {
	t.Helper()
	for _, name := range []string{"county", "townships_2019", "villages_2019"} {
		units := editiontest.Units(t, name)
		for i := range units {
			units[i].Unit = 0
		}
		commit(t, store, snapshot("2019-10-31", units...))
	}
}

func reform(t *testing.T, store *postgis.Store, name string) boundaries.ChangeID {
	t.Helper()
	file, err := os.ReadFile(editiontest.File(t, "qingshen/"+name))
	if err != nil {
		t.Fatal(err)
	}
	read, err := importer.ReadOrder(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return commitOrder(t, store, edition.OrderWrite{Author: "test", Order: read, File: file}).Change
}

// Through the real reform every border line stands once, on arcs of the same length; what
// was recorded of a border of 西龙镇 is 青竹街道's afterwards, and comes back.
func TestQingshenBorders(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newQingshen(t, store)
	ed := pictureOf(t, store, "2019-12-01")
	checkLines(t, ed)
	number, neighbours := 0, map[string]bool{}
	for _, b := range ed.Borders() {
		if b.Level != adcode.Township || b.Left.Name != "西龙镇" && b.Right.Name != "西龙镇" {
			continue
		}
		number++
		first, last := b.Parts[0][0].Path[0].Point(), b.Parts[0][len(b.Parts[0])-1].Path
		markers := []boundaries.Marker{{Number: fmt.Sprint(number, "-1"), Place: first}, {Number: fmt.Sprint(number, "-2"), Place: last[len(last)-1].Point()}}
		record(t, store, "2019-12-01", b.Left.Name, b.Right.Name, edition.BorderEdit{Number: text(fmt.Sprint("X", number)), State: &surveyed, Markers: &markers})
		neighbours[b.Left.Name], neighbours[b.Right.Name] = true, true
	}
	before, err := store.Stretches(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	first := reform(t, store, "changes_2019-12-20_township.json")
	second := reform(t, store, "changes_2020-05-30_village.json")
	now := pictureOf(t, store, "2020-06-30")
	checkLines(t, now)
	b := borderOf(t, now, "西龙镇", "青竹街道")
	t.Logf("%d borders of 西龙镇 with %v; afterwards, with 青竹街道: %v, number %s, %.0f m, %d markers", number, neighbours, said(b), b.Number, b.Length, len(b.Markers()))
	if b.Number == "" || len(b.Markers()) == 0 {
		t.Errorf("the border of 西龙镇 and 青竹街道 inherits nothing: %v", said(b))
	}
	for _, change := range []struct {
		id boundaries.ChangeID
		on string
	}{{second, "2020-05-30"}, {first, "2019-12-20"}} {
		commitOrder(t, store, order(t, change.on, fmt.Sprintf(`"kind": "revert", "change": %d`, change.id)))
	}
	after, err := store.Stretches(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	for i := range before {
		before[i].Version = 0
	}
	for i := range after {
		after[i].Version = 0
	}
	if diff := cmp.Diff(before, after, plain); diff != "" {
		t.Errorf("taken back (-want +got):\n%s", diff)
	}
}

// checkLines finds every arc in just one line, and as long.
func checkLines(t *testing.T, ed *edition.Edition) {
	t.Helper()
	var lines, arcs geo.Metres
	seen := map[string]bool{}
	for _, b := range ed.Borders() {
		if key := fmt.Sprint(b.Level, b.ID()); seen[key] {
			t.Errorf("border %s stands twice", b.ID())
		} else {
			seen[key] = true
		}
		lines += b.Length
	}
	for _, a := range ed.Mesh.Arcs {
		for i := 1; i < len(a.Line); i++ {
			arcs += geo.Distance(a.Line[i-1], a.Line[i])
		}
	}
	if math.Abs(float64(lines-arcs)) > 0.01 {
		t.Errorf("lines of %.3f m on arcs of %.3f m", lines, arcs)
	}
	t.Logf("%s: %d lines, %.3f km", ed.Key.At, len(seen), lines/1000)
}
