package civil

import (
	"fmt"
	"time"
)

// Day is a day of the Gregorian calendar. Days are comparable with ==; the zero
// value is no day at all.
type Day struct {
	year       int16
	month, day int8
}

// Date returns the day y-m-d, or the zero Day where there is no such day.
func Date(y, m, d int) Day {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || int(t.Month()) != m || t.Day() != d || y < 1 || y > 9999 {
		return Day{}
	}
	return Day{int16(y), int8(m), int8(d)}
}

// DayOf returns the day of t in t's own time zone.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Date(y, int(m), d)
}

// ParseDay reads YYYY-MM-DD, and nothing else.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Day{}, fmt.Errorf("%q is not a day: write it as YYYY-MM-DD, such as 2020-06-30", s)
	}
	return DayOf(t), nil
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Compare orders days; the zero Day comes first.
func (d Day) Compare(o Day) int { return d.number() - o.number() }

// Before reports whether d is earlier than o.
func (d Day) Before(o Day) bool { return d.Compare(o) < 0 }

// AddDays returns the day n days later.
func (d Day) AddDays(n int) Day { return DayOf(d.Time().AddDate(0, 0, n)) }

// AddMonths returns the same day of the month n months later, or that month's last day
// where it has no such day: a month after 31 January is the end of February.
func (d Day) AddMonths(n int) Day {
	first := time.Date(d.Year(), time.Month(d.Month()+n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date(first.Year(), int(first.Month()), min(d.Day(), last))
}

// Year, Month and Day are the parts of the date.
func (d Day) Year() int { return int(d.year) }

// Month is 1 to 12.
func (d Day) Month() int { return int(d.month) }

// Day is the day of the month.
func (d Day) Day() int { return int(d.day) }

// Time is the day's first instant in UTC, or the zero Time for no day.
func (d Day) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// String writes YYYY-MM-DD, and "" for no day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// MarshalText and UnmarshalText make a Day a string in JSON; no day is "".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	parsed, err := ParseDay(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}

func (d Day) number() int { return (int(d.year)*16+int(d.month))*32 + int(d.day) }
