// Package postgistest gives tests a real PostGIS, each its own database.
//
//	func TestSomething(t *testing.T) {
//		t.Parallel()
//		store := postgistest.New(t)
//		...
//	}
//
// A test program starts one PostgreSQL in memory (/dev/shm, else TMPDIR), with fsync
// off, makes one database with all tables, and copies that for each test: some 30 ms.
// The server ends with the program, even when that is killed. Where PostgreSQL or
// PostGIS is missing the test fails and says what to install; it is never skipped.
package postgistest
