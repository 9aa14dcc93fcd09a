package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/postgis"
)

// land is the demo county in a private cluster of its own.
type land struct {
	folder string
	store  *postgis.Store
	sql    *pgx.Conn
	cache  *edition.Cache
	ed     *edition.Edition

	wideLand *edition.Edition // once it is made: see wide
}

func prepare(ctx context.Context) (*land, error) {
	folder, err := os.MkdirTemp("", "xiantu-bench-")
	if err != nil {
		return nil, err
	}
	l := &land{folder: folder}
	if l.store, err = postgis.Open(ctx, postgis.Options{Data: filepath.Join(folder, "data")}); err != nil {
		return nil, errors.Join(err, l.close())
	}
	if err := l.load(ctx); err != nil {
		return nil, errors.Join(err, l.close())
	}
	if l.sql, err = pgx.Connect(ctx, l.store.URL()); err != nil {
		return nil, errors.Join(err, l.close())
	}
	_, err = l.sql.Exec(ctx, "ANALYZE")
	return l, err
}

func (l *land) load(ctx context.Context) error {
	files, err := demo.Write(filepath.Join(l.folder, "files"), demo.Options{Seed: 1})
	if err != nil {
		return err
	}
	for _, f := range files {
		if f.Kind == "changes" {
			continue
		}
		if err := l.take(ctx, f.Path, importer.Options{Kind: importer.Kind(f.Kind), Date: f.Date, CRS: f.CRS, Basis: edition.Basis(f.Basis), Partial: true, Author: "bench"}); err != nil {
			return err
		}
	}
	l.cache = edition.NewCache(l.store, 1<<30)
	l.ed, err = l.cache.Edition(ctx, edition.Key{County: l.county()})
	return err
}

// take imports a file as `xiantu import` does.
func (l *land) take(ctx context.Context, path string, o importer.Options) error {
	known, err := l.known(ctx, o)
	if err != nil {
		return err
	}
	result, err := importer.Read(ctx, []importer.File{{Name: filepath.Base(path), Path: path}}, o, known)
	if err != nil {
		return err
	}
	if result.Err() != nil {
		return result.Err()
	}
	_, err = l.store.Commit(ctx, result.Write)
	return err
}

func (l *land) known(ctx context.Context, o importer.Options) (importer.Known, error) {
	counties, err := l.store.Counties(ctx)
	if err != nil || len(counties) == 0 {
		return importer.Known{}, err
	}
	register, err := l.store.Register(ctx, counties[0].Code)
	if err != nil {
		return importer.Known{}, err
	}
	ed, err := edition.NewCache(l.store, 1<<30).Edition(ctx, edition.Key{County: counties[0].Code, At: o.Date})
	return importer.Known{Register: &register, Edition: ed}, err
}

func (l *land) close() error {
	ctx := context.Background()
	var errs []error
	if l.sql != nil {
		errs = append(errs, l.sql.Close(ctx))
	}
	if l.store != nil {
		errs = append(errs, l.store.Close(ctx))
	}
	return errors.Join(append(errs, os.RemoveAll(l.folder))...)
}
