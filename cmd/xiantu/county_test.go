package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/postgis/postgistest"
)

// county is a database with the program around it, and a folder.
type county struct {
	t        *testing.T
	data     string // the folder: of the private database, or only for files
	database string // the address of a database on the tests' server; "": the private one
}

// newCounty is a county without any divisions, in a database of its own on the server
// that all tests of this program share. To start and end a server for every command, as
// a private database does, takes longer than most of the commands.
func newCounty(t *testing.T) *county {
	t.Helper()
	return &county{t, t.TempDir(), postgistest.NewURL(t)}
}

// newPrivateCounty is one whose private database every command starts where none runs.
func newPrivateCounty(t *testing.T) *county {
	t.Helper()
	return &county{t, t.TempDir(), ""}
}

// within is the same county for a test inside of another.
func (c *county) within(t *testing.T) *county { return &county{t, c.data, c.database} }

// line is a command line for the county.
func (c *county) line(args ...string) []string {
	common := []string{"--data", c.data}
	if c.database != "" {
		common = append(common, "--database", c.database)
	}
	return append(common, args...)
}

// do does one command and returns its exit code, and its standard output and error.
func (c *county) do(args ...string) (code int, stdout, stderr string) {
	var out, said bytes.Buffer
	code = Run(c.t.Context(), c.line(args...), &out, &said)
	return code, out.String(), said.String()
}

// run does one command and returns what it prints; it must exit with code.
func (c *county) run(code int, args ...string) string {
	c.t.Helper()
	got, stdout, stderr := c.do(args...)
	if got != code {
		c.t.Fatalf("xiantu %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, code, stdout, stderr)
	}
	return stdout + stderr
}

// json does one command and reads what it prints for programs.
func (c *county) json(into any, args ...string) {
	c.t.Helper()
	code, stdout, stderr := c.do(append([]string{"--json"}, args...)...)
	if code != 0 {
		c.t.Fatalf("xiantu %s: exit %d\n%s", strings.Join(args, " "), code, stderr)
	}
	if err := json.Unmarshal([]byte(stdout), into); err != nil {
		c.t.Fatalf("xiantu %s: %v\n%.300s", strings.Join(args, " "), err, stdout)
	}
}
