package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"text/tabwriter"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		slog.Error("bench", "error", err)
		os.Exit(1)
	}
}

// run makes the whole table, or the part that XIANTU_BENCH names: "tiles" is those served
// of the tiled land, "province" those of the demo province, which takes minutes, "maps" the
// printed sheets.
func run(ctx context.Context) error {
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "work\there\tPostGIS or other peer\tratio\taim")
	switch part := os.Getenv("XIANTU_BENCH"); part {
	case "":
		return everything(ctx, out)
	case "tiles":
		return servingAlone(ctx, out, tiledMade)
	case "province":
		return servingAlone(ctx, out, tiledProvince)
	case "maps":
		return printingAlone(ctx, out)
	default:
		return fmt.Errorf("XIANTU_BENCH=%s is no part of the table: tiles, province, maps, or nothing for all but the province's tiles", part)
	}
}

func everything(ctx context.Context, out *tabwriter.Writer) error {
	county, err := prepare(ctx)
	if err != nil {
		return err
	}
	defer county.close()
	for _, measure := range []func(context.Context, *land) (row, error){
		importing, loading, topology, covering, coveringOverHTTP, movingOverHTTP, findingGaps, coveringProvince, findingGapsOfProvince, travelling, findingSites, makingTiles, keepingTiles,
		sharing, committing, checkingProvince, cleaningSound, cleaningTorn, simplifying, dissolving,
	} {
		r, err := measure(ctx, county)
		if err != nil {
			return err
		}
		if err := tell(out, r); err != nil {
			return err
		}
	}
	for _, measure := range []func(context.Context, *land) ([]row, error){findingGivenSites, servingMade, topologyOfProvince, printing} {
		rows, err := measure(ctx, county)
		if err != nil {
			return err
		}
		if err := tell(out, rows...); err != nil {
			return err
		}
	}
	return nil
}

func tell(out *tabwriter.Writer, rows ...row) error {
	for _, r := range rows {
		fmt.Fprintln(out, r)
	}
	return out.Flush()
}
