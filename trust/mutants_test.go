package trust_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	importer "github.com/xiantu/xiantu/import"
)

// The bounds of what a mutant may cost.
const (
	mutantTime   = 10 * time.Second
	mutantMemory = 256 << 10 // KB
)

// howMany reads a number of trials from the environment.
func howMany(t *testing.T, name string, few int) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv(name))
	if os.Getenv(name) == "" {
		return few
	}
	if err != nil || n < 1 {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// seedsOf are sound inputs of every format, most of them exported by the service itself.
func seedsOf(t *testing.T, s *countyService) map[string][]mutant {
	t.Helper()
	file := func(format string, kind importer.Kind, name, order string) mutant {
		return mutant{format, kind, name, s.exported(t, order)}
	}
	seeds := map[string][]mutant{
		"GeoJSON": {
			file("GeoJSON", importer.Divisions, "units.geojson", `{"what":"units","format":"geojson","level":"village"}`),
			file("GeoJSON", importer.Zones, "zones.geojson", `{"what":"zones","format":"geojson"}`),
			file("GeoJSON", importer.Roads, "roads.geojson", `{"what":"roads","format":"geojson"}`),
		},
		"Shapefile": {
			file("Shapefile", importer.Divisions, "units.zip", `{"what":"units","format":"shp.zip","level":"village"}`),
			file("Shapefile", importer.Divisions, "gauss.zip", `{"what":"units","format":"shp.zip","level":"village","crs":"gauss","encoding":"gb18030"}`),
		},
		"GeoPackage": {file("GeoPackage", importer.Divisions, "units.gpkg", `{"what":"units","format":"gpkg","level":"village"}`)},
		"XLSX": {
			file("XLSX", importer.Facilities, "facilities.xlsx", `{"what":"facilities","format":"xlsx"}`),
			{"XLSX", importer.People, "people.xlsx", peopleWorkbook(t)},
			file("XLSX", importer.Divisions, "units.xlsx", `{"what":"units","format":"xlsx","level":"village"}`),
		},
		"CSV": {
			file("CSV", importer.Facilities, "facilities.csv", `{"what":"facilities","format":"csv"}`),
			{"CSV", importer.People, "people.csv", []byte(peopleTable())},
			file("CSV", importer.Divisions, "units.csv", `{"what":"units","format":"csv","level":"village"}`),
		},
		"OSM PBF": {{"OSM PBF", importer.Roads, "roads.osm.pbf", roadsPBF()}},
	}
	for format, texts := range map[string][]string{"changes": changeSeeds, "CQL2 text": filterSeeds, "CQL2 JSON": jsonFilterSeeds} {
		for _, text := range texts {
			seeds[format] = append(seeds[format], mutant{Format: format, Content: []byte(text)})
		}
	}
	return seeds
}

const orderHead = `{"county":"990101","title":"调整","document":"某府〔2021〕1号","approved":"2020-12-01","effective":"2021-02-01","changes":[`

var changeSeeds = []string{
	orderHead + `{"kind":"merge","from":["990101100200","990101100201"],"into":{"code":"990101100210","name":"和村","type":"村"}}]}`,
	orderHead + `{"kind":"rename","unit":"990101100202","name":"新丙村","name_full":"新丙村村民委员会"},{"kind":"classify","unit":"990101100203","urban":true,"tier":"中心村"}]}`,
	orderHead + `{"kind":"split","from":"990101101200","cut":{"type":"LineString","coordinates":[[103.81,29.805],[103.82,29.805]]},"into":[{"code":"990101101210","name":"南村","at":[103.815,29.802]},{"code":"990101101211","name":"北村","at":[103.815,29.808]}]}]}`,
	orderHead + `{"kind":"transfer","from":"990101101201","to":"990101101202","piece":{"type":"Polygon","coordinates":[[[103.81,29.815],[103.82,29.815],[103.82,29.82],[103.81,29.82],[103.81,29.815]]]}}]}`,
	orderHead + `{"kind":"transfer","units":["990101101203"],"to":"990101100"}]}`,
	orderHead + `{"kind":"border","between":["990101100202","990101100203"],"line":{"type":"LineString","coordinates":[[103.8,29.83],[103.805,29.831],[103.81,29.83]]}}]}`,
}

var filterSeeds = []string{
	"name = '西甲村' AND area_m2 > 1e5 OR NOT urban = TRUE", "name LIKE '%村_' AND code IN ('990101100200', '990101101200')", "\"from\" BETWEEN DATE('2018-01-01') AND TIMESTAMP('2020-01-01T00:00:00Z')",
	"S_INTERSECTS(geometry, POLYGON((103.8 29.8, 103.82 29.8, 103.82 29.82, 103.8 29.8)))", "S_INTERSECTS(geometry, BBOX(103.8,29.8,103.81,29.81)) AND CASEI(name) LIKE CASEI('%A%')", "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(103.81 29.81), LINESTRING(103 29, 104 30)))",
}

var jsonFilterSeeds = []string{
	`{"op":"and","args":[{"op":"=","args":[{"property":"name"},"西甲村"]},{"op":">","args":[{"property":"area_m2"},100000]}]}`,
	`{"op":"or","args":[{"op":"like","args":[{"op":"casei","args":[{"property":"name"}]},{"op":"casei","args":["%X%"]}]},{"op":"in","args":[{"property":"code"},["990101100200","1"]]}]}`,
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[103.8,29.8],[103.82,29.8],[103.82,29.82],[103.8,29.8]]]}]}`,
	`{"op":"not","args":[{"op":"between","args":[{"property":"from"},{"date":"2018-01-01"},{"date":"2020-01-01"}]}]}`,
}

// tally is what a format's mutants came to.
type tally struct {
	sync.Mutex
	mutants, refused, sent, committed   int
	broken, late, large, wrong, partial int
	slowest, dearest                    time.Duration
	peak, child                         int64
}

// Files, orders and filters that are broken in every way are taken or refused, within
// bounds of time and memory, by a process that goes on; none is half written, and none is
// answered with a fault of the service. XIANTU_MUTANTS=10000 tries so many of each format,
// XIANTU_MUTANTS_OF="GeoJSON,CSV" only those, XIANTU_MUTANTS_KEEP a folder for those that
// went wrong.
func TestMutants(t *testing.T) {
	s := newCountyService(t)
	seeds := seedsOf(t, s)
	readers := []*reader{startReader(t), startReader(t)}
	t.Cleanup(func() {
		for _, r := range readers {
			r.stop()
		}
	})
	chosen := strings.Split(os.Getenv("XIANTU_MUTANTS_OF"), ",")
	for _, format := range []string{"GeoJSON", "Shapefile", "GeoPackage", "XLSX", "CSV", "changes", "CQL2 text", "CQL2 JSON", "OSM PBF"} {
		if chosen[0] != "" && !slices.Contains(chosen, format) {
			continue
		}
		t.Run(format, func(t *testing.T) {
			few := 50
			if format == "Shapefile" || format == "GeoPackage" {
				few = 12 // each takes two programs of GDAL's
			}
			for _, seed := range seeds[format] {
				if c, ok := readers[0].read(seed); !ok || c.Refused {
					t.Fatalf("the seed %s %s is refused: %.300q", seed.Kind, seed.Name, seed.Content)
				}
			}
			count := tryMutants(t, s, readers, format, seeds[format], howMany(t, "XIANTU_MUTANTS", few))
			t.Logf("figure: %s: %d mutants, %d refused; %d through HTTP, %d of them committed; %d crashes, %d over %v, %d over %d MB, %d partial, %d wrong; slowest %v, most processor %v, peak %d MB, children at most %d MB",
				format, count.mutants, count.refused, count.sent, count.committed, count.broken, count.late, mutantTime, count.large, mutantMemory>>10, count.partial, count.wrong,
				count.slowest.Round(time.Millisecond), count.dearest.Round(time.Millisecond), count.peak>>10, count.child>>10)
		})
	}
}

func tryMutants(t *testing.T, s *countyService, readers []*reader, format string, seeds []mutant, n int) *tally {
	count := &tally{}
	next := make(chan int)
	var wait sync.WaitGroup
	for i := range readers {
		wait.Go(func() {
			for number := range next {
				m := mutantOf(format, seeds, number)
				c, ok := readers[i].read(m)
				if !ok {
					said := readers[i].said.String()
					readers[i].stop()
					readers[i] = startReader(t)
					count.blame(t, number, m, &count.broken, "the reader broke down or hung: "+said)
					continue
				}
				count.take(t, number, m, c)
			}
		})
	}
	every := 5 // of the mutants of a short run go through HTTP
	if n > 1000 {
		every = 20
	}
	for number := range n {
		next <- number
		if number%every == 0 {
			count.Lock()
			count.sent++
			count.Unlock()
			m := mutantOf(format, seeds, number)
			wrong, committed := s.try(t, m)
			if committed {
				count.committed++
			}
			if wrong != "" {
				count.blame(t, number, m, &count.wrong, wrong)
			}
		}
	}
	close(next)
	wait.Wait()
	return count
}

// mutantOf is the mutant of a number: the same in every run.
func mutantOf(format string, seeds []mutant, number int) mutant {
	h := fnv.New64a()
	fmt.Fprint(h, format)
	r := rand.New(rand.NewPCG(h.Sum64(), uint64(number)))
	m := seeds[number%len(seeds)]
	m.Content = mutate(r, format, m.Content, seeds[r.IntN(len(seeds))].Content)
	return m
}

// take counts what a mutant cost.
func (c *tally) take(t *testing.T, number int, m mutant, x cost) {
	c.Lock()
	c.mutants++
	if x.Refused {
		c.refused++
	}
	c.slowest, c.dearest, c.peak, c.child = max(c.slowest, x.Wall), max(c.dearest, x.CPU), max(c.peak, x.Peak), max(c.child, x.Child)
	c.Unlock()
	switch {
	case x.Inconsistent != "":
		c.blame(t, number, m, &c.wrong, x.Inconsistent)
	case max(x.CPU, x.Wall) > mutantTime:
		c.blame(t, number, m, &c.late, fmt.Sprintf("takes %v, %v of processor", x.Wall, x.CPU))
	case x.Peak > mutantMemory || x.Child > mutantMemory:
		c.blame(t, number, m, &c.large, fmt.Sprintf("takes %d MB, children %d MB", x.Peak>>10, x.Child>>10))
	}
}

// blame counts a fault and keeps the mutant.
func (c *tally) blame(t *testing.T, number int, m mutant, kind *int, why string) {
	c.Lock()
	defer c.Unlock()
	*kind++
	t.Errorf("%s mutant %d (%s %s, %d bytes): %.1500q", m.Format, number, m.Kind, m.Name, len(m.Content), why)
	if folder := os.Getenv("XIANTU_MUTANTS_KEEP"); folder != "" {
		name := fmt.Sprintf("%s-%d-%s", strings.ReplaceAll(m.Format, " ", "-"), number, m.Name)
		os.WriteFile(filepath.Join(folder, name), m.Content, 0o600)
	}
}
