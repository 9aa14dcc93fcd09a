package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

func (s *Server) searchRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/v1/search", "search", "units", "Units by name, old name, first letters of the name in pinyin, or code, and facilities by name"), s.search)
}

const (
	hitsUsual = 20
	hitsMost  = 100
)

type searchInput struct {
	PictureQuery
	Q     string `query:"q" doc:"a name or code, or a part of one; or the first letters of a name in pinyin: ltsq for 龙潭社区"`
	Limit int    `query:"limit" doc:"how many at most; 20 where left out, never more than 100"`
}

type hitBody struct {
	Kind    string      `json:"kind" enum:"unit,facility"`
	ID      int64       `json:"id"`
	Code    string      `json:"code,omitempty"`
	Name    string      `json:"name"`
	Matched string      `json:"matched,omitempty" doc:"the name or code that matched, where it is not the one it bears on the day"`
	Level   string      `json:"level,omitempty"`
	Type    string      `json:"type,omitempty" doc:"of a unit; of a facility, its kind"`
	County  string      `json:"county"`
	From    string      `json:"from,omitempty"`
	To      string      `json:"to,omitempty"`
	Point   *[2]float64 `json:"point" doc:"a point inside, lon/lat"`
	Became  []heirBody  `json:"became,omitempty" doc:"of a unit no more in force on the day: the units it became, with shares"`

	score   int
	version boundaries.Version
}

// heirBody is a unit that one found became part of, or became.
type heirBody struct {
	ID          int64   `json:"id"`
	Code        string  `json:"code"`
	Name        string  `json:"name"`
	SharePeople float64 `json:"share_people" doc:"of the former unit's people"`
	ShareArea   float64 `json:"share_area"`
	Inferred    float64 `json:"inferred,omitempty" doc:"the confidence, 0 to 1, where nobody has confirmed it"`
}

type searchOutput struct {
	Body struct {
		Edition editionBody `json:"edition"`
		Hits    []hitBody   `json:"hits"`
	}
}

func (s *Server) search(ctx context.Context, in *searchInput) (*searchOutput, error) {
	wanted := strings.TrimSpace(in.Q)
	if wanted == "" {
		return nil, badParameter("query.q", "请给出要查找的名称或代码", "say what to look for, by q")
	}
	ed, err := s.picture(ctx, in.PictureQuery)
	if err != nil {
		return nil, err
	}
	register, err := s.Ledger.Register(ctx, ed.Key.County)
	if err != nil {
		return nil, err
	}
	match := newMatcher(wanted)
	hits := append(unitHits(register.Versions, ed, match), facilityHits(ed, match)...)
	slices.SortStableFunc(hits, func(a, b hitBody) int {
		return cmp.Or(cmp.Compare(a.score, b.score), cmp.Compare(a.Code, b.Code), strings.Compare(a.Name, b.Name))
	})
	limit := min(hitsMost, in.Limit)
	if limit <= 0 {
		limit = hitsUsual
	}
	hits = hits[:min(len(hits), limit)]
	for i := range hits {
		if err := s.locate(ctx, &hits[i], ed); err != nil {
			return nil, err
		}
		hits[i].Became = becameOf(&hits[i], ed, register.Lineage)
	}
	out := &searchOutput{}
	out.Body.Edition, out.Body.Hits = editionOf(ed), hits
	return out, nil
}

// unitHits finds units by what any of their versions is called. A unit is given as it
// is on the edition's day, or else as it was last before, or first after.
func unitHits(versions []boundaries.Version, ed *edition.Edition, match matcher) []hitBody {
	var order []boundaries.UnitID
	units := map[boundaries.UnitID]*hitBody{}
	for _, v := range versions { // by their first day
		hit := units[v.Unit]
		if hit == nil {
			hit = &hitBody{score: noMatch, version: v}
			units[v.Unit] = hit
			order = append(order, v.Unit)
		}
		if !ed.Key.At.Before(v.Valid.From) {
			hit.version = v
		}
		for _, text := range []string{v.Name, v.Full, v.Code.String()} {
			if score := match.score(text); score < hit.score {
				hit.score, hit.Matched = score, text
			}
		}
	}
	hits := []hitBody{}
	for _, id := range order {
		if hit := units[id]; hit.score != noMatch {
			hits = append(hits, hit.described(ed))
		}
	}
	return hits
}

// described fills in what the version to show says.
func (hit hitBody) described(ed *edition.Edition) hitBody {
	v := hit.version
	hit.Kind, hit.ID, hit.Code, hit.Name, hit.Level, hit.Type = "unit", int64(v.Unit), v.Code.String(), v.Name, v.Level().String(), v.Type.Chinese()
	hit.County, hit.From, hit.To = ed.Key.County.String(), v.Valid.From.String(), v.Valid.To.String()
	if hit.Matched == v.Name || hit.Matched == v.Code.String() || hit.Matched == v.Full {
		hit.Matched = ""
	}
	if !v.Valid.Contains(ed.Key.At) {
		hit.score += lesser // what is gone comes after what is there
	}
	return hit
}

func facilityHits(ed *edition.Edition, match matcher) []hitBody {
	var hits []hitBody
	for _, f := range ed.Facilities.List {
		score := min(match.score(f.Name), match.score(f.Ref))
		if score == noMatch {
			continue
		}
		hits = append(hits, hitBody{
			Kind: "facility", ID: int64(f.ID), Name: f.Name, Type: f.Kind, County: ed.Key.County.String(), Code: f.Ref,
			From: f.Valid.From.String(), To: f.Valid.To.String(), Point: pair(f.Place), score: score + lesser,
		})
	}
	return hits
}

// locate finds the label point of a unit found: on the edition's day where it is in
// force then, else on its own first day.
func (s *Server) locate(ctx context.Context, hit *hitBody, ed *edition.Edition) error {
	if hit.Kind != "unit" {
		return nil
	}
	v := hit.version
	if !v.Valid.Contains(ed.Key.At) {
		var err error
		if ed, err = s.Editions.Edition(ctx, edition.Key{County: ed.Key.County, At: v.Valid.From}); err != nil {
			return err
		}
	}
	if u := ed.ByCode(v.Code); u != nil && ed.HasShape(u) {
		hit.Point = pair(&u.Label)
	}
	return nil
}

// becameOf finds what became of a unit that was in force before the day and is no more.
func becameOf(hit *hitBody, ed *edition.Edition, lineage []boundaries.Link) []heirBody {
	v := hit.version
	if hit.Kind != "unit" || v.Valid.To.IsZero() || !ed.Key.At.IsZero() && ed.Key.At.Before(v.Valid.To) {
		return nil
	}
	var since []boundaries.Link
	for _, l := range lineage {
		if !l.Day.Before(v.Valid.To) && (ed.Key.At.IsZero() || !ed.Key.At.Before(l.Day)) {
			since = append(since, l)
		}
	}
	var heirs []heirBody
	for _, w := range boundaries.NewCrosswalk([]boundaries.UnitID{v.Unit}, since) {
		if u := ed.ByID(w.To); u != nil {
			heirs = append(heirs, heirBody{int64(w.To), u.Code.String(), u.Name, roundTo(w.People, 1e9), roundTo(w.Area, 1e9), roundTo(w.Inferred, 1e4)})
		}
	}
	return heirs
}

func pair(p *orb.Point) *[2]float64 {
	if p == nil {
		return nil
	}
	return &[2]float64{p[0], p[1]}
}

// same reports whether a property is as wanted; "" wants anything.
func same(wanted, have string) bool { return wanted == "" || wanted == have }
