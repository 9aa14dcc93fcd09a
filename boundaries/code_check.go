package boundaries

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Severity says how grave a finding is.
type Severity uint8

// The severities: a Note needs no action, a Warning a look, an Error a correction.
const (
	Note Severity = iota
	Warning
	Error
)

// String is "note", "warning" or "error".
func (s Severity) String() string { return [...]string{"note", "warning", "error"}[s] }

// CodeFinding is something about a code that is not as the rules have it.
type CodeFinding struct {
	*RuleError
	Severity Severity
	Valid    civil.Span // the days that it is about
}

// Check finds, over all days: a township's code outside the class of its type (error;
// GB/T 10114-2003 binds), a village's (warning: a custom with exceptions), a code borne
// by two units on one day, a code given again after another unit bore it (an error for
// townships from 2025-09-01 on, by 行政区划代码管理办法), a code that does not begin with
// its parent's, a unit that was without its code for a while, and numbers left out.
func (r CodeRegister) Check() []CodeFinding {
	var found []CodeFinding
	for run := range r.byCode() {
		for i, s := range run {
			found = append(found, s.check()...)
			found = append(found, s.checkAmong(run[:i])...)
		}
	}
	return append(found, r.skipped()...)
}

func (s CodeSpan) finding(severity Severity, rule *RuleError) []CodeFinding {
	rule.Unit = s.Code
	return []CodeFinding{{rule, severity, s.Valid}}
}

// check looks at the span by itself.
func (s CodeSpan) check() (found []CodeFinding) {
	if s.Code.Level() == adcode.County {
		return nil
	}
	severity := Error
	if s.Code.Level() == adcode.Village {
		severity = Warning
	}
	want, got := classOf[s.Type], s.Code.Class()
	if got != want && !(s.Type == OtherType && got != adcode.NoClass) {
		graveness := severity
		if got == adcode.Enterprise {
			graveness = Warning
		}
		found = append(found, s.finding(graveness, &RuleError{Rule: "code_class", Said: fmt.Sprintf("%s is a %s, but %03d is the number of a %s", s.Name, orNoType(s.Type), s.Code.Serial(), orNoClass(got))})...)
	}
	if !s.Parent.IsZero() && s.Code.Parent() != s.Parent {
		found = append(found, s.finding(severity, &RuleError{Rule: "code_prefix", Said: fmt.Sprintf("%s belongs to %v, but its code does not begin with that", s.Name, s.Parent)})...)
	}
	return found
}

// checkAmong compares the span with the earlier ones of the same code.
func (s CodeSpan) checkAmong(earlier []CodeSpan) (found []CodeFinding) {
	for _, o := range earlier {
		if o.Valid.Overlaps(s.Valid) {
			found = append(found, s.finding(Error, &RuleError{Rule: "code_twice", Said: fmt.Sprintf("%s and %s bear it on the same days", o.Name, s.Name)})...)
		}
	}
	n := len(earlier)
	if n == 0 || !earlier[n-1].Valid.To.IsZero() && earlier[n-1].Valid.To == s.Valid.From && earlier[n-1].Unit == s.Unit {
		return found
	}
	last := earlier[n-1]
	if last.Unit == s.Unit {
		if !last.Valid.Overlaps(s.Valid) {
			found = append(found, s.finding(Warning, &RuleError{Rule: "code_gap", Said: fmt.Sprintf("%s bore it until %v and again from %v: nobody did in between", s.Name, last.Valid.To, s.Valid.From)})...)
		}
		return found
	}
	if last.Valid.Overlaps(s.Valid) {
		return found
	}
	severity := Warning
	if s.Code.Level() == adcode.Township && !s.Valid.From.Before(neverAgain) {
		severity = Error
	}
	return append(found, s.finding(severity, &RuleError{Rule: "code_reused", Said: fmt.Sprintf("%s bore it until %v, %s from %v on", last.Name, last.Valid.To, s.Name, s.Valid.From)})...)
}

// skipped notes the numbers below the highest of each class and parent that no unit is
// known to have borne.
func (r CodeRegister) skipped() []CodeFinding {
	type row struct {
		parent adcode.Code
		class  adcode.Class
	}
	borne := map[row][]int{}
	var order []row
	for _, s := range r.Spans {
		k := row{s.Code.Parent(), s.Code.Class()}
		if k.class == adcode.NoClass {
			continue
		}
		if borne[k] == nil {
			order = append(order, k)
		}
		borne[k] = append(borne[k], s.Code.Serial())
	}
	var found []CodeFinding
	for _, k := range order {
		var free []int
		for n := firstOf(k.class); n < slices.Max(borne[k]); n++ {
			if !slices.Contains(borne[k], n) {
				free = append(free, n)
			}
		}
		if len(free) > 0 {
			found = append(found, CodeFinding{&RuleError{Rule: "code_skipped", Unit: k.parent, Said: "no unit is known to have borne " + Runs(free) + " of the class " + k.class.String()}, Note, civil.Span{}})
		}
	}
	return found
}

// firstOf is the first number of a class.
func firstOf(c adcode.Class) int {
	for t, class := range classOf {
		if class == c {
			return classRange[t][0]
		}
	}
	return 400 // 政企合一
}

// Runs writes rising numbers of three digits with runs joined: "003, 005-007".
func Runs(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		part := fmt.Sprintf("%03d", numbers[i])
		if j > i {
			part += fmt.Sprintf("-%03d", numbers[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
