package cql2_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/cql2"
	"github.com/xiantu/xiantu/geo"
)

var columns = cql2.Columns{
	{Name: "name", Type: cql2.Text}, {Name: "code", Type: cql2.Text}, {Name: "tier", Type: cql2.Text},
	{Name: "area_m2", Type: cql2.Number}, {Name: "people_60p", Type: cql2.Number}, {Name: "urban", Type: cql2.Truth},
	{Name: "from", Type: cql2.Instant}, {Name: "to", Type: cql2.Instant}, {Name: "geometry", Type: cql2.Geometry},
}

// row is a township of 20 people over 60, in the square from 103 29 to 104 30, with
// neither a tier nor a last day.
type row struct{}

func (row) Value(column string) cql2.Value {
	return map[string]cql2.Value{
		"name": cql2.OfText("西龙镇 Xilong"), "code": cql2.OfText("511425101"), "area_m2": cql2.OfNumber(5e7), "people_60p": cql2.OfNumber(20),
		"urban": cql2.OfTruth(false), "from": cql2.OfDay(civil.Date(2019, 12, 20)), "geometry": cql2.OfShape(),
	}[column]
}

func (row) Meets(_ string, g orb.Geometry) bool {
	return geo.Intersects(orb.Bound{Min: orb.Point{103, 29}, Max: orb.Point{104, 30}}.ToPolygon(), g)
}

var texts = map[string]bool{
	"name = '西龙镇 Xilong'": true, "name = '西龙镇 xilong'": false, "name <> 'x'": true, `"name" = 'x'`: false, "'x' = name": false, "name = name": true,
	"people_60p > 19.5": true, "people_60p >= 20": true, "people_60p < 20": false, "people_60p <= 2E1": true, "people_60p > -1": true, "area_m2 = +5.e7": true, "people_60p > .5": true,
	"urban = FALSE": true, "urban = true": false, "urban": false, "NOT urban": true, "TRUE": true, "FALSE OR TRUE": true,
	"from = DATE('2019-12-20')": true, "from >= TIMESTAMP('2019-12-20T00:00:00Z')": true, "from < '2019-12-20'": false, "from BETWEEN '2019-01-01' AND '2019-12-31'": true,
	// AND before OR, NOT before both.
	"FALSE AND FALSE OR TRUE": true, "FALSE AND (FALSE OR TRUE)": false, "NOT FALSE AND FALSE": false, "NOT (FALSE AND FALSE)": true, "not not true": true,
	// What is not known is let through by nothing but IS NULL.
	"tier = '中心村'": false, "NOT tier = '中心村'": false, "tier <> '中心村'": false, "tier IS NULL": true, "tier IS NOT NULL": false, "name is not null": true,
	"tier = 'x' OR TRUE": true, "tier = 'x' AND FALSE": false, "NOT (tier = 'x' AND FALSE)": true, "(tier = 'x') IS NULL": true, "(name = 'x') IS NULL": false,
	"tier LIKE '%'": false, "tier NOT LIKE '%'": false, "tier IN ('a')": false, "tier NOT IN ('a')": false, "to < DATE('2020-01-01')": false, "geometry IS NULL": false,
	"name LIKE '西%'": true, "name LIKE '%Xi%'": true, "name LIKE '西_镇%'": true, "name LIKE '西龙镇'": false, "name NOT LIKE '东%'": true, "name LIKE '%%g'": true, "name LIKE '西龙镇_Xilong_'": false,
	`code LIKE '511425\%'`: false, `code LIKE '511425\_01'`: false, `'50%' LIKE '50\%'`: true, `'a\\b' LIKE 'a\\\\b'`: false, `'a\\b' LIKE 'a\\b'`: true, `'a_b' LIKE 'a\_b'`: true,
	"CASEI(name) = CASEI('西龙镇 XILONG')": true, "CASEI(name) LIKE CASEI('%XI%')": true, "casei(name) LIKE 'Xi%'": false, "CASEI('Straße') = CASEI('STRASSE')": true,
	"people_60p BETWEEN 20 AND 30": true, "people_60p NOT BETWEEN 20 AND 30": false, "people_60p BETWEEN 21 AND 30": false, "20 BETWEEN people_60p AND area_m2": true,
	"code IN ('1', '511425101')": true, "code NOT IN ('1')": true, "people_60p IN (1, 2)": false, "from IN ('2019-12-20')": true,
	"name = 'it''s'": false, `'it''s' = 'it\'s'`: true, `'a\tb' = 'a	b'`: true, "'' = ''": true, "'𬭎' LIKE '_'": true,
	"S_INTERSECTS(geometry, POINT(103.5 29.5))": true, "S_INTERSECTS(geometry, POINT(104 30))": true, "S_INTERSECTS(geometry, POINT Z (105 29.5 7))": false,
	"S_INTERSECTS(geometry, BBOX(103.9,29.9,105,31))": true, "S_INTERSECTS(BBOX(110,29,111,30), geometry)": false, "s_intersects(geometry, BBOX(103,29,0,103.1,29.1,10))": true,
	"S_INTERSECTS(geometry, BBOX(179,29,103.5,30))": true, "S_INTERSECTS(geometry, BBOX(170,29,-170,30))": false,
	"S_INTERSECTS(geometry, POLYGON((102 28, 105 28, 105 31, 102 31, 102 28)))": true, "S_INTERSECTS(geometry, POLYGON((102 28,105 28,105 31,102 31,102 28),(102.5 28.5,104.5 28.5,104.5 30.5,102.5 30.5,102.5 28.5)))": false,
	"S_INTERSECTS(geometry, LINESTRING(102 29.5, 105 29.5))": true, "S_INTERSECTS(geometry, MULTIPOINT((1 1), (103.5 29.5)))": true, "S_INTERSECTS(geometry, MULTIPOINT(1 1, 2 2))": false,
	"S_INTERSECTS(geometry, MULTILINESTRING((1 1, 2 2), (103 29, 104 30)))": true, "S_INTERSECTS(geometry, MULTIPOLYGON(((1 1, 2 1, 2 2, 1 1)), ((103 29, 104 29, 104 30, 103 29))))": true,
	"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(103 29, 104 30)))": true, "S_INTERSECTS(POINT(1 1), BBOX(0,0,2,2))": true, "S_INTERSECTS(geometry, geometry)": true,
}

func TestParse(t *testing.T) {
	t.Parallel()
	for text, want := range texts {
		filter, err := cql2.Parser{Columns: columns}.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if filter.Matches(row{}) != want {
			t.Errorf("%s: not %v", text, want)
		}
	}
}

func TestParseJSON(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"op": "=", "args": [{"property": "name"}, "西龙镇 Xilong"]}`:                                                                                                                        true,
		`{"op": "and", "args": [{"op": ">", "args": [{"property": "people_60p"}, 19]}, {"op": "=", "args": [{"property": "urban"}, false]}]}`:                                              true,
		`{"op": "or", "args": [{"op": "isNull", "args": [{"property": "name"}]}, {"op": "not", "args": [true]}]}`:                                                                          false,
		`{"op": "like", "args": [{"op": "casei", "args": [{"property": "name"}]}, {"op": "casei", "args": ["%XI%"]}]}`:                                                                     true,
		`{"op": "between", "args": [{"property": "people_60p"}, 1, 20]}`:                                                                                                                   true,
		`{"op": "in", "args": [{"property": "code"}, ["1", "511425101"]]}`:                                                                                                                 true,
		`{"op": "<=", "args": [{"property": "from"}, {"date": "2019-12-20"}]}`:                                                                                                             true,
		`{"op": "<", "args": [{"property": "from"}, {"timestamp": "2019-12-20T00:00:00Z"}]}`:                                                                                               false,
		`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": [103.5, 29.5]}]}`:                                                                      true,
		`{"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [105, 29, 106, 30]}]}`:                                                                                         false,
		`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": [[[103, 29], [104, 29], [104, 30], [103, 29]]]}]}`:                                   true,
		`{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "GeometryCollection", "geometries": [{"type": "MultiLineString", "coordinates": [[[102, 29], [105, 30]]]}]}]}`: true,
	} {
		filter, err := cql2.Parser{Columns: columns}.ParseJSON(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if filter.Matches(row{}) != want {
			t.Errorf("%s: not %v", text, want)
		}
	}
}

// A geometry is read in the order of axes that is said.
func TestLatFirst(t *testing.T) {
	t.Parallel()
	parser := cql2.Parser{Columns: columns, LatFirst: true}
	for _, text := range []string{"S_INTERSECTS(geometry, POINT(29.5 103.5))", "S_INTERSECTS(geometry, BBOX(29, 103, 29.5, 103.5))"} {
		filter, err := parser.Parse(text)
		if err != nil || !filter.Matches(row{}) {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := parser.Parse("S_INTERSECTS(geometry, POINT(103.5 29.5))"); err == nil {
		t.Error("a latitude of 103.5 degrees")
	}
}

func TestEqual(t *testing.T) {
	t.Parallel()
	parser := cql2.Parser{Columns: columns}
	for _, c := range []struct {
		column, text string
		want         bool
	}{{"code", "511425101", true}, {"people_60p", "20", true}, {"urban", "true", false}, {"urban", "0", true}, {"from", "2019-12-20", true}, {"from", "2019-12-20T00:00:00Z", true}, {"tier", "", false}} {
		filter, err := parser.Equal(c.column, c.text)
		if err != nil || filter.Matches(row{}) != c.want {
			t.Errorf("%v: %v", c, err)
		}
		if both := cql2.All(filter, nil, filter); both.Matches(row{}) != c.want {
			t.Errorf("%v twice", c)
		}
	}
	for _, c := range [][2]string{{"nothing", "x"}, {"people_60p", "NaN"}, {"people_60p", "x"}, {"urban", "no"}, {"from", "2019"}, {"geometry", "POINT(1 1)"}} {
		if _, err := parser.Equal(c[0], c[1]); err == nil {
			t.Errorf("%v: no error", c)
		}
	}
	if !cql2.All().Matches(row{}) {
		t.Error("no filter lets nothing through")
	}
}

// A value is written as it was.
func TestAny(t *testing.T) {
	t.Parallel()
	for want, v := range map[any]cql2.Value{"x": cql2.OfText("x"), 2.5: cql2.OfNumber(2.5), true: cql2.OfTruth(true), "2019-12-20": cql2.OfDay(civil.Date(2019, 12, 20)), nil: cql2.OfShape()} {
		if v.Any() != want {
			t.Errorf("%v, want %v", v.Any(), want)
		}
	}
}

// A pattern of many % does not take time without end.
func TestPatternIsQuick(t *testing.T) {
	t.Parallel()
	filter, err := cql2.Parser{}.Parse(fmt.Sprintf("'%s' LIKE '%sb'", strings.Repeat("a", 5000), strings.Repeat("%a", 2000)))
	if err != nil || filter.Matches(row{}) {
		t.Error(err)
	}
}

func ExampleParser_Parse() {
	parser := cql2.Parser{Columns: columns}
	filter, err := parser.Parse("name LIKE '西%' AND area_m2 > 1e6 AND tier IS NULL")
	fmt.Println(filter.Matches(row{}), err)
	_, err = parser.Parse("nmae = '西龙镇'")
	fmt.Println(err)
	_, err = parser.Parse("code = 511425101")
	fmt.Println(err)
	// Output:
	// true <nil>
	// filter at character 1: there is no column "nmae"; there are name, code, tier, area_m2, people_60p, urban, from, to, geometry
	// filter at character 8 (column code): a text was expected, not a number
}
