package postgis_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
)

// A township is listed on two days; what held on a day between is asked for.
func Example() {
	ctx := context.Background()
	data, err := os.MkdirTemp("", "xiantu-example-")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(data)
	os.Chmod(data, 0o755) // the database's user has to pass
	store, err := postgis.Open(ctx, postgis.Options{Data: data, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer store.Close(ctx)

	county := adcode.MustParse("511425")
	listed := func(day civil.Day, name string) boundaries.Snapshot {
		shape := orb.MultiPolygon{{{{103.8, 29.8}, {103.9, 29.8}, {103.9, 29.9}, {103.8, 29.8}}}}
		town := boundaries.Version{Code: county.Child(100), Name: name, Type: boundaries.Town, Parent: county, Shape: shape}
		return boundaries.Snapshot{County: county, Level: adcode.Township, Day: day, Units: []boundaries.Version{town}}
	}
	versions, err := store.Commit(ctx, edition.Write{
		Author:    "clerk",
		Title:     "townships of 2019 and 2020",
		Counties:  []edition.County{{Code: county, Name: "青神县"}},
		Snapshots: []boundaries.Snapshot{listed(civil.Date(2019, 12, 20), "城厢镇"), listed(civil.Date(2020, 5, 30), "青竹镇")},
	})
	fmt.Println(versions[county].County, err)

	parts, err := store.Parts(ctx, edition.Key{County: county, At: civil.Date(2020, 3, 1)}, edition.Versions{})
	fmt.Println(parts.County.Name, parts.Units[0].Name, parts.Units[0].Valid, err)
	// Output:
	// 1 <nil>
	// 青神县 城厢镇 [2019-12-20, 2020-05-30) <nil>
}

// Opening a folder whose server is down, and one whose server is up.
func BenchmarkOpen(b *testing.B) {
	data, err := os.MkdirTemp("", "xiantu-open-bench-")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(data)
	if err := os.Chmod(data, 0o755); err != nil {
		b.Fatal(err)
	}
	open := func() *postgis.Store {
		store, err := postgis.Open(b.Context(), postgis.Options{Data: data, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			b.Fatal(err)
		}
		return store
	}
	open().Close(b.Context())
	b.Run("start", func(b *testing.B) {
		for b.Loop() {
			store := open()
			b.StopTimer()
			store.Close(b.Context())
			b.StartTimer()
		}
	})
	b.Run("join", func(b *testing.B) {
		first := open()
		defer first.Close(b.Context())
		for b.Loop() {
			store := open()
			b.StopTimer()
			store.Close(b.Context())
			b.StartTimer()
		}
	})
}
