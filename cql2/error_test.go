package cql2_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/cql2"
)

var badTexts = map[string]cql2.Fault{
	"": cql2.NotUnderstood, "name =": cql2.NotUnderstood, "name = 'x": cql2.NotUnderstood, "name == 'x'": cql2.NotUnderstood, "(name = 'x'": cql2.NotUnderstood, "name = 'x')": cql2.NotUnderstood,
	"name = 'x' name = 'y'": cql2.NotUnderstood, "name IS 'x'": cql2.NotUnderstood, "name NOT = 'x'": cql2.NotUnderstood, "name IN ()": cql2.NotUnderstood, "name IN ('x' 'y')": cql2.NotUnderstood,
	"people_60p BETWEEN 1 OR 2": cql2.NotUnderstood, "name; DROP TABLE unit": cql2.NotUnderstood, `"" = 'x'`: cql2.NotUnderstood, "geometry = POINT(1 1)": cql2.NotUnderstood, "name LIKE code": cql2.NotUnderstood,
	"name LIKE 1": cql2.NotUnderstood, "CASEI(name, name) = 'x'": cql2.NotUnderstood, "S_INTERSECTS(geometry)": cql2.NotUnderstood, "DATE(2020)": cql2.NotUnderstood, "people_60p = - 'x'": cql2.NotUnderstood,
	"nothing = 1": cql2.UnknownColumn, "NOT nothing": cql2.UnknownColumn, "S_INTERSECTS(shape, POINT(1 1))": cql2.UnknownColumn,
	"name = 1": cql2.WrongType, "people_60p = '20'": cql2.WrongType, "name": cql2.WrongType, "name AND TRUE": cql2.WrongType, "urban = 'true'": cql2.WrongType, "people_60p IN (1, 'x')": cql2.WrongType, "name BETWEEN 'a' AND 'b'": cql2.WrongType,
	"people_60p LIKE '2%'": cql2.WrongType, "CASEI(people_60p) = 'x'": cql2.WrongType, "S_INTERSECTS(name, POINT(1 1))": cql2.WrongType, "S_INTERSECTS(geometry, 'POINT(1 1)')": cql2.WrongType, "people_60p BETWEEN '1' AND 2": cql2.WrongType,
	"from = 'tomorrow'": cql2.BadValue, "from = DATE('2020-02-30')": cql2.BadValue, "from = TIMESTAMP('2020-02-20')": cql2.BadValue, "people_60p = 1e999": cql2.BadValue,
	"S_INTERSECTS(geometry, POINT(200 1))": cql2.BadValue, "S_INTERSECTS(geometry, POINT(1 2 3 4))": cql2.BadValue, "S_INTERSECTS(geometry, BBOX(1,2,3))": cql2.BadValue, "S_INTERSECTS(geometry, BBOX(1,2,3,1))": cql2.BadValue,
	"S_INTERSECTS(geometry, POLYGON((1 1, 2 2, 3 3, 4 4)))": cql2.BadValue, "S_INTERSECTS(geometry, POLYGON((1 1, 2 2, 1 1)))": cql2.BadValue, "S_INTERSECTS(geometry, LINESTRING(1 1))": cql2.BadValue,
	"people_60p + 1 = 2": cql2.NotOffered, "upper(name) = 'X'": cql2.NotOffered, "S_WITHIN(geometry, POINT(1 1))": cql2.NotOffered, "T_AFTER(from, DATE('2020-01-01'))": cql2.NotOffered,
	strings.Repeat("(", 100) + "TRUE" + strings.Repeat(")", 100): cql2.TooDeep, strings.Repeat("CASEI(", 100) + "name": cql2.TooDeep, strings.Repeat("x", cql2.MostBytes+1): cql2.TooLong,
}

func TestBadText(t *testing.T) {
	t.Parallel()
	for text, fault := range badTexts {
		_, err := cql2.Parser{Columns: columns}.Parse(text)
		checkFault(t, text, err, fault)
	}
}

func checkFault(t *testing.T, text string, err error, fault cql2.Fault) {
	t.Helper()
	var wrong *cql2.Error
	if !errors.As(err, &wrong) || wrong.Fault != fault || wrong.Error() == "" {
		t.Errorf("%.80s: %v", text, err)
	}
}

var badJSON = map[string]cql2.Fault{
	"": cql2.NotUnderstood, "{": cql2.NotUnderstood, "{} {}": cql2.NotUnderstood, "null": cql2.NotUnderstood, "[]": cql2.NotUnderstood, "{}": cql2.NotUnderstood, `{"op": "="}`: cql2.NotUnderstood,
	`{"op": "=", "args": [1]}`: cql2.NotUnderstood, `{"op": "and", "args": [true]}`: cql2.NotUnderstood, `{"op": "in", "args": [{"property": "name"}, "x"]}`: cql2.NotUnderstood, `{"op": "in", "args": [1, []]}`: cql2.NotUnderstood,
	`{"type": "Blob", "coordinates": []}`: cql2.NotUnderstood, `{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point"}]}`: cql2.NotUnderstood,
	`{"op": "+", "args": [1, 2]}`: cql2.NotOffered, `{"op": "s_within", "args": []}`: cql2.NotOffered,
	`{"op": "=", "args": [{"property": "nothing"}, 1]}`: cql2.UnknownColumn, `{"op": "=", "args": [{"property": "name"}, 1]}`: cql2.WrongType, `{"date": "2020"}`: cql2.BadValue, `1e999`: cql2.BadValue,
	`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": [[1, 2]]}]}`:           cql2.BadValue,
	`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": []}]}`:               cql2.BadValue,
	strings.Repeat(`{"op": "not", "args": [`, 100) + "true" + strings.Repeat("]}", 100):                                cql2.TooDeep,
	`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "LineString", "coordinates": [1, [2], "x"]}]}`: cql2.NotUnderstood,
}

func TestBadJSON(t *testing.T) {
	t.Parallel()
	for text, fault := range badJSON {
		_, err := cql2.Parser{Columns: columns}.ParseJSON(text)
		checkFault(t, text, err, fault)
	}
}

// Whatever is sent is a filter or an *Error, and a filter can be asked.
func FuzzParse(f *testing.F) {
	for text := range texts {
		f.Add(text)
	}
	for text := range badTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := cql2.Parser{Columns: columns}.Parse(text)
		checkAnswer(t, filter, err)
	})
}

func FuzzParseJSON(f *testing.F) {
	for text := range badJSON {
		f.Add(text)
	}
	f.Add(`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": [[[103, 29], [104, 29], [104, 30], [103, 29]]]}]}`)
	f.Add(`{"op": "like", "args": [{"op": "casei", "args": [{"property": "name"}]}, {"op": "casei", "args": ["%XI%"]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := cql2.Parser{Columns: columns}.ParseJSON(text)
		checkAnswer(t, filter, err)
	})
}

func checkAnswer(t *testing.T, filter *cql2.Filter, err error) {
	var wrong *cql2.Error
	switch {
	case err == nil:
		filter.Matches(row{})
	case !errors.As(err, &wrong) || wrong.Error() == "":
		t.Errorf("%T %v", err, err)
	}
}
