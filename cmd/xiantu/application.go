package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
)

// editionMemory bounds what the edition cache keeps.
const editionMemory = 2 << 30

// application is what a command works with. The store is opened at first need.
type application struct {
	ctx            context.Context
	line           *commandLine
	stdout, stderr io.Writer
	log            *slog.Logger

	store    *postgis.Store
	editions *edition.Cache
}

// open connects to the database that the common flags name.
func (a *application) open() error {
	if a.store != nil {
		return nil
	}
	store, err := postgis.Open(a.ctx, postgis.Options{Data: a.line.Data, URL: a.line.Database, Log: a.log})
	if err != nil {
		return err
	}
	a.store, a.editions = store, edition.NewCache(store, editionMemory)
	a.editions.ReadOrder, a.editions.Log = importer.ReadOrder, a.log
	return nil
}

func (a *application) close() error {
	if a.store == nil {
		return nil
	}
	return a.store.Close(context.WithoutCancel(a.ctx))
}

// county is the county that --county names, or the only one there is.
func (a *application) county() (adcode.Code, error) {
	if code, err := parseCounty(a.line.County); err != nil || !code.IsZero() {
		return code, err
	}
	all, err := a.store.Counties(a.ctx)
	switch {
	case err != nil:
		return adcode.Code{}, err
	case len(all) == 0:
		return adcode.Code{}, fmt.Errorf("there is no county yet: import its divisions first (xiantu import divisions FILE --date DAY), or try xiantu demo --load")
	case len(all) > 1:
		return adcode.Code{}, usageError{"there are several counties: choose one with --county " + names(all)}
	}
	return all[0].Code, nil
}

func names(counties []edition.County) string {
	var said []string
	for i, c := range counties {
		if i == 5 {
			said = append(said, fmt.Sprintf("... (%d in all)", len(counties)))
			break
		}
		said = append(said, c.Code.String()+" ("+c.Name+")")
	}
	return strings.Join(said, ", ")
}

// edition is the chosen county on a day.
func (a *application) edition(at civil.Day) (*edition.Edition, error) { return a.draft(at, 0) }

// draft is the chosen county on a day with a plan applied; 0: none.
func (a *application) draft(at civil.Day, plan int64) (*edition.Edition, error) {
	if err := a.open(); err != nil {
		return nil, err
	}
	county, err := a.county()
	if err != nil {
		return nil, err
	}
	return a.editions.Edition(a.ctx, edition.Key{County: county, At: at, Plan: plan})
}
