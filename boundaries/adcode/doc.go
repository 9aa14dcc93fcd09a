// Package adcode holds administrative division codes (行政区划代码): six digits for
// a county (GB/T 2260), nine for a township (GB/T 10114), twelve for a village or
// community (statistical practice).
//
//	c, err := adcode.Parse("511425001003")
//	c.Level()    // adcode.Village
//	c.Township() // 511425001
//	c.Class()    // adcode.Community
//
// A Code is a small comparable value, like a netip.Addr. It says nothing about
// who bears it when: codes are reused, and a unit's identity is not its code.
package adcode
