package geo

// MeetingPair returns two of the lines that meet, if any do.
func MeetingPair(lines [][2]Vertex) (pair [2][2]Vertex, ok bool) {
	halves := make([]halfLine, len(lines))
	for i, l := range lines {
		halves[i] = halfLine{l[0], l[1]}
	}
	found, ok := meetingPair(halves)
	for i, l := range found {
		pair[i] = [2]Vertex{l.from, l.to}
	}
	return pair, ok
}
