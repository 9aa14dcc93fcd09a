package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
	"github.com/xiantu/xiantu/registers"
)

// border makes the sheets of one border (界线协议书附图), with the points and the course that
// its registers have.
func (p Printer) border(ctx context.Context, o *SheetOrder, ed *edition.Edition) (*Print, error) {
	border, err := p.ordered(ctx, o, ed)
	if err != nil {
		return nil, err
	}
	options := registers.Options{Lang: registers.Lang(o.Lang), Tolerance: geo.Metres(o.Tolerance)}
	if options.Beside, err = p.meeting(ctx, ed, &border); err != nil {
		return nil, err
	}
	book := registers.Of(ed, []edition.Border{border}, options)
	sheet := maps.BorderSheet{Border: border, Course: book.Course(&book.Lines[0])}
	for _, point := range book.Lines[0].Points() {
		named := maps.BorderPoint{Name: point.Name, Kind: point.Kind, Where: point.Where, Place: point.Place}
		if point.Marker != nil {
			named.Marker = point.Marker.Number
		}
		sheet.Points = append(sheet.Points, named)
	}
	doc, err := maps.BorderSheets(ed, sheet, o.Options)
	if err != nil {
		return nil, err
	}
	return printOf(doc.Sheets(), doc.PDF), nil
}

// ordered finds the border between the two sides that are named, or of the one with what
// is no unit of its level.
func (p Printer) ordered(ctx context.Context, o *SheetOrder, ed *edition.Edition) (edition.Border, error) {
	var codes []string
	beyond := ""
	for i, text := range o.Between {
		u, err := sideNamed(ed, i, text)
		switch {
		case err == nil:
			codes = append(codes, u.Code.String())
		case isNotFound(err) && beyond == "":
			beyond = text
		default:
			return edition.Border{}, err
		}
	}
	if beyond == "" {
		b, err := borderBetween(ed, codes)
		if err != nil {
			return edition.Border{}, err
		}
		return *b, nil
	}
	if len(codes) == 0 || codes[0] != ed.Key.County.String() {
		_, err := sideNamed(ed, slices.Index(o.Between, beyond), beyond)
		return edition.Border{}, err
	}
	outer, err := borderBetween(ed, codes)
	if err != nil {
		return edition.Border{}, err
	}
	return p.beside(ctx, ed, outer, beyond)
}

// beside is the part of a county's border beyond which another county lies, by code or
// name: what it shares with the other's border, where both are here, or else what is
// recorded to be its border.
func (p Printer) beside(ctx context.Context, ed *edition.Edition, outer *edition.Border, beyond string) (edition.Border, error) {
	counties, err := p.Editions.Counties(ctx)
	if err != nil {
		return edition.Border{}, err
	}
	if i := slices.IndexFunc(counties, func(c edition.County) bool { return c.Code.String() == beyond || c.Name == beyond }); i >= 0 {
		beyond = counties[i].Name
		theirs, err := p.outer(ctx, edition.Key{County: counties[i].Code, At: ed.Key.At})
		if err != nil {
			return edition.Border{}, err
		}
		if shared, ok := outer.Shared(theirs); ok {
			shared.Neighbour = beyond
			return shared, nil
		}
	}
	part, ok := outer.Part(func(_, _ geo.Vertex, s *boundaries.Stretch) bool { return s != nil && s.Facts.Neighbour == beyond })
	if !ok {
		return part, &refusal{status: http.StatusNotFound, at: "body.between", said: sentence{
			fmt.Sprintf("%s 这一天没有与“%s”的界线：请写本县单位的代码或全名，邻县须在库中或已登记为界外单位", ed.Key.At, beyond),
			fmt.Sprintf("there is no border with %q on %s: give codes or whole names of units here, and of counties those that are in the database or recorded as neighbours", beyond, ed.Key.At)}}
	}
	return part, nil
}

// meeting tells the other counties whose borders pass a vertex of a county's border; nil for
// borders of other levels.
func (p Printer) meeting(ctx context.Context, ed *edition.Edition, border *edition.Border) (func(geo.Vertex) []string, error) {
	if border.Level != adcode.County {
		return nil, nil
	}
	counties, err := p.nearby(ctx, ed)
	if err != nil {
		return nil, err
	}
	at := map[geo.Vertex][]string{}
	for _, c := range counties {
		theirs, err := p.outer(ctx, edition.Key{County: c.Code, At: ed.Key.At})
		if err != nil {
			return nil, err
		}
		for _, run := range theirs.Runs() {
			for _, v := range run.Path {
				if names := at[v]; len(names) == 0 || names[len(names)-1] != c.Name {
					at[v] = append(names, c.Name)
				}
			}
		}
	}
	return func(v geo.Vertex) []string { return at[v] }, nil
}

// outer is the border of a county with all others; empty where it has no divisions that day.
func (p Printer) outer(ctx context.Context, key edition.Key) (*edition.Border, error) {
	ed, err := p.Editions.Edition(ctx, key)
	if errors.Is(err, boundaries.ErrNotFound) {
		return &edition.Border{}, nil
	}
	if err != nil {
		return nil, err
	}
	borders := ed.Borders()
	if len(borders) == 0 || borders[0].Level != adcode.County {
		return &edition.Border{}, nil
	}
	return &borders[0], nil
}

// sideNamed finds the unit that is meant by a code or a whole name.
func sideNamed(ed *edition.Edition, i int, text string) (*edition.Unit, error) {
	at := fmt.Sprintf("body.between[%d]", i)
	var named []*edition.Unit
	for k := range ed.Units {
		if u := &ed.Units[k]; u.Code.String() == text || u.Name == text || u.Full == text {
			named = append(named, u)
		}
	}
	switch len(named) {
	case 1:
		return named[0], nil
	case 0:
		return nil, &refusal{status: http.StatusNotFound, at: at, said: sentence{
			fmt.Sprintf("%s 这一天没有“%s”：请写代码或全名", ed.Key.At, text), fmt.Sprintf("there is no %q on %s: give a code or a whole name", text, ed.Key.At)}}
	}
	return nil, &refusal{status: http.StatusUnprocessableEntity, at: at, said: sentence{
		fmt.Sprintf("有 %d 个单位叫“%s”：请写代码，如 %s", len(named), text, named[0].Code), fmt.Sprintf("%d units are called %q: give a code, such as %s", len(named), text, named[0].Code)}}
}

func isNotFound(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.status == http.StatusNotFound
}
