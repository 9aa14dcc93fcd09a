package importer

import (
	"fmt"
	"io"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// maxChanges bounds the changes of one order, and the members of any of its lists.
const maxChanges = 10_000

// OrderProblem is one thing wrong in a file of changes.
type OrderProblem struct {
	Change int    // the change's number from 1; 0: the order as a whole
	Member string // as it stands in the file, such as into.code; empty: the change as a whole
	Said   Said
}

// Error is the place and the sentence in English.
func (p *OrderProblem) Error() string {
	var at []string
	if p.Change > 0 {
		at = append(at, fmt.Sprintf("change %d", p.Change))
	}
	if p.Member != "" {
		at = append(at, p.Member)
	}
	return strings.Join(append(at, p.Said.En), ": ")
}

// OrderError is all that is wrong in a file of changes.
type OrderError struct{ Problems []*OrderProblem }

// Error is one line a problem.
func (e *OrderError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// ReadOrder reads a file of changes (变更文件, JSON). It is strict: codes are strings,
// days YYYY-MM-DD, geometries GeoJSON of EPSG:4490 degrees, and members that are not known
// are refused, so that none is misspelt unseen. The error is an *OrderError with
// every problem of the file, or says where it stops being JSON. Whether the county
// allows the order is boundaries.Apply's to say.
func ReadOrder(in io.Reader) (boundaries.Order, error) {
	r := orderReader{d: decoder{s: newScanner(in)}}
	r.d.byteOrderMark()
	if err := r.order(); err != nil {
		return boundaries.Order{}, err
	}
	if c := r.d.s.peek(); c != 0 {
		return boundaries.Order{}, r.d.s.fail("something stands behind the end of the order", "变更文件末尾之后还有内容")
	}
	if err := r.d.s.err; err != nil && err != io.EOF {
		return boundaries.Order{}, err
	}
	r.finish()
	if len(r.problems) > 0 {
		return boundaries.Order{}, &OrderError{r.problems}
	}
	return r.read, nil
}

// orderReader is one call of ReadOrder.
type orderReader struct {
	d        decoder
	read     boundaries.Order
	county   adcode.Code
	changes  bool // the member stood there
	number   int  // of the change at work
	problems []*OrderProblem
}

// wrong notes a problem.
func (r *orderReader) wrong(member, en, zh string) {
	r.problems = append(r.problems, &OrderProblem{r.number, member, Said{en, zh}})
}

// order reads the top-level object.
func (r *orderReader) order() error {
	return r.members("", func(key string) (err error) {
		switch key {
		case "county":
			r.county, err = r.code(key)
		case "counties":
			r.read.Counties, err = r.codes(key)
		case "title":
			r.read.Title, err = r.text(key)
		case "document":
			r.read.Document, err = r.text(key)
		case "approved":
			r.read.Approved, err = r.day(key)
		case "effective":
			r.read.Effective, err = r.day(key)
		case "changes":
			r.changes = true
			err = r.list(key, func(string) error { return r.change() })
			r.number = 0
		case "synthetic": // the demo's mark on all that it makes
			err = r.d.s.skip(2)
		default:
			err = r.unknown(key)
		}
		return err
	})
}

// finish checks the order as a whole.
func (r *orderReader) finish() {
	switch {
	case !r.county.IsZero() && len(r.read.Counties) > 0:
		r.wrong("county", "say either \"county\" or \"counties\", not both", "“county”和“counties”只能填写一个")
	case !r.county.IsZero():
		r.read.Counties = []adcode.Code{r.county}
	case len(r.read.Counties) == 0 && len(r.problems) == 0:
		r.wrong("county", "the order does not say which county it is of", "没有说明是哪个县的变更")
	}
	for _, c := range r.read.Counties {
		if c.Level() != adcode.County {
			r.wrong("county", fmt.Sprintf("%v is not the code of a county, which has 6 digits", c), fmt.Sprintf("%v 不是县级代码（6 位）", c))
		}
	}
	if r.read.Effective.IsZero() && !r.saidOf("effective") {
		r.wrong("effective", "the day on which the order takes effect is missing", "缺少实施日期")
	}
	if !r.changes || len(r.read.Changes) == 0 && len(r.problems) == 0 {
		r.wrong("changes", "there are no changes", "没有变更内容")
	}
}

// saidOf reports whether a problem of a member of the order is noted.
func (r *orderReader) saidOf(member string) bool {
	for _, p := range r.problems {
		if p.Change == 0 && p.Member == member {
			return true
		}
	}
	return false
}

// unknown notes a member that is not known, and skips it.
func (r *orderReader) unknown(member string) error {
	r.wrong(member, "a member of this name is not known here: is it misspelt?", "未知的成员名，是否拼写有误？")
	return r.d.s.skip(2)
}

// members reads an object; each member may stand in it once.
func (r *orderReader) members(name string, member func(key string) error) error {
	if r.d.s.peek() != '{' {
		r.wrong(name, "an object was expected", "此处应为对象")
		return r.d.s.skip(1)
	}
	seen := map[string]bool{}
	return r.d.object(func(key string) error {
		if seen[key] {
			r.wrong(joined(name, key), "this member stands twice", "该成员重复出现")
		}
		seen[key] = true
		return member(key)
	})
}

func joined(name, key string) string {
	if name == "" {
		return key
	}
	return name + "." + key
}

// list reads an array, calling item with the name of each member.
func (r *orderReader) list(name string, item func(name string) error) error {
	if r.d.s.peek() != '[' {
		r.wrong(name, "a list was expected", "此处应为数组")
		return r.d.s.skip(1)
	}
	n := 0
	return r.d.array(func() error {
		if n++; n > maxChanges {
			return r.d.s.fail(fmt.Sprintf("a list has more than %d members", maxChanges), fmt.Sprintf("数组成员超过 %d 个", maxChanges))
		}
		return item(fmt.Sprintf("%s[%d]", name, n-1))
	})
}

// text reads a string.
func (r *orderReader) text(name string) (string, error) {
	if r.d.s.peek() != '"' {
		r.wrong(name, "a string was expected", "此处应为字符串")
		return "", r.d.s.skip(1)
	}
	s, err := r.d.s.text()
	if why, flawed := wordsFlaw(s, mostOf(name)); flawed && err == nil {
		r.wrong(name, why.En, why.Zh)
	}
	return strings.TrimSpace(s), err
}

// mostOf is how many characters a member may have.
func mostOf(member string) int {
	switch member[strings.LastIndexByte(member, '.')+1:] {
	case "name":
		return mostUnitName
	case "name_full", "tier":
		return mostFullName
	case "title", "document":
		return mostRemark
	}
	return mostWords
}

// code reads a division code, which must be a string: as a number it may have lost digits.
func (r *orderReader) code(name string) (adcode.Code, error) {
	switch c := r.d.s.peek(); {
	case c == '-' || c >= '0' && c <= '9':
		w, err := r.d.s.word()
		r.wrong(name, fmt.Sprintf("the code %s stands as a number: write it as a string, \"%s\"", w, w), fmt.Sprintf("代码 %s 写成了数字：请写成字符串 \"%s\"", w, w))
		return adcode.Code{}, err
	}
	before := len(r.problems)
	s, err := r.text(name)
	if err != nil || len(r.problems) > before {
		return adcode.Code{}, err
	}
	code, bad := adcode.Parse(s)
	if bad != nil {
		r.wrong(name, bad.Error(), fmt.Sprintf("%q 不是区划代码：应为 6、9 或 12 位数字", s))
	}
	return code, nil
}

func (r *orderReader) codes(name string) ([]adcode.Code, error) {
	var codes []adcode.Code
	err := r.list(name, func(name string) error {
		c, err := r.code(name)
		if !c.IsZero() {
			codes = append(codes, c)
		}
		return err
	})
	return codes, err
}

func (r *orderReader) texts(name string) ([]string, error) {
	var all []string
	err := r.list(name, func(name string) error {
		s, err := r.text(name)
		all = append(all, s)
		return err
	})
	return all, err
}

func (r *orderReader) day(name string) (civil.Day, error) {
	before := len(r.problems)
	s, err := r.text(name)
	if err != nil || s == "" || len(r.problems) > before {
		return civil.Day{}, err
	}
	d, bad := civil.ParseDay(s)
	if bad != nil {
		r.wrong(name, bad.Error(), fmt.Sprintf("%q 不是日期：请写成 YYYY-MM-DD", s))
	}
	return d, nil
}

// flag reads true or false.
func (r *orderReader) flag(name string) (bool, error) {
	switch c := r.d.s.peek(); c {
	case '"', '{', '[':
	default:
		w, err := r.d.s.word()
		if s := string(w); err != nil || s == "true" || s == "false" {
			return s == "true", err
		}
		r.wrong(name, "true or false was expected", "此处应为 true 或 false")
		return false, nil
	}
	r.wrong(name, "true or false was expected", "此处应为 true 或 false")
	return false, r.d.s.skip(1)
}
