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

func run(ctx context.Context) error {
	county, err := prepare(ctx)
	if err != nil {
		return err
	}
	defer county.close()
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "work\there\tPostGIS or other peer\tratio\taim")
	for _, measure := range []func(context.Context, *land) (row, error){
		importing, loading, topology, covering, coveringOverHTTP, movingOverHTTP, findingGaps, coveringProvince, findingGapsOfProvince, travelling, findingSites, makingTiles, keepingTiles, printing,
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
	for _, measure := range []func(context.Context, *land) ([]row, error){findingGivenSites, servingTiles, topologyOfProvince} {
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
