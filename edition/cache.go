package edition

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// Cache makes editions from a source and keeps the ones in use under a bound of
// memory. An edition is made once for many that ask, and asked-for days between two
// changes share one. It is safe for concurrent use.
type Cache struct {
	// ReadOrder reads the changes files of plans; it is set before the cache is used.
	// Without it no plan can be applied.
	ReadOrder ReadOrder
	// Log is told of shapes that the source holds wrongly; nil: slog.Default().
	Log *slog.Logger

	epoch    atomic.Uint64
	source   Source
	editions *otter.Cache[cacheKey, *Edition]
	making   singleflight.Group

	mu    sync.Mutex
	heads map[adcode.Code]Versions // nil: not read yet
	news  map[adcode.Code]Versions // heard before heads were read
	days  map[picture]datedDays
	last  map[adcode.Code]*Edition // the newest made of each county: its parts are shared
	reach map[adcode.Code]Extent   // of all counties; nil: not read yet
}

// cacheKey is a key rounded down to the last day on which something changed.
type cacheKey struct {
	Key
	state
}

// state are the versions that decide what an edition shows.
type state struct{ county, plan, beside int64 }

// picture is a county with a plan applied, or 0.
type picture struct {
	county adcode.Code
	plan   int64
}

func (k Key) picture() picture { return picture{k.County, k.Plan} }

type datedDays struct {
	state
	list []Change
}

// NewCache returns a cache over source that keeps editions of about maxBytes in all.
func NewCache(source Source, maxBytes int64) *Cache {
	return &Cache{
		source: source,
		editions: otter.Must(&otter.Options[cacheKey, *Edition]{
			MaximumWeight: uint64(maxBytes),
			Weigher:       func(_ cacheKey, ed *Edition) uint32 { return uint32(min(ed.Bytes(), 1<<31)) },
		}),
		news: map[adcode.Code]Versions{},
		days: map[picture]datedDays{},
		last: map[adcode.Code]*Edition{},
	}
}

// Edition returns the county on the day asked for, as of the newest version that the
// cache has heard of. With a plan it is the newest state of the plan, whoever edited
// it. The error is boundaries.ErrNotFound for an unknown county or plan, and a
// *PlanError where the plan does not fit the county.
func (c *Cache) Edition(ctx context.Context, key Key) (*Edition, error) {
	head, err := c.head(ctx, key.County)
	if err != nil {
		return nil, err
	}
	now := state{county: head.County}
	if key.Plan != 0 {
		if now.plan, now.beside, err = c.source.PlanVersion(ctx, key.County, key.Plan); err != nil {
			return nil, err
		}
	}
	rounded := cacheKey{key, now}
	if days, ok := c.knownDays(key.picture(), now); ok {
		rounded.At = roundDown(days, key.At)
		if ed, ok := c.editions.GetIfPresent(rounded); ok {
			return ed.on(key.At), nil
		}
	}
	made, err, _ := c.making.Do(fmt.Sprint(rounded), func() (any, error) {
		return c.make(context.WithoutCancel(ctx), rounded.Key)
	})
	if err != nil {
		return nil, err
	}
	return made.(*Edition).on(key.At), nil
}

// on is the edition as the picture of another day of the same state.
func (ed *Edition) on(day civil.Day) *Edition {
	if ed.Key.At == day {
		return ed
	}
	same := *ed
	same.Key.At = day
	return &same
}

// make reads the parts that the county's newest edition does not have, and puts an
// edition together.
func (c *Cache) make(ctx context.Context, key Key) (*Edition, error) {
	if key.Plan != 0 {
		return c.draft(ctx, key)
	}
	c.mu.Lock()
	last := c.last[key.County]
	c.mu.Unlock()
	known := Versions{}
	if last != nil {
		known = last.Versions
		if last.Key.At != key.At {
			known.Boundaries, known.Facilities, known.People = 0, 0, 0
		}
	}
	parts, err := c.source.Parts(ctx, key, known)
	if err != nil {
		return nil, err
	}
	var ed *Edition
	if last != nil && known.Boundaries != 0 && parts.Versions.Boundaries == known.Boundaries {
		ed = assemble(key, fill(parts, last), last.Boundaries)
	} else if ed, err = Make(key, fill(parts, last)); err != nil {
		return nil, err
	} else if len(ed.Doubtful) > 0 {
		cmp.Or(c.Log, slog.Default()).Warn("shapes derived from units below are not those that the database shows: let `xiantu doctor --mend` work them out anew", "county", key.County, "day", key.At, "units", ed.Doubtful)
	}
	c.keep(ed, parts)
	return ed, nil
}

// draft makes an edition with a plan applied: from all that is held, since an order
// of the plan may take effect on another day than the one asked for.
func (c *Cache) draft(ctx context.Context, key Key) (*Edition, error) {
	parts, err := c.source.Parts(ctx, key, Versions{})
	if err != nil {
		return nil, err
	}
	if c.ReadOrder == nil {
		return nil, fmt.Errorf("plan %d: this program cannot read the changes files of plans", key.Plan)
	}
	if parts, err = parts.Plan.apply(parts, key.At, c.ReadOrder); err != nil {
		return nil, err
	}
	parts.Versions.Plan = parts.Plan.Version
	for _, land := range parts.Beside {
		parts.Versions.Beside += land.Versions.County
	}
	ed, err := Make(key, parts)
	if err != nil {
		return nil, err
	}
	c.keep(ed, parts)
	return ed, nil
}

// fill puts the parts of an older edition where nothing newer was read.
func fill(parts Parts, last *Edition) Parts {
	if last == nil {
		return parts
	}
	if parts.People == nil {
		parts.People = last.People
	}
	if parts.Zones == nil {
		parts.Zones = last.Zones
	}
	if parts.Roads == nil {
		parts.Roads = last.Roads
	}
	if parts.Backdrop == nil {
		parts.Backdrop = last.Backdrop
	}
	if parts.Facilities == nil {
		for _, f := range last.Facilities.List {
			parts.Facilities = append(parts.Facilities, f.Facility)
		}
	}
	return parts
}

func (c *Cache) keep(ed *Edition, parts Parts) {
	made := state{parts.Versions.County, parts.Versions.Plan, parts.Versions.Beside}
	rounded := cacheKey{ed.Key, made}
	rounded.At = roundDown(parts.Days, ed.Key.At)
	c.editions.Set(rounded, ed)
	c.mu.Lock()
	defer c.mu.Unlock()
	county := ed.Key.County
	c.days[ed.Key.picture()] = datedDays{made, parts.Days}
	if ed.Key.Plan == 0 {
		c.last[county] = ed
	}
	if c.heads != nil && c.heads[county].County < parts.Versions.County {
		c.heads[county] = parts.Versions
		c.epoch.Add(1)
	}
}

// roundDown returns the last day up to at on which something changed; at the zero Day,
// which is the newest state, the last of all. Before the first change it is the day
// before that.
func roundDown(days []Change, at civil.Day) civil.Day {
	var best, first civil.Day
	for _, c := range days {
		if (at.IsZero() || !at.Before(c.Day)) && best.Before(c.Day) {
			best = c.Day
		}
		if first.IsZero() || c.Day.Before(first) {
			first = c.Day
		}
	}
	if best.IsZero() && !first.IsZero() {
		return first.AddDays(-1)
	}
	return best
}

func (c *Cache) knownDays(of picture, now state) ([]Change, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	d, ok := c.days[of]
	return d.list, ok && d.state == now
}

// head returns a county's versions, reading all counties' once.
func (c *Cache) head(ctx context.Context, county adcode.Code) (Versions, error) {
	if err := c.readHeads(ctx); err != nil {
		return Versions{}, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	head, ok := c.heads[county]
	if !ok {
		return Versions{}, fmt.Errorf("county %s: %w", county, boundaries.ErrNotFound)
	}
	return head, nil
}

func (c *Cache) readHeads(ctx context.Context) error {
	c.mu.Lock()
	read := c.heads != nil
	c.mu.Unlock()
	if read {
		return nil
	}
	heads, err := c.source.Heads(ctx)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.heads != nil {
		return nil
	}
	c.heads = heads
	for county, now := range c.news {
		if heads[county].County < now.County {
			heads[county] = now
		}
	}
	return nil
}

// Invalidate tells the cache that a county has come to new versions: what is asked
// from now on is at least as new. Older news than it has is ignored.
func (c *Cache) Invalidate(county adcode.Code, now Versions) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.heads == nil:
		c.news[county] = now
	case c.heads[county].County < now.County:
		c.heads[county] = now
		c.epoch.Add(1)
	}
}

// Epoch rises whenever the cache learns of a newer version of any county. Between two
// calls that return the same, no answer without a plan has changed.
func (c *Cache) Epoch() uint64 { return c.epoch.Load() }

// Refresh reads the versions of all counties anew, for one who knows of a newer one
// than the cache has heard of.
func (c *Cache) Refresh(ctx context.Context) error {
	heads, err := c.source.Heads(ctx)
	for county, now := range heads {
		c.Invalidate(county, now)
	}
	return err
}

// Days returns the days on which something changed in a county, in order.
func (c *Cache) Days(ctx context.Context, county adcode.Code) ([]Change, error) {
	head, err := c.head(ctx, county)
	if err != nil {
		return nil, err
	}
	now := state{county: head.County}
	if days, ok := c.knownDays(picture{county: county}, now); ok {
		return days, nil
	}
	if _, err := c.Edition(ctx, Key{County: county}); err != nil {
		return nil, err
	}
	days, _ := c.knownDays(picture{county: county}, now)
	return days, nil
}

// Counties returns all counties, by code.
func (c *Cache) Counties(ctx context.Context) ([]County, error) { return c.source.Counties(ctx) }

// Bytes is about how much memory the edition holds, parts that others share included.
func (ed *Edition) Bytes() int64 {
	const vertex, unit, group, facility = 16, 600, 200, 700
	var vertices int64
	for _, arc := range ed.Mesh.Arcs {
		vertices += int64(len(arc.Line))
	}
	for i := range ed.Units {
		for _, polygon := range ed.Units[i].Shape {
			for _, ring := range polygon {
				vertices += int64(len(ring))
			}
		}
	}
	return vertex*vertices + unit*int64(len(ed.Units)) + group*int64(len(ed.People.Groups)) + facility*int64(len(ed.Facilities.List)) + ed.Roads.bytes()
}
