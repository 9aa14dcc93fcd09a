package trust_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

// pbfPart is a block of an OpenStreetMap PBF, unpacked.
type pbfPart struct {
	kind string
	data []byte
}

// pbfBlock packs a block.
func pbfBlock(kind string, data []byte, packed bool) []byte {
	blob := pbfBytes(1, data)
	if packed {
		blob = slices.Concat(pbfNumber(2, uint64(len(data))), pbfBytes(3, deflated(data)))
	}
	header := slices.Concat(pbfBytes(1, []byte(kind)), pbfNumber(3, uint64(len(blob))))
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(header))), header, blob)
}

func pbfBytes(n protowire.Number, parts ...[]byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, n, protowire.BytesType), slices.Concat(parts...))
}

func pbfNumber(n protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, n, protowire.VarintType), v)
}

// differences is a column of numbers as PBF keeps it.
func differences(values ...int64) (out []byte) {
	last := int64(0)
	for _, v := range values {
		out = protowire.AppendVarint(out, protowire.EncodeZigZag(v-last))
		last = v
	}
	return out
}

// roadsPBF is a file of twelve nodes and three roads over them, in the county.
func roadsPBF() []byte {
	var texts []byte
	for _, s := range []string{"", "highway", "tertiary", "name", "甲乙路", "oneway", "yes", "maxspeed", "60", "residential"} {
		texts = append(texts, pbfBytes(1, []byte(s))...)
	}
	var ids, lats, lons []int64
	for i := range int64(12) {
		ids, lats, lons = append(ids, i+1), append(lats, 298100000+i%3*10000), append(lons, 1038010000+i*15000)
	}
	dense := pbfBytes(2, pbfBytes(1, differences(ids...)), pbfBytes(8, differences(lats...)), pbfBytes(9, differences(lons...)))
	way := func(id uint64, keys, values []byte, refs ...int64) []byte {
		return pbfBytes(3, pbfNumber(1, id), pbfBytes(2, keys), pbfBytes(3, values), pbfBytes(8, differences(refs...)))
	}
	data := slices.Concat(pbfBytes(1, texts), pbfBytes(2, dense), pbfBytes(2,
		way(1, []byte{1, 3}, []byte{2, 4}, 1, 2, 3, 4, 5), way(2, []byte{1, 5, 7}, []byte{9, 6, 8}, 5, 6, 7, 8), way(3, []byte{1}, []byte{9}, 8, 9, 10, 11, 12)))
	return slices.Concat(pbfBlock("OSMHeader", pbfBytes(4, []byte("OsmSchema-V0.6")), true), pbfBlock("OSMData", data, true))
}

// splitBlocks unpacks a file's blocks, as far as it has any.
func splitBlocks(b []byte) (parts []pbfPart) {
	for len(b) >= 4 {
		n := int(binary.BigEndian.Uint32(b))
		if n > len(b)-4 {
			return parts
		}
		kind, size := "", 0
		pbfFields(b[4:4+n], func(number protowire.Number, v uint64, text []byte) {
			switch number {
			case 1:
				kind = string(text)
			case 3:
				size = int(v)
			}
		})
		b = b[4+n:]
		if size <= 0 || size > len(b) {
			return parts
		}
		part := pbfPart{kind: kind}
		pbfFields(b[:size], func(number protowire.Number, _ uint64, text []byte) {
			switch number {
			case 1:
				part.data = bytes.Clone(text)
			case 3:
				if z, err := zlib.NewReader(bytes.NewReader(text)); err == nil {
					part.data, _ = io.ReadAll(io.LimitReader(z, 1<<20))
				}
			}
		})
		parts, b = append(parts, part), b[size:]
	}
	return parts
}

func pbfFields(b []byte, each func(number protowire.Number, v uint64, text []byte)) {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return
		}
		b = b[n:]
		var v uint64
		var text []byte
		switch kind {
		case protowire.VarintType:
			v, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			text, n = protowire.ConsumeBytes(b)
		default:
			n = protowire.ConsumeFieldValue(number, kind, b)
		}
		if n < 0 {
			return
		}
		each(number, v, text)
		b = b[n:]
	}
}
