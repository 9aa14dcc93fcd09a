package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/maps"
)

// mostNamed is how many names a note lists; of more it says how many there are.
const mostNamed = 20

// Notes say in Chinese, or in English, what of a sheet's names does not stand on its map
// as it is called, and which characters the fonts lack; none where all is well.
func (p *Print) Notes(inEnglish bool) []string {
	t := chinese
	if inEnglish {
		t = english
	}
	var said []string
	for _, note := range []sentence{p.namesNote(), p.missingNote()} {
		if text := note.in(t); text != "" {
			said = append(said, text)
		}
	}
	return said
}

// header is the notes as a header holds them.
func (p *Print) header(t tongue) string {
	return notesHeld(p.Notes(t == english))
}

// namesNote says how many names stand on the map, by a number, or nowhere, and which those
// are.
func (p *Print) namesNote() sentence {
	numbered, behind := 0, 0
	var lost []string
	for _, n := range p.names {
		switch {
		case n.Lost:
			lost = append(lost, n.Text)
		case n.Number > 0:
			numbered++
		}
		if n.Behind {
			behind++
		}
	}
	if numbered+len(lost) == 0 {
		return sentence{}
	}
	placed := len(p.names) - numbered - len(lost)
	s := sentence{fmt.Sprintf("地名 %d 个：图上注记 %d 个", len(p.names), placed), fmt.Sprintf("%d of %d names stand on the map", placed, len(p.names))}
	if numbered > 0 {
		s.zh, s.en = s.zh+fmt.Sprintf("，以编号注记 %d 个", numbered), s.en+fmt.Sprintf(", %d by a number in the key", numbered)
	}
	if behind > 0 {
		s.zh, s.en = s.zh+fmt.Sprintf("（其中 %d 个的索引在后页）", behind), s.en+fmt.Sprintf(" (that of %d on a sheet behind)", behind)
	}
	if len(lost) > 0 {
		s.zh += fmt.Sprintf("，图上容纳不下 %d 个（列于后页）：%s", len(lost), some(lost, "、", "等"))
		s.en += fmt.Sprintf("; %d found no room there and are listed on a sheet behind: %s", len(lost), some(lost, ", ", " and others"))
	}
	if len(lost)+behind > 0 && p.order.Format != "pdf" {
		s.zh, s.en = s.zh+"。后页用 page 2 输出", s.en+". The sheet behind is page 2"
	}
	return s
}

// missingNote says which characters the fonts lack, and in which names.
func (p *Print) missingNote() sentence {
	missing := string(p.missing)
	if missing == "" {
		return sentence{}
	}
	s := sentence{fmt.Sprintf("字体没有这些字：%s，图上以〓代替", missing), fmt.Sprintf("the fonts have no glyphs for %s: 〓 stands in their place", missing)}
	var in []string
	for _, n := range p.names {
		if strings.ContainsAny(n.Text, missing) && !slices.Contains(in, n.Text) {
			in = append(in, n.Text)
		}
	}
	if len(in) > 0 {
		s.zh, s.en = s.zh+"；所在地名："+some(in, "、", "等"), s.en+", in "+some(in, ", ", " and others")
	}
	return s
}

// some lists the first names.
func some(names []string, comma, more string) string {
	if len(names) > mostNamed {
		return strings.Join(names[:mostNamed], comma) + more
	}
	return strings.Join(names, comma)
}

// allOf are a map and the sheets behind it.
func allOf(sheet *maps.Sheet) []*maps.Sheet {
	return append([]*maps.Sheet{sheet}, sheet.Behind()...)
}
