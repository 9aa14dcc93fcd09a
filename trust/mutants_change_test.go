package trust_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"regexp"
	"strings"
)

// mutate makes a mutant of a seed: some changes of bytes, or of what its format is made of.
func mutate(r *rand.Rand, format string, seed []byte, other []byte) []byte {
	out := bytes.Clone(seed)
	for range 1 + r.IntN(3)*r.IntN(2) {
		switch {
		case isZip(out) && r.IntN(4) > 0:
			out = changeZip(r, out)
		case format == "OSM PBF" && r.IntN(4) > 0:
			out = changeBlocks(r, out)
		case isText(format) && r.IntN(4) > 0:
			out = changeText(r, out)
		default:
			out = changeBytes(r, out, other)
		}
	}
	return out
}

func isZip(b []byte) bool { return bytes.HasPrefix(b, []byte("PK\x03\x04")) }

func isText(format string) bool {
	return format == "GeoJSON" || format == "CSV" || format == "changes" || strings.HasPrefix(format, "CQL2")
}

// extremes are what lengths and offsets are replaced by.
var extremes = []uint64{0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x7fffffffffffffff, 0xffffffffffffffff, 0x7ff8000000000000, 0x7ff0000000000000, 0xfff0000000000000}

// stretch is a piece of n bytes.
func stretch(r *rand.Rand, n int) (from, to int) {
	if n == 0 {
		return 0, 0
	}
	from = r.IntN(n)
	return from, min(n, from+1+r.IntN(1<<r.IntN(13)))
}

// changeBytes changes bytes without regard to what they mean.
func changeBytes(r *rand.Rand, b, other []byte) []byte {
	if len(b) == 0 {
		return []byte{byte(r.Uint32())}
	}
	from, to := stretch(r, len(b))
	switch r.IntN(8) {
	case 0:
		for range 1 + r.IntN(8) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
	case 1:
		b[from] = []byte{0, 0xff, 0x80, '"', '<', ','}[r.IntN(6)]
	case 2:
		return b[:from]
	case 3: // a block is lost
		return append(b[:from:from], b[to:]...)
	case 4: // a block stands twice
		return append(b[:to:to], b[from:]...)
	case 5: // a block of another file
		i, j := stretch(r, len(other))
		return append(append(b[:from:from], other[i:j]...), b[from:]...)
	case 6: // a length
		var number [8]byte
		v, width := extremes[r.IntN(len(extremes))], 1<<r.IntN(4)
		if binary.LittleEndian.PutUint64(number[:], v); r.IntN(2) == 0 {
			binary.BigEndian.PutUint64(number[:], v<<(64-8*width))
		}
		copy(b[from:], number[:width])
	case 7:
		for i := from; i < to; i++ {
			b[i] = byte(r.Uint32())
		}
	}
	return b
}

var (
	numberToken = regexp.MustCompile(`-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?`)
	stringToken = regexp.MustCompile(`"[^"\\]*"|'[^']*'`)
	wordToken   = regexp.MustCompile(`[^\s,;:\[\]{}()"']+`)
	bracket     = regexp.MustCompile(`[\[\]{}()]`)
)

var badNumbers = []string{"1e308", "-1e308", "1e400", "NaN", "Infinity", "-Infinity", "-1", "0", "-0.0", "9223372036854775808", "99999999999999999999999999", "1e-400", "0x10", "１２", "null", "true", `""`, "[]", "{}", "180.0000001", "1e15", "35480000", "4294967296", strings.Repeat("9", 600)}

var badStrings = []string{"", "\\u0000", "\x00", "\\ud800", "\xff\xfe", "\u202e镇", "=1+1", "'; DROP TABLE unit; --", "%s%n%x", "../../etc/passwd", "<script>", "\\", "\"", "\r\n", "\U0010ffff", "NULL", "𬭎", "1e999", "2020-02-30", "9999-99-99", "0000-00-00", strings.Repeat("长", 101), strings.Repeat("x", 70_000), "_x0000_", "${jndi:ldap://x}"}

// changeText changes words, numbers and brackets of a text.
func changeText(r *rand.Rand, b []byte) []byte {
	replace := func(token *regexp.Regexp, by func(found []byte) string) []byte {
		all := token.FindAllIndex(b[:min(len(b), 1<<17)], -1)
		if len(all) == 0 {
			return b
		}
		at := all[r.IntN(len(all))]
		text := by(b[at[0]:at[1]])
		return append(append(b[:at[0]:at[0]], text...), b[at[1]:]...)
	}
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	switch r.IntN(8) {
	case 0, 1:
		return replace(numberToken, func([]byte) string { return pick(badNumbers) })
	case 2, 3:
		return replace(stringToken, func(found []byte) string { return string(found[:1]) + pick(badStrings) + string(found[:1]) })
	case 4:
		return replace(wordToken, func([]byte) string { return pick(append(badStrings, badNumbers...)) })
	case 5: // nesting
		n := 1 << r.IntN(15)
		return replace(bracket, func(found []byte) string { return strings.Repeat(string(found), n) })
	case 6: // something is lost
		return replace(wordToken, func([]byte) string { return "" })
	}
	lines := bytes.SplitAfter(b, []byte(","))
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	lines[i], lines[j] = lines[j], lines[i]
	return bytes.Join(lines, nil)
}

// changeZip changes an entry of an archive, its name, or how it is packed.
func changeZip(r *rand.Rand, b []byte) []byte {
	in, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || len(in.File) == 0 {
		return changeBytes(r, b, b)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	chosen, how := r.IntN(len(in.File)), r.IntN(8)
	for i, f := range in.File {
		content, name, again := entry(f), f.Name, 1
		if i == chosen {
			switch how {
			case 0:
				again = 0
			case 1:
				again = 2
			case 2:
				name = []string{"../../" + name, "/tmp/" + name, strings.ToUpper(name), name + "\x00.shp", `..\..\` + name, "", strings.Repeat("a/", 2000) + name, "nul"}[r.IntN(8)]
			case 3, 4, 5:
				if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") || strings.HasSuffix(name, ".prj") {
					content = changeMarkup(r, content)
					break
				}
				content = changeBytes(r, content, b)
			case 6:
				content = entry(in.File[r.IntN(len(in.File))])
			case 7:
				content = bytes.Repeat(content, 1+r.IntN(20))
			}
		}
		for range again {
			if to, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: uint16(r.IntN(2)) * zip.Deflate}); err == nil {
				to.Write(content)
			}
		}
	}
	w.Close()
	return out.Bytes()
}

func entry(f *zip.File) []byte {
	in, err := f.Open()
	if err != nil {
		return nil
	}
	defer in.Close()
	content, _ := io.ReadAll(io.LimitReader(in, 8<<20))
	return content
}

var (
	attribute = regexp.MustCompile(`"[^"<>]*"`)
	inner     = regexp.MustCompile(`>[^<>]+<`)
	element   = regexp.MustCompile(`<[^<>]+>`)
)

// changeMarkup changes attributes, texts and elements of XML.
func changeMarkup(r *rand.Rand, b []byte) []byte {
	text := func() string {
		all := append(badStrings, badNumbers...)
		return strings.NewReplacer("<", "&lt;", `"`, "").Replace(all[r.IntN(len(all))])
	}
	token, by := attribute, `"`+text()+`"`
	switch r.IntN(5) {
	case 0:
		token, by = inner, ">"+text()+"<"
	case 1:
		token, by = element, ""
	case 2:
		return changeBytes(r, b, b)
	case 3:
		token, by = attribute, `"`+[]string{"A1048577", "XFE1", "ZZZZZZZZ9", "A1:XFD1048576", "A0", "$", "99999999", "-1"}[r.IntN(8)]+`"`
	}
	all := token.FindAllIndex(b, -1)
	if len(all) == 0 {
		return changeBytes(r, b, b)
	}
	at := all[r.IntN(len(all))]
	return append(append(b[:at[0]:at[0]], by...), b[at[1]:]...)
}

// changeBlocks changes what is within a block of an OpenStreetMap PBF, and packs it again.
func changeBlocks(r *rand.Rand, b []byte) []byte {
	blocks := splitBlocks(b)
	if len(blocks) == 0 {
		return changeBytes(r, b, b)
	}
	at := r.IntN(len(blocks))
	switch r.IntN(6) {
	case 0:
		blocks = append(blocks[:at:at], blocks[at+1:]...)
	case 1:
		blocks = append(blocks[:at+1:at+1], blocks[at:]...)
	default:
		blocks[at].data = changeBytes(r, blocks[at].data, b)
	}
	var out []byte
	for _, x := range blocks {
		out = append(out, pbfBlock(x.kind, x.data, r.IntN(2) == 0)...)
	}
	return out
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}
