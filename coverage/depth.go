package coverage

// MostDepth is the number of facilities from which on redundancy counts no further.
const MostDepth = 10

// addDepth fills in how many people are covered by exactly 0, 1, 2, ... facilities.
func (s *survey) addDepth(a *Answer, pairs []pair) {
	depth := depths(len(s.home), pairs)
	const width = MostDepth + 1
	rows := s.tally(width*len(s.columns), func(group int, row []int64) {
		for i, column := range s.columns {
			row[i*width+int(min(MostDepth, depth[group]))] += s.ed.People.Groups[group].Counts[column]
		}
	})
	a.eachLine(func(line *Line, unit int) {
		line.Depth = make(map[string][]int64, len(s.columns))
		for i, age := range s.q.Ages {
			line.Depth[age] = rows[unit][i*width : (i+1)*width : (i+1)*width]
		}
	})
}

// depths counts by group the places that it is within reach of.
func depths(groups int, pairs []pair) []int32 {
	depth := make([]int32, groups)
	for i := range pairs {
		depth[pairs[i].group]++
	}
	return depth
}
