package demo_test

import (
	"path/filepath"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// known is what an import is given of a county that may not be there yet.
func known(t *testing.T, store *postgis.Store, county adcode.Code, f demo.File) importer.Known {
	t.Helper()
	register, err := store.Register(t.Context(), county)
	if err != nil {
		return importer.Known{}
	}
	key := edition.Key{County: county, At: f.Date}
	parts, err := store.Parts(t.Context(), key, edition.Versions{})
	if err != nil {
		return importer.Known{Register: &register}
	}
	picture, err := edition.Make(key, parts)
	if err != nil {
		t.Fatal(err)
	}
	return importer.Known{Register: &register, Edition: picture}
}

// Everything written goes through the ordinary import with no row refused or doubted.
func TestImportTakesEverything(t *testing.T) {
	store := postgistest.New(t)
	_, files := write(t, demo.Options{Seed: 1})
	county := adcode.MustParse("519925")
	for _, f := range files {
		if f.Kind == "changes" {
			continue
		}
		options := importer.Options{Kind: importer.Kind(f.Kind), Date: f.Date, CRS: f.CRS, Level: f.Level, Basis: edition.Basis(f.Basis), Author: "demo"}
		result, err := importer.Read(t.Context(), []importer.File{{Name: filepath.Base(f.Path), Path: f.Path}}, options, known(t, store, county, f))
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		for _, row := range result.Report.Rows {
			if row.Action == importer.Reject || row.Action == importer.Warn {
				t.Errorf("%s row %d: %+v", filepath.Base(f.Path), row.Row, row)
			}
		}
		if err := result.Err(); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		if _, err := store.Commit(t.Context(), result.Write); err != nil {
			t.Fatalf("commit %s: %v", f.Path, err)
		}
	}
	checkLoaded(t, store, county)
}

func checkLoaded(t *testing.T, store *postgis.Store, county adcode.Code) {
	t.Helper()
	key := edition.Key{County: county, At: demo.After}
	parts, err := store.Parts(t.Context(), key, edition.Versions{})
	if err != nil {
		t.Fatal(err)
	}
	picture, err := edition.Make(key, parts)
	if err != nil {
		t.Fatal(err)
	}
	if !picture.County.Fiction {
		t.Errorf("%s is not known to be fictional", picture.County.Name)
	}
	for _, f := range picture.Facilities.List {
		if f.Place == nil || f.Unit < 0 {
			t.Errorf("%s has no place or unit", f.Name)
		}
	}
	for _, g := range picture.People.Groups {
		if g.Unit < 0 || picture.Units[g.Unit].Level() != adcode.Village {
			t.Errorf("group %s lies in no village", g.ID)
		}
	}
	if len(picture.People.Groups) < 850 || len(picture.Facilities.List) < 64 || len(picture.Zones.List) < 20 {
		t.Errorf("%d groups, %d facilities, %d zones are there", len(picture.People.Groups), len(picture.Facilities.List), len(picture.Zones.List))
	}
}
