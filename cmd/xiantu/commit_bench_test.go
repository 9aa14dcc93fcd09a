package main

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/postgis"
)

// BenchmarkCommitOrder commits the real reform's two orders: mergers of townships, then
// mergers of villages with a split, each validated and written with its lineage, on a
// cluster that writes to the disk. What it commits is taken back outside the time.
func BenchmarkCommitOrder(b *testing.B) {
	folder := editiontest.File(b, "qingshen")
	data := b.TempDir()
	command := func(args ...string) {
		var said bytes.Buffer
		if code := Run(b.Context(), append([]string{"--data", data}, args...), &said, &said); code != 0 {
			b.Fatalf("%v: %s", args, said.String())
		}
	}
	for _, level := range []string{"county", "townships_2019", "villages_2019"} {
		command("import", "divisions", filepath.Join(folder, level+".geojson"), "--date", "2019-10-31")
	}
	command("import", "people", filepath.Join(folder, "groups.csv"), "--date", "2020-06-30")
	store, err := postgis.Open(b.Context(), postgis.Options{Data: data, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close(b.Context()) })
	for _, file := range []string{"changes_2019-12-20_township.json", "changes_2020-05-30_village.json"} {
		order, text, err := readOrderFile(filepath.Join(folder, file))
		if err != nil {
			b.Fatal(err)
		}
		commit := func(o boundaries.Order, text []byte) edition.Committed {
			done, err := store.CommitOrder(b.Context(), edition.OrderWrite{Author: "bench", Order: o, File: text})
			if err != nil {
				b.Fatal(err)
			}
			return done
		}
		b.Run(file, func(b *testing.B) {
			for b.Loop() {
				done := commit(order, text)
				b.StopTimer()
				back := order
				back.Changes = []boundaries.Change{boundaries.Revert{Order: done.Change}}
				commit(back, nil)
				b.StartTimer()
			}
		})
		commit(order, text)
	}
}
