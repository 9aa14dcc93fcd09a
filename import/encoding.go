package importer

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// wrappedMark is how a file begins that a document-encryption product has wrapped.
var wrappedMark = []byte("%TSD-Header-###%")

// decodeText turns a text file into UTF-8. want is auto (or empty), utf-8 or gb18030;
// with auto a byte order mark decides, then whether the bytes are valid UTF-8, else it
// is GB18030, which holds GBK and GB2312. used names what it was taken for.
func decodeText(content []byte, want string) (text []byte, used string, err error) {
	switch want {
	case "", "auto":
		switch {
		case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
			return content[3:], "utf-8", validUTF8(content[3:])
		case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
			return fromUTF16(content), "utf-16", nil
		case utf8.Valid(content):
			return content, "utf-8", nil
		}
		text, err = fromGB18030(content)
		return text, "gb18030", err
	case "utf-8":
		content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
		return content, "utf-8", validUTF8(content)
	case "gb18030", "gbk", "gb2312":
		text, err = fromGB18030(content)
		return text, "gb18030", err
	}
	return nil, "", said(fmt.Sprintf("%q is not an encoding that is read: write auto, utf-8 or gb18030", want), fmt.Sprintf("不支持编码 %q：请用 auto、utf-8 或 gb18030", want))
}

// sayingError is an error that is a sentence in two languages.
type sayingError struct{ Said }

func (e sayingError) Error() string { return e.En }

// Chinese is the sentence in Chinese.
func (e sayingError) Chinese() string { return e.Zh }

func said(en, zh string) error { return sayingError{Said{en, zh}} }

// saidOf is an error's sentence; one that has none is shown as it is.
func saidOf(err error) Said {
	var s sayingError
	if errors.As(err, &s) {
		return s.Said
	}
	var f *syntaxError
	if errors.As(err, &f) {
		at := fmt.Sprintf("line %d, byte %d: ", f.line, f.offset)
		return Said{at + f.said.En, fmt.Sprintf("第 %d 行，第 %d 字节：", f.line, f.offset) + f.said.Zh}
	}
	return same(err.Error())
}

func validUTF8(b []byte) error {
	if utf8.Valid(b) {
		return nil
	}
	at := 0
	for at < len(b) {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n <= 1 {
			break
		}
		at += n
	}
	line := bytes.Count(b[:at], []byte("\n")) + 1
	return said(fmt.Sprintf("line %d is not UTF-8 (byte %d): try --encoding gb18030", line, at), fmt.Sprintf("第 %d 行不是 UTF-8（第 %d 字节）：请试 --encoding gb18030", line, at))
}

func fromGB18030(content []byte) ([]byte, error) {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
	if err != nil {
		return nil, err
	}
	if at := bytes.IndexRune(text, utf8.RuneError); at >= 0 {
		line := bytes.Count(text[:at], []byte("\n")) + 1
		return nil, said(fmt.Sprintf("line %d is neither UTF-8 nor GB18030: save the file as UTF-8", line), fmt.Sprintf("第 %d 行既不是 UTF-8 也不是 GB18030：请另存为 UTF-8", line))
	}
	return text, nil
}

func fromUTF16(content []byte) []byte {
	little := content[0] == 0xff
	units := make([]uint16, 0, len(content)/2)
	for i := 2; i+1 < len(content); i += 2 {
		a, b := uint16(content[i]), uint16(content[i+1])
		if little {
			a, b = b, a
		}
		units = append(units, a<<8|b)
	}
	return []byte(string(utf16.Decode(units)))
}
