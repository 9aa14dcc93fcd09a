package web

import (
	"regexp"
	"strings"

	importer "github.com/xiantu/xiantu/import"
)

// choiceWords are what the flags of an import are called on the page and in the
// interface: sentences about files name the flag, where a page has a field.
var choiceWords = map[string]sentence{
	"crs":      {"坐标系", "Coordinate system"},
	"date":     {"数据日期", "Day of the data"},
	"level":    {"级别", "Level"},
	"encoding": {"文字编码", "Encoding"},
	"partial":  {"能收的先收，其余列出", "Take what can be taken, list the rest"},
	"columns":  {"各列的含义", "What the columns mean"},
	"county":   {"县", "County"},
}

// flagIn finds a flag with the form of its value, and blanks around it, which Chinese
// does without.
var flagIn = regexp.MustCompile(`( ?)--(crs|date|level|encoding|partial|columns|county)((?: YYYY-MM-DD| [a-z]+=(?:\.\.\.|…))?)( ?)`)

// program finds the advice to mend a file with this program's own command.
var program = regexp.MustCompile(`(, or let xiantu topo clean repair the file|，或用 xiantu topo clean 修复)`)

// inWords names choices as the page does in place of flags.
func inWords(text string, t tongue) string {
	if !strings.Contains(text, "--") && !strings.Contains(text, "xiantu topo") {
		return text
	}
	text = program.ReplaceAllString(text, "")
	return flagIn.ReplaceAllStringFunc(text, func(found string) string {
		m := flagIn.FindStringSubmatch(found)
		if t == chinese {
			return "“" + choiceWords[m[2]].zh + "”（" + m[2] + "）"
		}
		return m[1] + "“" + choiceWords[m[2]].en + "” (" + m[2] + ")" + m[4]
	})
}

// onPage is a sentence as it is told to who has no command line.
func onPage(said sentence) sentence {
	return sentence{inWords(said.zh, chinese), inWords(said.en, english)}
}

// rowOnPage is the same of what a report says of a row.
func rowOnPage(said importer.Said) importer.Said {
	return importer.Said{En: inWords(said.En, english), Zh: inWords(said.Zh, chinese)}
}
