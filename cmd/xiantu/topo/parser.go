package topo

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/geo"
)

// maxNesting is how deep values may be nested in properties and foreign members.
const maxNesting = 64

// parser reads features one after another from a stretch of a file.
type parser struct {
	text []byte
	at   int

	features []Feature
	rings    []Ring
	vertices []geo.Vertex
	problems []Problem
}

// fail makes the error of the place at.
func (p *parser) fail(at int, format string, args ...any) error {
	at = min(at, len(p.text))
	return &SyntaxError{Offset: at, Line: 1 + bytes.Count(p.text[:at], []byte{'\n'}), Said: fmt.Sprintf(format, args...)}
}

// peek returns the next byte that is not white space, or 0 at the end.
func (p *parser) peek() byte {
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// take consumes the byte c, white space before it left out.
func (p *parser) take(c byte) error {
	if got := p.peek(); got != c || p.at == len(p.text) {
		if p.at == len(p.text) {
			return p.fail(p.at, "the file ends where %q was expected: it was cut off", c)
		}
		return p.fail(p.at, "%q was expected, not %q", c, got)
	}
	p.at++
	return nil
}

// more is called before each member of an object or array that close ends: it takes the
// comma between members, and reports false at the end.
func (p *parser) more(close byte, first *bool) (bool, error) {
	if p.peek() == close {
		p.at++
		return false, nil
	}
	if !*first {
		if err := p.take(','); err != nil {
			return false, err
		}
	}
	*first = false
	return true, nil
}

// text of a string as it stands between its quotes, escapes and all.
func (p *parser) str() ([]byte, error) {
	if err := p.take('"'); err != nil {
		return nil, err
	}
	start := p.at
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return p.text[start : p.at-1], nil
		case c == '\\':
			if err := p.escape(); err != nil {
				return nil, err
			}
		case c < ' ':
			return nil, p.fail(p.at, "a control character stands in a string")
		}
	}
	return nil, p.fail(start-1, "the string that begins here does not end")
}

// escape checks the escape at the reading place and stops on its last byte.
func (p *parser) escape() error {
	rest := p.text[p.at+1:]
	switch {
	case len(rest) > 0 && strings.IndexByte(`"\/bfnrt`, rest[0]) >= 0:
		p.at++
		return nil
	case len(rest) >= 5 && rest[0] == 'u' && isHex(rest[1:5]):
		p.at += 5
		return nil
	}
	return p.fail(p.at, "an escape in a string is unknown")
}

func isHex(b []byte) bool {
	for _, c := range b {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}

// skip passes over any value and returns its span.
func (p *parser) skip(depth int) (Span, error) {
	c := p.peek()
	span := Span{From: p.at}
	var err error
	switch {
	case depth > maxNesting:
		err = p.fail(p.at, "values are nested more than %d deep", maxNesting)
	case c == '{':
		err = p.object(func(string) error { _, err := p.skip(depth + 1); return err })
	case c == '[':
		err = p.array(func() error { _, err := p.skip(depth + 1); return err })
	case c == '"':
		_, err = p.str()
	default:
		err = p.word()
	}
	span.To = p.at
	return span, err
}

// word passes over a number, true, false or null.
func (p *parser) word() error {
	rest := p.text[p.at:]
	for _, word := range []string{"true", "false", "null"} {
		if len(rest) >= len(word) && string(rest[:len(word)]) == word {
			p.at += len(word)
			return nil
		}
	}
	n := numberLength(rest)
	if n == 0 {
		if len(rest) == 0 {
			return p.fail(p.at, "the file ends in the middle: it was cut off")
		}
		return p.fail(p.at, "a value was expected, not %q", rest[0])
	}
	p.at += n
	return nil
}

// object reads an object, calling member for each key; member reads the value.
func (p *parser) object(member func(key string) error) error {
	if err := p.take('{'); err != nil {
		return err
	}
	for first := true; ; {
		more, err := p.more('}', &first)
		if !more || err != nil {
			return err
		}
		key, err := p.str()
		if err != nil {
			return err
		}
		if err := p.take(':'); err != nil {
			return err
		}
		if err := member(string(key)); err != nil {
			return err
		}
	}
}

// array reads an array, calling item for each value.
func (p *parser) array(item func() error) error {
	if err := p.take('['); err != nil {
		return err
	}
	for first := true; ; {
		more, err := p.more(']', &first)
		if !more || err != nil {
			return err
		}
		if err := item(); err != nil {
			return err
		}
	}
}
