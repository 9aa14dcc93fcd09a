package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// program is the built program, mapshaper the peer that npm installs, of the version in
// bench/package.json: both as seen from the repository's root.
const (
	program   = "bin/xiantu"
	mapshaper = "bench/node_modules/.bin/mapshaper"
)

// cleaningSound, cleaningTorn and simplifying are `xiantu topo` beside the peer, as
// commands, reading and writing included, by the processors' time of each.
func cleaningSound(ctx context.Context, l *land) (row, error) {
	return l.topo(ctx, "clean a sound province, mapshaper beside", ">= 4x", false,
		[]string{"clean"}, []string{"-clean"})
}

func cleaningTorn(ctx context.Context, l *land) (row, error) {
	return l.topo(ctx, "clean a province drawn ring by ring, mapshaper beside", ">= 3x", true,
		[]string{"clean"}, []string{"-clean"})
}

func simplifying(ctx context.Context, l *land) (row, error) {
	return l.topo(ctx, "simplify a province to 5 %, mapshaper beside", ">= 2x", false,
		[]string{"simplify", "--keep", "5%"}, []string{"-simplify", "weighted", "keep-shapes", "5%"})
}

func (l *land) topo(ctx context.Context, work, aim string, torn bool, ours, theirs []string) (row, error) {
	in, err := l.province(torn)
	if err != nil {
		return row{}, err
	}
	if err := install(ctx); err != nil {
		return row{}, err
	}
	out := filepath.Join(l.folder, "out.geojson")
	here, err := cpu(ctx, program, append([]string{"topo"}, append(ours, in, "--out", out)...)...)
	if err != nil {
		return row{}, err
	}
	peer, err := cpu(ctx, mapshaper, append(append([]string{in}, theirs...), "-o", out, "force")...)
	return row{work, span(here), span(peer), fmt.Sprintf("%.1fx", float64(peer)/float64(here)), aim}, err
}

// install gets the peer, once.
func install(ctx context.Context) error {
	if _, err := os.Stat(mapshaper); err == nil {
		return nil
	}
	_, err := cpu(ctx, "npm", "--prefix", "bench", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund")
	return err
}

// cpu runs a command and returns the time that processors spent on it.
func cpu(ctx context.Context, name string, args ...string) (time.Duration, error) {
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s: %w: %s", name, err, said.String())
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}
