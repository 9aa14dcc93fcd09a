package maps

import (
	"math"
	"slices"
	"strconv"
)

// mostClasses is how many classes a theme may have: more tints are not told apart.
const mostClasses = 7

// usualClasses is how many there are where nothing else is said.
const usualClasses = 5

// classLimits are the limits between the theme's classes: its own, or chosen by its method.
func (t *Theme) classLimits() []float64 {
	if len(t.Breaks) > 0 || t.Circles {
		return slices.Compact(slices.Clone(t.Breaks))
	}
	known := t.known()
	if len(known) == 0 || known[0] == known[len(known)-1] {
		return nil
	}
	if t.Method == QuantileClasses {
		return quantileLimits(known)
	}
	return roundLimits(known[0], known[len(known)-1])
}

// known are the theme's known values, rising.
func (t *Theme) known() []float64 {
	var known []float64
	for _, v := range t.Values {
		if !math.IsNaN(v.Value) {
			known = append(known, v.Value)
		}
	}
	slices.Sort(known)
	return known
}

// roundLimits cuts a range at multiples of a round step, into about the usual number of
// classes.
func roundLimits(low, high float64) []float64 {
	step := classStep(high - low)
	var limits []float64
	for k := math.Floor(low/step) + 1; k*step < high && len(limits) < mostClasses-1; k++ {
		limits = append(limits, cleaned(k*step))
	}
	return limits
}

// classStep is the round step that cuts a range into the usual number of classes, or one
// near it.
func classStep(width float64) float64 {
	best := roundStep(width / usualClasses)
	for step := roundStep(width / (mostClasses - 0.5)); step < best; step = roundStep(step * 1.01) {
		if math.Abs(width/step-usualClasses) < math.Abs(width/best-usualClasses) {
			best = step
		}
	}
	return best
}

// roundStep is the least of 1, 2, 2.5 and 5 times a power of ten that is no less than x.
func roundStep(x float64) float64 {
	decade := math.Pow(10, math.Floor(math.Log10(x)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*decade >= x*(1-1e-9) {
			return m * decade
		}
	}
	return 10 * decade
}

// cleaned is x without what multiplying added in its last bits.
func cleaned(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64)
	return y
}

// quantileLimits cuts values, rising, such that about as many lie in each class: midway
// between the two values at a limit, and never between equal ones.
func quantileLimits(known []float64) []float64 {
	classes := min(usualClasses, len(known))
	var limits []float64
	for k := 1; k < classes; k++ {
		i := k * len(known) / classes
		for i < len(known) && known[i] == known[i-1] {
			i++
		}
		if i == len(known) {
			break
		}
		if limit := shortest(known[i-1], known[i]); len(limits) == 0 || limit > limits[len(limits)-1] {
			limits = append(limits, limit)
		}
	}
	return limits
}

// shortest is the number of the fewest digits that is above a and at most b.
func shortest(a, b float64) float64 {
	for digits := 1; digits <= 15; digits++ {
		x, _ := strconv.ParseFloat(strconv.FormatFloat((a+b)/2, 'g', digits, 64), 64)
		if x > a && x <= b {
			return x
		}
	}
	return b
}

// classOf is the class of a value: of [limit, next limit).
func classOf(limits []float64, value float64) int {
	at, found := slices.BinarySearch(limits, value)
	if found {
		at++
	}
	return at
}
