// Command bench measures Xiantu beside plain PostGIS, and beside pgRouting, CBC and QGIS
// where these do the same work, in one run on one machine, and prints a table: what was done,
// how long it took here, how long the peer took for the same, the ratio, and the aim.
//
//	make bench
//
// Every pair is timed in turns (here, there, here, there, ...), and the median of each
// is taken, so that a busy moment falls on both. The land is the fictional demo
// county and a province by chance; it says nothing of other machines, and the ratios little.
package main
