package maps

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// binder makes an atlas.
type binder struct {
	ed      *edition.Edition
	o       AtlasOptions
	leaf    leaf
	d       *draft // sets texts
	title   string
	created string
	layers  map[string]string

	county   *Sheet                 // by township: the index map
	villages *Sheet                 // by village; nil: they do not fit
	towns    []*edition.Unit        // those with a sheet
	sheets   map[adcode.Code]*Sheet // of them
	starts   map[adcode.Code]int    // the page of each, 0 until it is known
	parts    []part
}

// part is a stretch of the atlas's pages that begins with a bookmark.
type part struct {
	title string
	depth int
	count int // of its pages
	first int // the number of its first, 0 until it is known
	make  func(first int) []Page
}

func bind(ctx context.Context, ed *edition.Edition, o AtlasOptions) (*Atlas, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	b := &binder{ed: ed, o: o, sheets: map[adcode.Code]*Sheet{}, starts: map[adcode.Code]int{}}
	if err := b.layOut(ctx); err != nil {
		return nil, err
	}
	b.open()
	b.plan()
	a := &Atlas{fonts: b.county.fonts, names: b.mapped()}
	for _, p := range b.parts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pages := p.make(p.first)
		if len(pages) != p.count {
			panic(fmt.Sprintf("maps: %s has %d pages in place of %d", p.title, len(pages), p.count))
		}
		pages[0].Bookmark, pages[0].Depth = p.title, p.depth
		a.pages = append(a.pages, pages...)
	}
	return a, nil
}

// mapped are the names of the maps.
func (b *binder) mapped() []Name {
	names := slices.Clone(b.county.names)
	if b.villages != nil {
		names = append(names, b.villages.names...)
	}
	for _, u := range b.towns {
		names = append(names, b.sheets[u.Code].names...)
	}
	return names
}

func (o *AtlasOptions) check() error {
	s := o.Sheet
	if s.Kind != "" || !s.Unit.IsZero() || s.Scale != 0 || s.Theme != nil {
		return refuse(ErrInvalid, "", "地图册各图自有图种、范围和比例尺：不要给出 kind、unit、scale 或专题", "atlas: kind, unit, scale and theme are of a single sheet; each sheet of an atlas has its own")
	}
	switch o.Order {
	case "":
		o.Order = ByPinyin
	case ByPinyin, ByStroke, ByCode:
	default:
		return refuse(ErrInvalid, "order", "没有地名索引次序“%s”：可用 %s、%s、%s", "order %q of the gazetteer: there are %q, %q and %q", o.Order, ByPinyin, ByStroke, ByCode)
	}
	if n := utf8.RuneCountInString(s.Title); n > longest {
		return refuse(ErrInvalid, "title", "地图册标题有 %d 个字：最多 %d 个", "the atlas's title has %d characters; at most %d fit", n, longest)
	}
	return nil
}

// layOut lays out the sheets, as many at a time as there are processors.
func (b *binder) layOut(ctx context.Context) error {
	of := []Options{b.sheet(ByTownship, adcode.Code{}), b.sheet(ByVillage, adcode.Code{})}
	for _, u := range b.ed.At(adcode.Township) {
		if b.ed.HasShape(u) {
			b.towns = append(b.towns, u)
			of = append(of, b.sheet("", u.Code))
		}
	}
	laid := make([]*Sheet, len(of))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	var mu sync.Mutex
	done := 0
	for i, o := range of {
		group.Go(func() (err error) {
			if err = ctx.Err(); err != nil || o.Kind == ByVillage && b.tooMany() {
				return err
			}
			if laid[i], err = New(b.ed, o); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			if done++; b.o.Progress != nil {
				b.o.Progress(done, len(of))
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	b.county = laid[0]
	if laid[1] != nil && readable(laid[1]) {
		b.villages = laid[1]
	}
	for i, u := range b.towns {
		b.sheets[u.Code] = laid[2+i]
	}
	return nil
}

// sheet are the options of one of the atlas's sheets.
func (b *binder) sheet(kind Kind, unit adcode.Code) Options {
	o := b.o.Sheet
	o.Kind, o.Unit, o.Title = kind, unit, ""
	return o
}

// tooMany reports whether no sheet of the paper could name all villages: there are none,
// or each would have less than a name's room.
func (b *binder) tooMany() bool {
	const least = 60 // square millimetres of paper
	n := len(b.ed.At(adcode.Village))
	return n == 0 || b.leaf0().width*b.leaf0().height/float64(n) < least
}

func (b *binder) leaf0() leaf {
	p := b.o.Sheet.Paper
	if p.Width == 0 {
		p, _ = namedPaper("A4")
	}
	return leafOf(p)
}

// readable reports whether a sheet shows nearly all its names themselves, not by number.
func readable(s *Sheet) bool {
	all, numbered := 0, 0
	for _, n := range s.names {
		if n.Code.Level() != adcode.Village || n.Part > 0 {
			continue
		}
		if all++; n.Lost {
			return false
		}
		if n.Number > 0 {
			numbered++
		}
	}
	return numbered*5 <= all
}

// open begins the book: its paper, its title, and what sets its texts.
func (b *binder) open() {
	first := b.county.scene
	o, _ := b.o.Sheet.checked() // as when its sheets were laid out
	b.o.Sheet = o
	b.leaf = b.leaf0()
	b.d = &draft{ed: b.ed, o: o, fonts: b.county.fonts, words: wordsIn(o.Lang), absent: map[rune]bool{}}
	b.created = first.Created
	b.layers = maps.Clone(first.Layers)
	b.layers[layerSquares] = b.say("索引格网", "Index grid")
	if b.title = printable(o.Title); b.title == "" {
		b.title = printable(fmt.Sprintf(b.say("%s行政区划地图册", "Atlas of the Administrative Divisions of %s"), b.ed.County.Name))
	}
}

// say is a text of the atlas in its language.
func (b *binder) say(zh, en string) string {
	if b.o.Sheet.Lang == English {
		return en
	}
	return zh
}

// plan lists the parts and numbers their pages: first all are counted, for the contents
// and the tables say on which page what is.
func (b *binder) plan() {
	b.add(b.say("封面", "Cover"), 0, 1, b.cover)
	contents := len(b.parts)
	b.add(b.say("目录", "Contents"), 0, 0, b.contents)
	b.add(b.say("全县分乡镇图", "The county by township"), 0, 1+len(b.county.behind), b.indexMap)
	if b.villages != nil {
		b.add(b.say("全县分村图", "The county by village"), 0, 1+len(b.villages.behind), func(first int) []Page { return b.sheetPages(b.villages, first) })
	}
	if len(b.towns) > 0 {
		b.addChapter(b.say("乡镇概况", "The townships"), true, b.overview)
	}
	for _, u := range b.towns {
		b.starts[u.Code] = 0
		b.addTown(u)
	}
	b.addChapter(b.say("行政区划代码表", "Table of codes"), false, b.codes)
	b.addChapter(b.say("地名索引", "Gazetteer"), false, b.gazetteer)
	if len(b.lineageRows()) > 0 {
		b.addChapter(b.say("沿革表", "Lineage"), false, b.lineage)
	}
	if len(b.o.Borders) > 0 {
		b.addChapter(b.say("界线一览表", "Borders"), false, b.borders)
	}
	b.parts[contents].count = b.contentsPages()
	next := 1
	for i := range b.parts {
		b.parts[i].first = next
		next += b.parts[i].count
	}
	for i, u := range b.towns {
		b.starts[u.Code] = b.parts[b.firstTown()+i].first
	}
}

// firstTown is the part of the first township.
func (b *binder) firstTown() int {
	for i, p := range b.parts {
		if p.depth > 0 {
			return i
		}
	}
	return len(b.parts)
}

func (b *binder) add(title string, depth, count int, pages func(int) []Page) {
	b.parts = append(b.parts, part{title: title, depth: depth, count: count, make: pages})
}

// addChapter adds a table. What it says of pages has columns of fixed widths, so that it
// has as many pages before those are known as after.
func (b *binder) addChapter(title string, large bool, of func() *table) {
	_, laid := b.laidOut(chapter{title, of(), large})
	b.add(title, 0, len(laid), func(first int) []Page { return b.pagesOf(chapter{title, of(), large}, first) })
}

// addTown adds a township's sheet and the index of its villages behind it.
func (b *binder) addTown(u *edition.Unit) {
	index := chapter{nameOf(u), b.villageIndex(u), true}
	_, laid := b.laidOut(index)
	b.add(nameOf(u), 1, 1+len(b.sheets[u.Code].behind)+len(laid), func(first int) []Page {
		pages := b.sheetPages(b.sheets[u.Code], first)
		return append(pages, b.pagesOf(index, first+len(pages))...)
	})
}
