package coverage

import (
	"runtime"
	"sync"
	"weak"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// What is worked out from a part of an edition once and used for every question: parts
// are immutable and shared between editions, so these are kept beside them, by
// weak pointers, and go when the part goes.
var (
	grounds memo[geo.Mesh, geo.Ground]
	crowds  memo[edition.People, crowd]
)

// memo keeps a value for each key for as long as the key is alive. The value must not
// hold the key.
type memo[K, V any] struct{ values sync.Map }

func (m *memo[K, V]) of(key *K, work func(*K) *V) *V {
	w := weak.Make(key)
	if once, ok := m.values.Load(w); ok {
		return once.(func() *V)()
	}
	// The closure must not outlive its first call with the key in it.
	pending := key
	once, loaded := m.values.LoadOrStore(w, sync.OnceValue(func() *V {
		v := work(pending)
		pending = nil
		return v
	}))
	if !loaded {
		runtime.AddCleanup(key, func(w weak.Pointer[K]) { m.values.Delete(w) }, w)
	}
	return once.(func() *V)()
}
