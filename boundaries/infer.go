package boundaries

// Inference (推断) is a link that two snapshots suggest and a person confirms.
type Inference struct {
	Link
	Confidence float64 // 0..1
	Why        string  // one sentence: what speaks for it
}

// Infer finds who became whom between two snapshots of the same level, by the land that
// they share, their codes and their names. Units that say the same in both are left out.
// Groups, with their units before, give the shares of people.
func Infer(before, after []Version, groups []Group) []Inference {
	return nil
}
