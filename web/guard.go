package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
)

// policy is the content security policy of every answer: nothing inline, nothing from
// elsewhere. MapLibre's worker is a file of ours; it draws icons through blob: URLs.
const policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guarded puts around next what every request passes: an identity and a language, a
// net for panics, headers, the host check, the origin check and the body's limits.
func (s *Server) guarded(next http.Handler) http.Handler {
	crossing := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := call{id: rand.Text()[:16], log: s.Log}
		r = r.Clone(context.WithValue(r.Context(), callKey{}, c))
		c.tongue = takeTongue(r)
		r = r.WithContext(context.WithValue(r.Context(), callKey{}, c))
		setHeaders(w.Header(), c)
		defer s.catch(w, r)
		if !s.hostAllowed(r.Host) {
			s.refuse(w, r, &refusal{status: http.StatusMisdirectedRequest, said: sentence{
				fmt.Sprintf("本服务不以主机名 %q 提供；如确需要，请在启动时允许它", r.Host),
				fmt.Sprintf("this service does not answer for the host %q: allow it when starting the service", r.Host)}})
			return
		}
		if err := crossing.Check(r); err != nil {
			s.refuse(w, r, &refusal{status: http.StatusForbidden, said: sentence{"拒绝来自其他网站的写入请求", "a page of another site may not write here"}})
			return
		}
		if err := unkeptAddress(r); err != nil {
			s.refuse(w, r, err)
			return
		}
		if s.share(w, r) {
			return
		}
		limitBody(w, r)
		next.ServeHTTP(w, r)
	})
}

func setHeaders(h http.Header, c call) {
	h.Set("X-Request-Id", c.id)
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Vary", "Accept-Encoding, Accept-Language")
}

// catch answers 500 for a panic, and logs where it was.
func (s *Server) catch(w http.ResponseWriter, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler {
		panic(cause)
	}
	s.Log.Error("panic", "id", callOf(r.Context()).id, "path", r.URL.Path, "cause", cause, "stack", string(debug.Stack()))
	s.refuse(w, r, &refusal{status: http.StatusInternalServerError, logged: true})
}

// hostAllowed guards against DNS rebinding: a page of another site whose name has
// been pointed at this machine sends its own name here.
func (s *Server) hostAllowed(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || slices.Contains(s.Hosts, "*") || slices.ContainsFunc(s.Hosts, func(h string) bool { return strings.EqualFold(h, name) }) {
		return true
	}
	ip, err := netip.ParseAddr(name)
	return err == nil && (ip == netip.IPv6Loopback() || ip == netip.AddrFrom4([4]byte{127, 0, 0, 1}))
}
