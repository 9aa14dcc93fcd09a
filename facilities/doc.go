// Package facilities knows what a civil affairs bureau places: elderly-care
// centres, cemeteries, volunteer stations and the rest, their kinds, the standards
// for their reach, and on which days they are in operation.
//
//	kind, ok := facilities.KindByName("日间照料中心")
//	kind.Code   // ELD_COMMUNITY
//	kind.Radius // 500
//
// It does not know the history of boundaries: a facility's unit is the code that
// bore its place on the day of the file.
package facilities
