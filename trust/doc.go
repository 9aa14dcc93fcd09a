// Package trust tries whether the service keeps its promises when things go wrong: it
// has no code of its own, only tests that start the built program (bin/xiantu) and real
// PostgreSQL servers as children and then kill, fill, cut off and load them.
//
// In `go test ./trust` each trial is short. Figures that mean something come from
// `make trust`, which sets the variables named in the tests, such as XIANTU_KILLS=200;
// the lines that begin with "figure:" go into docs/trust.md.
package trust
