package postgis

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// pollEvery is how old news can be when a notification was lost.
const pollEvery = 5 * time.Second

// Watch calls changed for every county at first, and then for each county that was
// written, by whatever instance, with its new versions; once for each version it
// learns of, never for an older one. It listens on a connection of its own and
// connects again when that breaks; a look at all versions every five seconds makes
// up for what was missed. It returns when ctx ends, with ctx's error.
func (s *Store) Watch(ctx context.Context, changed func(adcode.Code, edition.Versions)) error {
	w := watcher{store: s, changed: changed, seen: map[adcode.Code]int64{}}
	for {
		err := w.listen(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.log.WarnContext(ctx, "listening for changes broke off; trying again", "error", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

type watcher struct {
	store   *Store
	changed func(adcode.Code, edition.Versions)
	seen    map[adcode.Code]int64
}

// listen waits for notifications until the connection breaks.
func (w *watcher) listen(ctx context.Context) error {
	conn, err := w.store.connection(ctx)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN xiantu_county"); err != nil {
		return err
	}
	for {
		// All versions are read after the first LISTEN, so nothing falls between.
		heads, err := collectVersions(ctx, conn, "heads")
		if err != nil {
			return err
		}
		for county, v := range heads {
			w.tell(county, v)
		}
		if err := w.hear(ctx, conn); err != nil {
			return err
		}
	}
}

// hear passes on notifications until it is time for a look at all versions.
func (w *watcher) hear(ctx context.Context, conn *pgx.Conn) error {
	due, cancel := context.WithTimeout(ctx, pollEvery)
	defer cancel()
	for {
		n, err := conn.WaitForNotification(due)
		if err != nil {
			if due.Err() != nil && ctx.Err() == nil && !conn.IsClosed() {
				return nil
			}
			return err
		}
		var text string
		var v edition.Versions
		if _, err := fmt.Sscan(n.Payload, &text, &v.County, &v.Boundaries, &v.Facilities, &v.People, &v.Zones, &v.Roads, &v.Backdrop); err != nil {
			continue
		}
		if county, err := adcode.Parse(text); err == nil {
			w.tell(county, v)
		}
	}
}

func (w *watcher) tell(county adcode.Code, v edition.Versions) {
	if last, known := w.seen[county]; known && v.County <= last {
		return
	}
	w.seen[county] = v.County
	w.changed(county, v)
}

// connection is a connection outside the pool.
func (s *Store) connection(ctx context.Context) (*pgx.Conn, error) {
	if s.private != nil {
		if err := s.private.Ensure(ctx); err != nil {
			return nil, err
		}
	}
	return pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
}
