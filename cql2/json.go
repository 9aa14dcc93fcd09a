package cql2

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// ParseJSON reads a filter in CQL2 as JSON. The error is an *Error.
func (p Parser) ParseJSON(text string) (*Filter, error) {
	if len(text) > MostBytes {
		return nil, &Error{Fault: TooLong, Expected: strconv.Itoa(MostBytes)}
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var tree any
	err := decoder.Decode(&tree)
	if err == nil {
		if _, more := decoder.Token(); more != io.EOF {
			err = fmt.Errorf("more after its end")
		}
	}
	if err != nil {
		return nil, &Error{Fault: NotUnderstood, Expected: "one JSON value", Found: err.Error()}
	}
	j := jsonParser{shaper{latFirst: p.LatFirst}}
	n, err := j.node(tree, 1)
	if err != nil {
		return nil, err
	}
	return p.filter(n)
}

type jsonParser struct{ shaper }

func (j jsonParser) node(v any, depth int) (node, error) {
	if depth > MostDepth {
		return node{}, &Error{Fault: TooDeep, Expected: strconv.Itoa(MostDepth)}
	}
	switch v := v.(type) {
	case string:
		return node{value: OfText(v), pattern: v}, nil
	case bool:
		return node{value: OfTruth(v)}, nil
	case json.Number:
		n, err := v.Float64()
		if err != nil {
			return node{}, j.bad(v.String(), "a number that a double can hold")
		}
		return node{value: OfNumber(n)}, nil
	case map[string]any:
		return j.object(v, depth)
	}
	return node{}, j.unexpected("an object, a text, a number or a boolean", v)
}

func (j jsonParser) unexpected(wanted string, v any) error {
	found, err := json.Marshal(v)
	if err != nil || len(found) > 60 {
		found = append(found[:min(60, len(found))], "…"...)
	}
	return &Error{Fault: NotUnderstood, Expected: wanted, Found: string(bytes.ToValidUTF8(found, nil))}
}

// object reads an operation, a column, a time or a geometry.
func (j jsonParser) object(o map[string]any, depth int) (n node, err error) {
	if op, ok := o["op"].(string); ok {
		return j.operation(op, o, depth)
	}
	if name, ok := o["property"].(string); ok {
		return node{column: name}, nil
	}
	for _, form := range []string{"date", "timestamp"} {
		if text, ok := o[form].(string); ok {
			n.value, err = instant(strings.ToUpper(form), text, 0)
			return n, err
		}
	}
	if box, ok := o["bbox"].([]any); ok && o["type"] == nil {
		c, err := j.coordinates(box)
		if err != nil {
			return n, err
		}
		n.geometry, err = j.box(c.position)
		return n, err
	}
	if kind, ok := o["type"].(string); ok {
		n.geometry, err = j.shape(kind, o)
		return n, err
	}
	return n, j.unexpected("op, property, date, timestamp, bbox or a GeoJSON geometry", o)
}

func (j jsonParser) operation(op string, o map[string]any, depth int) (node, error) {
	n := node{op: op}
	if _, known := nodeOps[op]; !known {
		return n, &Error{Fault: NotOffered, Found: op}
	}
	args, ok := o["args"].([]any)
	if !ok {
		return n, j.unexpected("args, a list", o["args"])
	}
	if op == "in" && len(args) == 2 {
		if list, ok := args[1].([]any); ok && len(list) > 0 {
			args = append([]any{args[0]}, list...)
		} else {
			return n, j.unexpected("a list as the second of args", args[1])
		}
	}
	for _, arg := range args {
		part, err := j.node(arg, depth+1)
		if err != nil {
			return n, err
		}
		n.args = append(n.args, part)
	}
	return n, nil
}

// shape reads a GeoJSON geometry.
func (j jsonParser) shape(kind string, o map[string]any) (orb.Geometry, error) {
	if kind == "GeometryCollection" {
		members, _ := o["geometries"].([]any)
		var all orb.Collection
		for _, m := range members {
			member, _ := m.(map[string]any)
			name, _ := member["type"].(string)
			if _, known := depths[name]; !known {
				return nil, j.unexpected("a geometry that is no collection", m)
			}
			one, err := j.shape(name, member)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
		return all, nil
	}
	if _, known := depths[kind]; !known {
		return nil, j.unexpected("the type of a GeoJSON geometry", kind)
	}
	c, err := j.coordinates(o["coordinates"])
	if err != nil {
		return nil, err
	}
	return j.geometry(kind, c)
}

// coordinates reads lists of lists of numbers; the depth is checked by who makes a
// geometry of them.
func (j jsonParser) coordinates(v any) (c coordinates, err error) {
	list, ok := v.([]any)
	if !ok {
		return c, j.unexpected("a list of coordinates", v)
	}
	for _, item := range list {
		if number, ok := item.(json.Number); ok {
			n, err := number.Float64()
			if err != nil {
				return c, j.bad(number.String(), "a number that a double can hold")
			}
			c.position = append(c.position, n)
			continue
		}
		part, err := j.coordinates(item)
		if err != nil {
			return c, err
		}
		c.list = append(c.list, part)
	}
	return c, nil
}
