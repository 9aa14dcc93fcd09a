// Package civil holds days and spans of days: what a law, a list or a boundary
// is valid on. A day has no hour and no time zone.
//
// Validity is half-open everywhere: a unit valid [2019-12-20, 2020-05-30) is in
// force on 2019-12-20 and no longer on 2020-05-30.
//
//	day, err := civil.ParseDay("2020-05-30")
//	span := civil.Span{From: civil.Date(2019, 12, 20), To: day}
//	span.Contains(day) // false
//
// It is not for instants: recorded time is a time.Time.
package civil
