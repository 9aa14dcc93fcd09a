package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/xiantu/xiantu/civil"
)

// moment is a day or month read from a cell.
type moment struct {
	day   civil.Day // of a month its first day, of a year its first of January
	text  string    // as it was understood: 2020-06, 2020-06-15, 2020
	plain bool      // it stood in the form that is asked for, or in a date cell
}

var (
	isoForm   = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?:[ T]00:00(?::00)?)?$`)
	dateForms = []*regexp.Regexp{
		regexp.MustCompile(`^([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?$`),
		regexp.MustCompile(`^([0-9]{4})年([0-9]{1,2})月(?:份|([0-9]{1,2})[日号]?)?$`),
		regexp.MustCompile(`^((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])?$`),
		regexp.MustCompile(`^([0-9]{4})年?$`),
	}
	serialForm = regexp.MustCompile(`^([2-6][0-9]{4})(?:\.0*)?$`)
)

// parseMoment reads a day or month as people type it: 2020.6, 2020年6月, 2020-06-15,
// 202006, 43983 (the days of a spreadsheet since 1899-12-30), 2015. ok is false for
// what is no day, such as 2020-02-30.
func parseMoment(cell string, kind cellKind) (m moment, ok bool) {
	s := strings.TrimSpace(cell)
	if kind == dateCell {
		if f, err := strconv.ParseFloat(s, 64); err == nil && f >= 1 && f < 80_000 {
			day := serialDay(int(f))
			return moment{day, day.String(), true}, !day.IsZero()
		}
	}
	if f := isoForm.FindStringSubmatch(s); f != nil {
		m, ok = makeMoment(f[1:])
		m.plain = true
		return m, ok
	}
	s = strings.Join(strings.Fields(norm.NFKC.String(s)), "")
	if f := serialForm.FindStringSubmatch(s); f != nil {
		n, _ := strconv.Atoi(f[1])
		day := serialDay(n)
		return moment{day: day, text: day.String()}, !day.IsZero()
	}
	for _, form := range dateForms {
		if f := form.FindStringSubmatch(s); f != nil {
			return makeMoment(f[1:])
		}
	}
	return moment{}, false
}

// serialDay is the day that a spreadsheet counts as n. It is right from 1900-03-01 on;
// before, spreadsheets believe in a 29 February 1900.
func serialDay(n int) civil.Day { return civil.Date(1899, 12, 30).AddDays(n) }

func makeMoment(parts []string) (moment, bool) {
	number := func(i int) int {
		if i >= len(parts) || parts[i] == "" {
			return 0
		}
		n, _ := strconv.Atoi(parts[i])
		return n
	}
	y, mo, d := number(0), number(1), number(2)
	switch {
	case y < 1900 || y > 2100:
		return moment{}, false
	case len(parts) == 1:
		return moment{day: civil.Date(y, 1, 1), text: strconv.Itoa(y)}, true
	case len(parts) < 3 || parts[2] == "":
		day := civil.Date(y, mo, 1)
		return moment{day: day, text: fmt.Sprintf("%04d-%02d", y, mo)}, !day.IsZero()
	}
	day := civil.Date(y, mo, d)
	return moment{day: day, text: day.String()}, !day.IsZero()
}
