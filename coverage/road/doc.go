// Package road knows how long people take along roads: a network of lines that meet
// where they share a vertex, the times on it from everywhere to the nearest of some
// places, and the land that lies within a time of them.
//
// People travel to the places, so a one-way street counts in the direction in which it
// leads there. From a point to its road they walk straight on, and that leg is counted;
// a point farther from any road than a bound is not put on one.
//
//	net := road.NewNet(roads, road.DefaultSpeeds(), road.Drive)
//	facility, _ := net.Snap(place, 500)
//	times := net.To([]road.Foot{facility})
//	seconds, nearest := times.From(group)
//
// It does not know what a county is, nor who lives there.
package road
