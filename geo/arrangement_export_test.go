package geo

// Unsound is how many arcs of an arrangement have sides that do not agree.
func (a *Arrangement) Unsound() int { return a.unsound }
