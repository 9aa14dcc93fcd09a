package importer

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The bounds of a JSON text that are not met by honest files.
const (
	maxNesting = 64
	maxString  = 1 << 20
	maxNumber  = 512
)

// scanner reads JSON from a stream, a value at a time, and knows where it is. It is
// strict but for the bare words NaN and Infinity, which careless writers put for a
// number and which are told apart so that the feature can be named.
type scanner struct {
	in      io.Reader
	buf     []byte
	at, end int
	before  int64 // bytes before buf
	line    int64
	err     error // of the reader
	scratch []byte
}

func newScanner(in io.Reader) *scanner {
	return &scanner{in: in, buf: make([]byte, 256<<10), line: 1}
}

// syntaxError says where a text stops being JSON.
type syntaxError struct {
	line, offset int64
	said         Said
}

func (e *syntaxError) Error() string {
	return fmt.Sprintf("line %d, byte %d: %s", e.line, e.offset, e.said.En)
}

func (s *scanner) fail(en, zh string) error {
	if s.err != nil && s.err != io.EOF {
		return s.err
	}
	return &syntaxError{s.line, s.before + int64(s.at), Said{en, zh}}
}

// offset is the position of the next byte.
func (s *scanner) offset() int64 { return s.before + int64(s.at) }

// fill reads on; it reports false at the end.
func (s *scanner) fill() bool {
	if s.err != nil {
		return false
	}
	s.before += int64(s.end)
	s.at, s.end = 0, 0
	for s.end == 0 && s.err == nil {
		s.end, s.err = s.in.Read(s.buf)
	}
	return s.end > 0
}

// peek returns the next byte that is not white space, or 0 at the end. The record
// separator of GeoJSON text sequences counts as white space.
func (s *scanner) peek() byte {
	for {
		for ; s.at < s.end; s.at++ {
			switch c := s.buf[s.at]; c {
			case '\n':
				s.line++
			case ' ', '\t', '\r', 0x1e:
			default:
				return c
			}
		}
		if !s.fill() {
			return 0
		}
	}
}

// take consumes the byte c, white space before it left out.
func (s *scanner) take(c byte) error {
	if got := s.peek(); got != c {
		if got == 0 {
			return s.fail("the file ends in the middle: it was cut off", "文件不完整，内容在中途结束")
		}
		return s.fail(fmt.Sprintf("%q was expected, not %q: this is not GeoJSON", c, got), fmt.Sprintf("此处应为 %q 而不是 %q：不是有效的 GeoJSON", c, got))
	}
	s.at++
	return nil
}

// next reads one byte as it is, or 0 at the end.
func (s *scanner) next() byte {
	if s.at == s.end && !s.fill() {
		return 0
	}
	c := s.buf[s.at]
	s.at++
	return c
}

// more is called before each member of an array or object that close ends: it reports
// false at the end, and takes the comma between members.
func (s *scanner) more(close byte, first *bool) (bool, error) {
	if s.peek() == close {
		s.at++
		return false, nil
	}
	if !*first {
		if err := s.take(','); err != nil {
			return false, err
		}
	}
	*first = false
	return true, nil
}

// text reads a string. One that is not UTF-8 is taken as GB18030; what is neither is refused,
// and so is half a character, as either would be lost.
func (s *scanner) text() (string, error) {
	if err := s.take('"'); err != nil {
		return "", err
	}
	out := s.scratch[:0]
	for {
		c := s.next()
		switch {
		case c == '"':
			s.scratch = out
			if !utf8.Valid(out) {
				decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(out)
				if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
					return "", s.fail(fmt.Sprintf("the text %q is neither UTF-8 nor GB18030: save the file as UTF-8", out[:min(len(out), 60)]), fmt.Sprintf("文字 %q 既不是 UTF-8 也不是 GB18030：请另存为 UTF-8", out[:min(len(out), 60)]))
				}
				return string(decoded), nil
			}
			return string(out), nil
		case c == '\\':
			r, err := s.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		case c < ' ':
			return "", s.fail("a string does not end: the file was cut off or is not GeoJSON", "字符串没有结束：文件不完整或不是 GeoJSON")
		default:
			out = append(out, c)
		}
		if len(out) > maxString {
			return "", s.fail("a string is longer than a megabyte", "字符串超过 1 MB")
		}
	}
}

func (s *scanner) escape() (rune, error) {
	switch c := s.next(); c {
	case '"', '\\', '/':
		return rune(c), nil
	case 'b':
		return '\b', nil
	case 'f':
		return '\f', nil
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case 't':
		return '\t', nil
	case 'u':
		r, err := s.hex4()
		if err == nil && utf16.IsSurrogate(r) {
			if s.next() != '\\' || s.next() != 'u' {
				return 0, s.fail("half of a character stands in an escape", "转义字符不完整")
			}
			var low rune
			if low, err = s.hex4(); err == nil {
				if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
					return 0, s.fail("half of a character stands in an escape", "转义字符不完整")
				}
			}
		}
		return r, err
	}
	return 0, s.fail("an escape in a string is unknown", "字符串中有无效的转义字符")
}

func (s *scanner) hex4() (rune, error) {
	var digits [4]byte
	for i := range digits {
		digits[i] = s.next()
	}
	n, err := strconv.ParseUint(string(digits[:]), 16, 32)
	if err != nil {
		return 0, s.fail("an escape in a string is not hexadecimal", "字符串中的转义不是十六进制")
	}
	return rune(n), nil
}

// word reads a number or a bare word as it stands.
func (s *scanner) word() ([]byte, error) {
	s.peek()
	out := s.scratch[:0]
	for {
		if s.at == s.end && !s.fill() {
			break
		}
		c := s.buf[s.at]
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.') {
			break
		}
		out = append(out, c)
		s.at++
		if len(out) > maxNumber {
			return nil, s.fail("a number has more than 512 digits", "数字超过 512 位")
		}
	}
	s.scratch = out
	if len(out) == 0 {
		c := s.peek()
		if c == 0 {
			return nil, s.take(0xff) // says that the file was cut off
		}
		return nil, s.fail(fmt.Sprintf("a value was expected, not %q: this is not GeoJSON", c), fmt.Sprintf("此处应为一个值而不是 %q：不是有效的 GeoJSON", c))
	}
	return out, nil
}

// skip reads any value and forgets it.
func (s *scanner) skip(depth int) error {
	if depth > maxNesting {
		return s.fail("values are nested too deep", "嵌套层数过多")
	}
	first := true
	switch s.peek() {
	case '{':
		s.at++
		for {
			more, err := s.more('}', &first)
			if !more || err != nil {
				return err
			}
			if _, err := s.key(); err != nil {
				return err
			}
			if err := s.skip(depth + 1); err != nil {
				return err
			}
		}
	case '[':
		s.at++
		for {
			more, err := s.more(']', &first)
			if !more || err != nil {
				return err
			}
			if err := s.skip(depth + 1); err != nil {
				return err
			}
		}
	case '"':
		_, err := s.text()
		return err
	}
	_, err := s.word()
	return err
}

// key reads an object's key and its colon.
func (s *scanner) key() (string, error) {
	k, err := s.text()
	if err != nil {
		return "", err
	}
	return k, s.take(':')
}

// float reads a JSON number; ok is false for what is none (NaN, 1e400, 0x10). Numbers
// of up to 15 digits, as coordinates have, are converted exactly without strconv.
func float(b []byte) (f float64, ok bool) {
	var mantissa uint64
	digits, scale, i := 0, 0, 0
	negative := len(b) > 0 && b[0] == '-'
	if negative {
		i++
	}
	start := i
	for point := false; i < len(b); i++ {
		if c := b[i]; c == '.' && !point && i > start {
			point = true
		} else if c >= '0' && c <= '9' {
			mantissa = mantissa*10 + uint64(c-'0')
			if mantissa > 0 {
				digits++
			}
			if point {
				scale++
			}
		} else {
			break
		}
		if digits > 15 {
			break
		}
	}
	if i < len(b) || i == start || b[i-1] == '.' || scale > 22 {
		return slowFloat(b)
	}
	f = float64(mantissa) / powersOf10[scale]
	if negative {
		f = -f
	}
	return f, true
}

func slowFloat(b []byte) (float64, bool) {
	for i, c := range b {
		if !(c >= '0' && c <= '9' || c == 'e' || c == 'E' || c == '-' || c == '+' || c == '.') || i == 0 && (c == '+' || c == '.') {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(string(b), 64)
	return f, err == nil && !math.IsInf(f, 0)
}

// powersOf10 are those that a double holds exactly.
var powersOf10 = [23]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}
