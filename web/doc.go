// Package web is Xiantu over HTTP: GeoJSON, tiles, coverage answers, imports, sheets
// and exports, OGC API Features, and the client. It reads editions and asks the
// packages below it; it knows no SQL and keeps no state that another instance lacks,
// but caches.
//
//	server, err := web.New(web.Config{Editions: cache, Ledger: store, Uploads: store, Log: log})
//	listener, err := net.Listen("tcp", "127.0.0.1:8080")
//	err = server.Serve(ctx, listener)
//
// Each file holds one subject: its routes on top, then bodies, then handlers, which
// parse, make one call and write. Errors become RFC 9457 problems in one place,
// problem.go, in the language that the request asks for.
//
// It does not check who calls: until accounts exist it is for one machine, which
// guard.go sees to.
package web
