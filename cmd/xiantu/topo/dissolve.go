package topo

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/geo"
)

// Group is features with the same value of a property.
type Group struct {
	Value    string  // as it is written in the file; null for features without the property
	Features []int32 // by number
}

// GroupBy sorts the features by a property's value into groups, in the order in which the
// values first appear.
func (f *File) GroupBy(key string) ([]Group, error) {
	number := map[string]int{}
	var groups []Group
	for i := range f.Features {
		value := f.property(i, key)
		at, known := number[value]
		if !known {
			at = len(groups)
			number[value] = at
			groups = append(groups, Group{Value: value})
		}
		groups[at].Features = append(groups[at].Features, int32(i))
	}
	if len(groups) == 1 && groups[0].Value == "null" {
		return nil, fmt.Errorf("no feature has a property %q: there are %s", key, f.keys())
	}
	return groups, nil
}

// keys lists the properties of the first feature.
func (f *File) keys() string {
	var keys []string
	for _, p := range f.Properties(0) {
		keys = append(keys, p.Key)
	}
	if len(keys) == 0 {
		return "none"
	}
	return strings.Join(keys, ", ")
}

// Union is polygons of rings of arcs, shells first, an area on the left of its arcs.
type Union [][][]geo.ArcRef

// Dissolve returns the union of each group, by dropping the arcs that have it on both
// sides: what stays are the arcs that were there, vertex by vertex. Where features
// overlap the result does too: clean the file first.
func (n *Network) Dissolve(groups []Group) []Union {
	owner := make([]int32, len(n.file.Features))
	for g, group := range groups {
		for _, i := range group.Features {
			owner[i] = int32(g)
		}
	}
	borders := n.borders(owner, len(groups))
	unions := make([]Union, len(groups))
	for g := range unions {
		unions[g] = n.assemble(n.chain(borders[g]))
	}
	return unions
}

// use is a group that lies on a side of an arc.
type use struct {
	arc   int32
	group int32
	right bool
}

// borders returns for each owner the arcs that it has on one side only, each in the
// direction that has it on the left.
func (n *Network) borders(owner []int32, owners int) [][]geo.ArcRef {
	var uses []use
	var run []int32
	for r, ring := range n.file.Rings {
		run = run[:0]
		for _, ref := range n.Refs(r) {
			run = appendRun(run, n.Arcs, ref)
		}
		clockwise := geo.AreaOf(n.Vertices, run).Sign() < 0
		for _, ref := range n.Refs(r) {
			right := ref.Reversed() != (clockwise != ring.Hole)
			uses = append(uses, use{int32(ref.Index()), owner[ring.Feature], right})
		}
	}
	slices.SortFunc(uses, func(a, b use) int {
		if a.arc != b.arc {
			return int(a.arc - b.arc)
		}
		if a.group != b.group {
			return int(a.group - b.group)
		}
		return boolInt(a.right) - boolInt(b.right)
	})
	borders := make([][]geo.ArcRef, owners)
	for i := 0; i < len(uses); {
		j := i
		for j < len(uses) && uses[j].arc == uses[i].arc && uses[j].group == uses[i].group {
			j++
		}
		if u := uses[i]; u.right == uses[j-1].right {
			ref := geo.ArcRef(u.arc)
			if u.right {
				ref = ^ref
			}
			borders[u.group] = append(borders[u.group], ref)
		}
		i = j
	}
	return borders
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// WriteUnions writes a union a feature. Its properties are key with the group's value and
// whatever else all features of the group have in common.
func (f *File) WriteUnions(to io.Writer, net *Network, key string, groups []Group, unions []Union) error {
	w := &writer{Writer: bufio.NewWriterSize(to, 1<<20), file: f, vertices: net.Vertices, net: net, arcs: net.Arcs}
	w.Write(f.Text[:f.open])
	for g, union := range unions {
		if g > 0 {
			w.WriteByte(',')
		}
		w.WriteString("\n{\"type\":\"Feature\",\"properties\":{")
		properties := f.shared(groups[g].Features)
		if !slices.ContainsFunc(properties, func(p Property) bool { return p.Key == key }) {
			properties = slices.Insert(properties, 0, Property{key, groups[g].Value})
		}
		for i, p := range properties {
			if i > 0 {
				w.WriteByte(',')
			}
			fmt.Fprintf(w, `"%s":%s`, p.Key, p.Value)
		}
		w.WriteString(`},"geometry":`)
		w.union(union)
		w.WriteByte('}')
	}
	w.WriteByte('\n')
	w.Write(f.Text[f.end:])
	return w.Flush()
}

func (w *writer) union(union Union) {
	polygons := make([][][]int32, len(union))
	for i, polygon := range union {
		for _, refs := range polygon {
			polygons[i] = append(polygons[i], w.net.trace(refs))
		}
	}
	w.shape(polygons)
}

// trace returns the vertices of a ring of arcs.
func (n *Network) trace(refs []geo.ArcRef) []int32 {
	var run []int32
	for _, ref := range refs {
		run = appendRun(run, n.Arcs, ref)
	}
	return run
}
