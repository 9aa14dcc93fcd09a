package importer

import "io"

// What the tests of this folder need to see of its inside.
var (
	ParseFigure = func(s string) (value float64, given, fullwidth, unit, approximate, ok bool) {
		f, ok := parseFigure(s)
		return f.value, f.given, f.fullwidth, f.unit, f.approximate, ok
	}
	ParseMoment = func(s string, date bool) (day, text string, plain, ok bool) {
		kind := textCell
		if date {
			kind = dateCell
		}
		m, ok := parseMoment(s, kind)
		return m.day.String(), m.text, m.plain, ok
	}
	ParseAngle = func(s string) (value float64, given, dms, ok bool) {
		a, ok := parseAngle(s)
		return a.value, a.given, a.dms, ok
	}
	SplitPair = splitPair
	ParseCode = func(s string, number bool) (code string, fix, bad Code) {
		kind := textCell
		if number {
			kind = numberCell
		}
		c := parseCode(s, kind)
		return c.code.String(), c.fix, c.bad
	}
	FieldOf      = fieldOf
	HeadingField = func(kind Kind, upper, lower string) string {
		f, _ := heading{upper, lower}.field(kind)
		return f
	}
	ShortName    = shortName
	DBFEncoding  = dbfEncoding
	DecodeText   = decodeText
	DecodeVertex = func(in io.Reader) (features, vertices, flaws int, err error) {
		err = decodeGeoJSON(in, func(string) error { return nil }, func(f feature) error {
			features++
			if f.flaw != nil {
				flaws++
			}
			return nil
		})
		return features, vertices, flaws, err
	}
	Numeral = numeral
)
