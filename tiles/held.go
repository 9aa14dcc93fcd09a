package tiles

import (
	"runtime"
	"sync"
	"weak"
)

// held keeps what was made of a K for as long as that K lives and no longer. What
// is made must not point to the K. The zero held is ready and safe for concurrent
// use.
type held[K, V any] struct {
	mu   sync.Mutex
	made map[weak.Pointer[K]]func() V
}

// of returns what was made of k, making it once for all who ask.
func (h *held[K, V]) of(k *K, from func(*K) V) V {
	key := weak.Make(k)
	h.mu.Lock()
	get, ok := h.made[key]
	if !ok {
		if h.made == nil {
			h.made = map[weak.Pointer[K]]func() V{}
		}
		// Whoever asks holds k, so it still lives when it is first asked for.
		get = sync.OnceValue(func() V { return from(key.Value()) })
		h.made[key] = get
		runtime.AddCleanup(k, h.drop, key)
	}
	h.mu.Unlock()
	v := get()
	runtime.KeepAlive(k)
	return v
}

func (h *held[K, V]) drop(key weak.Pointer[K]) {
	h.mu.Lock()
	delete(h.made, key)
	h.mu.Unlock()
}

// size is how many are held.
func (h *held[K, V]) size() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.made)
}
