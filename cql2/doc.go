// Package cql2 reads filters in the OGC's Common Query Language (CQL2 1.0, 21-065r2), as
// text or as JSON, and tells which rows they let through.
//
//	parser := cql2.Parser{Columns: cql2.Columns{{Name: "name", Type: cql2.Text}, {Name: "area_m2", Type: cql2.Number}}}
//	filter, err := parser.Parse("name LIKE '西%' AND area_m2 > 1e6")
//	if filter.Matches(row) { ... }
//
// A filter is read into a tree, and the tree checked against the columns there are: what
// comes out compares like with like, so Matches can't fail. It holds no text that could
// be taken for a statement of another language. Where a value is missing, a comparison is
// neither true nor false, as in SQL, and the row is let through only by what is true.
//
// It knows AND, OR, NOT, the six comparisons, LIKE, BETWEEN, IN, IS NULL, CASEI and
// S_INTERSECTS with every kind of geometry; DATE and TIMESTAMP as values. It knows no
// arithmetic, no functions, no arrays and no intervals of time, and says so by name. It
// does not know what a feature's shape is: the row says whether it meets a geometry.
package cql2
