package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"
	"github.com/paulmach/orb/maptile"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

const mvt = "application/vnd.mapbox-vector-tile"

func (s *Server) tileRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/tiles/{set}/tilejson.json", "get-tilejson", "tiles", "A tile set as TileJSON 3.0"), s.getTileJSON)
	tile := operation(http.MethodGet, "/tiles/{set}/{z}/{x}/{y}.mvt", "get-tile", "tiles", "A vector tile (MVT 2.1)")
	tile.Responses = fileResponse("the tile", mvt, nil)
	tile.Responses["204"] = &huma.Response{Description: "nothing is there"}
	huma.Register(s.api, tile, s.getTile)
}

// TileQuery says what tiles are drawn from.
type TileQuery struct {
	PictureQuery
	Question string `query:"question" doc:"a question_id, for the set coverage"`
}

type tileJSONInput struct {
	Set string `path:"set" doc:"divisions, facilities or coverage"`
	TileQuery
	origin
}

type tileJSONOutput struct{ Body tiles.Description }

func (s *Server) getTileJSON(ctx context.Context, in *tileJSONInput) (*tileJSONOutput, error) {
	set, err := parseSet(in.Set)
	if err != nil {
		return nil, err
	}
	if _, err := s.question(in.Question); err != nil {
		return nil, err
	}
	eds, err := s.pictures(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	return &tileJSONOutput{tiles.TileJSON(set, eds, in.link(in.base))}, nil
}

func (q TileQuery) link(base string) tiles.Link {
	link := tiles.Link{Base: base, County: q.County, At: q.At, Question: q.Question}
	if q.Plan != 0 {
		link.Plan = strconv.FormatInt(q.Plan, 10)
	}
	return link
}

type tileInput struct {
	Set string `path:"set"`
	Z   int    `path:"z"`
	X   int    `path:"x"`
	Y   int    `path:"y"`
	TileQuery
	V string `query:"v" doc:"the version in the TileJSON's addresses; it only keeps caches apart"`
}

type tileOutput struct{ Body func(huma.Context) }

func (s *Server) getTile(ctx context.Context, in *tileInput) (*tileOutput, error) {
	set, err := parseSet(in.Set)
	if err != nil {
		return nil, err
	}
	if err := tiles.CheckAddress(in.Z, in.X, in.Y); err != nil {
		return nil, err
	}
	question, err := s.question(in.Question)
	if err != nil {
		return nil, err
	}
	eds, err := s.pictures(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	if len(eds) > 1 {
		eds = near(eds, in.Z, in.X, in.Y)
	}
	beside, err := s.allBeside(ctx, eds, question)
	if err != nil {
		return nil, err
	}
	tile, err := s.tiles.Get(ctx, tiles.Request{Set: set, Editions: eds, Question: question, Beside: beside, Z: in.Z, X: in.X, Y: in.Y})
	if err != nil {
		return nil, err
	}
	return &tileOutput{func(c huma.Context) {
		r, w := humamux.Unwrap(c)
		writeTile(w, r, tile)
	}}, nil
}

// writeTile sends a tile as it is kept, compressed; who takes no gzip gets it plain,
// under a tag of its own.
func writeTile(w http.ResponseWriter, r *http.Request, tile tiles.Tile) {
	h, tag, body := w.Header(), tile.ETag, tile.Gzip
	if !tile.IsEmpty() && !acceptsGzip(r) {
		plain, err := tile.Plain()
		if err != nil {
			panic(err) // we compressed it ourselves
		}
		tag, body = strings.TrimSuffix(tag, `"`)+`-plain"`, plain
	} else if !tile.IsEmpty() {
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	switch {
	case matches(r.Header.Get("If-None-Match"), tag):
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
	case tile.IsEmpty():
		w.WriteHeader(http.StatusNoContent)
	default:
		h.Set("Content-Type", mvt)
		h.Set("Content-Length", strconv.Itoa(len(body)))
		w.Write(body)
	}
}

func parseSet(text string) (tiles.Set, error) {
	set, err := tiles.ParseSet(text)
	if err != nil {
		return set, &refusal{status: http.StatusNotFound, at: "path.set", said: sentence{"没有瓦片集“" + text + "”：可用 divisions、facilities、coverage", err.Error()}}
	}
	return set, nil
}

// question finds a question asked before; "" is none.
func (s *Server) question(id string) (*coverage.Question, error) {
	if id == "" {
		return nil, nil
	}
	asked, ok := s.questions.GetIfPresent(id)
	if !ok {
		return nil, &refusal{status: http.StatusNotFound, at: "query.question", said: sentence{
			"不记得这个问题：请再问一次 /v1/coverage", "this question is not remembered: ask it again, by POST /v1/coverage"}}
	}
	return &asked.Question, nil
}

// pictures are the editions that tiles are drawn from: of the county asked for, or of
// all. Without any county there are none, and tiles are empty.
func (s *Server) pictures(ctx context.Context, q PictureQuery) ([]*edition.Edition, error) {
	if q.County != "" {
		ed, err := s.picture(ctx, q)
		if err != nil {
			return nil, err
		}
		return []*edition.Edition{ed}, nil
	}
	counties, err := s.Editions.Counties(ctx)
	if err != nil {
		return nil, err
	}
	eds := make([]*edition.Edition, 0, len(counties))
	for _, c := range counties {
		q.County = c.Code.String()
		ed, err := s.picture(ctx, q)
		if err != nil {
			return nil, err
		}
		eds = append(eds, ed)
	}
	return eds, nil
}

// allBeside are the editions whose facilities may count for any of the counties.
func (s *Server) allBeside(ctx context.Context, eds []*edition.Edition, q *coverage.Question) ([]*edition.Edition, error) {
	if q == nil || !q.Neighbours {
		return nil, nil
	}
	var all []*edition.Edition
	for _, ed := range eds {
		beside, err := s.beside(ctx, ed, *q)
		if err != nil {
			return nil, err
		}
		for _, other := range beside {
			if !slices.ContainsFunc(all, func(e *edition.Edition) bool { return e.Key.County == other.Key.County }) {
				all = append(all, other)
			}
		}
	}
	slices.SortFunc(all, func(a, b *edition.Edition) int { return a.Key.County.Compare(b.Key.County) })
	return all, nil
}

// near are the editions that a tile, with the strip around it, may show.
func near(eds []*edition.Edition, z, x, y int) []*edition.Edition {
	tile := maptile.New(uint32(x), uint32(y), maptile.Zoom(z)).Bound(0.1)
	var out []*edition.Edition
	for _, ed := range eds {
		if ed.Bound.Intersects(tile) {
			out = append(out, ed)
		}
	}
	return out
}
