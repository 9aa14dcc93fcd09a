package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/web"
)

type serveCommand struct {
	Listen string `help:"Address to listen on; loopback only while there are no accounts." default:"127.0.0.1:8080" env:"XIANTU_LISTEN"`
	tileFlags
	basemapFlags
	profileFlags
}

// Run serves until the context ends; then what is under way may finish.
func (c *serveCommand) Run(app *application) error {
	if err := loopbackOnly("--listen", c.Listen); err != nil {
		return err
	}
	var config web.Config
	if err := c.tileFlags.configure(&config); err != nil {
		return err
	}
	if err := c.basemapFlags.configure(&config); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; another xiantu may be serving there: choose another with --listen", c.Listen, err)
	}
	defer listener.Close()
	profiles, err := c.profileFlags.listen()
	if err != nil {
		return err
	}
	if profiles != nil {
		defer profiles.Close()
	}
	if err := app.open(); err != nil {
		return err
	}
	config.Editions, config.Ledger, config.Uploads, config.Log, config.Now = app.editions, app.store, app.store, app.log, time.Now
	server, err := web.New(config)
	if err != nil {
		return err
	}
	fmt.Fprintf(app.stdout, "Xiantu serves http://%s\n", listener.Addr())
	group, ctx := errgroup.WithContext(app.ctx)
	if profiles != nil {
		fmt.Fprintf(app.stdout, "Profiles are at http://%s/debug/pprof/\n", profiles.Addr())
		group.Go(func() error { return serveProfiles(ctx, profiles) })
	}
	group.Go(func() error { return server.Serve(ctx, listener) })
	group.Go(func() error { return untilDone(ctx, app.store.Work(ctx, server.RunJob)) })
	group.Go(func() error {
		return untilDone(ctx, app.store.Watch(ctx, func(county adcode.Code, now edition.Versions) { app.editions.Invalidate(county, now) }))
	})
	return group.Wait()
}

// untilDone takes the end of the context for a good end.
func untilDone(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// loopbackOnly refuses an address for a flag that other machines could reach.
func loopbackOnly(flag, address string) error {
	if _, _, err := net.SplitHostPort(address); err != nil {
		return usageError{fmt.Sprintf("%s %s: write it as HOST:PORT, such as 127.0.0.1:8080", flag, address)}
	}
	if isLoopback(address) {
		return nil
	}
	return usageError{fmt.Sprintf("%s %s: other machines could reach this address, and there are no accounts yet: listen on 127.0.0.1 and put nothing in front", flag, address)}
}

// isLoopback reports whether HOST:PORT, or HOST alone, is this machine's own.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
