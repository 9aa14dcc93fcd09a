package cql2

import "github.com/paulmach/orb"

// node is a piece of a filter as it was written, in text or in JSON, before anything is
// known of its columns.
type node struct {
	op   string // of nodeOps; "" for what stands for itself
	args []node
	at   int // which character, from 1; 0 in JSON

	column   string       // a column's name
	value    Value        // a literal
	pattern  string       // of a text: with \\, \% and \_ as they were
	geometry orb.Geometry // a literal
}

// nodeOps are what can be done, by the names that CQL2 as JSON gives, with how many
// arguments each takes at least and at most.
var nodeOps = map[string][2]int{
	"and": {2, 1 << 20}, "or": {2, 1 << 20}, "not": {1, 1},
	"=": {2, 2}, "<>": {2, 2}, "<": {2, 2}, ">": {2, 2}, "<=": {2, 2}, ">=": {2, 2},
	"like": {2, 2}, "between": {3, 3}, "in": {2, 1 << 20}, "isNull": {1, 1},
	"casei": {1, 1}, "s_intersects": {2, 2},
}

// negated wraps a node in NOT where not is said.
func negated(not bool, n node) node {
	if !not {
		return n
	}
	return node{op: "not", args: []node{n}, at: n.at}
}
