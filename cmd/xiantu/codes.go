package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/web"
)

type codesCommand struct {
	At      string `help:"The day, YYYY-MM-DD; default: the newest state."`
	History bool   `help:"Every span of days on which a code was borne, up to the day, and what became of which code."`
	Check   bool   `help:"Only what is not as the rules have it; exit 1 if an error is among it."`
	Propose string `help:"Propose codes for new units under this parent." placeholder:"CODE"`
	Type    string `help:"With --propose: the new units' type, such as 街道, 镇, 社区, 村."`
	Count   int    `help:"With --propose: how many units." default:"1"`
	Format  string `help:"How to write them; xlsx is the code table (代码表) with changes and history." enum:"table,json,csv,xlsx" default:"table"`
	Out     string `help:"File to write instead of printing; xlsx needs one." type:"path"`
}

// Run prints the code register.
func (c *codesCommand) Run(app *application) error {
	at, err := parseDay("--at", c.At)
	if err != nil {
		return err
	}
	if c.Format == "xlsx" && c.Out == "" {
		return usageError{"--format xlsx: say which file to write, by --out FILE.xlsx"}
	}
	if err := app.open(); err != nil {
		return err
	}
	county, err := app.county()
	if err != nil {
		return err
	}
	register, err := app.store.Codes(app.ctx, county)
	if err != nil {
		return err
	}
	switch {
	case c.Propose != "":
		return c.propose(app, register, at)
	case c.Check:
		return c.check(app, county, register, at)
	case c.Out != "":
		return writeWhole(c.Out, func(w io.Writer) error { return c.write(app, w, county, register, at) })
	}
	return c.write(app, app.stdout, county, register, at)
}

// write writes the register in the format chosen.
func (c *codesCommand) write(app *application, w io.Writer, county adcode.Code, register boundaries.CodeRegister, at civil.Day) error {
	switch {
	case app.line.JSON || c.Format == "json":
		return writeJSON(w, web.CodeBodies(county, register, at, c.History))
	case c.Format == "table":
		table(w, codeRows(register, at, c.History))
		return nil
	}
	ed, err := app.edition(at)
	if err != nil {
		return err
	}
	content, err := web.CodeTable(ed, register, c.Format, c.History)
	if err != nil {
		return err
	}
	return writeAll(w, content)
}

func codeRows(r boundaries.CodeRegister, at civil.Day, history bool) [][]string {
	rows := [][]string{{"code", "name", "type", "class", "parent", "from", "to", "came by", "went by", ""}}
	spans := r.At(at)
	if history {
		spans = r.Until(at)
	}
	for _, s := range spans {
		reused := ""
		if s.Reused {
			reused = "reused"
		}
		rows = append(rows, []string{s.Code.String(), s.Name, s.Type.Chinese(), s.Code.Class().String(), s.Parent.String(), s.Valid.From.String(), s.Valid.To.String(),
			causeText(r, s.Came), causeText(r, s.Went), reused})
	}
	return rows
}

func causeText(r boundaries.CodeRegister, id boundaries.ChangeID) string {
	c := r.Causes[id]
	switch {
	case id == 0:
		return ""
	case c.Document != "":
		return c.Document
	}
	return c.Title
}

// check prints the findings, and fails where one is an error.
func (c *codesCommand) check(app *application, county adcode.Code, register boundaries.CodeRegister, at civil.Day) error {
	errors := 0
	rows := [][]string{{"severity", "rule", "from", "to", "what"}}
	for _, f := range register.Check() {
		if !c.History && !f.Valid.Contains(at) {
			continue
		}
		if f.Severity == boundaries.Error {
			errors++
		}
		rows = append(rows, []string{f.Severity.String(), f.Rule, f.Valid.From.String(), f.Valid.To.String(), f.Error()})
	}
	switch {
	case app.line.JSON:
		if err := writeJSON(app.stdout, web.CodeBodies(county, register, at, c.History)); err != nil {
			return err
		}
	case len(rows) > 1:
		table(app.stdout, rows)
	}
	if errors > 0 {
		return fmt.Errorf("%d codes are not as the rules have it", errors)
	}
	return nil
}

// propose prints codes for new units, and what else is free.
func (c *codesCommand) propose(app *application, register boundaries.CodeRegister, at civil.Day) error {
	parent, err := adcode.Parse(c.Propose)
	if err != nil {
		return usageError{"--propose: " + sentence(err)}
	}
	if c.Count < 1 || c.Count > 50 {
		return usageError{"--count: give a number from 1 to 50"}
	}
	advice, err := register.Advise(parent, boundaries.ParseType(c.Type), at, c.Count)
	if err != nil {
		return err
	}
	if app.line.JSON || c.Format == "json" {
		return writeJSON(app.stdout, web.AdviceBody(register, parent, advice))
	}
	for _, p := range advice.Proposals {
		fmt.Fprintln(app.stdout, strings.TrimSpace(p.Code.String()+"  "+p.Reason))
	}
	var free []int
	for _, code := range advice.Free {
		free = append(free, code.Serial())
	}
	fmt.Fprintf(app.stdout, "never borne, of %03d-%03d: %s\n", advice.Class[0], advice.Class[1], boundaries.Runs(free))
	for _, s := range advice.Former {
		fmt.Fprintln(app.stdout, "borne before: "+s.Code.String()+" "+s.Name+", until "+s.Valid.To.String())
	}
	return nil
}
