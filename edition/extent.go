package edition

import (
	"context"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Extent is how far a county's land, people and facilities reach, on all days: all that an
// edition of it can show lies within.
type Extent struct {
	Version int64     // the county's
	Known   bool      // false: nobody has worked it out for that version
	Bound   orb.Bound // lon/lat EPSG:4490; empty where nothing has a place
}

// Extents returns how far every county reaches, as of versions at least as new as the
// cache has heard of. It reads no county: one row each, and again only when one was
// written.
func (c *Cache) Extents(ctx context.Context) (map[adcode.Code]Extent, error) {
	if err := c.readHeads(ctx); err != nil {
		return nil, err
	}
	if reach := c.knownExtents(); reach != nil {
		return reach, nil
	}
	reach, err := c.source.Extents(ctx)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reach = reach
	return reach, nil
}

// knownExtents are the extents read last, or nil where a county has been written since.
func (c *Cache) knownExtents() map[adcode.Code]Extent {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.reach) < len(c.heads) {
		return nil
	}
	for county, now := range c.heads {
		if c.reach[county].Version < now.County {
			return nil
		}
	}
	return c.reach
}
