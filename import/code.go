package importer

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// codeCell is a division code read from a cell.
type codeCell struct {
	code  adcode.Code
	given bool
	text  string // as it was understood
	fix   Code   // the one repair that a reader of the report should know of; "" for none
	bad   Code   // why it is no code; "" for a code
	why   Said
}

var zeroFraction = regexp.MustCompile(`^([0-9]+)\.0*$`)

// parseCode reads a code as bureaus type and survey layers pad it: full-width, with
// blanks, stored as a number, with zeros behind it, or 19 digits of which the first 12
// are the unit's.
func parseCode(cell string, kind cellKind) (c codeCell) {
	trimmed := strings.Trim(cell, " \t\r\n\u00a0\u3000'’")
	if trimmed == "" {
		return c
	}
	c.given = true
	plain := norm.NFKC.String(trimmed)
	switch {
	case plain != trimmed:
		c.fix = FullwidthDigitsInCode
	case kind == numberCell:
		c.fix = CodeAsNumber
	case trimmed != cell:
		c.fix = TrailingBlankInCode
	}
	if m := zeroFraction.FindStringSubmatch(plain); m != nil {
		plain = m[1]
	}
	c.text = plain
	if adcode.IsRuined(plain) {
		c.bad = CodeRuined
		return c
	}
	code, err := adcode.Parse(cutPadding(plain))
	if err != nil {
		c.bad = UnknownUnit
		c.why = Said{"a code has 6, 9 or 12 digits and nothing else", "代码应为 6、9 或 12 位数字"}
		return c
	}
	c.code = code
	return c
}

// cutPadding cuts a code to its level: 19 digits to 12, then zeros by threes, which no
// unit's own number is.
func cutPadding(s string) string {
	if len(s) >= 19 {
		s = s[:12]
	}
	for (len(s) == 12 || len(s) == 9) && strings.HasSuffix(s, "000") {
		s = s[:len(s)-3]
	}
	return s
}

// yes are the words for yes and no in 是否 columns.
var yesWords = map[string]bool{
	"是": true, "√": true, "✓": true, "✔": true, "1": true, "有": true, "已签": true, "已签约": true, "签约": true, "y": true, "yes": true, "true": true, "t": true, "对": true, "开展": true, "已开展": true, "独立": true, "独立建设": true, "城镇": true, "与医疗机构合作": true, "urban": true,
	"否": false, "×": false, "x": false, "✗": false, "✕": false, "0": false, "无": false, "没有": false, "未签": false, "未签约": false, "n": false, "no": false, "false": false, "f": false, "未开展": false, "未": false, "不是": false, "乡村": false, "农村": false, "依托改建": false, "rural": false,
}

// parseYes reads a yes or no; known is false for other words and blanks.
func parseYes(cell string) (yes, known bool) {
	yes, known = yesWords[plainHeader(cell)]
	return yes, known
}
