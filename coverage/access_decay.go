package coverage

import (
	"errors"
	"math"
)

// Decay says how much less those farther off count within a catchment.
type Decay struct {
	Kind  DecayKind
	Steps []Ring  // of DecaySteps, outwards; none: thirds of the catchment weighing 1, 0.68 and 0.22 (Luo and Qi 2009)
	Power float64 // of DecayInverse: the exponent; of DecayExponential: the fall over the catchment, exp(-Power) at its edge; 0: the default
	Floor float64 // of DecayInverse: what is nearer counts as so far, in metres or minutes; 0: a hundredth of the catchment
}

// DecayKind is the form of a decay. The zero DecayKind is DecayNone.
type DecayKind uint8

// The forms.
const (
	DecayNone        DecayKind = iota // 1 within the catchment
	DecaySteps                        // a weight for each ring
	DecayGaussian                     // (exp(-(d/D)^2/2) - exp(-1/2)) / (1 - exp(-1/2)), which is 0 at the edge (Dai 2010)
	DecayInverse                      // d^-Power
	DecayExponential                  // exp(-Power d/D)
)

// DecayKinds are all forms.
var DecayKinds = []DecayKind{DecayNone, DecaySteps, DecayGaussian, DecayInverse, DecayExponential}

// String is "none", "steps", "gaussian", "inverse" or "exponential".
func (k DecayKind) String() string {
	return [...]string{"none", "steps", "gaussian", "inverse", "exponential"}[k]
}

// Ring is a part of a catchment: from the one before it up to a distance.
type Ring struct {
	Upto   float64 // metres or minutes, as the catchment is given
	Weight float64 // > 0
}

// The defaults of Power.
const (
	defaultInversePower = 1
	defaultExponential  = 3
)

// filled is the decay with its defaults for a catchment of a size.
func (d Decay) filled(size float64) Decay {
	if d.Kind == DecaySteps && len(d.Steps) == 0 {
		d.Steps = []Ring{{size / 3, 1}, {size * 2 / 3, 0.68}, {size, 0.22}}
	}
	if d.Kind == DecayInverse && d.Floor == 0 {
		d.Floor = size / 100
	}
	if d.Power == 0 {
		d.Power = map[DecayKind]float64{DecayInverse: defaultInversePower, DecayExponential: defaultExponential}[d.Kind]
	}
	return d
}

// check names every part of a filled decay that cannot be.
func (d Decay) check(size float64) error {
	var errs []error
	if d.Kind > DecayExponential {
		return refuse("decay", "没有这种衰减：可用 none、steps、gaussian、inverse 或 exponential", "there is no such decay: take none, steps, gaussian, inverse or exponential")
	}
	for i, s := range d.Steps {
		if d.Kind != DecaySteps {
			errs = append(errs, refuse("decay.steps", "只有分段衰减才有分段", "only the decay by steps has steps"))
			break
		}
		if !(s.Upto > 0) || math.IsInf(s.Upto, 0) || i > 0 && !(s.Upto > d.Steps[i-1].Upto) {
			errs = append(errs, refuse("decay.steps", "第 %d 段止于 %g：各段须由近及远", "step %d ends at %g: let the steps rise", i+1, s.Upto))
		}
		if !(s.Weight > 0 && s.Weight <= 1) {
			errs = append(errs, refuse("decay.steps", "第 %d 段权重为 %g：须大于 0 且不超过 1", "step %d weighs %g: give a weight above 0 and up to 1", i+1, s.Weight))
		}
	}
	if n := len(d.Steps); n > 0 && d.Kind == DecaySteps && d.Steps[n-1].Upto != size {
		errs = append(errs, refuse("decay.steps", "最后一段止于 %g，搜寻范围为 %g：两者须相同", "the last step ends at %g, the catchment at %g: let them be one", d.Steps[n-1].Upto, size))
	}
	if !(d.Power >= 0 && d.Power <= 100) {
		errs = append(errs, refuse("decay.power", "衰减系数 %g 无效：须大于 0 且不超过 100", "%g is no power: give a number above 0 and up to 100", d.Power))
	}
	if d.Kind == DecayInverse && !(d.Floor > 0 && d.Floor <= size) {
		errs = append(errs, refuse("decay.floor", "最小距离 %g 无效：须大于 0 且不超过搜寻范围", "%g is no floor: give a distance above 0 and within the catchment", d.Floor))
	}
	return errors.Join(errs...)
}

// Weight is what a distance within a catchment of a size weighs; both in metres or
// both in minutes.
func (d Decay) Weight(distance, size float64) float64 {
	d = d.filled(size)
	return d.weight(distance, size)
}

// edgeOfGaussian is the bell's height one deviation out.
var edgeOfGaussian = math.Exp(-0.5)

// weight is Weight of a decay that is filled.
func (d *Decay) weight(distance, size float64) float64 {
	switch d.Kind {
	case DecaySteps:
		for _, s := range d.Steps {
			if distance <= s.Upto {
				return s.Weight
			}
		}
		return 0
	case DecayGaussian:
		x := distance / size
		return max(0, (math.Exp(-x*x/2)-edgeOfGaussian)/(1-edgeOfGaussian))
	case DecayInverse:
		return math.Pow(max(distance, d.Floor), -d.Power)
	case DecayExponential:
		return math.Exp(-d.Power * distance / size)
	}
	return 1
}
