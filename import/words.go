package importer

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The most characters of the texts that are kept. Those of names are the database's.
const (
	mostUnitName = 100 // of a unit or county
	mostFullName = 200
	mostName     = 200 // of a facility, zone, road or feature
	mostKey      = 200 // of an id, reference, kind or tier
	mostRemark   = 1_000
	mostWords    = 10_000 // of what is only kept beside
)

// wordsFlaw says why a text cannot be kept: it has a character that PostgreSQL's text has
// not, or is longer than most characters.
func wordsFlaw(text string, most int) (why Said, flawed bool) {
	switch {
	case strings.ContainsRune(text, 0):
		return Said{"it holds a zero character (U+0000), which cannot be kept: take it out", "含有零字符（U+0000），无法保存：请删除"}, true
	case !utf8.ValidString(text):
		return Said{"it is not UTF-8: save the file as UTF-8", "不是 UTF-8：请另存为 UTF-8"}, true
	}
	if n := utf8.RuneCountInString(text); n > most {
		return Said{fmt.Sprintf("it has %d characters, at most %d can be kept: shorten it", n, most), fmt.Sprintf("共 %d 个字，最多 %d 个：请缩短", n, most)}, true
	}
	return Said{}, false
}

// mostShown is how many characters of a value a report shows.
const mostShown = 200

// shown is a text as a report shows it: its beginning, with a sign for what cannot be kept.
func shown(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "␀")
	if cutOff := cut(text, mostShown); cutOff != text {
		return cutOff + "…"
	}
	return text
}

// shown makes what a row says of the file fit to be kept.
func (r *Row) shown() {
	r.ID, r.File, r.Sheet = shown(r.ID), shown(r.File), shown(r.Sheet)
	for i := range r.Problems {
		p := &r.Problems[i]
		p.Header, p.Value = shown(p.Header), shown(p.Value)
		p.Said = Said{visible(p.Said.En), visible(p.Said.Zh)}
	}
}

// visible has a sign where a zero character stands.
func visible(sentence string) string { return strings.ReplaceAll(sentence, "\x00", "␀") }

// shown makes what is told of a file fit to be kept.
func (n *FileNote) shown() {
	n.File, n.Sheet, n.CRS = shown(n.File), shown(n.Sheet), shown(n.CRS)
	for field, header := range n.Columns {
		n.Columns[field] = shown(header)
	}
	for i := range n.Ignored {
		n.Ignored[i] = shown(n.Ignored[i])
	}
}
