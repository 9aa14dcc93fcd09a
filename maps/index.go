package maps

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
)

// indexed is a name of the gazetteer.
type indexed struct {
	name, of, square string
	code             adcode.Code
	page             int
}

// gazetteer is the index of names (地名索引): of townships and villages, and of the
// facilities that the sheets show, with the page of the sheet and the square on it.
func (b *binder) gazetteer() *table {
	t := &table{columns: []tableColumn{{title: b.say("地名", "Name"), most: 12}, {title: b.say("所属", "Of"), most: 8}, b.squareColumn(), b.pageColumn()}}
	switch b.o.Order {
	case ByStroke:
		t.notes = []string{b.say("按笔画排列。", "By strokes.")}
	case ByCode:
		t.notes = []string{b.say("按代码排列。", "By code.")}
	default:
		t.notes = []string{b.say("按汉语拼音排列。", "By pinyin.")}
	}
	names := b.names()
	sortNames(names, b.o.Order)
	letter, order := "", newPinyin()
	for _, n := range names {
		if l := order.initial(n.name); b.o.Order == ByPinyin && l != letter {
			letter = l
			t.rows = append(t.rows, tableRow{heading: l})
		}
		t.rows = append(t.rows, tableRow{cells: []string{n.name, n.of, n.square, pageText(n.page)}, link: n.page})
	}
	return t
}

// names are those of the gazetteer in no order.
func (b *binder) names() []indexed {
	var names []indexed
	for i := range b.ed.Units {
		u := &b.ed.Units[i]
		if u.Level() == adcode.County {
			continue
		}
		n := indexed{name: printable(nameOf(u)), code: u.Code}
		if u.Above >= 0 {
			n.of = nameOf(&b.ed.Units[u.Above])
		}
		if town := b.ed.Ancestor(u, adcode.Township); town != nil && b.sheets[town.Code] != nil {
			n.page, n.square = b.starts[town.Code], b.square(b.sheets[town.Code], u)
		}
		names = append(names, n)
	}
	return append(names, b.facilityNames()...)
}

// facilityNames are those of the facilities shown, on the sheet of their township.
func (b *binder) facilityNames() []indexed {
	var names []indexed
	for i := range b.ed.Facilities.List {
		f := &b.ed.Facilities.List[i]
		if f.Unit < 0 || !slices.Contains(b.o.Sheet.Facilities, f.Kind) || printable(f.Name) == "" {
			continue
		}
		n := indexed{name: printable(f.Name)}
		if k, ok := facilities.KindByCode(f.Kind); ok {
			n.of = b.say(k.Zh, k.En)
		}
		if town := b.ed.Ancestor(&b.ed.Units[f.Unit], adcode.Township); town != nil && b.sheets[town.Code] != nil && f.Place != nil {
			s := b.sheets[town.Code]
			n.page, n.square = b.starts[town.Code], squaresOf(s).at(s.place.Paper(*f.Place))
		}
		names = append(names, n)
	}
	return names
}

// sortNames puts names in an order; those alike by code.
func sortNames(names []indexed, by Order) {
	compare := func(a, b string) int { return 0 }
	switch by {
	case ByPinyin:
		compare = newPinyin().compare
	case ByStroke:
		compare = collate.New(language.MustParse("zh-u-co-stroke")).CompareString
	}
	slices.SortStableFunc(names, func(a, b indexed) int {
		return cmp.Or(compare(a.name, b.name), a.code.Compare(b.code), strings.Compare(a.name, b.name))
	})
}

// pinyin puts Chinese names in the order of their sounds (CLDR's collation). It is not for
// use by several goroutines at once.
type pinyin struct {
	order  *collate.Collator
	sounds *strings.Replacer
}

// newPinyin knows the readings that these characters have in the names of places and
// families, where the commonest one is another: it reads them as a character of that sound.
func newPinyin() pinyin {
	return pinyin{collate.New(language.MustParse("zh-u-co-pinyin")), strings.NewReplacer("长", "肠", "曾", "增", "沈", "审", "查", "渣", "𬭎", "洪")}
}

func (p pinyin) compare(a, b string) int {
	return p.order.CompareString(p.sounds.Replace(a), p.sounds.Replace(b))
}

// firsts are the first characters of each letter in the order of pinyin (CLDR's labels of
// an index), and the letters.
const (
	firsts  = "阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他屲夕丫帀"
	letters = "ABCDEFGHJKLMNOPQRSTWXYZ"
)

// initial is the letter that a name stands under; # for one that has no known sound.
func (p pinyin) initial(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if !unicode.Is(unicode.Han, first) {
		return "#"
	}
	letter := "#"
	for i, r := range []rune(firsts) {
		if p.compare(string(r), name[:size]) <= 0 {
			letter = letters[i : i+1]
		}
	}
	return letter
}
