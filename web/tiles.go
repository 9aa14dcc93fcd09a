package web

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

const mvt = "application/vnd.mapbox-vector-tile"

func (s *Server) tileRoutes() {
	tile := operation(http.MethodGet, tileRoute, "get-tile", "tiles", "A vector tile (MVT 2.1)")
	tile.Description = "Compressed by gzip or zstd as the client likes. Asked for with the v of the TileJSON's address a tile may be kept forever; with an older one, or none, it is the newest and must be asked for again, which costs no more than a 304 while it has not changed. Where too many tiles are being made at once the answer is 503 with Retry-After."
	tile.Responses = fileResponse("the tile", mvt, nil)
	tile.Responses["204"] = &huma.Response{Description: "nothing is there"}
	tile.Responses["304"] = &huma.Response{Description: "the client has it"}
	huma.Register(s.api, tile, s.getTile)
	description := operation(http.MethodGet, "/tiles/{set}/tilejson.json", "get-tilejson", "tiles", "A tile set as TileJSON 3.0")
	description.Responses = fileResponse("the TileJSON", "application/json", s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[tiles.Description](), true, "Description"))
	huma.Register(s.api, description, s.getTileJSON)
}

// TileQuery says what tiles are drawn from.
type TileQuery struct {
	PictureQuery
	Question string `query:"question" doc:"a question_id, for the set coverage"`
}

type tileJSONInput struct {
	Set string `path:"set" doc:"divisions, facilities, coverage, or divisions,facilities for the layers of both in one tile"`
	TileQuery
	origin
}

func (s *Server) getTileJSON(ctx context.Context, in *tileJSONInput) (*documentOutput, error) {
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
	body, err := json.Marshal(tiles.TileJSON(set, eds, in.link(in.base)))
	if err != nil {
		return nil, err
	}
	d := &document{kind: "application/json", tag: tagOf(string(body)), body: body}
	return d.output(), nil
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
	V string `query:"v" doc:"the version in the TileJSON's addresses: with the present one the tile may be kept forever"`

	line string // of the request, as it came
}

// Resolve reads the request line.
func (in *tileInput) Resolve(ctx huma.Context) []error {
	r, _ := humamux.Unwrap(ctx)
	in.line = r.RequestURI
	return nil
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
	found := foundTile{epoch: s.Editions.Epoch()} // before the editions: what is newer than them must not pass for them
	request := tiles.Request{Set: set, Z: in.Z, X: in.X, Y: in.Y}
	if request.Question, err = s.question(in.Question); err != nil {
		return nil, err
	}
	all, err := s.gathered(ctx, in.PictureQuery, found.epoch)
	if err != nil {
		return nil, err
	}
	found.forever = in.V != "" && in.V == all.versions[set]
	request.Editions = all.forTile(set, in.Z, in.X, in.Y)
	if request.Beside, err = s.allBeside(ctx, request.Editions, request.Question); err != nil {
		return nil, err
	}
	if found.tile, err = s.tiles.Get(ctx, request); err != nil {
		return nil, err
	}
	return &tileOutput{func(c huma.Context) { s.answerTile(c, in, found) }}, nil
}

func (s *Server) answerTile(c huma.Context, in *tileInput, found foundTile) {
	r, w := humamux.Unwrap(c)
	encoding, ok := encodingFor(r)
	if !ok {
		s.refuse(w, r, &refusal{status: http.StatusNotAcceptable, at: "header.Accept-Encoding", said: sentence{
			"瓦片只以 gzip、zstd 或不压缩的形式提供", "tiles go out as gzip, as zstd, or not compressed"}})
		return
	}
	s.quick.remember(in.line, in, found)
	if _, err := s.writeTile(w, r, found.tile, encoding, found.forever); err != nil {
		panic(err) // the cache compressed it itself
	}
}

func parseSet(text string) (tiles.Set, error) {
	set, err := tiles.ParseSet(text)
	if err != nil {
		return set, &refusal{status: http.StatusNotFound, at: "path.set", said: sentence{"没有瓦片集“" + text + "”：可用 divisions、facilities、coverage，或 divisions,facilities", err.Error()}}
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
