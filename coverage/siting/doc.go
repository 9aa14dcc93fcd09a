// Package siting says where facilities should stand, and proves how good its answer is.
//
// Four questions, each of the literature's name: Cover (MCLP: p sites that reach the most
// people; Church and ReVelle, The maximal covering location problem, 1974), CoverAll (LSCP:
// the fewest sites that reach everyone; Toregas and others, 1971), Median (p-median: the
// least total way; Hakimi, 1964) and Center (p-center: the least longest way).
//
// Cover and Median are one problem underneath: choose p sites so that the sum over
// clients of the best saving that a chosen site brings is greatest. It is bounded from
// above by Lagrangian relaxation of "a client is served once" (Cornuejols, Fisher and
// Nemhauser, Location of bank accounts to optimize float, 1977), answered from below by
// interchange (Teitz and Bart, 1968, in the fast form of Resende and Werneck, 2007), and
// the two are brought together by branch and bound. Every Solution carries its bound:
// with Proven it is an optimum, else Gap says how far from the best it can be at most.
//
//	m := siting.NewMatrix(clients, sites)
//	m.Add(client, site, metres) // for each pair within reach
//	best, err := siting.Cover(ctx, m, people, 7, siting.Options{Radius: 1000})
//	fmt.Println(best.Sites, best.Objective, best.Gap())
package siting
