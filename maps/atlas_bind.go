package maps

import (
	"context"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

func bind(ctx context.Context, ed *edition.Edition, o AtlasOptions) (*Atlas, error) {
	sheets := []Options{o.Sheet}
	for _, u := range ed.At(adcode.Township) {
		if ed.HasShape(u) {
			of := o.Sheet
			of.Unit = u.Code
			sheets = append(sheets, of)
		}
	}
	a := &Atlas{}
	for _, of := range sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := New(ed, of)
		if err != nil {
			return nil, err
		}
		a.fonts = s.fonts
		a.pages = append(a.pages, Page{Scene: s.scene, Bookmark: s.scene.Title})
	}
	return a, nil
}
