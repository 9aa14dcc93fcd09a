package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
	"github.com/maypok86/otter/v2"
)

// document is an answer as bytes, kept under its entity tag: plain, and compressed
// once somebody accepts that.
type document struct {
	kind string // media type
	tag  string // entity tag, quoted
	body []byte

	once   sync.Once
	zipped []byte
}

// maxDocuments bounds the memory that kept documents take.
const maxDocuments = 128 << 20

func newDocuments() *otter.Cache[string, *document] {
	return otter.Must(&otter.Options[string, *document]{
		MaximumWeight: maxDocuments,
		Weigher:       func(tag string, d *document) uint32 { return uint32(len(tag) + len(d.body)*3/2) },
	})
}

// kept returns the document with a tag, making it at the first call.
func (s *Server) kept(tag, kind string, make func() []byte) *document {
	if d, ok := s.documents.GetIfPresent(tag); ok {
		return d
	}
	d := &document{kind: kind, tag: tag, body: make()}
	s.documents.Set(tag, d)
	return d
}

// compressed is the body as gzip, or nil where that is not worth it.
func (d *document) compressed() []byte {
	d.once.Do(func() {
		if len(d.body) < 1024 || strings.HasPrefix(d.kind, "image/") && d.kind != "image/svg+xml" || strings.HasPrefix(d.kind, "font/") {
			return
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(d.body)
		w.Close()
		d.zipped = b.Bytes()
	})
	return d.zipped
}

// write answers a request with the document: 304 where the caller has it.
func (d *document) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("ETag", d.tag)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	if matches(r.Header.Get("If-None-Match"), d.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", d.kind)
	body := d.body
	if acceptsGzip(r) {
		if z := d.compressed(); z != nil {
			body = z
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// documentOutput is the huma output of a document.
type documentOutput struct{ Body func(huma.Context) }

func (d *document) output() *documentOutput {
	return &documentOutput{func(ctx huma.Context) {
		r, w := humamux.Unwrap(ctx)
		d.write(w, r)
	}}
}

// acceptsGzip reads Accept-Encoding; a q of 0 is a no.
func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";")
		if (name == "gzip" || name == "*") && strings.TrimRight(q, "0.") != "q=" {
			return true
		}
	}
	return false
}

// tagOf is the entity tag of an answer that the parts decide: the versions of
// editions, and the question.
func tagOf(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%v\x00", p)
	}
	return `"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:12]) + `"`
}

// matches reports whether an If-None-Match names the tag, weakly compared.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == tag || part == "*" {
			return true
		}
	}
	return false
}
