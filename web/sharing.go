package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// AnyOrigin in Config.Origins lets the pages of all sites read.
const AnyOrigin = "*"

// CheckOrigin refuses what is not an origin as browsers send it: scheme and host, with the
// port where it is not the scheme's own, and nothing behind; or AnyOrigin.
func CheckOrigin(text string) error {
	if text == AnyOrigin {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Scheme+"://"+u.Host != text || text != strings.ToLower(text) {
		return fmt.Errorf("%q is not an origin: write it as the browser sends it, such as https://maps.example.cn, in small letters and without a slash at the end, or * for all sites", text)
	}
	return nil
}

// sharedPaths are what pages of other sites may read where Config.Origins allows it.
var sharedPaths = []string{"/tiles/", "/style.json", "/sprite/", archivePath, "/ogc", "/v1/", "/openapi"}

// share lets a page of another site read the answer where the site is one of
// Config.Origins (CORS). It reports whether the request was a preflight, which it has answered.
// Nothing is ever written from there: the check of origins sees to that.
func (s *Server) share(w http.ResponseWriter, r *http.Request) (answered bool) {
	if len(s.Origins) == 0 || !slices.ContainsFunc(sharedPaths, func(p string) bool { return strings.HasPrefix(r.URL.Path, p) }) {
		return false
	}
	h := w.Header()
	origin, any := r.Header.Get("Origin"), slices.Contains(s.Origins, AnyOrigin)
	if !any {
		h.Add("Vary", "Origin") // also on answers to others, for caches in between
	}
	preflight := r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
	if origin == "" || !any && !slices.Contains(s.Origins, origin) || r.Method != http.MethodGet && r.Method != http.MethodHead && !preflight {
		return false
	}
	if any {
		origin = AnyOrigin
	}
	h.Set("Access-Control-Allow-Origin", origin)
	if !preflight {
		h.Set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Range, ETag, Link, Content-Crs, X-Request-Id, Retry-After")
		return false
	}
	h.Set("Access-Control-Allow-Methods", "GET, HEAD")
	h.Set("Access-Control-Allow-Headers", "Accept, Accept-Language, Cache-Control, Content-Language, If-None-Match, If-Range, Range")
	h.Set("Access-Control-Max-Age", "86400")
	w.WriteHeader(http.StatusNoContent)
	return true
}
