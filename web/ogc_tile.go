package web

import (
	"context"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/xiantu/xiantu/tiles"
)

// ogcTile answers a tile of a tileset. Layers of other collections are left out.
func (s *Server) ogcTile(ctx context.Context, c *ogcCall) (*ogcAnswer, error) {
	set, err := tilesetOf(c)
	if err == nil {
		err = knownTiling(c.path["tileMatrixSet"])
	}
	if err != nil {
		return nil, err
	}
	z, x, y, err := tileAddress(c)
	if err != nil {
		return nil, err
	}
	day, _, interval, err := parseDatetime(c.query.Get("datetime"))
	if err != nil {
		return nil, err
	}
	if interval {
		return nil, badParameter("query.datetime", "瓦片只表示一天：请给出一个日期", "a tile shows one day: give a day")
	}
	all, err := s.gathered(ctx, PictureQuery{At: day.String()}, s.Editions.Epoch())
	if err != nil {
		return nil, err
	}
	tile, err := s.tiles.Get(ctx, tiles.Request{Set: set.set, Editions: all.forTile(set.set, z, x, y), Z: z, X: x, Y: y})
	if err != nil {
		return nil, err
	}
	plain, err := tile.Plain()
	if err != nil {
		return nil, err
	}
	body := onlyLayer(plain, set.layer)
	return &ogcAnswer{kind: mvt, tag: tagOf(string(body)), empty: len(body) == 0, json: func() []byte { return body }}, nil
}

func tileAddress(c *ogcCall) (z, x, y int, err error) {
	for name, to := range map[string]*int{"tileMatrix": &z, "tileCol": &x, "tileRow": &y} {
		if *to, err = strconv.Atoi(c.path[name]); err != nil {
			return 0, 0, 0, badParameter("path."+name, name+" 应为整数", fmt.Sprintf("%s %q should be a whole number", name, c.path[name]))
		}
	}
	return z, x, y, tiles.CheckAddress(z, x, y)
}

// onlyLayer leaves of a vector tile the layer with a name; all where that is "". A tile
// is a row of layers, each with its length before it, and a layer's name stands in it.
func onlyLayer(tile []byte, name string) []byte {
	if name == "" {
		return tile
	}
	const layerField, nameField = 3<<3 | 2, 1<<3 | 2
	for rest := tile; len(rest) > 0; {
		tag, body, next, ok := wireField(rest)
		if !ok {
			return nil
		}
		if tag == layerField {
			for inner := body; len(inner) > 0; {
				innerTag, text, after, ok := wireField(inner)
				if !ok {
					break
				}
				if innerTag == nameField && string(text) == name {
					return rest[:len(rest)-len(next)]
				}
				inner = after
			}
		}
		rest = next
	}
	return nil
}

// wireField reads a field of a protocol buffer: its tag, its content where it has a length,
// and what follows. Numbers of fixed width are in no vector tile's layers.
func wireField(b []byte) (tag uint64, body, rest []byte, ok bool) {
	tag, n := binary.Uvarint(b)
	if n <= 0 {
		return 0, nil, nil, false
	}
	number, m := binary.Uvarint(b[n:])
	if m <= 0 {
		return 0, nil, nil, false
	}
	b = b[n+m:]
	switch tag & 7 {
	case 0:
		return tag, nil, b, true
	case 2:
		if number > uint64(len(b)) {
			return 0, nil, nil, false
		}
		return tag, b[:number], b[number:], true
	}
	return 0, nil, nil, false
}
