// Package topo is the work of `xiantu topo`: it reads a file of polygons that cover
// an area without gaps or overlaps, such as villages, cuts their borders into arcs that
// neighbours share, and checks, cleans, simplifies or dissolves them. It needs no
// database, and knows nothing of codes and levels.
//
// Files of millions of vertices are read in one pass over their bytes, straight to the
// grid of 1e-9 degree, by several workers; what is written is the same for any number
// of them. A feature whose shape is not changed is written byte for byte as it was
// read, and of a changed one everything but its geometry is.
//
//	file, err := topo.Read(text, 2)
//	net := topo.NewNetwork(file)
//	simple := net.Simplify(topo.Simplification{Keep: 0.05, Workers: 2})
//	err = file.Write(out, net, simple.Runs)
//
// Arcs, crossings and faces are geo's: a Network is a geo.Network of the file's rings.
package topo
