package cluster

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"
)

// Options of a cluster. The zero value is right for all but tests.
type Options struct {
	Log       *slog.Logger      // nil: slog.Default()
	Settings  map[string]string // more settings of the server, over those given here
	Elsewhere string            // where clusters are kept that cannot lie in their data folder; "": /var/lib/xiantu
	NoSync    bool              // initdb without sync, for data to be thrown away
}

// Cluster is a running server that this process uses. It is safe for use by many
// goroutines.
type Cluster struct {
	home    home
	server  server
	log     *slog.Logger
	users   *lock // shared, for as long as the cluster is used
	mending sync.Mutex
	stop    context.CancelFunc
	stopped chan struct{}
}

// Open makes the cluster of a data folder where there is none, starts its server where
// none runs, and from then on counts as one of its users. While it is open, a server
// that dies is started again within a second.
func Open(ctx context.Context, data string, o Options) (*Cluster, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	h, err := findHome(data, o)
	if err != nil {
		return nil, err
	}
	c := &Cluster{home: h, log: o.Log, stopped: make(chan struct{})}
	err = h.throughGate(ctx, func() error { return c.enter(ctx, o) })
	if err != nil {
		return nil, err
	}
	watching, stop := context.WithCancel(context.Background())
	c.stop = stop
	go c.watch(watching)
	return c, nil
}

// enter prepares the cluster, joins its users and starts the server; called within the
// gate.
func (c *Cluster) enter(ctx context.Context, o Options) (err error) {
	if c.server, err = c.home.prepare(ctx, o); err != nil {
		return err
	}
	if c.users, err = c.home.join(); err != nil {
		return err
	}
	if err := c.server.start(ctx); err != nil {
		c.users.release()
		return err
	}
	return nil
}

// URL is the address of a database in the cluster, for pgx and libpq alike.
func (c *Cluster) URL(database string) string { return c.server.url(database) }

// Ensure starts the server again where it has died. It costs nothing while it runs.
func (c *Cluster) Ensure(ctx context.Context) error {
	if c.server.running() {
		return nil
	}
	c.mending.Lock()
	defer c.mending.Unlock()
	return c.home.throughGate(ctx, func() error { return c.server.start(ctx) })
}

// watch looks after the server until the cluster is closed.
func (c *Cluster) watch(ctx context.Context) {
	defer close(c.stopped)
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if c.server.running() {
			continue
		}
		c.log.Warn("the private PostgreSQL has died; starting it again", "log", c.server.log)
		if err := c.Ensure(ctx); err != nil && ctx.Err() == nil {
			c.log.Error("the private PostgreSQL does not start", "error", err)
		}
	}
}

// Close gives the cluster up; the last user stops the server. It waits until the
// server has written everything down. A second Close does nothing.
func (c *Cluster) Close() error {
	if c.users == nil {
		return nil
	}
	c.stop()
	<-c.stopped
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return c.home.throughGate(ctx, func() error {
		c.users.release()
		c.users = nil
		last, err := tryLock(c.home.usersLock(), true)
		if err != nil || last == nil {
			return err
		}
		defer last.release()
		return c.server.shutDown(ctx)
	})
}

// PID is the number of the server's process; 0 while it is dead.
func (c *Cluster) PID() int { return int(c.server.state.pid.Load()) }

// Socket is the folder of the server's unix socket: the host to give to psql or QGIS.
func (c *Cluster) Socket() string { return c.server.socket }

// Folder is where the cluster's files are: data's folder postgres, or the place that
// its marker names.
func (c *Cluster) Folder() string { return c.home.place }

func (c *Cluster) String() string {
	return fmt.Sprintf("private PostgreSQL %d in %s", c.server.tools.major, filepath.Clean(c.home.place))
}
