package demo

// dice is a small source of chance that is the same on every machine and in every
// version of Go (splitmix64: Steele, Lea, Flood 2014).
type dice struct{ state uint64 }

// newDice makes dice for one thing: the seed, the thing and what is decided about it.
func newDice(seed, thing, purpose uint64) dice {
	d := dice{seed}
	d.state = d.next() ^ thing*0xD1342543DE82EF95
	d.state = d.next() ^ purpose*0xA0761D6478BD642F
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	z := d.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// float returns a number in [0, 1).
func (d *dice) float() float64 { return float64(d.next()>>11) / (1 << 53) }

// below returns a number in [0, n).
func (d *dice) below(n int) int { return int(d.next() % uint64(n)) }

// between returns a number in [low, high].
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

// chance is true in a share of all throws.
func (d *dice) chance(share float64) bool { return d.float() < share }

// pick returns one of several.
func pick[T any](d *dice, of []T) T { return of[d.below(len(of))] }

// shuffle puts a list in another order.
func shuffle[T any](d *dice, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := d.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
