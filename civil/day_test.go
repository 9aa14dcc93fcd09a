package civil_test

import (
	"fmt"
	"testing"

	"github.com/xiantu/xiantu/civil"
)

func TestParseDay(t *testing.T) {
	for _, bad := range []string{"", "2020-2-30", "2020-02-30", "20200630", "2020-06-31", "2020-06-30T00:00", "0000-01-01"} {
		if d, err := civil.ParseDay(bad); err == nil && !d.IsZero() {
			t.Errorf("ParseDay(%q) = %v, want an error", bad, d)
		}
	}
	d, err := civil.ParseDay("2020-02-29")
	if err != nil || d != civil.Date(2020, 2, 29) || d.String() != "2020-02-29" {
		t.Errorf("ParseDay(2020-02-29) = %v, %v", d, err)
	}
	if got := d.AddDays(1); got != civil.Date(2020, 3, 1) {
		t.Errorf("the day after 2020-02-29 is %v", got)
	}
}

func TestSpan(t *testing.T) {
	day := func(d int) civil.Day { return civil.Date(2020, 1, d) }
	none := civil.Day{}
	for _, c := range []struct {
		name     string
		a, b     civil.Span
		overlaps bool
	}{
		{"back to back", civil.Span{From: day(1), To: day(5)}, civil.Span{From: day(5), To: day(9)}, false},
		{"one day shared", civil.Span{From: day(1), To: day(6)}, civil.Span{From: day(5), To: day(9)}, true},
		{"open ends", civil.Span{From: none, To: day(3)}, civil.Span{From: day(3), To: none}, false},
		{"all of time", civil.Span{}, civil.Span{From: day(3), To: none}, true},
		{"empty", civil.Span{From: day(3), To: day(3)}, civil.Span{}, false},
	} {
		if c.a.Overlaps(c.b) != c.overlaps || c.b.Overlaps(c.a) != c.overlaps {
			t.Errorf("%s: %v and %v: want overlap %v", c.name, c.a, c.b, c.overlaps)
		}
	}
	s := civil.Span{From: day(2), To: day(4)}
	for d, want := range map[int]bool{1: false, 2: true, 3: true, 4: false} {
		if s.Contains(day(d)) != want {
			t.Errorf("%v contains %v: want %v", s, day(d), want)
		}
	}
}

func ExampleSpan_Contains() {
	before := civil.Span{To: civil.Date(2020, 5, 30)}
	fmt.Println(before.Contains(civil.Date(2020, 5, 29)), before.Contains(civil.Date(2020, 5, 30)))
	// Output: true false
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2019-12-13", 12, "2020-12-13"}, {"2020-02-29", 12, "2021-02-28"}, {"2021-01-31", 1, "2021-02-28"}, {"2020-08-31", 18, "2022-02-28"}, {"2020-01-15", -2, "2019-11-15"}, {"2020-10-01", 3, "2021-01-01"},
	} {
		from, err := civil.ParseDay(c.from)
		if got := from.AddMonths(c.n); err != nil || got.String() != c.want {
			t.Errorf("%s and %d months is %v, want %s", c.from, c.n, got, c.want)
		}
	}
}
