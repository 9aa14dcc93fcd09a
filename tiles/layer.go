package tiles

import "encoding/binary"

// layer is a layer of a tile in the making. Keys and values are kept once.
type layer struct {
	name     string
	keys     map[string]uint64
	values   map[value]uint64
	keyList  []byte // encoded
	valList  []byte
	features []byte
	tags     []byte // of the next feature
	scratch  []byte
}

// value is an attribute's value.
type value struct {
	kind valueKind
	text string
	bits uint64
}

// valueKind is the field number of a value's kind in the specification.
type valueKind uint64

const (
	textValue  valueKind = 1
	wholeValue valueKind = 5
	flagValue  valueKind = 7
)

func newLayer(name string) *layer {
	return &layer{name: name, keys: map[string]uint64{}, values: map[value]uint64{}}
}

// text gives the next feature an attribute, unless it is empty.
func (l *layer) text(key, s string) {
	if s != "" {
		l.tag(key, value{kind: textValue, text: s})
	}
}

// whole gives the next feature a number of 0 or more.
func (l *layer) whole(key string, n int64) {
	l.tag(key, value{kind: wholeValue, bits: uint64(max(n, 0))})
}

// flag gives the next feature a yes or no.
func (l *layer) flag(key string, yes bool) {
	v := value{kind: flagValue}
	if yes {
		v.bits = 1
	}
	l.tag(key, v)
}

func (l *layer) tag(key string, v value) {
	k, ok := l.keys[key]
	if !ok {
		k = uint64(len(l.keys))
		l.keys[key] = k
		l.keyList = appendBytes(l.keyList, 3, key)
	}
	n, ok := l.values[v]
	if !ok {
		n = uint64(len(l.values))
		l.values[v] = n
		l.scratch = v.append(l.scratch[:0])
		l.valList = appendBytes(l.valList, 4, l.scratch)
	}
	l.tags = binary.AppendUvarint(binary.AppendUvarint(l.tags, k), n)
}

func (v value) append(to []byte) []byte {
	if v.kind == textValue {
		return appendBytes(to, uint64(v.kind), v.text)
	}
	return appendNumber(to, uint64(v.kind), v.bits)
}

// feature adds a feature with the attributes given since the last; id 0 is none.
// Without a geometry there is no feature.
func (l *layer) feature(id uint64, s *shape) {
	if !s.isEmpty() {
		f := l.scratch[:0]
		if id != 0 {
			f = appendNumber(f, 1, id)
		}
		f = appendBytes(f, 2, l.tags)
		f = appendNumber(f, 3, uint64(s.kind))
		f = appendBytes(f, 4, s.commands)
		l.features = appendBytes(l.features, 2, f)
		l.scratch = f
	}
	l.tags = l.tags[:0]
}

// append writes the layer into a tile; nothing if it has no feature.
func (l *layer) append(tile []byte) []byte {
	if len(l.features) == 0 {
		return tile
	}
	out := make([]byte, 0, len(l.features)+len(l.keyList)+len(l.valList)+len(l.name)+16)
	out = appendNumber(out, 15, 2) // the version of the specification
	out = appendBytes(out, 1, l.name)
	out = append(out, l.features...)
	out = append(out, l.keyList...)
	out = append(out, l.valList...)
	out = appendNumber(out, 5, extent)
	return appendBytes(tile, 3, out)
}
