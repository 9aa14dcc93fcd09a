package web

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	"github.com/xiantu/xiantu/staging"
)

// madeRoutes are the files that jobs have made.
func (s *Server) madeRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/exports/{id}", "get-export", "exports", "A file that a job makes: where it stands, and where it is fetched"), s.getMade)
	file := operation(http.MethodGet, "/v1/exports/{id}/file", "get-export-file", "exports", "The file of an export, whole or by ranges")
	file.Responses = rangeResponses("application/octet-stream")
	huma.Register(s.api, file, s.getMadeFile)
	archive := operation(http.MethodGet, archivePath+"{name}", "get-archive", "tiles", "A PMTiles archive that was exported, by ranges")
	archive.Description = "Its name changes with what is in it, so what lies under a name is the same for ever. It stands for a week after it was last ordered."
	archive.Responses = rangeResponses(archiveKind)
	huma.Register(s.api, archive, s.getArchive)
}

// rangeResponses document a file that is fetched by ranges.
func rangeResponses(kind string) map[string]*huma.Response {
	r := fileResponse("the file", kind, nil)
	r["206"] = &huma.Response{Description: "the ranges asked for", Content: r["200"].Content}
	r["304"] = &huma.Response{Description: "the client has it"}
	return r
}

// MadePath names an export.
type MadePath struct {
	ID string `path:"id" maxLength:"100"`
}

// madeBody is an export as it stands.
type madeBody struct {
	jobBody
	What    string    `json:"what"`
	Format  string    `json:"format"`
	Name    string    `json:"name"`
	Size    int64     `json:"size" doc:"in bytes; 0 until it is there"`
	Hash    string    `json:"sha256,omitempty" doc:"of the file"`
	Asked   time.Time `json:"asked"`
	Expires time.Time `json:"expires"`
}

type madeOutput struct{ Body madeBody }

func (s *Server) getMade(ctx context.Context, in *MadePath) (*madeOutput, error) {
	e, err := s.Uploads.Export(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	return &madeOutput{madeBody{exportJob(e, callOf(ctx).tongue), e.What, e.Format, e.Name, e.Size, e.Hash, e.Asked, e.Expires}}, nil
}

func (s *Server) getMadeFile(ctx context.Context, in *MadePath) (*tileOutput, error) {
	e, err := s.Uploads.Export(ctx, staging.ID(in.ID))
	if err != nil {
		return nil, err
	}
	return s.sendMade(e)
}

// ArchivePath names an archive.
type ArchivePath struct {
	Name string `path:"name" maxLength:"200" example:"990101-2020-06-30-0123456789ab.pmtiles"`
}

func (s *Server) getArchive(ctx context.Context, in *ArchivePath) (*tileOutput, error) {
	e, err := s.Uploads.ExportNamed(ctx, in.Name)
	if err != nil {
		return nil, err
	}
	return s.sendMade(e)
}

// sendTime is how long the file of an export may take to send, for a slow line.
const sendTime = time.Hour

// sendMade sends the file of an export: all of it or ranges, with 304, 206 and 416 as RFC
// 9110 has them.
func (s *Server) sendMade(e staging.Export) (*tileOutput, error) {
	if e.State != staging.ExportDone {
		return nil, &refusal{status: http.StatusNotFound, said: sentence{"这个文件还没有做成，或没有做成功：请查看 /v1/exports/" + string(e.ID), "the file is not there: see /v1/exports/" + string(e.ID)}}
	}
	return &tileOutput{func(c huma.Context) {
		r, w := humamux.Unwrap(c)
		h := w.Header()
		h.Set("ETag", `"`+e.Hash[:24]+`"`)
		h.Set("Content-Type", e.Kind)
		if len(e.Notes) > 0 {
			h.Set(notesHeader, notesHeld(e.Notes))
		}
		h.Set("Cache-Control", "public, max-age=604800, immutable")
		if e.Format != archiveFormat {
			h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(e.Name))
			h.Set("Cache-Control", "no-cache")
		}
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(sendTime)) // a recorder in a test has none
		if !strings.HasPrefix(r.Header.Get("Range"), "bytes=") {                 // units that nobody knows are to be ignored
			r.Header.Del("Range")
		}
		guarded := &rangeWriter{ResponseWriter: w}
		http.ServeContent(guarded, r, "", time.Time{}, &madeFile{ctx: r.Context(), from: s.Uploads, id: e.ID, size: e.Size})
		if guarded.beyond {
			s.refuse(w, r, &refusal{status: http.StatusRequestedRangeNotSatisfiable, said: sentence{"请求的范围超出文件", "the range asked for lies outside the file"}})
		}
	}}, nil
}

// rangeWriter holds back the standard library's answer to a range that there is not, for
// one of ours.
type rangeWriter struct {
	http.ResponseWriter
	beyond bool
}

// WriteHeader takes note of 416 and passes on all else.
func (w *rangeWriter) WriteHeader(status int) {
	if w.beyond = status == http.StatusRequestedRangeNotSatisfiable; !w.beyond {
		w.ResponseWriter.WriteHeader(status)
	}
}

// Write passes on what does not belong to a 416.
func (w *rangeWriter) Write(p []byte) (int, error) {
	if w.beyond {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

// readAhead is how much is read at once of a file that is read on and on.
const readAhead = 256 << 10

// madeFile reads the file of an export where it is kept. Between reads it holds nothing of
// the database: a slow reader costs only what was read ahead for it.
type madeFile struct {
	ctx    context.Context
	from   outboxFiles
	id     staging.ID
	size   int64
	at     int64
	ahead  []byte // what stands at at
	follow bool   // it has been read up to here
}

// Read reads on.
func (f *madeFile) Read(p []byte) (int, error) {
	if f.at >= f.size {
		return 0, io.EOF
	}
	if len(f.ahead) == 0 {
		want := len(p)
		if f.follow {
			want = max(want, readAhead)
		}
		part, err := f.from.ExportPart(f.ctx, f.id, f.at, want)
		if err != nil {
			return 0, err
		}
		if len(part) == 0 { // it expired under the reader's hands
			return 0, io.ErrUnexpectedEOF
		}
		f.ahead = part
	}
	n := copy(p, f.ahead)
	f.ahead, f.at, f.follow = f.ahead[n:], f.at+int64(n), true
	return n, nil
}

// Seek moves to another place.
func (f *madeFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.at
	case io.SeekEnd:
		offset += f.size
	}
	f.at, f.ahead, f.follow = offset, nil, false
	return offset, nil
}
