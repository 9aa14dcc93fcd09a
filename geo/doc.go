// Package geo is shapes on the earth: coordinate systems, the grid, geodesic
// lengths and areas, discs and their unions, and the arcs that neighbouring polygons
// share. It knows no administrative word.
//
// Positions are orb.Point{lon, lat} in degrees of CGCS2000 (EPSG:4490) unless a name
// says otherwise; plane positions are orb.Point{east, north} in metres.
//
//	d := geo.Distance(orb.Point{103.85, 29.83}, orb.Point{103.86, 29.83}) // 966.503 m on GRS80
//	mesh := geo.NewMesh(shapes)                                           // each shared border once
//	defects := geo.Check(shapes, geo.CleanOptions{})                      // gaps, overlaps, crossings
//	parts, added, err := geo.Split(shape, line)                           // exact, on the grid
//
// Shapes that fit make a Mesh, which costs little; shapes that may not make an
// Arrangement, which cuts them where they meet. Check, Clean and Overlay stand on it.
package geo
