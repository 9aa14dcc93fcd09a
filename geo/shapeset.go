package geo

import "slices"

// shapeSets gives small numbers to sets of shapes, so that two sets are equal just
// when their numbers are; 0 is the empty set.
type shapeSets struct {
	sets [][]int32
	next map[setStep]int32
}

// setStep is a set and a shape put into it.
type setStep struct{ set, shape int32 }

// with returns the set that has one shape more. A shape may stand in a set twice.
func (s *shapeSets) with(set, shape int32) int32 {
	if s.next == nil {
		s.next = map[setStep]int32{}
	}
	step := setStep{set, shape}
	if to, ok := s.next[step]; ok {
		return to
	}
	grown := append(slices.Clone(s.members(set)), shape)
	slices.Sort(grown)
	to := slices.IndexFunc(s.sets, func(have []int32) bool { return slices.Equal(have, grown) })
	if to < 0 {
		to = len(s.sets)
		s.sets = append(s.sets, grown)
	}
	s.next[step] = int32(to + 1)
	return int32(to + 1)
}

// members returns the shapes of a set in ascending order; the result is shared.
func (s *shapeSets) members(set int32) []int32 {
	if set == 0 {
		return nil
	}
	return s.sets[set-1]
}
