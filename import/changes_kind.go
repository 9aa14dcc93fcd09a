package importer

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// changeBody is a change as it stands in the file: the members of all kinds.
type changeBody struct {
	has     map[string]bool // members that stand there
	kind    string
	from    []adcode.Code
	single  bool // from was one code, not a list
	into    boundaries.NewUnit
	intoTo  adcode.Code
	parts   []boundaries.Part
	units   []adcode.Code
	to      adcode.Code
	piece   orb.MultiPolygon
	cut     orb.LineString
	line    orb.LineString
	groups  []string
	unit    adcode.Code
	name    string
	full    string
	code    adcode.Code
	kindOf  boundaries.Type
	urban   bool
	tier    string
	between []adcode.Code
	order   int64
	parent  adcode.Code
	exclave bool
}

// kindMembers are the members of each kind of change: those that must stand there, and
// behind the bar those that may.
var kindMembers = map[string]string{
	"merge":    "from into | parent exclave",
	"absorb":   "from into | exclave",
	"split":    "from into | cut",
	"transfer": "to | units from piece groups cut exclave",
	"rename":   "unit name | name_full",
	"recode":   "unit code |",
	"retype":   "unit type | code",
	"classify": "unit | urban tier",
	"border":   "between line |",
	"revert":   "change |",
}

// change reads one change. What is wrong with it is noted; the change is then left out.
func (r *orderReader) change() error {
	r.number++
	before := len(r.problems)
	c := changeBody{has: map[string]bool{}}
	if err := r.members("", func(key string) error { c.has[key] = true; return r.member(&c, key) }); err != nil {
		return err
	}
	if r.checkMembers(&c); len(r.problems) > before {
		return nil
	}
	r.read.Changes = append(r.read.Changes, c.change())
	return nil
}

// checkMembers compares the members with those of the kind.
func (r *orderReader) checkMembers(c *changeBody) {
	members, known := kindMembers[c.kind]
	if !known {
		r.wrong("kind", fmt.Sprintf("%q is no kind of change: write merge, absorb, split, transfer, rename, recode, retype, classify, border or revert", c.kind), fmt.Sprintf("%q 不是变更类型", c.kind))
		return
	}
	needed, allowed, _ := strings.Cut(members, "|")
	must := strings.Fields(needed)
	for _, m := range must {
		if !c.has[m] {
			r.wrong(m, "a "+c.kind+" needs this member", "“"+c.kind+"”缺少该成员")
		}
	}
	fits := append(append(must, strings.Fields(allowed)...), "kind")
	for _, m := range strings.Fields("from into units to piece cut line groups unit name name_full code type urban tier between change parent exclave") {
		if c.has[m] && !strings.Contains(" "+strings.Join(fits, " ")+" ", " "+m+" ") {
			r.wrong(m, "a "+c.kind+" has no such member", "“"+c.kind+"”没有该成员")
		}
	}
	r.checkForms(c)
}

// checkForms checks the members that have several forms.
func (r *orderReader) checkForms(c *changeBody) {
	one := func(member string, ok bool, en, zh string) {
		if c.has[member] && !ok {
			r.wrong(member, en, zh)
		}
	}
	switch c.kind {
	case "merge":
		one("from", !c.single, "a merge takes a list of codes", "合并应填写代码数组")
		one("into", len(c.parts) == 0 && c.intoTo.IsZero(), "a merge makes a new unit: write an object with code and name", "合并产生新单位：应填写含代码和名称的对象")
	case "absorb":
		one("into", len(c.parts) == 0 && c.into == boundaries.NewUnit{}, "an absorb goes into one unit: write its code", "并入应填写接收单位的代码")
	case "split":
		one("from", c.single, "a split has one unit: write its code", "拆分只能填写一个单位的代码")
		one("into", c.intoTo.IsZero() && c.into == boundaries.NewUnit{}, "a split has a list of parts", "拆分应填写各部分的数组")
	case "transfer":
		one("from", c.single, "a piece comes from one unit: write its code", "划出单位只能填写一个代码")
		if c.has["units"] == c.has["from"] {
			r.wrong("units", "a transfer moves either whole \"units\", or a piece or groups \"from\" one", "划转应填写“units”（整单位）或“from”（部分）之一")
		}
		if c.has["from"] && !c.has["piece"] && !c.has["groups"] {
			r.wrong("piece", "say what moves: a \"piece\", or \"groups\" with a \"cut\"", "请说明划转的部分：“piece”，或“groups”和“cut”")
		}
		if c.has["piece"] && c.has["cut"] {
			r.wrong("cut", "say either a piece or a cut, not both", "“piece”和“cut”只能填写一个")
		}
	case "border":
		one("between", len(c.between) == 2, "a border lies between two units", "界线应在两个单位之间")
	case "classify":
		if !c.has["urban"] && !c.has["tier"] {
			r.wrong("urban", "say \"urban\", \"tier\" or both", "请填写“urban”或“tier”")
		}
	}
}

// member reads a member's value.
func (r *orderReader) member(c *changeBody, key string) (err error) {
	switch key {
	case "kind":
		c.kind, err = r.text(key)
	case "from":
		if r.d.s.peek() == '[' {
			c.from, err = r.codes(key)
			return err
		}
		c.single = true
		c.from = make([]adcode.Code, 1)
		c.from[0], err = r.code(key)
	case "into":
		err = r.into(c)
	case "units":
		c.units, err = r.codes(key)
	case "to":
		c.to, err = r.code(key)
	case "piece":
		c.piece, err = r.polygons(key)
	case "cut":
		c.cut, err = r.line(key)
	case "line":
		c.line, err = r.line(key)
	case "groups":
		c.groups, err = r.texts(key)
	case "between":
		c.between, err = r.codes(key)
	case "change":
		c.order, err = r.number64(key)
	case "parent":
		c.parent, err = r.code(key)
	case "exclave":
		c.exclave, err = r.flag(key)
	default:
		err = r.fact(c, key)
	}
	return err
}

// fact reads a member that says something of one unit.
func (r *orderReader) fact(c *changeBody, key string) (err error) {
	switch key {
	case "unit":
		c.unit, err = r.code(key)
	case "name":
		c.name, err = r.text(key)
	case "name_full":
		c.full, err = r.text(key)
	case "code":
		c.code, err = r.code(key)
	case "type":
		c.kindOf, err = r.unitType(key)
	case "urban":
		c.urban, err = r.flag(key)
	case "tier":
		c.tier, err = r.text(key)
	default:
		err = r.unknown(key)
	}
	return err
}

// unitType reads 街道, 镇, 社区, or the English word.
func (r *orderReader) unitType(name string) (boundaries.Type, error) {
	before := len(r.problems)
	s, err := r.text(name)
	t := boundaries.ParseType(s)
	if err == nil && t == boundaries.OtherType && len(r.problems) == before {
		r.wrong(name, fmt.Sprintf("%q is no type of unit: write 街道, 镇, 乡, 民族乡, 社区 or 村", s), fmt.Sprintf("%q 不是单位类型：请填写街道、镇、乡、民族乡、社区或村", s))
	}
	return t, err
}

// number64 reads a whole number above 0, such as a change's.
func (r *orderReader) number64(name string) (int64, error) {
	if c := r.d.s.peek(); c == '"' || c == '{' || c == '[' {
		r.wrong(name, "the number of a change was expected", "此处应为变更编号")
		return 0, r.d.s.skip(1)
	}
	w, err := r.d.s.word()
	if err != nil {
		return 0, err
	}
	n, bad := strconv.ParseInt(string(w), 10, 64)
	if bad != nil || n <= 0 {
		r.wrong(name, fmt.Sprintf("%s is not the number of a change", w), fmt.Sprintf("%s 不是变更编号", w))
	}
	return n, nil
}

// change is the change that a body without problems says.
func (c *changeBody) change() boundaries.Change {
	switch c.kind {
	case "merge":
		if c.into.Parent.IsZero() {
			c.into.Parent = c.parent
		}
		return boundaries.Merge{From: c.from, Into: c.into, Exclave: c.exclave}
	case "absorb":
		return boundaries.Absorb{From: c.from, Into: c.intoTo, Exclave: c.exclave}
	case "split":
		return boundaries.Split{From: c.from[0], Cut: c.cut, Into: c.parts}
	case "transfer":
		if c.has["units"] {
			return boundaries.TransferUnits{Units: c.units, To: c.to, Exclave: c.exclave}
		}
		return boundaries.TransferPiece{From: c.from[0], To: c.to, Piece: c.piece, Groups: c.groups, Cut: c.cut}
	case "rename":
		return boundaries.Rename{Unit: c.unit, Name: c.name, Full: c.full}
	case "recode":
		return boundaries.Recode{Unit: c.unit, Code: c.code}
	case "retype":
		return boundaries.Retype{Unit: c.unit, Type: c.kindOf, Code: c.code}
	case "classify":
		urban := boundaries.Unsaid
		if c.has["urban"] {
			urban = boundaries.FlagOf(c.urban)
		}
		return boundaries.Classify{Unit: c.unit, Urban: urban, Tier: c.tier}
	case "border":
		return boundaries.MoveBorder{Between: [2]adcode.Code(c.between), Line: c.line}
	}
	return boundaries.Revert{Order: boundaries.ChangeID(c.order)}
}
