package web

import (
	"math"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// distanceBody is how far people have: metres, or minutes where the question asks by road.
type distanceBody struct {
	Mean       float64 `json:"mean" doc:"over villager groups; metres, or minutes where the question asks by road"`
	PeopleMean float64 `json:"people_mean" doc:"over people"`
	P95        float64 `json:"p95" doc:"so far or nearer have 95 of 100 people"`
	Least      float64 `json:"least"`
	Most       float64 `json:"most"`
	Unreached  int64   `json:"unreached" doc:"people who have no facility at any distance"`
}

type bedsBody struct {
	Served  int64 `json:"served" doc:"have a bed"`
	Waiting int64 `json:"waiting" doc:"in reach of facilities whose beds are taken by nearer people"`
	Unknown int64 `json:"unknown" doc:"in reach of a facility whose beds nobody knows, and without one elsewhere"`
	Out     int64 `json:"out" doc:"out of reach"`
}

// standingBody names what counts: a facility, or an assumed site.
type standingBody struct {
	ID      *int64 `json:"id,omitempty" doc:"of a facility"`
	Name    string `json:"name,omitempty"`
	County  string `json:"county,omitempty" doc:"of a facility of another county"`
	Assumed *int   `json:"assumed,omitempty" doc:"of an assumed site: its index in facilities, or after those in add"`
}

// ExtrasBody is what an answer has beyond shares, where the question asks for it.
type ExtrasBody struct {
	Nearest []nearestBody `json:"nearest,omitempty" doc:"of each villager group"`
	Closing []closingBody `json:"closing,omitempty" doc:"what closing each facility would cost, the dearest first"`
	Curve   []curveBody   `json:"curve,omitempty"`
	Load    []loadBody    `json:"load,omitempty" doc:"how full each facility becomes"`
	Places  []placeBody   `json:"places,omitempty" doc:"with redundancy: all that counts by distance, where it stands and how far it reaches"`
}

type placeBody struct {
	Facility standingBody `json:"facility"`
	Kind     string       `json:"kind,omitempty"`
	Lon      float64      `json:"lon"`
	Lat      float64      `json:"lat"`
	Reach    float64      `json:"reach_m,omitempty" doc:"in a straight line; left out by road"`
}

type nearestBody struct {
	Group    string        `json:"group"`
	Unit     string        `json:"unit" doc:"code of the village; empty for none"`
	Facility *standingBody `json:"facility" doc:"null: there is none"`
	Distance *float64      `json:"distance" doc:"metres, or minutes where the question asks by road"`

	Covered bool             `json:"covered" doc:"within reach of this facility or of another"`
	People  map[string]int64 `json:"people"`
	Lon     float64          `json:"lon"`
	Lat     float64          `json:"lat"`
}

type closingBody struct {
	Facility standingBody     `json:"facility"`
	People   map[string]int64 `json:"people" doc:"whom nothing else covers"`
	Having   int64            `json:"units_having" doc:"units without any other facility inside"`
	Served   int64            `json:"units_served" doc:"units that would no longer be served"`
}

type curveBody struct {
	Radius  float64              `json:"radius_m,omitempty"`
	Minutes float64              `json:"minutes,omitempty"`
	People  map[string]ratioBody `json:"people"`
}

type loadBody struct {
	Facility standingBody `json:"facility"`
	Beds     *int64       `json:"beds" doc:"null: unknown"`
	Taken    int64        `json:"taken"`
}

// mm rounds metres to the millimetre.
func mm(x float64) float64 { return math.Round(x*1000) / 1000 }

func extrasOf(ed *edition.Edition, a *coverage.Answer) ExtrasBody {
	var body ExtrasBody
	for _, n := range a.Nearest {
		group := &ed.People.Groups[n.Group]
		b := nearestBody{Group: group.ID, Covered: n.Covered, People: make(map[string]int64, len(a.Question.Ages)), Lon: group.Place[0], Lat: group.Place[1]}
		for _, age := range a.Question.Ages {
			b.People[age] = group.Counts[ed.People.Age(age)]
		}
		if group.Unit >= 0 {
			b.Unit = ed.Units[group.Unit].Code.String()
		}
		if n.Place >= 0 {
			standing, far := standingOf(ed, &a.Places[n.Place]), mm(n.Far)
			b.Facility, b.Distance = &standing, &far
		}
		body.Nearest = append(body.Nearest, b)
	}
	for _, c := range a.Closing {
		body.Closing = append(body.Closing, closingBody{closed(ed, a, c), c.People, c.Having, c.Served})
	}
	for _, step := range a.Curve {
		b := curveBody{Radius: float64(step.Radius), People: map[string]ratioBody{}}
		if a.Question.Minutes > 0 {
			b.Radius, b.Minutes = 0, b.Radius
		}
		for age, r := range step.People {
			b.People[age] = ratioBody{r.Covered, r.Of, roundShare(r.Share())}
		}
		body.Curve = append(body.Curve, b)
	}
	for _, l := range a.Load {
		b := loadBody{Facility: standingOf(ed, &a.Places[l.Place]), Taken: l.Taken}
		if l.Beds >= 0 {
			b.Beds = &l.Beds
		}
		body.Load = append(body.Load, b)
	}
	if a.Total.Depth != nil {
		body.Places = placesOf(ed, a)
	}
	return body
}

func placesOf(ed *edition.Edition, a *coverage.Answer) []placeBody {
	list := make([]placeBody, len(a.Places))
	for i := range a.Places {
		p := &a.Places[i]
		list[i] = placeBody{standingOf(ed, p), p.Kind, p.At[0], p.At[1], float64(p.Reach)}
	}
	return list
}

func standingOf(ed *edition.Edition, p *coverage.Place) standingBody {
	if p.From == nil {
		return standingBody{Assumed: &p.Facility}
	}
	id := int64(p.ID())
	b := standingBody{ID: &id, Name: p.Name()}
	if p.From.Key.County != ed.Key.County {
		b.County = p.From.Key.County.String()
	}
	return b
}

// closed names what would close: what counts by distance, or by unit only.
func closed(ed *edition.Edition, a *coverage.Answer, c coverage.Closing) standingBody {
	if c.Place >= 0 {
		return standingOf(ed, &a.Places[c.Place])
	}
	f := &ed.Facilities.List[c.Facility]
	id := int64(f.ID)
	return standingBody{ID: &id, Name: f.Name}
}
