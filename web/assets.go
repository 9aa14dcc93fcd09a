package web

import (
	"embed"
	"io/fs"
)

// built is the client as vite builds it into web/client/dist. Before the first build
// the folder holds only a placeholder, and the page says how to build it.
//
//go:embed all:client/dist
var built embed.FS

func builtClient() (fs.FS, error) { return fs.Sub(built, "client/dist") }
