// Package demo makes land that does not exist: a county, a province or a nation of any
// seed, with wiggly borders that neighbours share to the last digit, a reform that
// merges townships and villages, people, facilities and zones. It writes them as the files
// that a bureau would send, to be loaded by the ordinary import.
//
//	files, err := demo.Write(dir, demo.Options{Size: demo.County, Seed: 1})
//	for _, f := range files { ... } // in the order of their import
//
// Names and codes belong to no real county, and every file says that it is fictional:
// "synthetic": true on collections and features, （演示） in the county's name.
package demo
