package importer

import "google.golang.org/protobuf/encoding/protowire"

// primitives is a block of nodes and ways: its strings, its groups, and how its numbers
// become degrees.
type primitives struct {
	strings     [][]byte
	groups      [][]byte
	granularity int64
	lat, lon    int64 // offsets, units of 1e-9 degree
}

// primitives reads a block.
func (p *pbf) primitives(data []byte) error {
	b := primitives{granularity: 100}
	err := eachField(data, func(f field) error {
		switch f.number {
		case 1:
			return eachField(f.bytes, func(s field) error {
				b.strings = append(b.strings, s.bytes)
				return nil
			})
		case 2:
			b.groups = append(b.groups, f.bytes)
		case 17:
			b.granularity = int64(int32(f.value))
		case 19:
			b.lat = int64(f.value)
		case 20:
			b.lon = int64(f.value)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var way osmWay
	for _, group := range b.groups {
		err := eachField(group, func(f field) error {
			switch {
			case f.number == 1 && p.node != nil:
				return b.plainNode(f.bytes, p.node)
			case f.number == 2 && p.node != nil:
				return b.denseNodes(f.bytes, p.node)
			case f.number == 3 && p.way != nil:
				if err := b.readWay(f.bytes, &way); err != nil {
					return err
				}
				return p.way(&way)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (b *primitives) plainNode(data []byte, node func(id, lon, lat int64)) error {
	var id, lat, lon int64
	err := eachField(data, func(f field) error {
		switch f.number {
		case 1:
			id = protowire.DecodeZigZag(f.value)
		case 8:
			lat = protowire.DecodeZigZag(f.value)
		case 9:
			lon = protowire.DecodeZigZag(f.value)
		}
		return nil
	})
	if err == nil {
		node(id, b.lon+b.granularity*lon, b.lat+b.granularity*lat)
	}
	return err
}

// denseNodes reads three columns of differences.
func (b *primitives) denseNodes(data []byte, node func(id, lon, lat int64)) error {
	var ids, lats, lons []byte
	err := eachField(data, func(f field) error {
		switch f.number {
		case 1:
			ids = f.bytes
		case 8:
			lats = f.bytes
		case 9:
			lons = f.bytes
		}
		return nil
	})
	if err != nil {
		return err
	}
	var id, lat, lon int64
	for len(ids) > 0 {
		if !addNext(&ids, &id) || !addNext(&lats, &lat) || !addNext(&lons, &lon) {
			return wire("nodes without places")
		}
		node(id, b.lon+b.granularity*lon, b.lat+b.granularity*lat)
	}
	return nil
}

// addNext adds the next difference of a column.
func addNext(column *[]byte, sum *int64) bool {
	v, n := protowire.ConsumeVarint(*column)
	if n < 0 {
		return false
	}
	*column = (*column)[n:]
	*sum += protowire.DecodeZigZag(v)
	return true
}

func (b *primitives) readWay(data []byte, w *osmWay) error {
	*w = osmWay{refs: w.refs[:0], tags: w.tags}
	if w.tags == nil {
		w.tags = map[string]string{}
	}
	clear(w.tags)
	var keys, values []byte
	err := eachField(data, func(f field) error {
		switch f.number {
		case 1:
			w.id = int64(f.value)
		case 2:
			keys = f.bytes
		case 3:
			values = f.bytes
		case 8:
			ref := int64(0)
			for column := f.bytes; len(column) > 0; {
				if !addNext(&column, &ref) {
					return wire("a way that is cut off")
				}
				w.refs = append(w.refs, ref)
			}
		}
		return nil
	})
	for err == nil && len(keys) > 0 {
		k, n := protowire.ConsumeVarint(keys)
		v, m := protowire.ConsumeVarint(values)
		if n < 0 || m < 0 || k >= uint64(len(b.strings)) || v >= uint64(len(b.strings)) {
			return wire("a tag without its words")
		}
		keys, values = keys[n:], values[m:]
		w.tags[string(b.strings[k])] = string(b.strings[v])
	}
	return err
}
