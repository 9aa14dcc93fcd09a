package postgis

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// dateOf is a day as a date; no day is null.
func dateOf(d civil.Day) pgtype.Date {
	return pgtype.Date{Time: d.Time(), Valid: !d.IsZero()}
}

func dayOf(d pgtype.Date) civil.Day {
	if !d.Valid || d.InfinityModifier != pgtype.Finite {
		return civil.Day{}
	}
	return civil.DayOf(d.Time)
}

// rangeOf is a span as a daterange; an end left open is unbounded.
func rangeOf(s civil.Span) pgtype.Range[pgtype.Date] {
	r := pgtype.Range[pgtype.Date]{Lower: dateOf(s.From), Upper: dateOf(s.To), LowerType: pgtype.Inclusive, UpperType: pgtype.Exclusive, Valid: true}
	if s.From.IsZero() {
		r.LowerType = pgtype.Unbounded
	}
	if s.To.IsZero() {
		r.UpperType = pgtype.Unbounded
	}
	return r
}

func spanOf(r pgtype.Range[pgtype.Date]) civil.Span {
	return civil.Span{From: dayOf(r.Lower), To: dayOf(r.Upper)}
}

// codeText is a code as text; no code is null.
func codeText(c adcode.Code) *string {
	if c.IsZero() {
		return nil
	}
	s := c.String()
	return &s
}

// codeOf reads what codeText wrote; the tables' constraints see to its form.
func codeOf(s *string) adcode.Code {
	if s == nil {
		return adcode.Code{}
	}
	return adcode.MustParse(*s)
}

func flagBool(f boundaries.Flag) *bool {
	if f == boundaries.Unsaid {
		return nil
	}
	yes := f == boundaries.Yes
	return &yes
}

func flagOf(b *bool) boundaries.Flag {
	if b == nil {
		return boundaries.Unsaid
	}
	return boundaries.FlagOf(*b)
}

// codeTexts writes codes in order, for a text[] parameter.
func codeTexts(codes []adcode.Code) []string {
	texts := make([]string, len(codes))
	for i, c := range codes {
		texts[i] = c.String()
	}
	return texts
}

// microsecond is the resolution of a timestamptz.
func microsecond(t time.Time) time.Time { return t.Truncate(time.Microsecond) }
