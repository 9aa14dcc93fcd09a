package importer

import (
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// dbfSample is how much of a DBF's text is looked at to tell its encoding.
const dbfSample = 64 << 20

// dbfEncoding tells the encoding of a shapefile's attributes, by the name that GDAL knows
// it by: what the language byte says, else the .cpg file, else UTF-8 where the text is
// valid UTF-8, else GB18030. A hint that the text contradicts is passed over.
func dbfEncoding(dbf, cpg string, chosen string) (string, error) {
	f, err := os.Open(dbf)
	if err != nil {
		return "", err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, dbfSample))
	if err != nil {
		return "", err
	}
	language, text, err := dbfText(content)
	if err != nil {
		return "", err
	}
	hint, _ := os.ReadFile(cpg)
	switch chosen {
	case "utf-8":
		return "UTF-8", nil
	case "gb18030", "gbk", "gb2312":
		return "GB18030", nil
	}
	for _, encoding := range []string{languageEncoding(language), cpgEncoding(string(hint)), "UTF-8", "GB18030"} {
		if encoding != "" && fits(text, encoding) {
			return encoding, nil
		}
	}
	return "", said("the encoding of the names cannot be told: it is neither UTF-8 nor GB18030; save the layer as UTF-8", "无法识别名称的编码：既不是 UTF-8 也不是 GB18030；请将图层另存为 UTF-8")
}

// dbfText collects the text fields of a DBF: header 32 bytes, 32 for each field, then
// the records.
func dbfText(b []byte) (language byte, text [][]byte, err error) {
	damaged := said("the .dbf is damaged", ".dbf 文件已损坏")
	if len(b) < 33 {
		return 0, nil, damaged
	}
	head, size := int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	if head < 33 || head > len(b) || size < 1 {
		return 0, nil, damaged
	}
	type span struct{ from, to int }
	var spans []span
	at := 1
	for i := 32; i+32 <= head && b[i] != 0x0d; i += 32 {
		length := int(b[i+16])
		if b[i+11] == 'C' {
			spans = append(spans, span{at, at + length})
		}
		text = append(text, bytes.TrimRight(b[i:i+11], "\x00 "))
		at += length
	}
	for r := head; r+size <= len(b); r += size {
		for _, s := range spans {
			if s.to <= size {
				if cell := bytes.TrimRight(b[r+s.from:r+s.to], "\x00 "); len(cell) > 0 {
					text = append(text, cell)
				}
			}
		}
	}
	return b[29], text, nil
}

// languageEncoding reads the language byte; bytes that only say "some Windows" are none.
func languageEncoding(b byte) string {
	switch b {
	case 0x4d, 0x7a:
		return "GB18030"
	case 0x4f, 0x78:
		return "CP950"
	}
	return ""
}

// cpgEncoding reads a .cpg file. Latin-1 there means that nobody set it.
func cpgEncoding(s string) string {
	s = strings.ToUpper(strings.Map(func(r rune) rune {
		if r <= ' ' || r == '-' || r == '_' || r == '\ufeff' {
			return -1
		}
		return r
	}, s))
	switch strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "ANSI"), "CP"), "OEM") {
	case "936", "GBK", "GB2312", "GB18030", "54936", "EUCCN":
		return "GB18030"
	case "UTF8", "65001":
		return "UTF-8"
	case "950", "BIG5":
		return "CP950"
	}
	return ""
}

// fits reports whether every text can be decoded. A text cut off in the middle of a
// character at the end of its field still fits.
func fits(text [][]byte, encoding string) bool {
	for _, cell := range text {
		if encoding == "UTF-8" {
			if !validButForTail(cell) {
				return false
			}
			continue
		}
		decoder := simplifiedchinese.GB18030.NewDecoder()
		if encoding == "CP950" {
			decoder = traditionalchinese.Big5.NewDecoder()
		}
		decoded, err := decoder.Bytes(cell)
		if err != nil || bytes.ContainsRune(bytes.TrimRight(decoded, "\ufffd"), utf8.RuneError) {
			return false
		}
	}
	return true
}

func validButForTail(b []byte) bool {
	for cut := 0; cut < 4 && cut <= len(b); cut++ {
		if utf8.Valid(b[:len(b)-cut]) {
			return cut == 0 || !utf8.FullRune(b[len(b)-cut:])
		}
	}
	return false
}
