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
)

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
		e.row.Place = middleOf(orb.MultiPolygon(e.unit.Shape))
		action := d.result.Report.add(e.row)
		if action == Reject {
			continue
		}
		d.result.Origins.add(Part{Set: e.unit.Code.String()}, e.row, action)
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
	if c := d.result.Report.Counts; c.Reject == 0 || d.options.Partial { // a unit that is missing is no gap
		d.result.refused = d.mend(snapshots)
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
