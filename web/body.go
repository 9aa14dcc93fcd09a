package web

import (
	"io"
	"net/http"
	"strings"
	"time"
)

// Limits of what a request may bring.
const (
	maxBody    = 1 << 20
	maxChanges = 16 << 20 // of a changes file, whose lines and pieces may be drawn finely
	maxUpload  = 200 << 20
	bodyPause  = 30 * time.Second // the longest silence while a body arrives
	bodyTime   = 20 * time.Minute // the longest a body may take in all
)

// limitBody bounds the size of a request's body, and the time it may take to come.
func limitBody(w http.ResponseWriter, r *http.Request) {
	if r.Body == nil || r.Body == http.NoBody {
		return
	}
	limit := int64(maxBody)
	switch {
	case isUpload(r):
		limit = maxUpload
	case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/papers"):
		limit = maxPaperForm
	case r.URL.Path == "/v1/changes" || strings.HasPrefix(r.URL.Path, "/v1/plans"):
		limit = maxChanges
	}
	r.Body = &patientBody{
		ReadCloser: http.MaxBytesReader(w, r.Body, limit),
		deadline:   http.NewResponseController(w).SetReadDeadline,
		until:      time.Now().Add(bodyTime),
	}
}

func isUpload(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/v1/imports/")
}

// patientBody moves the connection's read deadline on with every read, and takes it
// away at the end of the body: a deadline left standing would cancel the request's
// context while its answer is still being worked out.
type patientBody struct {
	io.ReadCloser
	deadline func(time.Time) error
	until    time.Time
}

// Read reads on, for at most bodyPause.
func (b *patientBody) Read(p []byte) (int, error) {
	next := time.Now().Add(bodyPause)
	if next.After(b.until) {
		next = b.until
	}
	b.deadline(next) // a recorder in a test has none to set
	n, err := b.ReadCloser.Read(p)
	if err != nil {
		b.deadline(time.Time{})
	}
	return n, err
}
