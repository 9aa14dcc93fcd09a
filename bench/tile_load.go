package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// tileClients is how many ask at once, each over one connection that it keeps.
const tileClients = 8

// load is what came of asking for paths.
type load struct {
	asked int
	took  time.Duration   // from the first to the last
	work  time.Duration   // of processors, the asking included
	each  []time.Duration // ascending
	sizes []int           // of bodies, by path
}

func (l load) rate() float64 { return float64(l.asked) / l.took.Seconds() }

// p99 is the time that 99 of 100 answers took at most.
func (l load) p99() time.Duration { return l.each[len(l.each)*99/100] }

// ask asks a server for paths, rounds times over, as fast as tileClients can. What it
// does itself it does with as little work as it can, since it runs on the same
// processors: requests are written beforehand, and of answers only what must be is read.
func ask(ctx context.Context, address string, paths []string, rounds int) (load, error) {
	requests := make([][]byte, len(paths))
	for i, p := range paths {
		requests[i] = fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n", p)
	}
	out := load{asked: rounds * len(paths), sizes: make([]int, len(paths))}
	each := make([][]time.Duration, tileClients)
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	worked := labourNow()
	began := time.Now()
	for c := range tileClients {
		group.Go(func() error {
			conn, err := net.Dial("tcp", address)
			if err != nil {
				return err
			}
			defer conn.Close()
			in := bufio.NewReaderSize(conn, 64<<10)
			for ctx.Err() == nil {
				n := int(next.Add(1) - 1)
				if n >= out.asked {
					return nil
				}
				start := time.Now()
				size, err := exchange(conn, in, requests[n%len(paths)])
				if err != nil {
					return fmt.Errorf("%s: %w", paths[n%len(paths)], err)
				}
				each[c] = append(each[c], time.Since(start))
				if n < len(paths) {
					out.sizes[n] = size
				}
			}
			return ctx.Err()
		})
	}
	err := group.Wait()
	out.took = time.Since(began)
	out.work = worked.since()
	out.each = slices.Sorted(slices.Values(slices.Concat(each...)))
	return out, err
}

// exchange sends a request, reads the answer to its end and returns the size of its body.
func exchange(conn net.Conn, in *bufio.Reader, request []byte) (int, error) {
	if _, err := conn.Write(request); err != nil {
		return 0, err
	}
	line, err := in.ReadSlice('\n')
	if err != nil {
		return 0, err
	}
	empty := bytes.HasPrefix(line, []byte("HTTP/1.1 204"))
	if !empty && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
		return 0, errors.New(string(line))
	}
	size := 0
	for {
		if line, err = in.ReadSlice('\n'); err != nil {
			return 0, err
		}
		if len(line) <= 2 {
			break
		}
		if name := []byte("Content-Length: "); bytes.HasPrefix(line, name) {
			if size, err = strconv.Atoi(string(bytes.TrimSpace(line[len(name):]))); err != nil {
				return 0, err
			}
		}
	}
	if size == 0 && !empty {
		return 0, errors.New("an answer without a length")
	}
	_, err = io.CopyN(io.Discard, in, int64(size))
	return size, err
}
