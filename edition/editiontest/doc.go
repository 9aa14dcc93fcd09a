// Package editiontest gives tests a real county: names, codes and outline of
// Qingshen with made inner borders, people and facilities, from the folder that
// XIANTU_SHARED names. Where it is not set, the tests that ask for it are skipped.
//
//	ed := editiontest.Qingshen(t, civil.Date(2020, 6, 30))
//	for _, row := range editiontest.Table(t, editiontest.File(t, "qingshen/expected/units.csv")) { ... }
package editiontest
