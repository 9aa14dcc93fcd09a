package importer

import (
	"iter"
	"regexp"
	"slices"
	"strings"
)

// cellKind is what a cell holds, as far as its format tells.
type cellKind uint8

const (
	textCell cellKind = iota
	numberCell
	dateCell // a number shown as a date
)

// line is a row of a table as it stands in the file.
type line struct {
	number int // as a spreadsheet numbers it
	cells  []string
	kind   func(column int) cellKind // nil: text everywhere
}

func (l line) cell(i int) string {
	if i < 0 || i >= len(l.cells) {
		return ""
	}
	return l.cells[i]
}

// merge is a block of cells that show as one; rows and columns count from 0.
type merge struct{ top, left, bottom, right int }

// table is a sheet, or a CSV file.
type table struct {
	file, sheet string
	format      string
	encoding    string
	lines       iter.Seq2[line, error] // of all rows, the header too; hidden ones left out
	merges      []merge
	hidden      int    // rows left out because they are hidden
	says        string // what the workbook says elsewhere, on sheets of notes
}

// body is what stands below a table's header.
type body struct {
	headings []heading
	columns  columns
	ignored  []string
	rows     iter.Seq2[row, error]
	skipped  int // counted while rows is read
}

// row is a row of data.
type row struct {
	line
	columns columns
	filled  map[int]bool // columns whose value was filled down from a merged cell
}

// get is the text of a field, white space around it left out.
func (r row) get(field string) string { return strings.TrimSpace(r.raw(field)) }

// raw is the text of a field as it stands.
func (r row) raw(field string) string {
	c, ok := r.columns[field]
	if !ok {
		return ""
	}
	return r.cell(c.index)
}

// header is the header of a field's column, or the field's own name.
func (r row) header(field string) string {
	if c, ok := r.columns[field]; ok {
		return c.header
	}
	return field
}

func (r row) has(field string) bool { _, ok := r.columns[field]; return ok }

func (r row) kindOf(field string) cellKind {
	c, ok := r.columns[field]
	if !ok || r.kind == nil {
		return textCell
	}
	return r.kind(c.index)
}

// headerSearch is how many rows are looked through for a header.
const headerSearch = 30

// open finds a table's header and returns what stands below it. needed are the fields
// of which one must be there for a row to be a header. found is false where there is
// none, and seen are then the cells of the fullest row.
func (t *table) open(kind Kind, chosen map[string]string, needed ...string) (b *body, seen []heading, err error) {
	next, stop := iter.Pull2(t.lines)
	var head []line
	for len(head) < headerSearch {
		l, err, ok := next()
		if err != nil {
			stop()
			return nil, nil, err
		}
		if !ok {
			break
		}
		head = append(head, l)
	}
	best, bestAt, width := 0, -1, 0
	var found *body
	for i := range head {
		for _, double := range []bool{false, true} {
			if double && (i+1 == len(head) || !isSubheader(kind, head[i], head[i+1])) {
				continue
			}
			headings := t.headings(head, i, double)
			columns, ignored := findColumns(kind, headings, chosen)
			if len(columns) > best && slices.ContainsFunc(needed, func(f string) bool { _, ok := columns[f]; return ok }) {
				best = len(columns)
				found = &body{headings: headings, columns: columns, ignored: ignored}
				bestAt = i + 1
				if double {
					bestAt++
				}
			}
			if n := filledCells(head[i]); n > width && !double {
				width, seen = n, headings
			}
		}
	}
	if found == nil || best < 2 && len(chosen) == 0 && width > 1 {
		stop()
		return nil, seen, nil
	}
	found.rows = t.dataRows(found, kind, head[bestAt:], next, stop)
	return found, found.headings, nil
}

func filledCells(l line) int {
	n := 0
	for _, c := range l.cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// isSubheader reports whether lower is the second row of a header whose first row is
// upper: it names fields, and holds neither numbers nor anything below a name.
func isSubheader(kind Kind, upper, lower line) bool {
	known := 0
	for i, c := range lower.cells {
		c = strings.TrimSpace(c)
		if c == "" {
			continue
		}
		if c[0] >= '0' && c[0] <= '9' {
			return false
		}
		if field, _ := fieldOf(kind, upper.cell(i)); field == "name" || field == "seq" {
			return false
		}
		above := upper.cell(i)
		for j := i; above == "" && j > 0; {
			j--
			above = upper.cell(j)
		}
		if f, _ := (heading{above, c}).field(kind); f != "" {
			known++
		}
	}
	return known > 0
}

// headings reads a header of one row or two. An upper cell stands over all columns it
// is merged across, or up to the next one where nothing says how far.
func (t *table) headings(head []line, at int, double bool) []heading {
	upper := head[at]
	n := len(upper.cells)
	if double {
		n = max(n, len(head[at+1].cells))
	}
	out := make([]heading, n)
	last := ""
	for i := range out {
		out[i].upper = upper.cell(i)
		if !double {
			continue
		}
		out[i].lower = head[at+1].cell(i)
		if out[i].upper != "" {
			last = out[i].upper
		} else if out[i].lower != "" {
			out[i].upper = last
		}
	}
	return out
}

// dataRows reads what stands below the header, leaving out what is no data: empty rows,
// totals, notes, and the header repeated on a new page.
func (t *table) dataRows(b *body, kind Kind, first []line, next func() (line, error, bool), stop func()) iter.Seq2[row, error] {
	fill := newFiller(t.merges, b.columns)
	return func(yield func(row, error) bool) {
		defer stop()
		b.skipped = t.hidden
		for {
			var l line
			var err error
			if len(first) > 0 {
				l, first = first[0], first[1:]
			} else {
				var ok bool
				if l, err, ok = next(); !ok {
					return
				}
			}
			if err != nil {
				yield(row{}, err)
				return
			}
			if isNoData(l) || isHeader(kind, l) {
				b.skipped++
				continue
			}
			if !yield(fill.row(l, b.columns), nil) {
				return
			}
		}
	}
}

var (
	totalRow = regexp.MustCompile(`^(小计|合计|总计|共计|累计)([:：(（].*)?$`)
	noteRow  = regexp.MustCompile(`^(注|备注|说明|填表说明|填表人|制表人|审核人|负责人|单位负责人|填报人|填报单位|填报时间|联系电话|附注)([:：].*|[0-9]+[.、].*)$`)
)

// isNoData reports whether a row holds nothing to read: it is empty, a total, or a note.
func isNoData(l line) bool {
	seen := 0
	for _, c := range l.cells {
		c = strings.Join(strings.Fields(c), "")
		if c == "" {
			continue
		}
		if seen < 3 && totalRow.MatchString(c) || seen == 0 && noteRow.MatchString(c) {
			return true
		}
		seen++
	}
	return seen == 0
}

// isHeader reports whether a row is the header once more: three known headers or more,
// and the name's among them, or nothing else.
func isHeader(kind Kind, l line) bool {
	known, named, others := 0, false, 0
	for _, c := range l.cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if known+others == 0 && c[0] >= '0' && c[0] <= '9' {
			return false // no header begins with a number
		}
		switch f, _ := fieldOf(kind, c); f {
		case "":
			others++
		case "name":
			named = true
			fallthrough
		default:
			known++
		}
	}
	return known >= 3 && (named || others == 0)
}
