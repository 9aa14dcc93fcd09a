package importer

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// angle is a number of a pair of coordinates as it stands in a cell.
type angle struct {
	value float64
	given bool
	dms   bool // it was written as degrees, minutes and seconds
	side  byte // 'E' or 'N' where the cell says, else 0
}

var (
	dmsForm     = regexp.MustCompile(`^([0-9]{1,3})(?:°|度|º|d)([0-9]{1,2}(?:\.[0-9]+)?)(?:'|分|m)(?:([0-9]{1,2}(?:\.[0-9]+)?)(?:"|''|秒|s)?)?$`)
	degreeForm  = regexp.MustCompile(`^([0-9]{1,3}(?:\.[0-9]+)?)(?:°|度|º)$`)
	decimalForm = regexp.MustCompile(`^[+-]?[0-9]+(?:\.[0-9]+)?$`)
	quotes      = strings.NewReplacer("′", "'", "‘", "'", "’", "'", "`", "'", "´", "'", "″", `"`, "“", `"`, "”", `"`, "˝", `"`, "，", ",")
	sides       = []struct {
		mark string
		side byte
	}{{"东经", 'E'}, {"经度", 'E'}, {"北纬", 'N'}, {"纬度", 'N'}, {"e", 'E'}, {"n", 'N'}}
)

// plainAngle brings a coordinate into one form: half-width digits, straight quotes, no
// blanks, small letters.
func plainAngle(cell string) string {
	// NFKC would take the seconds mark apart into two of the minutes mark.
	s := norm.NFKC.String(quotes.Replace(cell))
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

// parseAngle reads a coordinate: 103.8466, 103°50′48″, 东经103度50分48秒, 35388521.37. ok
// is false for what is none, such as 75 minutes.
func parseAngle(cell string) (a angle, ok bool) {
	s := plainAngle(cell)
	if s == "" {
		return angle{}, true
	}
	a.given = true
	for _, m := range sides {
		if rest, found := strings.CutPrefix(s, m.mark); found {
			s, a.side = strings.TrimPrefix(rest, ":"), m.side
		} else if rest, found := strings.CutSuffix(s, m.mark); found {
			s, a.side = rest, m.side
		}
	}
	var err error
	switch {
	case decimalForm.MatchString(s):
		a.value, err = strconv.ParseFloat(s, 64)
	case degreeForm.MatchString(s):
		a.value, err = strconv.ParseFloat(degreeForm.FindStringSubmatch(s)[1], 64)
	case dmsForm.MatchString(s):
		m := dmsForm.FindStringSubmatch(s)
		degrees, _ := strconv.ParseFloat(m[1], 64)
		minutes, _ := strconv.ParseFloat(m[2], 64)
		seconds, _ := strconv.ParseFloat("0"+m[3], 64)
		if minutes >= 60 || seconds >= 60 || degrees > 180 {
			return angle{}, false
		}
		a.value, a.dms = degrees+minutes/60+seconds/3600, true
	default:
		return angle{}, false
	}
	return a, err == nil && !math.IsInf(a.value, 0)
}

// splitPair takes apart a cell that holds both coordinates: 103.84,29.83 or
// 东经103°50′48″北纬29°49′53″.
func splitPair(cell string) (first, second string, ok bool) {
	s := plainAngle(cell)
	if i := strings.IndexAny(s, ",;、/|"); i > 0 {
		_, width := utf8.DecodeRuneInString(s[i:])
		return s[:i], s[i+width:], true
	}
	for _, mark := range []string{"北纬", "东经", "纬度", "经度", "n", "e"} {
		if i := strings.Index(s, mark); i > 0 && i+len(mark) < len(s) {
			return s[:i], s[i:], true
		}
	}
	if f := strings.Fields(norm.NFKC.String(cell)); len(f) == 2 {
		return f[0], f[1], true
	}
	return "", "", false
}
