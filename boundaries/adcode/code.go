package adcode

import (
	"fmt"
	"strconv"
	"strings"
)

// Level is the rank of a division.
type Level uint8

// The levels that codes are given for. NoLevel is the zero Level.
const (
	NoLevel  Level = iota
	County         // 县级, 6 digits
	Township       // 乡级, 9 digits
	Village        // 村级, 12 digits
)

// Levels are all levels, from the top.
var Levels = []Level{County, Township, Village}

var levelNames = [...]string{"", "county", "township", "village"}

// String is the level's name in English, lower case: "township".
func (l Level) String() string { return levelNames[l] }

// Digits is the length of a code of this level: 6, 9 or 12; 0 for none.
func (l Level) Digits() int {
	if l == NoLevel {
		return 0
	}
	return 3 + 3*int(l)
}

// ParseLevel reads what Level.String writes.
func ParseLevel(s string) (Level, error) {
	for _, l := range Levels {
		if l.String() == s {
			return l, nil
		}
	}
	return NoLevel, fmt.Errorf("%q is not a level: write county, township or village", s)
}

// Code is a division code. Codes are comparable with == and usable as map keys;
// the zero Code is none.
type Code struct {
	digits uint64
	level  Level
}

// Parse reads a code of 6, 9 or 12 ASCII digits. What a spreadsheet has turned
// into 5.11425E+11 is refused with a sentence of its own: its digits are lost.
func Parse(s string) (Code, error) {
	if IsRuined(s) {
		return Code{}, fmt.Errorf("%q is a code that a spreadsheet has rounded: its last digits are lost; format the column as text and send the file again", s)
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Code{}, fmt.Errorf("%q is not a code: a code has 6, 9 or 12 digits and nothing else", s)
		}
	}
	for _, l := range Levels {
		if len(s) == l.Digits() {
			n, err := strconv.ParseUint(s, 10, 64)
			if err != nil || s[0] == '0' {
				break
			}
			return Code{n, l}, nil
		}
	}
	return Code{}, fmt.Errorf("%q is not a code: a code has 6, 9 or 12 digits and does not begin with 0", s)
}

// MustParse is Parse for codes written in a program; it panics on an error.
func MustParse(s string) Code {
	c, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return c
}

// IsRuined reports whether s is a number in scientific notation, such as
// 5.11425E+11: what is left of a code after a spreadsheet saved it as a number.
func IsRuined(s string) bool {
	i := strings.IndexAny(s, "eE")
	if i <= 0 {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// IsZero reports whether c is no code.
func (c Code) IsZero() bool { return c == Code{} }

// Level is the rank that the code's length tells.
func (c Code) Level() Level { return c.level }

// String writes the digits, and "" for no code.
func (c Code) String() string {
	if c.level == NoLevel {
		return ""
	}
	return strconv.FormatUint(c.digits, 10)
}

// At returns the leading part of c at level l: the county or township that the
// digits name. It is the zero Code where c is shorter.
func (c Code) At(l Level) Code {
	if c.level < l || l == NoLevel {
		return Code{}
	}
	n := c.digits
	for i := l; i < c.level; i++ {
		n /= 1000
	}
	return Code{n, l}
}

// County is the leading six digits.
func (c Code) County() Code { return c.At(County) }

// Township is the leading nine digits, or no code for a county.
func (c Code) Township() Code { return c.At(Township) }

// Parent is the code one level up, or no code for a county.
func (c Code) Parent() Code {
	if c.level <= County {
		return Code{}
	}
	return c.At(c.level - 1)
}

// Child returns the code one level down with the given last three digits, or no
// code where c is a village or n is not in 1..999.
func (c Code) Child(n int) Code {
	if c.level == NoLevel || c.level == Village || n < 1 || n > 999 {
		return Code{}
	}
	return Code{c.digits*1000 + uint64(n), c.level + 1}
}

// Serial is the last three digits of a township or village code, and 0 for a county.
func (c Code) Serial() int {
	if c.level <= County {
		return 0
	}
	return int(c.digits % 1000)
}

// Compare orders codes by their digits from the left, so that a county comes
// before its townships and a township before its villages.
func (c Code) Compare(o Code) int { return strings.Compare(c.String(), o.String()) }

// MarshalText writes the digits.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a code; empty text is no code.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = Code{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err == nil {
		*c = parsed
	}
	return err
}
