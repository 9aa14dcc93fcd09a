package coverage

// Link is a demand within the catchment of a supply.
type Link struct {
	Demand, Supply int32   // indexes
	Weight         float64 // > 0: how much the one counts for the other
}

// FloatingCatchment is the two-step floating catchment area method (Luo and Wang 2003;
// with weights below 1, Luo and Qi 2009). First each supply is divided by the people who
// reach it, by their weights; then each demand adds up, by the same weights, the ratios
// of the supplies that it reaches. It returns the supply a person by demand, and the
// weighted people by supply, 0 for one that nobody reaches. The links' order is that of
// the sums.
func FloatingCatchment(people, supply []float64, links []Link) (access, demand []float64) {
	access, demand = make([]float64, len(people)), make([]float64, len(supply))
	for _, l := range links {
		demand[l.Supply] += people[l.Demand] * l.Weight
	}
	ratio := make([]float64, len(supply))
	for i, s := range supply {
		if demand[i] > 0 {
			ratio[i] = s / demand[i]
		}
	}
	for _, l := range links {
		access[l.Demand] += ratio[l.Supply] * l.Weight
	}
	return access, demand
}
