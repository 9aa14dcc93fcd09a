package cql2

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is what a piece of a filter's text is.
type tokenKind int

const (
	endToken    tokenKind = iota
	nameToken             // a word, or anything in double quotes
	textToken             // in single quotes
	numberToken           // without a sign
	markToken             // a comparison, a parenthesis, a comma, a sign
)

type token struct {
	kind   tokenKind
	at     int    // which byte of the text
	text   string // the word, the mark, the text with escapes undone
	raw    string // of a textToken: with \\, \% and \_ left for LIKE
	quoted bool   // of a nameToken: never a keyword
	number float64
}

// is reports whether the token is a keyword or mark, in any case.
func (t token) is(word string) bool {
	return !t.quoted && (t.kind == nameToken || t.kind == markToken) && strings.EqualFold(t.text, word)
}

// said is the token for an error.
func (t token) said() string {
	switch t.kind {
	case endToken:
		return "the end"
	case textToken:
		return "'" + t.text + "'"
	}
	return t.text
}

// tokens splits a text; the last token is the end.
func tokens(text string) ([]token, error) {
	var list []token
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		t, length, err := tokenAt(text, at)
		if err != nil {
			return nil, err
		}
		t.at = at
		list = append(list, t)
		at += length
	}
	return append(list, token{at: len(text)}), nil
}

func tokenAt(text string, at int) (token, int, error) {
	rest := text[at:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\'':
		return quotedText(text, at)
	case r == '"':
		end := strings.IndexByte(rest[1:], '"')
		if end < 1 {
			return token{}, 0, &Error{Fault: NotUnderstood, At: place(text, at), Expected: `a name in double quotes`, Found: `"`}
		}
		return token{kind: nameToken, text: rest[1 : 1+end], quoted: true}, end + 2, nil
	case isDigit(rest, 0) || r == '.' && isDigit(rest, 1):
		return number(text, at)
	case isNameStart(r):
		end := strings.IndexFunc(rest, func(r rune) bool { return !isNamePart(r) })
		if end < 0 {
			end = len(rest)
		}
		return token{kind: nameToken, text: rest[:end]}, end, nil
	}
	for _, mark := range []string{"<>", "<=", ">=", "<", ">", "=", "(", ")", ",", "+", "-"} {
		if strings.HasPrefix(rest, mark) {
			return token{kind: markToken, text: mark}, len(mark), nil
		}
	}
	return token{}, 0, &Error{Fault: NotUnderstood, At: place(text, at), Expected: "a name, a value or a comparison", Found: strconv.Quote(rest[:size])}
}

func isDigit(text string, i int) bool { return i < len(text) && text[i] >= '0' && text[i] <= '9' }

func isNameStart(r rune) bool {
	return r == '_' || r == ':' || r != utf8.RuneError && unicode.IsLetter(r)
}

func isNamePart(r rune) bool {
	return isNameStart(r) || r == '.' || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// number reads a number without a sign.
func number(text string, at int) (token, int, error) {
	rest, end := text[at:], 0
	digits := func() {
		for isDigit(rest, end) {
			end++
		}
	}
	digits()
	if end < len(rest) && rest[end] == '.' {
		end++
		digits()
	}
	if end < len(rest) && (rest[end] == 'e' || rest[end] == 'E') {
		exponent := end + 1
		if exponent < len(rest) && (rest[exponent] == '+' || rest[exponent] == '-') {
			exponent++
		}
		if isDigit(rest, exponent) {
			end = exponent
			digits()
		}
	}
	n, err := strconv.ParseFloat(rest[:end], 64)
	if err != nil {
		return token{}, 0, &Error{Fault: BadValue, At: place(text, at), Expected: "a number that a double can hold", Found: rest[:end]}
	}
	return token{kind: numberToken, text: rest[:end], number: n}, end, nil
}

var controls = map[byte]byte{'a': 7, 'b': 8, 't': 9, 'n': 10, 'v': 11, 'f': 12, 'r': 13}

// quotedText reads a text in single quotes. A quote in it is doubled or has a backslash
// before it; a backslash with one of abtnvfr is a control character.
func quotedText(text string, at int) (token, int, error) {
	var plain, raw strings.Builder
	for i := at + 1; i < len(text); i++ {
		c, next := text[i], byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch {
		case c == '\'' && next != '\'':
			return token{kind: textToken, text: plain.String(), raw: raw.String()}, i + 1 - at, nil
		case c == '\'' || c == '\\' && next == '\'':
			c = '\''
			i++
		case c == '\\' && controls[next] != 0:
			c = controls[next]
			i++
		case c == '\\' && next == '\\':
			raw.WriteByte('\\')
			i++
		}
		plain.WriteByte(c)
		raw.WriteByte(c)
	}
	return token{}, 0, &Error{Fault: NotUnderstood, At: place(text, at), Expected: "a closing '", Found: "the end"}
}

// place is which character a byte of the text is in, from 1.
func place(text string, at int) int { return utf8.RuneCountInString(text[:at]) + 1 }
