package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
	"github.com/gorilla/mux"
)

const (
	htmlText   = "text/html; charset=utf-8"
	jsonSchema = "application/schema+json"
)

// ogcCall is a request to the OGC API.
type ogcCall struct {
	origin
	tongue
	path  map[string]string
	query url.Values
	html  bool // the answer is for a person
}

// ogcInput reads a request by hand: what parameters there are depends on the collection,
// and what is wrong with one is said in the words of this API.
type ogcInput struct {
	origin
	path   map[string]string
	accept string
}

// Resolve reads it off the request.
func (in *ogcInput) Resolve(ctx huma.Context) []error {
	r, _ := humamux.Unwrap(ctx)
	in.origin, in.path, in.accept = originOf(r), mux.Vars(r), r.Header.Get("Accept")
	return nil
}

// ogcAnswer is an answer in both of its forms; the one not asked for is not made.
type ogcAnswer struct {
	kind string         // media type of the JSON
	json func() []byte  // the answer for programs
	page func() ogcPage // the answer for people; nil: there is none
	tag  string         // what decides the bytes, beside the address
	crs  string         // of the features in it

	empty bool // there is nothing, which is no error
}

// jsonAnswer answers with a value as encoding/json writes it.
func jsonAnswer(kind, tag string, v any, page func() ogcPage) *ogcAnswer {
	return &ogcAnswer{kind: kind, tag: tag, page: page, json: func() []byte {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err) // answers are our own types
		}
		return append(text, '\n')
	}}
}

type ogcHandler func(ctx context.Context, c *ogcCall) (*ogcAnswer, error)

// ogcOutput is an answer with the coordinate system of the features in it.
type ogcOutput struct {
	ContentCRS string `header:"Content-Crs"`
	Body       func(huma.Context)
}

// ogcServe makes a handler of huma's: it reads the form wanted, refuses parameters that
// are not known, and writes.
func (s *Server) ogcServe(op *huma.Operation, handle ogcHandler) func(context.Context, *ogcInput) (*ogcOutput, error) {
	var known []string
	for _, p := range op.Parameters {
		if p.In == "query" {
			known = append(known, p.Name)
		}
	}
	return func(ctx context.Context, in *ogcInput) (*ogcOutput, error) {
		query, err := url.ParseQuery(in.raw)
		if err != nil {
			return nil, badParameter("query", "网址中的参数无法读取："+in.raw, "the query of the address can't be read: "+in.raw)
		}
		c := &ogcCall{origin: in.origin, tongue: callOf(ctx).tongue, path: in.path, query: query}
		if err := s.knownParameters(ctx, c, known); err != nil {
			return nil, err
		}
		if c.html, err = wantsPage(query.Get("f"), in.accept); err != nil {
			return nil, err
		}
		answer, err := handle(ctx, c)
		if err != nil {
			return nil, err
		}
		return s.ogcWrite(c, answer), nil
	}
}

// knownParameters refuses others than the operation's, and, of features, than their
// columns'.
func (s *Server) knownParameters(ctx context.Context, c *ogcCall, known []string) error {
	for name := range c.query {
		if slices.Contains(known, name) {
			continue
		}
		known := slices.Clone(known)
		if slices.Contains(known, "filter") {
			kind, err := ogcKindOf(c.path["collection"])
			if err != nil {
				return err
			}
			columns, err := s.ogcColumns(ctx, kind)
			if err != nil {
				return err
			}
			for _, column := range columns {
				known = append(known, column.name)
			}
		}
		if !slices.Contains(known, name) {
			list := strings.Join(known, ", ")
			return badParameter("query."+name, fmt.Sprintf("没有参数“%s”；可用的有 %s", name, list), fmt.Sprintf("there is no parameter %q; there are %s", name, list))
		}
	}
	return nil
}

// wantsPage reports whether a page for people is wanted: f decides, or else what the
// request accepts before JSON.
func wantsPage(f, accept string) (bool, error) {
	switch f {
	case "html":
		return true, nil
	case "json":
		return false, nil
	case "":
		page, program := acceptWeight(accept, "text/html"), max(acceptWeight(accept, "application/json"), acceptWeight(accept, geoJSON))
		return page > program, nil
	}
	return false, badParameter("query.f", "f “"+f+"”应为 json 或 html", fmt.Sprintf("f %q should be json or html", f))
}

// acceptWeight is how much an Accept header wants a media type that it names: the q, or 0.
func acceptWeight(accept, kind string) float64 {
	for part := range strings.SplitSeq(accept, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		if strings.TrimSpace(name) != kind {
			continue
		}
		q := 1.0
		if _, text, ok := strings.Cut(strings.ReplaceAll(parameters, " ", ""), "q="); ok {
			fmt.Sscan(text, &q)
		}
		return q
	}
	return 0
}

func (s *Server) ogcWrite(c *ogcCall, a *ogcAnswer) *ogcOutput {
	var d *document
	if tag := tagOf("ogc", a.tag, c.origin, c.tongue, c.html); c.html && a.page != nil {
		d = s.kept(tag, htmlText, func() []byte { return writePage(c, a.page()) })
	} else {
		d = s.kept(tag, a.kind, a.json)
	}
	out := &ogcOutput{Body: func(hc huma.Context) {
		r, w := humamux.Unwrap(hc)
		if a.empty {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Add("Vary", "Accept")
		if c.html && a.page != nil {
			w.Header().Set("Content-Language", string(c.tongue))
		}
		d.write(w, r)
	}}
	if a.crs != "" {
		out.ContentCRS = "<" + a.crs + ">"
	}
	return out
}

// with is the address of the call with some parameters set, or left out where "".
func (c *ogcCall) with(pairs ...string) string {
	query := url.Values{}
	for name, values := range c.query {
		query[name] = values
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			query.Del(pairs[i])
		} else {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	if len(query) == 0 {
		return c.base + c.origin.path
	}
	return c.base + c.origin.path + "?" + query.Encode()
}

// forms are the links to the answer itself and to its other form, of an answer whose
// JSON has a media type.
func (c *ogcCall) forms(kind string) []linkBody {
	self, other := kind, link(c.with("f", "html"), "alternate", "text/html", "HTML")
	if c.html {
		self, other = "text/html", link(c.with("f", "json"), "alternate", kind, "JSON")
	}
	return []linkBody{link(c.with(), "self", self, ""), other}
}

// at is the address of a path below the root of the API.
func (c *ogcCall) at(path string) string { return c.base + ogcRoot + path }
