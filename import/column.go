package importer

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

//go:embed headers.csv
var headersCSV []byte

// headers is the embedded table of known headers: kind of file -> header in its plain
// form -> field.
var headers = sync.OnceValue(func() map[Kind]map[string]string {
	records, err := csv.NewReader(bytes.NewReader(headersCSV)).ReadAll()
	if err != nil {
		panic("importer: headers.csv: " + err.Error())
	}
	table := map[Kind]map[string]string{}
	for _, r := range records[1:] {
		kind := Kind(r[0])
		if table[kind] == nil {
			table[kind] = map[string]string{}
		}
		for _, h := range strings.Split(r[2], "|") {
			table[kind][plainHeader(h)] = r[1]
		}
	}
	return table
})

// plainHeader makes one form of the many in which a header is written: full-width and
// half-width, with line breaks and blanks or without.
func plainHeader(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == '*' || r == ':' || r == '\u200b' || r == '\ufeff' }), "")
}

var (
	lastBracket = regexp.MustCompile(`\(([^()]*)\)$`)
	anyBracket  = regexp.MustCompile(`\(([^()]*)\)`)
)

// fieldOf finds the field that a header stands for, and the unit in its bracket: the
// whole header is tried, then without its last bracket, then without any.
func fieldOf(kind Kind, header string) (field, unit string) {
	known, plain := headers()[kind], plainHeader(header)
	if plain == "" {
		return "", ""
	}
	if m := lastBracket.FindStringSubmatch(plain); m != nil {
		unit = m[1]
	}
	for _, h := range []string{plain, lastBracket.ReplaceAllString(plain, ""), anyBracket.ReplaceAllString(plain, "")} {
		if f := known[h]; f != "" {
			return f, unit
		}
	}
	if kind == People {
		return peopleField(plain), ""
	}
	return "", ""
}

// heading is one column's header: the upper and the lower row where there are two.
type heading struct{ upper, lower string }

// String is the header as a person would name it.
func (h heading) String() string {
	switch {
	case h.lower == "":
		return h.upper
	case h.upper == "":
		return h.lower
	}
	return h.upper + " / " + h.lower
}

// field finds what a heading stands for: 志愿者（人） over 注册人数 is tried together, then
// the lower one alone; the upper one counts only where nothing stands below it.
func (h heading) field(kind Kind) (field, unit string) {
	if h.lower == "" {
		return fieldOf(kind, h.upper)
	}
	strip := func(s string) string { return anyBracket.ReplaceAllString(plainHeader(s), "") }
	if f := headers()[kind][strip(h.upper)+"/"+strip(h.lower)]; f != "" {
		return f, ""
	}
	if field, unit = fieldOf(kind, h.lower); field != "" {
		return field, unit
	}
	return fieldOf(kind, strip(h.upper)+plainHeader(h.lower))
}

// column is where a field stands in a table.
type column struct {
	index  int
	header string
	unit   string // in the header's bracket, in its plain form; may be empty
}

// columns are a table's fields.
type columns map[string]column

// findColumns maps headings to fields. chosen are a person's own choices, field ->
// header, and come first; of two columns for one field the first is taken.
func findColumns(kind Kind, headings []heading, chosen map[string]string) (found columns, ignored []string) {
	found = columns{}
	used := map[int]bool{}
	for field, header := range chosen {
		for i, h := range headings {
			if p := plainHeader(header); p == plainHeader(h.lower) || p == plainHeader(h.upper) || p == plainHeader(h.String()) {
				_, unit := h.field(kind)
				found[field] = column{i, h.String(), unit}
				used[i] = true
				break
			}
		}
	}
	for i, h := range headings {
		field, unit := h.field(kind)
		if _, have := found[field]; field == "" || have {
			if !used[i] && field != "seq" && h.String() != "" {
				ignored = append(ignored, h.String())
			}
			continue
		}
		if !used[i] {
			found[field] = column{i, h.String(), unit}
		}
	}
	return found, ignored
}

// names are the headers that were understood, by field.
func (c columns) names() map[string]string {
	out := map[string]string{}
	for field, col := range c {
		out[field] = col.header
	}
	return out
}

// seenHeaders lists headers for a sentence, at most 30 of them.
func seenHeaders(headings []heading) string {
	var seen []string
	for _, h := range headings {
		if s := strings.Join(strings.Fields(h.String()), " "); s != "" && !slices.Contains(seen, s) {
			seen = append(seen, s)
		}
	}
	if len(seen) > 30 {
		seen = append(seen[:30], "...")
	}
	return strings.Join(seen, ", ")
}
