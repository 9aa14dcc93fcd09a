package web

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// initials tells with which letters a name may be typed by the first letters of its
// syllables in pinyin: 龙潭社区 as ltsq. It is for one search: not for use by several
// goroutines at once.
type initials struct {
	order  *collate.Collator
	buffer collate.Buffer
	first  [][]byte
	known  map[rune]string
}

// firsts are the first characters of each letter in the order of pinyin (CLDR's labels of
// an index).
const (
	firsts       = "阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀"
	firstLetters = "abcdefghjklmnopqrstwxyz"
)

// otherSounds are the letters of characters that names read in more than one way, or in
// another way than the order of pinyin has them.
const otherSounds = "长zc 重zc 朝zc 乘cs 沈s 曾zc 查cz 单dsc 解jx 乐ly 行xh 厦xs 石sd 召zs 盛sc 仇qc 尉wy 卜bp 调dt 堡bp 洞dt 校xj 降jx 巷xh 会hk 郫p 犍qj 尾wy 番fp 泊bp 埔pb 圩wx 𬭎h 浒hx 提td 万wm 贾jg 藏cz"

func newInitials() *initials {
	n := &initials{order: collate.New(language.MustParse("zh-u-co-pinyin")), known: map[rune]string{}}
	for _, r := range firsts {
		n.first = append(n.first, n.key(r))
	}
	for _, line := range strings.Fields(otherSounds) {
		one := []rune(line)
		n.known[one[0]] = string(one[1:])
	}
	return n
}

func (n *initials) key(r rune) []byte {
	n.buffer.Reset()
	return bytes.Clone(n.order.KeyFromString(&n.buffer, string(r)))
}

// of are the letters that a character may be typed by; one that is not Chinese stands
// for itself.
func (n *initials) of(r rune) string {
	if letters, ok := n.known[r]; ok {
		return letters
	}
	letters := string(unicode.ToLower(r))
	if unicode.Is(unicode.Han, r) {
		letters = ""
		key := n.key(r)
		for i, first := range n.first {
			if bytes.Compare(first, key) <= 0 {
				letters = firstLetters[i : i+1]
			}
		}
	}
	n.known[r] = letters
	return letters
}

// match scores a name by the initials wanted, in lower case: 0 for all of them, 1 for the
// first ones, 2 for some in the middle; noMatch.
func (n *initials) match(name, wanted string) int {
	letters := []rune(name)
	for from := 0; from+len(wanted) <= len(letters); from++ {
		if !n.stand(letters[from:from+len(wanted)], wanted) {
			continue
		}
		switch {
		case from > 0:
			return 2
		case len(letters) > len(wanted):
			return 1
		}
		return 0
	}
	return noMatch
}

func (n *initials) stand(name []rune, wanted string) bool {
	for i, r := range name {
		if strings.IndexByte(n.of(r), wanted[i]) < 0 {
			return false
		}
	}
	return true
}

// areInitials reports whether a text may be initials: two or more letters of ASCII.
func areInitials(wanted string) bool {
	for i := range len(wanted) {
		if c := wanted[i] | 0x20; c < 'a' || c > 'z' {
			return false
		}
	}
	return len(wanted) > 1
}
