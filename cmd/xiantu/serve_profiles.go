package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"time"
)

// profileFlags say where the process shows what it spends time and memory on.
type profileFlags struct {
	Profiles string `help:"Loopback address for profiles of time and memory, such as 127.0.0.1:6060, for go tool pprof; none unless named." env:"XIANTU_PROFILES" placeholder:"HOST:PORT"`
}

// listen takes the address, nil where none is named.
func (f profileFlags) listen() (net.Listener, error) {
	if f.Profiles == "" {
		return nil, nil
	}
	if err := loopbackOnly("--profiles", f.Profiles); err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", f.Profiles)
	if err != nil {
		return nil, fmt.Errorf("cannot show profiles on %s: %w; choose another address with --profiles", f.Profiles, err)
	}
	return listener, nil
}

// serveProfiles answers under /debug/pprof/ until the context ends; a profile under way
// is given up then.
func serveProfiles(ctx context.Context, listener net.Listener) error {
	routes := http.NewServeMux()
	routes.HandleFunc("GET /debug/pprof/", pprof.Index)
	routes.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	routes.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	routes.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	server := &http.Server{Handler: namedLoopback(routes), ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	return untilDone(ctx, server.Serve(listener))
}

// namedLoopback refuses requests to another host's name: a site on the internet may have
// its name lead to this machine, and would read what a browser here is told.
func namedLoopback(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isLoopback(r.Host) {
			http.Error(w, "ask by this machine's loopback address", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}
