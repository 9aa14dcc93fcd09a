package civil

// Span is a half-open run of days [From, To). A zero From means since always, a
// zero To means until further notice; the zero Span is all of time.
type Span struct{ From, To Day }

// Contains reports whether the span holds on d. No day at all is taken as the
// far future: the newest state holds then.
func (s Span) Contains(d Day) bool {
	if d.IsZero() {
		return s.To.IsZero()
	}
	return !d.Before(s.From) && (s.To.IsZero() || d.Before(s.To))
}

// IsEmpty reports whether the span holds on no day.
func (s Span) IsEmpty() bool { return !s.To.IsZero() && !s.From.Before(s.To) }

// Intersect returns the days that both spans hold; it may be empty.
func (s Span) Intersect(o Span) Span {
	if s.From.Before(o.From) {
		s.From = o.From
	}
	if s.To.IsZero() || !o.To.IsZero() && o.To.Before(s.To) {
		s.To = o.To
	}
	return s
}

// Overlaps reports whether there is a day that both spans hold.
func (s Span) Overlaps(o Span) bool { return !s.Intersect(o).IsEmpty() }

// String writes "[2019-12-20, 2020-05-30)"; open ends are left blank.
func (s Span) String() string { return "[" + s.From.String() + ", " + s.To.String() + ")" }
