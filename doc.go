// Package xiantu is the root of Xiantu (县图), which keeps a county's township and
// village boundaries through redistricting, says how much of the county its
// facilities cover, and prints the division map. The program is cmd/xiantu;
// docs/architecture.md shows how the folders fit together.
package xiantu
