package tiles

import (
	"context"
	"sync"
)

// flights are the tiles in the making. Who asks first for one makes it, and does so to the
// end, gone or not; others wait for it, each as long as it likes. A goroutine of its own for
// each tile would cost as much as many a tile does: its stack grows anew. The zero flights
// are ready and safe for concurrent use.
type flights struct {
	mu     sync.Mutex
	flying map[string]*flight
}

type flight struct {
	done chan struct{}
	tile Tile
	err  error
}

// do makes a tile, or waits for who makes it.
func (f *flights) do(ctx context.Context, key string, makeTile func() (Tile, error)) (Tile, error) {
	if err := ctx.Err(); err != nil {
		return Tile{}, err
	}
	f.mu.Lock()
	if other, ok := f.flying[key]; ok {
		f.mu.Unlock()
		select {
		case <-ctx.Done():
			return Tile{}, ctx.Err()
		case <-other.done:
			return other.tile, other.err
		}
	}
	if f.flying == nil {
		f.flying = map[string]*flight{}
	}
	own := &flight{done: make(chan struct{})}
	f.flying[key] = own
	f.mu.Unlock()
	own.tile, own.err = makeTile()
	f.mu.Lock()
	delete(f.flying, key)
	f.mu.Unlock()
	close(own.done)
	return own.tile, own.err
}
