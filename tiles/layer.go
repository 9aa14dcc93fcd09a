package tiles

import (
	"encoding/binary"
	"math/bits"
)

// Limits bound what is put into one layer of a tile. What comes beyond is left out, and the
// tile says so in its layer truncated. Zeros are taken as the defaults.
type Limits struct {
	Features int // default 20,000
	Bytes    int // of features, uncompressed; default 4 MB. The feature that passes it is the last
}

func (l Limits) orDefault() Limits {
	if l.Features <= 0 {
		l.Features = 20_000
	}
	if l.Bytes <= 0 {
		l.Bytes = 4 << 20
	}
	return l
}

// layer is a layer of a tile in the making. Keys and values are kept once.
type layer struct {
	name     string
	limits   Limits
	count    int // features
	leftOut  int
	keys     []string
	expected int // the key that comes next if features have the same ones
	texts    map[string]uint64
	wholes   map[uint64]uint64
	flags    [2]uint64 // numbers of no and yes, plus one
	values   uint64    // how many
	valList  []byte    // encoded
	features []byte
	tags     []byte // of the next feature
}

// The field numbers of the kinds of values in the specification.
const (
	textValue  = 1
	wholeValue = 5
	flagValue  = 7
)

// start begins a layer over.
func (l *layer) start(name string, limits Limits) {
	if l.texts == nil {
		l.texts, l.wholes = map[string]uint64{}, map[uint64]uint64{}
	}
	clear(l.texts)
	clear(l.wholes)
	l.name, l.limits, l.flags = name, limits, [2]uint64{}
	l.count, l.leftOut, l.expected, l.values = 0, 0, 0, 0
	l.keys, l.valList, l.features, l.tags = l.keys[:0], l.valList[:0], l.features[:0], l.tags[:0]
}

// isFull reports that no feature more may come.
func (l *layer) isFull() bool {
	return l.count >= l.limits.Features || len(l.features) >= l.limits.Bytes
}

// leaveOut counts a feature that found the layer full.
func (l *layer) leaveOut() { l.leftOut++ }

// text gives the next feature an attribute, unless it is empty.
func (l *layer) text(key, s string) {
	if s == "" {
		return
	}
	n, ok := l.texts[s]
	if !ok {
		n = l.nextValue()
		l.texts[s] = n
		l.valList = appendKey(l.valList, 4, bytesField)
		l.valList = binary.AppendUvarint(l.valList, uint64(1+varintSize(uint64(len(s)))+len(s)))
		l.valList = appendBytes(l.valList, textValue, s)
	}
	l.tag(key, n)
}

// whole gives the next feature a number of 0 or more.
func (l *layer) whole(key string, number int64) {
	bits := uint64(max(number, 0))
	n, ok := l.wholes[bits]
	if !ok {
		n = l.nextValue()
		l.wholes[bits] = n
		l.number(wholeValue, bits)
	}
	l.tag(key, n)
}

// wholeOf is whole with a key in two parts, put together only where it does not come next
// anyway.
func (l *layer) wholeOf(prefix, rest string, number int64) {
	if l.expected < len(l.keys) {
		if key := l.keys[l.expected]; len(key) == len(prefix)+len(rest) && key[:len(prefix)] == prefix && key[len(prefix):] == rest {
			l.whole(key, number)
			return
		}
	}
	l.whole(prefix+rest, number)
}

// flag gives the next feature a yes or no.
func (l *layer) flag(key string, yes bool) {
	bit := 0
	if yes {
		bit = 1
	}
	if l.flags[bit] == 0 {
		l.flags[bit] = l.nextValue() + 1
		l.number(flagValue, uint64(bit))
	}
	l.tag(key, l.flags[bit]-1)
}

func (l *layer) nextValue() uint64 {
	l.values++
	return l.values - 1
}

// number writes a value that is a number.
func (l *layer) number(kind, bits uint64) {
	l.valList = appendKey(l.valList, 4, bytesField)
	l.valList = binary.AppendUvarint(l.valList, uint64(1+varintSize(bits)))
	l.valList = appendNumber(l.valList, kind, bits)
}

func (l *layer) tag(key string, value uint64) {
	k := l.expected
	if k >= len(l.keys) || l.keys[k] != key {
		for k = 0; k < len(l.keys) && l.keys[k] != key; k++ {
		}
		if k == len(l.keys) {
			l.keys = append(l.keys, key)
		}
	}
	l.expected = k + 1
	l.tags = binary.AppendUvarint(binary.AppendUvarint(l.tags, uint64(k)), value)
}

// feature adds a feature with the attributes given since the last; id 0 is none.
// Without a geometry there is no feature.
func (l *layer) feature(id uint64, s *shape) {
	if !s.isEmpty() {
		size := 2 + bytesSize(len(l.tags)) + bytesSize(len(s.commands)) // with the kind
		if id != 0 {
			size += 1 + varintSize(id)
		}
		l.features = appendKey(l.features, 2, bytesField)
		l.features = binary.AppendUvarint(l.features, uint64(size))
		if id != 0 {
			l.features = appendNumber(l.features, 1, id)
		}
		l.features = appendBytes(l.features, 2, l.tags)
		l.features = appendNumber(l.features, 3, uint64(s.kind))
		l.features = appendBytes(l.features, 4, s.commands)
		l.count++
	}
	l.tags, l.expected = l.tags[:0], 0
}

// size is that of the layer's content in a tile.
func (l *layer) size() int {
	size := 2 + bytesSize(len(l.name)) + len(l.features) + len(l.valList) + 1 + varintSize(extent)
	for _, key := range l.keys {
		size += bytesSize(len(key))
	}
	return size
}

// append writes the layer into a tile; nothing if it has no feature.
func (l *layer) append(tile []byte) []byte {
	if l.count == 0 {
		return tile
	}
	tile = appendKey(tile, 3, bytesField)
	tile = binary.AppendUvarint(tile, uint64(l.size()))
	tile = appendNumber(tile, 15, 2) // the version of the specification
	tile = appendBytes(tile, 1, l.name)
	tile = append(tile, l.features...)
	for _, key := range l.keys {
		tile = appendBytes(tile, 3, key)
	}
	tile = append(tile, l.valList...)
	return appendNumber(tile, 5, extent)
}

// varintSize is how many bytes a number takes.
func varintSize(n uint64) int { return (bits.Len64(n|1) + 6) / 7 }

// bytesSize is how many bytes a field takes that is some bytes long.
func bytesSize(n int) int { return 1 + varintSize(uint64(n)) + n }
