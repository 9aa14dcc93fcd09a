package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// qgis is the peer of sheets: QGIS's print layout, driven by bench/maps.py, which keeps
// running and takes orders.
type qgis struct {
	cmd    *exec.Cmd
	orders io.WriteCloser
	said   *bufio.Scanner
	errors bytes.Buffer
}

// qgisOrder is a sheet to be written.
type qgisOrder struct {
	What   string  `json:"what"` // pdf, png or atlas
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
	Scale  int     `json:"scale"`
	DPI    int     `json:"dpi"`
	Out    string  `json:"out"`
}

// startQGIS opens a land; where QGIS is not installed it says what to do.
func startQGIS(ctx context.Context, land, system, title string) (*qgis, error) {
	q := &qgis{cmd: exec.CommandContext(ctx, "/usr/bin/python3", "bench/maps.py", land, system, title)}
	q.cmd.Env = append(os.Environ(), "QT_QPA_PLATFORM=offscreen")
	q.cmd.Stderr = &q.errors
	var err error
	if q.orders, err = q.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := q.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	q.said = bufio.NewScanner(out)
	if err := q.cmd.Start(); err != nil {
		return nil, err
	}
	if err := q.wait(); err != nil {
		return nil, errors.Join(fmt.Errorf("%w: install python3-qgis, or let `make bench` do so", err), q.stop())
	}
	return q, nil
}

// wait reads what is said until something is done.
func (q *qgis) wait() error {
	if !q.said.Scan() {
		return fmt.Errorf("QGIS ended: %s", q.errors.String())
	}
	if said := q.said.Text(); said != "done" {
		return errors.New(said)
	}
	return nil
}

// write has a sheet written.
func (q *qgis) write(o qgisOrder) error {
	line, err := json.Marshal(o)
	if err != nil {
		return err
	}
	if _, err := q.orders.Write(append(line, '\n')); err != nil {
		return err
	}
	return q.wait()
}

// stop lets it end.
func (q *qgis) stop() error {
	q.orders.Close()
	return q.cmd.Wait()
}

// mostMemory is the most memory in bytes that a process has had resident, 0 when it has ended.
func mostMemory(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if of, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(of), "kB")), 10, 64)
			return kb << 10
		}
	}
	return 0
}

// watched runs a command and returns how long it took and the most memory that it had. It
// is looked at while it runs: what the system says at its end counts what this process had
// when it started it.
func watched(ctx context.Context, name string, args ...string) (time.Duration, int64, error) {
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stderr = &said
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var most int64
	for {
		select {
		case err := <-ended:
			if err != nil {
				err = fmt.Errorf("%s: %w: %s", name, err, said.String())
			}
			return time.Since(began), most, err
		case <-time.After(5 * time.Millisecond):
			most = max(most, mostMemory(cmd.Process.Pid))
		}
	}
}
