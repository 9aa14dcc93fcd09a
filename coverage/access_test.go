package coverage_test

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// Three places on a line, 40 apart, each with people and supply: the example of a public
// library, with costs of 1 at the place itself and weights of 1/cost up to 61, or 1.
//
//	1 --40-- 3 --40-- 2
func TestFloatingCatchmentByHand(t *testing.T) {
	cost := [3][3]float64{{1, 80, 40}, {80, 1, 40}, {40, 40, 1}}
	people, supply := []float64{100, 50, 10}, []float64{15, 20, 100}
	for _, c := range []struct {
		name  string
		decay coverage.Decay
		want  [3]float64
	}{
		{"inverse", coverage.Decay{Kind: coverage.DecayInverse, Power: 1, Floor: 1}, [3]float64{0.3314441169802766, 0.5798281320669381, 7.286418169862544}},
		{"none", coverage.Decay{}, [3]float64{0.7613636363636364, 0.9583333333333333, 1.0946969696969697}},
	} {
		var links []coverage.Link
		for s := range supply {
			for d := range people {
				if cost[d][s] <= 61 {
					links = append(links, coverage.Link{Demand: int32(d), Supply: int32(s), Weight: c.decay.Weight(cost[d][s], 61)})
				}
			}
		}
		access, _ := coverage.FloatingCatchment(people, supply, links)
		sum := 0.0
		for i, want := range c.want {
			if math.Abs(access[i]-want) > 1e-12 {
				t.Errorf("%s: access of %d is %.16f, want %.16f", c.name, i+1, access[i], want)
			}
			sum += people[i] * access[i]
		}
		if math.Abs(sum-135) > 1e-9 {
			t.Errorf("%s: people times access sum up to %g, want the supply of 135", c.name, sum)
		}
	}
}

func TestDecay(t *testing.T) {
	for _, c := range []struct {
		decay coverage.Decay
		at    [4]float64 // weights at 0, 500, 600 and 900 of 900
	}{
		{coverage.Decay{}, [4]float64{1, 1, 1, 1}},
		{coverage.Decay{Kind: coverage.DecaySteps}, [4]float64{1, 0.68, 0.68, 0.22}},
		{coverage.Decay{Kind: coverage.DecaySteps, Steps: []coverage.Ring{{Upto: 500, Weight: 1}, {Upto: 900, Weight: 0.5}}}, [4]float64{1, 1, 0.5, 0.5}},
		{coverage.Decay{Kind: coverage.DecayGaussian}, [4]float64{1, 0.636558, 0.493575, 0}},
		{coverage.Decay{Kind: coverage.DecayInverse, Power: 2, Floor: 1}, [4]float64{1, 1. / 250000, 1. / 360000, 1. / 810000}},
		{coverage.Decay{Kind: coverage.DecayExponential, Power: 3}, [4]float64{1, 0.188876, 0.135335, 0.049787}},
	} {
		for i, d := range []float64{0, 500, 600, 900} {
			if got := c.decay.Weight(d, 900); math.Abs(got-c.at[i]) > 1e-6 {
				t.Errorf("%v: weight at %g is %f, want %f", c.decay, d, got, c.at[i])
			}
		}
	}
}

func askAccess(t testing.TB, ed *edition.Edition, q coverage.AccessQuestion) *coverage.Access {
	t.Helper()
	a, err := coverage.AskAccess(ed, q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// bedded gives the made county's facilities the beds of its file.
func bedded(t testing.TB, prefix string) *edition.Edition {
	ed := madeCounty(t, prefix)
	beds := map[string]int{}
	for _, r := range tabbed(t, prefix+"_fac.csv") {
		beds["设施"+r[0]] = int(editiontest.Count(t, r[1]))
	}
	for i := range ed.Facilities.List {
		n := beds[ed.Facilities.List[i].Name]
		ed.Facilities.List[i].Facts.Beds = &n
	}
	return ed
}

func TestAccessAsPostGISSays(t *testing.T) {
	var expected struct {
		County struct {
			Access struct {
				Sum  float64 `json:"sum_access_times_p60"`
				Max  float64
				Mean float64 `json:"weighted_mean"`
				Zero int     `json:"zero_points"`
			} `json:"sfca_r3000_beds_over_p60"`
		}
	}
	content, err := os.ReadFile(filepath.Join(editiontest.File(t, "synthetic"), "expected.json"))
	if err == nil {
		err = json.Unmarshal(content, &expected)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := expected.County.Access
	a := askAccess(t, bedded(t, "county"), coverage.AccessQuestion{Kinds: []string{"ELD_COMMUNITY"}, Radius: 3000, Age: "60+", By: adcode.Village})
	zero, sum := 0, 0.0
	for _, x := range a.Groups {
		if x == 0 {
			zero++
		}
	}
	for _, l := range a.Lines {
		sum += l.Supply
	}
	if math.Abs(a.Total.Supply-want.Sum) > 1e-9 || math.Abs(a.Total.Most-want.Max) > 1e-14 || math.Abs(a.Total.Mean-want.Mean) > 1e-14 || zero != want.Zero {
		t.Errorf("got %+v with %d points of none, want %+v", a.Total, zero, want)
	}
	if math.Abs(sum-want.Sum) > 1e-6 {
		t.Errorf("the villages have %g, want all %g", sum, want.Sum)
	}
}

// Whatever the decay, what is offered and can be reached is what arrives; lines add up.
func TestAccessLaws(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ed := crowded(t, rapid.Uint64().Draw(r, "seed"), rapid.IntRange(0, 150).Draw(r, "groups"), rapid.IntRange(0, 20).Draw(r, "places"))
		for i := range ed.Facilities.List {
			if n := rapid.IntRange(-1, 90).Draw(r, "beds"); n >= 0 {
				ed.Facilities.List[i].Facts.Beds = &n
			}
		}
		q := coverage.AccessQuestion{
			Kinds: []string{community, sub}, Radius: geo.Metres(rapid.Float64Range(1, 5000).Draw(r, "radius")), By: adcode.Village,
			Decay: coverage.Decay{Kind: rapid.SampledFrom(coverage.DecayKinds).Draw(r, "decay")},
		}
		a := askAccess(t, ed, q)
		offered := 0.0
		for _, s := range a.Sources {
			if s.Demand > 0 {
				offered += s.Supply
			}
		}
		if math.Abs(a.Total.Supply-offered) > 1e-9*(1+offered) {
			r.Errorf("%g arrives of %g", a.Total.Supply, offered)
		}
		q.Decay = coverage.Decay{}
		plain := askAccess(t, ed, q)
		for i, x := range plain.Groups {
			if a.Groups[i] > 0 && x == 0 {
				r.Errorf("group %d reaches something only with a decay", i)
			}
		}
	})
}

func TestAccessWhatIf(t *testing.T) {
	beds := func(id, n int, in string, place *orb.Point) facilities.Facility {
		f := operating(id, community, place, in)
		f.Facts.Beds = &n
		return f
	}
	ed := edited(t, func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, beds(1, 10, codeB, at(1, 1, .5, .5)), beds(2, 5, codeC, nil), operating(3, community, at(0, 0, .5, .5), codeC))
	})
	q := coverage.AccessQuestion{Kinds: []string{community}, Radius: 300}
	if a := askAccess(t, ed, q); a.Total.Supply != 10 || len(a.Unplaced) != 1 || len(a.Silent) != 1 || a.Total.Cut != 40 {
		t.Errorf("as it is: %+v, %d unplaced, %d without beds", a.Total, len(a.Unplaced), len(a.Silent))
	}
	q.Close, q.Add = []facilities.ID{1}, []coverage.Site{{Kind: community, Place: in(0, 0, .5, .5), Capacity: 4}}
	if a := askAccess(t, ed, q); math.Abs(a.Total.Supply-4) > 1e-12 || a.Sources[0].From != nil {
		t.Errorf("one closed, one added: %+v %+v", a.Total, a.Sources)
	}
	q.Supply = coverage.SupplyEach
	if a := askAccess(t, ed, q); math.Abs(a.Total.Supply-2) > 1e-12 {
		t.Errorf("facilities shared out: %+v", a.Total)
	}
	q.Supply, q.Close, q.Add = coverage.SupplyBeds, nil, nil
	q.Move = []coverage.Move{{Facility: 2, Place: in(0, 0, .5, .5)}}
	if a := askAccess(t, ed, q); math.Abs(a.Total.Supply-15) > 1e-12 || len(a.Unplaced) != 0 {
		t.Errorf("one moved: %+v", a.Total)
	}
}

// By road the people of a and c reach what stands in b, those of d and r do not.
func TestAccessByRoad(t *testing.T) {
	ed := withRoads(t, func(p *edition.Parts) { p.Facilities[len(p.Facilities)-1].Facts.Beds = whole(30) })
	q := coverage.AccessQuestion{Kinds: []string{community}, Minutes: 63, Mode: coverage.Walk, By: adcode.Village, Decay: coverage.Decay{Kind: coverage.DecayExponential}}
	a := askAccess(t, ed, q)
	if math.Abs(a.Total.Supply-30) > 1e-9 || a.Total.Cut != 20 || !(a.Groups[1] > a.Groups[0] && a.Groups[0] > a.Groups[2] && a.Groups[2] > 0) {
		t.Errorf("%+v, by group %v", a.Total, a.Groups)
	}
	if len(a.Stranded) != 2 || a.Stranded[0].Why != "far_from_road" || a.Stranded[1].Why != "unreachable" {
		t.Errorf("stranded %+v", a.Stranded)
	}
	if _, err := coverage.AskAccess(edited(t, func(*edition.Parts) {}), q); !errors.Is(err, coverage.ErrInvalid) {
		t.Errorf("without roads: %v", err)
	}
}

func TestBadAccessQuestions(t *testing.T) {
	ed := edited(t, func(*edition.Parts) {})
	kinds := []string{community}
	for want, q := range map[string]coverage.AccessQuestion{
		"radius: 0 m":                         {Kinds: kinds},
		"kinds: no kind":                      {Radius: 1},
		"people: the people":                  {Kinds: kinds, Radius: 1, Age: "70+"},
		"supply: there is no such":            {Kinds: kinds, Radius: 1, Supply: 9},
		"decay: there is no such":             {Kinds: kinds, Radius: 1, Decay: coverage.Decay{Kind: 9}},
		"decay.power: -1":                     {Kinds: kinds, Radius: 1, Decay: coverage.Decay{Kind: coverage.DecayInverse, Power: -1}},
		"decay.floor: 5 is":                   {Kinds: kinds, Radius: 1, Decay: coverage.Decay{Kind: coverage.DecayInverse, Floor: 5}},
		"decay.steps: the last":               {Kinds: kinds, Radius: 1, Decay: coverage.Decay{Kind: coverage.DecaySteps, Steps: []coverage.Ring{{Upto: 2, Weight: 1}}}},
		"decay.steps: step 1 weighs 0":        {Kinds: kinds, Radius: 1, Decay: coverage.Decay{Kind: coverage.DecaySteps, Steps: []coverage.Ring{{Upto: 1}}}},
		"add: site 1 offers 0":                {Kinds: kinds, Radius: 1, Add: []coverage.Site{{Kind: community, Place: in(0, 0, .5, .5)}}},
		"decay.steps: only the decay by step": {Kinds: kinds, Radius: 1, Decay: coverage.Decay{Steps: []coverage.Ring{{Upto: 1, Weight: 1}}}},
	} {
		if _, err := coverage.AskAccess(ed, q); !errors.Is(err, coverage.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func BenchmarkProvinceAccess(b *testing.B) {
	ed := bedded(b, "prov")
	for _, decay := range coverage.DecayKinds {
		b.Run(decay.String(), func(b *testing.B) {
			q := coverage.AccessQuestion{Kinds: []string{"ELD_COMMUNITY"}, Radius: 5000, Age: "60+", Decay: coverage.Decay{Kind: decay}}
			for b.Loop() {
				askAccess(b, ed, q)
			}
		})
	}
}
