package cql2

import "github.com/paulmach/orb"

// shape reads a geometry in WKT, or a BBOX, after its name.
func (t *textParser) shape(word string, at int) (orb.Geometry, error) {
	s := shaper{t.latFirst, at}
	if word == "BBOX" {
		var numbers []float64
		err := t.list(func() error {
			n, err := t.signed()
			numbers = append(numbers, n)
			return err
		})
		if err != nil {
			return nil, err
		}
		return s.box(numbers)
	}
	t.take("Z")
	if word == "GEOMETRYCOLLECTION" {
		return t.collection()
	}
	kind := kindOfWord(word)
	c, err := t.nested(kind)
	if err != nil {
		return nil, err
	}
	return s.geometry(kind, c)
}

func (t *textParser) collection() (orb.Geometry, error) {
	var members orb.Collection
	err := t.list(func() error {
		name, at := t.next(), t.at()
		kind := kindOfWord(name.text)
		if name.kind != nameToken || kind == "" {
			return t.unexpected("a geometry")
		}
		t.tokens = t.tokens[1:]
		member, err := t.shape(name.text, at)
		members = append(members, member)
		return err
	})
	return members, err
}

// nested reads the positions of a geometry with the parentheses around them.
func (t *textParser) nested(kind string) (coordinates, error) {
	if kind == "Point" {
		if err := t.demand("("); err != nil {
			return coordinates{}, err
		}
		c, err := t.position()
		if err == nil {
			err = t.demand(")")
		}
		return c, err
	}
	item := t.position
	if kind == "MultiPoint" {
		item = t.multiPosition
	}
	return t.lists(depths[kind].lists, item)
}

func (t *textParser) lists(depth int, item func() (coordinates, error)) (coordinates, error) {
	if depth == 0 {
		return item()
	}
	var c coordinates
	err := t.list(func() error {
		part, err := t.lists(depth-1, item)
		c.list = append(c.list, part)
		return err
	})
	return c, err
}

// multiPosition reads a position of a MULTIPOINT, with parentheses or, as many write
// it, without.
func (t *textParser) multiPosition() (coordinates, error) {
	if !t.take("(") {
		return t.position()
	}
	c, err := t.position()
	if err == nil {
		err = t.demand(")")
	}
	return c, err
}

// position reads two numbers or three.
func (t *textParser) position() (coordinates, error) {
	var c coordinates
	for len(c.position) < 2 || t.next().kind == numberToken || t.next().is("-") || t.next().is("+") {
		n, err := t.signed()
		if err != nil {
			return c, err
		}
		c.position = append(c.position, n)
	}
	return c, nil
}
