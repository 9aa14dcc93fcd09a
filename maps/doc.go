// Package maps draws the administrative division map (行政区划图) of a county: the
// sheet with its frame, symbols, names, legend and scale, from an edition, as PDF,
// SVG or PNG.
//
//	paper, err := maps.ParsePaper("A3")
//	sheet, err := maps.New(ed, maps.Options{Paper: paper, Compiler: "青神县民政局"})
//	err = sheet.PDF(w)
//
// A sheet is laid out once as a Scene: a tree of paths, circles and text in paper
// millimetres, x to the right and y down. Three writers draw the same scene, so
// what is measured on one is true of the others, and the same edition gives the
// same bytes. The map is in the Gauss-Krueger projection of the county's 3-degree
// zone at a round scale.
//
// NewAtlas binds a county's sheets, one for each township among them, with its tables
// of codes, names, lineage and borders into a book.
//
// Options.Theme makes a thematic sheet of coverage, gaps, an indicator, density or
// volunteers; Compare sets two days side by side with what became what; BorderSheets
// draws one border with its points for both sides to sign.
//
// What cannot be made is refused by a Refusal, which says why in Chinese and in English.
//
// The package knows no HTTP and no database, and writes no file of its own.
package maps
