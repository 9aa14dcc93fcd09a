package importer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/paulmach/orb"
)

// Action is what was done with a row.
type Action string

// The actions, from the best to the worst.
const (
	Accept Action = "accept" // taken as it is
	Fix    Action = "fix"    // taken, after a repair that cannot be wrong
	Warn   Action = "warn"   // taken, but a person should look
	Reject Action = "reject" // not taken
)

var severity = map[Action]int{Accept: 0, Fix: 1, Warn: 2, Reject: 3}

// Said is a sentence for a person, in English and in Chinese.
type Said struct{ En, Zh string }

// Problem is one thing about a row that is not as it should be.
type Problem struct {
	Code   Code
	Column string // the field: name, code, lon, independent, ...; may be empty
	Header string // the field's header in this file; may be empty
	Value  string // what stands there, or what it was resolved to
	Said   Said   // what is wrong, what was done, what to do
}

// Row is what became of one row of a table, or one feature of a layer.
type Row struct {
	File, Sheet string
	Row         int    // as a spreadsheet numbers it, the header included; of a layer the number of the feature, from 1
	ID          string // the row's own number, code or name; may be empty
	Action      Action
	Problems    []Problem
	Place       *orb.Point // where it was read to lie, lon, lat of EPSG:4490, refused or not; of lines and areas a point of them. nil where nothing was read
}

// FileNote is what was understood of a file or sheet as a whole.
type FileNote struct {
	File, Sheet, Format, Encoding, CRS string
	Columns                            map[string]string // field -> header
	Ignored                            []string          // headers that nothing was read from
	Rows, Skipped                      int               // rows read; rows left out: empty, hidden, totals, notes
}

// Report is what an import did, row by row. It lists every row that has a problem and
// the first MaxAccepted of those that have none; Counts counts all.
type Report struct {
	Files   []FileNote
	Rows    []Row
	Counts  Counts
	Mending *Mending // of divisions with shapes; else nil
}

// Reword puts what is said of rows otherwise, such as where there are no flags but a
// form to fill in.
func (r *Report) Reword(other func(Said) Said) {
	for _, row := range r.Rows {
		for i := range row.Problems {
			row.Problems[i].Said = other(row.Problems[i].Said)
		}
	}
}

// MaxAccepted is how many rows without a problem a report lists.
const MaxAccepted = 20_000

// Counts are the numbers of rows by action, and of problems by code.
type Counts struct {
	Rows, Accept, Fix, Warn, Reject int
	Problems                        map[Code]int
}

// add sets the row's action from its problems and takes it into the report. A row that
// is refused keeps only the problems that refuse it: what would have been repaired in
// it does not matter any more.
func (r *Report) add(row Row) Action {
	row.shown()
	row.Action = Accept
	for _, p := range row.Problems {
		if a := p.Code.Action(); severity[a] > severity[row.Action] {
			row.Action = a
		}
	}
	if row.Action == Reject {
		var refusing []Problem
		for _, p := range row.Problems {
			if p.Code.Action() == Reject {
				refusing = append(refusing, p)
			}
		}
		row.Problems = refusing
	}
	r.count(row)
	if row.Action != Accept || r.Counts.Accept <= MaxAccepted {
		r.Rows = append(r.Rows, row)
	}
	return row.Action
}

func (r *Report) count(row Row) {
	c := &r.Counts
	c.Rows++
	*map[Action]*int{Accept: &c.Accept, Fix: &c.Fix, Warn: &c.Warn, Reject: &c.Reject}[row.Action]++
	if c.Problems == nil {
		c.Problems = map[Code]int{}
	}
	for _, p := range row.Problems {
		c.Problems[p.Code]++
	}
}

// MarshalJSON writes {"rows": [...], "counts": {...}, "files": [...]}, the form that
// scripts read, and with divisions "repairs". Sentences stand as "said" in English and "said_zh" in Chinese.
func (r Report) MarshalJSON() ([]byte, error) {
	type problem struct {
		Code   Code   `json:"code"`
		Column string `json:"column"`
		Header string `json:"header"`
		Value  string `json:"value"`
		Said   string `json:"said"`
		SaidZh string `json:"said_zh"`
	}
	type row struct {
		File     string     `json:"file"`
		Sheet    string     `json:"sheet"`
		Row      int        `json:"row"`
		ID       string     `json:"id"`
		Action   Action     `json:"action"`
		Problems []problem  `json:"problems"`
		Place    *orb.Point `json:"place,omitempty"`
	}
	type file struct {
		File     string            `json:"file"`
		Sheet    string            `json:"sheet"`
		Format   string            `json:"format"`
		Encoding string            `json:"encoding"`
		CRS      string            `json:"crs"`
		Columns  map[string]string `json:"columns"`
		Ignored  []string          `json:"ignored"`
		Rows     int               `json:"rows"`
		Skipped  int               `json:"skipped"`
	}
	out := struct {
		Rows   []row          `json:"rows"`
		Counts map[string]any `json:"counts"`
		Files  []file         `json:"files"`
		Mended *mendingBody   `json:"repairs,omitempty"`
	}{Mended: mendingBodyOf(r.Mending), Rows: make([]row, 0, len(r.Rows)), Files: make([]file, 0, len(r.Files))}
	for _, x := range r.Rows {
		problems := make([]problem, 0, len(x.Problems))
		for _, p := range x.Problems {
			problems = append(problems, problem{p.Code, p.Column, p.Header, p.Value, p.Said.En, p.Said.Zh})
		}
		out.Rows = append(out.Rows, row{x.File, x.Sheet, x.Row, x.ID, x.Action, problems, x.Place})
	}
	for _, f := range r.Files {
		if f.Columns == nil {
			f.Columns = map[string]string{}
		}
		if f.Ignored == nil {
			f.Ignored = []string{}
		}
		out.Files = append(out.Files, file(f))
	}
	c := r.Counts
	out.Counts = map[string]any{"rows": c.Rows, "accept": c.Accept, "fix": c.Fix, "warn": c.Warn, "reject": c.Reject, "problems": c.Problems}
	return json.Marshal(out)
}

// RefusedError says that rows cannot be taken, and so nothing is.
type RefusedError struct {
	Rejected, Rows int
	First          Row  // the first refused row
	None           bool // not one row can be taken
}

// Error is one sentence: how many, and the first with its reason.
func (e *RefusedError) Error() string {
	p := e.First.Problems[0]
	s := fmt.Sprintf("%d of %d rows cannot be taken, so nothing was; the first is %s: %s", e.Rejected, e.Rows, e.First.place(cmp.Or(p.Header, p.Column), false), p.Said.En)
	if !e.None {
		s += "; correct them, or take the rest with --partial"
	}
	return s
}

// Chinese is the same sentence in Chinese.
func (e *RefusedError) Chinese() string {
	p := e.First.Problems[0]
	s := fmt.Sprintf("%d 行中有 %d 行不能导入，因此没有写入任何内容；第一处：%s：%s", e.Rows, e.Rejected, e.First.place(cmp.Or(p.Header, p.Column), true), p.Said.Zh)
	if !e.None {
		s += "；请更正，或用 --partial 只导入可用的行"
	}
	return s
}

// place names where a row stands: facilities.xlsx, sheet 养老服务设施, row 23, column 经度.
func (r Row) place(column string, chinese bool) string {
	words := [...]string{"sheet ", "row ", "column ", ", "}
	if chinese {
		words = [...]string{"工作表 ", "第 ", "列 ", "，"}
	}
	parts := []string{r.File}
	if r.Sheet != "" {
		parts = append(parts, words[0]+r.Sheet)
	}
	if r.Row > 0 {
		n := fmt.Sprintf("%s%d", words[1], r.Row)
		if chinese {
			n += " 行"
		}
		parts = append(parts, n)
	}
	if column != "" {
		parts = append(parts, words[2]+strings.Join(strings.Fields(column), " "))
	}
	return strings.Join(parts, words[3])
}

// FileError says why a file cannot be read at all.
type FileError struct {
	File, Sheet string
	Said        Said
	Err         error // what it came from; may be nil
}

// Error is the file and the sentence, in English.
func (e *FileError) Error() string {
	return Row{File: e.File, Sheet: e.Sheet}.place("", false) + ": " + e.Said.En
}

// Chinese is the file and the sentence in Chinese.
func (e *FileError) Chinese() string {
	return Row{File: e.File, Sheet: e.Sheet}.place("", true) + "：" + e.Said.Zh
}

// Unwrap is what it came from.
func (e *FileError) Unwrap() error { return e.Err }
