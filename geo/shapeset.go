package geo

import (
	"encoding/binary"
	"slices"
)

// shapeSets gives small numbers to sets of shapes, so that two sets are equal just
// when their numbers are; 0 is the empty set.
type shapeSets struct {
	sets  [][]int32
	known map[string]int32 // by its shapes
	next  map[setStep]int32
	odd   map[setPair]int32 // what differences gave
	// The last step asked for, as neighbouring segments ask for the same.
	last   setStep
	lastTo int32
}

// setStep is a set and a shape put into it.
type setStep struct{ set, shape int32 }

// with returns the set that has one shape more. A shape may stand in a set twice.
func (s *shapeSets) with(set, shape int32) int32 {
	step := setStep{set, shape}
	if s.last == step && s.lastTo != 0 {
		return s.lastTo
	}
	if s.next == nil {
		s.next = map[setStep]int32{}
	}
	to, ok := s.next[step]
	if !ok {
		to = s.grow(set, shape)
		s.next[step] = to
	}
	s.last, s.lastTo = step, to
	return to
}

// grow makes the set that has one shape more.
func (s *shapeSets) grow(set, shape int32) int32 {
	grown := append(slices.Clone(s.members(set)), shape)
	slices.Sort(grown)
	return s.number(grown)
}

// number returns the number of a set given in ascending order, and keeps it.
func (s *shapeSets) number(set []int32) int32 {
	if len(set) == 0 {
		return 0
	}
	key := make([]byte, 0, 4*len(set))
	for _, shape := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(shape))
	}
	if s.known == nil {
		s.known = map[string]int32{}
	}
	to, ok := s.known[string(key)]
	if !ok {
		s.sets = append(s.sets, set)
		to = int32(len(s.sets))
		s.known[string(key)] = to
	}
	return to
}

// members returns the shapes of a set in ascending order; the result is shared.
func (s *shapeSets) members(set int32) []int32 {
	if set == 0 {
		return nil
	}
	return s.sets[set-1]
}

// setPair is two sets.
type setPair struct{ a, b int32 }

// sum returns the set of all that stand in a or b, as often as in both.
func (s *shapeSets) sum(a, b int32) int32 {
	for _, shape := range s.members(b) {
		a = s.with(a, shape)
	}
	return a
}

// difference returns the set of the shapes that stand an odd number of times in a and b
// together, each once.
func (s *shapeSets) difference(a, b int32) int32 {
	pair := setPair{min(a, b), max(a, b)}
	to, ok := s.odd[pair]
	if !ok {
		to = s.number(oddOnes(s.members(a), s.members(b)))
		if s.odd == nil {
			s.odd = map[setPair]int32{}
		}
		s.odd[pair] = to
	}
	return to
}

func oddOnes(a, b []int32) []int32 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	var odd []int32
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		if (j-i)%2 == 1 {
			odd = append(odd, all[i])
		}
		i = j
	}
	return odd
}
