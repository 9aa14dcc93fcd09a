package export

import (
	"fmt"
	"strconv"
	"strings"
)

// exemplar is a feature written before the others, and left out again, from which GDAL
// learns what the fields of its input are: a layer may be empty, a column null throughout
// or all of its texts look like days.
const exemplarMark = "xiantu_keep"

// leastRoom is how many bytes a shapefile's texts have room for at least, for those who
// write in it.
const leastRoom = 50

// column is how a field is written in a format.
type column struct {
	Field
	as       string // its name there
	sample   any    // in the exemplar
	sqlType  string // what it is made; "": it is what its sample is
	measured int    // most bytes of a text in it, as UTF-8, or leastRoom
}

// columnsOf settles names and types of a layer's fields for a format.
func columnsOf(l *Layer, f Format) []column {
	fields, at := l.mapped()
	columns := make([]column, len(fields))
	for i, field := range fields {
		columns[i] = column{Field: field, as: field.Name, measured: leastRoom}
		for k := range l.Features {
			if text, is := l.Features[k].Values[at[i]].(string); is {
				columns[i].measured = max(columns[i].measured, len(text))
			}
		}
		columns[i].settle(f)
	}
	if f == Shapefile {
		shorten(columns)
	}
	return columns
}

// settle chooses the type. KML knows neither days nor large numbers, and FlatGeobuf makes
// times of days: they are texts there.
func (c *column) settle(f Format) {
	switch c.Kind {
	case Text:
		c.sample = "x"
		if f == Shapefile {
			c.sqlType = fmt.Sprintf("character(%d)", c.measured)
		}
	case Integer:
		c.sample, c.sqlType = int64(5e9), "bigint"
		if f == KML {
			c.sample, c.sqlType = "x", ""
		}
	case Real:
		c.sample, c.sqlType = 0.5, "float"
		if f == Shapefile {
			c.sqlType = fmt.Sprintf("numeric(19,%d)", c.Decimals)
		}
	case Flag:
		c.sample, c.sqlType = true, "boolean"
	case Day:
		c.sample, c.sqlType = "2000-01-01", "date"
		if f == KML || f == FlatGeobuf {
			c.sample, c.sqlType = "x", ""
		}
	}
}

// value is a value as it goes to GDAL.
func (c *column) value(v any) any {
	if n, is := v.(int64); is && c.sample == "x" {
		return strconv.FormatInt(n, 10)
	}
	return jsonValue(v)
}

// mostShort is how many bytes the name of a shapefile's field may have.
const mostShort = 10

// shorten gives columns names that a shapefile keeps: of at most ten bytes, no two alike
// whatever their case.
func shorten(columns []column) {
	taken := map[string]bool{}
	for i := range columns {
		name := columns[i].Name
		if len(name) > mostShort && columns[i].Short != "" {
			name = columns[i].Short
		}
		name = name[:min(len(name), mostShort)]
		for n := 1; taken[strings.ToLower(name)]; n++ {
			number := strconv.Itoa(n)
			name = name[:min(len(name), mostShort-len(number))] + number
		}
		taken[strings.ToLower(name)] = true
		columns[i].as = name
	}
}

// selection is the SQL that makes a file's fields of GDAL's input.
func selection(layer string, columns []column) string {
	var list []string
	for _, c := range columns {
		if c.sqlType == "" {
			list = append(list, fmt.Sprintf(`"%s" AS "%s"`, c.Name, c.as))
			continue
		}
		list = append(list, fmt.Sprintf(`CAST("%s" AS %s) AS "%s"`, c.Name, c.sqlType, c.as))
	}
	return fmt.Sprintf(`SELECT %s FROM "%s" WHERE %s = 1`, strings.Join(list, ", "), layer, exemplarMark)
}
