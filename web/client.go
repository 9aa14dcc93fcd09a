package web

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

const unbuilt = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>县图 Xiantu</title></head><body>
<h1>县图 Xiantu</h1>
<p>网页还没有构建：请运行 <code>make build</code>，再重新启动。接口可以使用：<a href="/openapi.json">/openapi.json</a>、<a href="/ogc/">/ogc/</a>。</p>
<p lang="en">The client is not built yet: run <code>make build</code> and start again. The interface works: <a href="/openapi.json">/openapi.json</a>, <a href="/ogc/">/ogc/</a>.</p>
</body></html>
`

// clientRoutes registers every file of the built client at its own path, so that what
// is not there is a problem like any other.
func (s *Server) clientRoutes() error {
	files := s.Client
	if files == nil {
		var err error
		if files, err = builtClient(); err != nil {
			return err
		}
	}
	page := []byte(unbuilt)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if name == "index.html" {
			page = body
			return nil
		}
		s.asset("/"+name, mediaType(name), body)
		return nil
	})
	s.asset("/", "text/html; charset=utf-8", page)
	return err
}

// asset serves one file. Vite names what lies under assets/ by its content, so that
// may be kept for ever.
func (s *Server) asset(address, kind string, body []byte) {
	d := &document{kind: kind, tag: tagOf(string(body)), body: body}
	s.plain(http.MethodGet, address, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(address, "/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		d.write(w, r)
	})
}

// mediaType goes by our own list first: what a system's tables say of .js differs.
func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
		return "application/octet-stream"
	}
}
