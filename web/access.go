package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func (s *Server) accessRoutes() {
	op := operation(http.MethodPost, "/v1/access", "ask-access", "coverage", "Accessibility by the two-step floating catchment area method (2SFCA), plain or enhanced with a decay: beds or staff a person, given who else can reach them")
	op.Responses = s.siteResponses("the answer; csv has its lines, xlsx also what is shared out, what is left out, and the definition", s.schemaOf(accessAnswerBody{}))
	huma.Register(s.api, op, s.askAccess)
}

// AccessBody is a question of accessibility.
type AccessBody struct {
	Kinds      []string    `json:"kinds" minItems:"1" maxItems:"50" doc:"codes of /v1/kinds, or sets of them"`
	Supply     string      `json:"supply,omitempty" enum:"beds,care_beds,staff,facilities" default:"beds" doc:"what is shared out; facilities: each counts as one"`
	People     string      `json:"people,omitempty" doc:"who needs it: one age group; left out: the first there is" example:"60+"`
	Radius     float64     `json:"radius_m,omitempty" doc:"the catchment in metres, straight line on the ellipsoid" example:"3000"`
	Minutes    float64     `json:"minutes,omitempty" doc:"in place of a radius: minutes by road, with mode"`
	Mode       string      `json:"mode,omitempty" enum:"walk,drive"`
	OffRoad    float64     `json:"off_road_m,omitempty" doc:"by road: what lies farther from any road is not put on one; left out: 500"`
	Decay      DecayBody   `json:"decay,omitempty" doc:"how those farther off count less; left out: all in the catchment count alike"`
	By         string      `json:"by,omitempty" enum:"county,township,village" default:"township"`
	States     []string    `json:"states,omitempty" maxItems:"10" doc:"states that count beside those in operation"`
	Neighbours bool        `json:"neighbours,omitempty" doc:"facilities of other counties here count where they reach in"`
	Add        []addedBody `json:"add,omitempty" maxItems:"1000" doc:"what-if: further facilities; beds is what each offers"`
	Move       []moveBody  `json:"move,omitempty" maxItems:"1000" doc:"what-if: facilities that stand elsewhere"`
	Close      []int64     `json:"close,omitempty" maxItems:"1000" doc:"what-if: ids of facilities that are no more"`
}

// DecayBody is how weights fall within a catchment.
type DecayBody struct {
	Kind  string     `json:"kind,omitempty" enum:"none,steps,gaussian,inverse,exponential" default:"none"`
	Steps []ringBody `json:"steps,omitempty" maxItems:"20" doc:"of steps, outwards up to the catchment's edge; left out: thirds weighing 1, 0.68 and 0.22"`
	Power float64    `json:"power,omitempty" doc:"of inverse: the exponent, else 1; of exponential: exp(-power) at the edge, else 3"`
	Floor float64    `json:"floor,omitempty" doc:"of inverse: what is nearer counts as so far; else a hundredth of the catchment"`
}

type ringBody struct {
	Upto   float64 `json:"upto" doc:"metres, or minutes"`
	Weight float64 `json:"weight"`
}

type accessInput struct {
	Body struct {
		PictureBody
		AccessBody
		Groups bool   `json:"groups,omitempty" doc:"answer for every villager group too"`
		Format string `json:"format,omitempty" enum:"json,geojson,csv,xlsx" default:"json"`
	}
}

// accessLineBody is the accessibility of a unit.
type accessLineBody struct {
	Code    string  `json:"code,omitempty"`
	Name    string  `json:"name,omitempty"`
	People  int64   `json:"people" doc:"who need it"`
	Mean    float64 `json:"mean" doc:"supply a person, over people"`
	Least   float64 `json:"least" doc:"of its villager groups"`
	Most    float64 `json:"most"`
	Supply  float64 `json:"supply" doc:"people times access: what arrives"`
	Groups  int     `json:"groups"`
	Without int     `json:"groups_without" doc:"groups that reach nothing"`
	Cut     int64   `json:"people_without"`
}

type accessGroupBody struct {
	Group  string  `json:"group"`
	Unit   string  `json:"unit" doc:"code of its village; empty for none"`
	People int64   `json:"people"`
	Access float64 `json:"access" doc:"supply a person"`
}

type sourceBody struct {
	Facility standingBody `json:"facility"`
	Supply   float64      `json:"supply"`
	Demand   float64      `json:"demand" doc:"people in the catchment, by weight; 0: nobody can reach it, and its supply arrives nowhere"`
	Ratio    float64      `json:"ratio" doc:"supply/demand"`
}

// accessAnswerBody is the answer.
type accessAnswerBody struct {
	Edition    editionBody `json:"edition"`
	Question   AccessBody  `json:"question"`
	Definition struct {
		Zh string `json:"zh"`
		En string `json:"en"`
	} `json:"definition"`
	Total    accessLineBody    `json:"total"`
	By       []accessLineBody  `json:"by"`
	Groups   []accessGroupBody `json:"groups,omitempty"`
	Sources  []sourceBody      `json:"sources"`
	Silent   []standingBody    `json:"silent" doc:"facilities whose figure nobody has said: they offer nothing here"`
	Unplaced []unplacedBody    `json:"unplaced"`
	Stranded []strandedBody    `json:"stranded,omitempty" doc:"by road: villager groups and facilities that no road leads to"`
	Outside  int               `json:"groups_outside" doc:"villager groups beyond the county's border, which do not count"`
	Hash     string            `json:"input_hash"`
}

func (s *Server) askAccess(ctx context.Context, in *accessInput) (*contentOutput, error) {
	q, err := in.Body.AccessBody.parse()
	if err != nil {
		return nil, err
	}
	ed, err := s.pictureAt(ctx, "body.", in.Body.County, in.Body.At, in.Body.plan())
	if err != nil {
		return nil, err
	}
	beside, err := s.beside(ctx, ed, q.Plain())
	if err != nil {
		return nil, err
	}
	a, err := coverage.AskAccess(ed, q, beside...)
	if err != nil {
		return nil, err
	}
	format := in.Body.Format
	content, err := accessFile(ed, a, format, in.Body.Groups, callOf(ctx).tongue)
	out := &contentOutput{ContentType: map[string]string{"json": "application/json", "geojson": geoJSON, "csv": csvKind, "xlsx": xlsxKind}[format], Hash: a.ID, Body: content}
	if format != "json" {
		out.ContentDisposition = fmt.Sprintf(`attachment; filename="%s-access.%s"`, ed.Key.County, format)
	}
	return out, err
}

// parse reads the question.
func (b AccessBody) parse() (coverage.AccessQuestion, error) {
	plain, err := QuestionBody{
		Kinds: b.Kinds, Radius: b.Radius, Minutes: b.Minutes, Mode: b.Mode, By: b.By, States: b.States,
		Neighbours: b.Neighbours, Add: b.Add, Move: b.Move, Close: b.Close,
	}.parse("")
	q := coverage.AccessQuestion{
		Kinds: plain.Kinds, Radius: plain.Radius, Minutes: plain.Minutes, Mode: plain.Mode, OffRoad: geo.Metres(b.OffRoad), By: plain.By, States: plain.States, Age: b.People,
		Neighbours: plain.Neighbours, Add: plain.Add, Move: plain.Move, Close: plain.Close,
		Decay: coverage.Decay{Power: b.Decay.Power, Floor: b.Decay.Floor},
	}
	q.Supply = coverage.Supply(max(0, slices.IndexFunc(coverage.Supplies, func(s coverage.Supply) bool { return s.String() == b.Supply })))
	q.Decay.Kind = coverage.DecayKind(max(0, slices.IndexFunc(coverage.DecayKinds, func(k coverage.DecayKind) bool { return k.String() == b.Decay.Kind })))
	for _, ring := range b.Decay.Steps {
		q.Decay.Steps = append(q.Decay.Steps, coverage.Ring{Upto: ring.Upto, Weight: ring.Weight})
	}
	return q, err
}

// AccessAnswerBody is an answer in the form of POST /v1/access, to be marshalled.
func AccessAnswerBody(ed *edition.Edition, a *coverage.Access, groups bool) any {
	return accessOf(ed, a, groups)
}

func accessOf(ed *edition.Edition, a *coverage.Access, groups bool) accessAnswerBody {
	body := accessAnswerBody{Edition: editionOf(ed), Question: accessBodyOf(a.Question), Total: accessLineOf(ed, a.Total), By: []accessLineBody{},
		Sources: []sourceBody{}, Silent: []standingBody{}, Unplaced: []unplacedBody{}, Outside: len(a.Outside), Hash: a.ID}
	body.Definition.Zh, body.Definition.En = a.Definition.Zh, a.Definition.En
	for _, l := range a.Lines {
		body.By = append(body.By, accessLineOf(ed, l))
	}
	for i := range a.Sources {
		s := &a.Sources[i]
		body.Sources = append(body.Sources, sourceBody{standingOf(ed, &s.Place), s.Supply, s.Demand, s.Ratio})
	}
	body.Stranded = strandedOf(ed, a.Stranding())
	for i := range a.Silent {
		body.Silent = append(body.Silent, standingOf(ed, &a.Silent[i]))
	}
	body.Unplaced = append(body.Unplaced, unplacedOf(ed, a.Unplaced)...)
	if !groups {
		return body
	}
	column := ed.People.Age(a.Question.Age)
	for i, access := range a.Groups {
		g := &ed.People.Groups[i]
		one := accessGroupBody{Group: g.ID, People: g.Counts[column], Access: access}
		if g.Unit >= 0 {
			one.Unit = ed.Units[g.Unit].Code.String()
		}
		body.Groups = append(body.Groups, one)
	}
	return body
}

func accessLineOf(ed *edition.Edition, l coverage.AccessLine) accessLineBody {
	body := accessLineBody{People: l.People, Mean: l.Mean, Least: l.Least, Most: l.Most, Supply: l.Supply, Groups: l.Groups, Without: l.Without, Cut: l.Cut}
	if l.Unit >= 0 {
		body.Code, body.Name = ed.Units[l.Unit].Code.String(), ed.Units[l.Unit].Name
	}
	return body
}

// accessBodyOf writes a question out in full.
func accessBodyOf(q coverage.AccessQuestion) AccessBody {
	plain := bodyOf(q.Plain())
	b := AccessBody{Kinds: q.Kinds, Supply: q.Supply.String(), People: q.Age, Radius: plain.Radius, Minutes: q.Minutes, Mode: string(q.Mode), OffRoad: float64(q.OffRoad), By: plain.By, States: plain.States,
		Neighbours: q.Neighbours, Add: plain.Add, Move: plain.Move, Close: plain.Close, Decay: DecayBody{Kind: q.Decay.Kind.String(), Power: q.Decay.Power, Floor: q.Decay.Floor}}
	for _, ring := range q.Decay.Steps {
		b.Decay.Steps = append(b.Decay.Steps, ringBody{ring.Upto, ring.Weight})
	}
	return b
}
