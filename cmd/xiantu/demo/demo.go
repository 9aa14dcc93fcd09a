package demo

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
)

// fictionMark ends the names of counties that don't exist.
const fictionMark = "（演示）"

const fictionNote = "虚构的演示数据，不对应任何真实行政区划"

// Size is how much land is made.
type Size string

// The sizes.
const (
	County   Size = "county"   // 10 townships, 90 villages, 1,000 groups, 70 facilities
	Province Size = "province" // 183 counties, 3,000 townships, 26,000 villages, 500,000 groups, 40,000 facilities
	Nation   Size = "nation"   // 2,850 counties, 41,000 townships, 600,000 villages, 6,600,000 groups
)

// ParseSize reads what is given on the command line.
func ParseSize(s string) (Size, error) {
	if _, ok := measures[Size(s)]; !ok {
		return "", fmt.Errorf("%q is no size: write county, province or nation", s)
	}
	return Size(s), nil
}

// measure is what a size comes to.
type measure struct {
	counties, towns, cells int
	cellsPerVillage        float64
	groupsPerCell          float64
	facilities             int
	spacing                float64 // metres between cells
	bends                  int
	middle                 orb.Point // lon/lat
}

var measures = map[Size]measure{
	County:   {1, 10, 1000, 11.9, 0.9, 70, 640, 4, orb.Point{104.82, 31.15}},
	Province: {183, 3000, 270_000, 11.0, 1.6, 41_500, 1250, 3, orb.Point{104.6, 30.6}},
	Nation:   {2850, 41_000, 6_600_000, 11.9, 0.9, 500_000, 1200, 3, orb.Point{104.5, 35}},
}

// Options say what to make. The zero Size is County.
type Options struct {
	Size Size
	Seed uint64
	// Jitter draws every ring for itself: a tenth of its vertices left out, the others
	// moved by up to a metre, so that neighbours don't fit.
	Jitter bool
}

// File is a file that was written, and how to import it.
type File struct {
	Path   string       `json:"path"`
	Kind   string       `json:"kind"`            // divisions, people, facilities, zones, roads, layer, or changes
	County adcode.Code  `json:"county,omitzero"` // of facilities, zones and roads, where there are several counties
	Level  adcode.Level `json:"-"`               // of divisions
	Date   civil.Day    `json:"date"`
	CRS    string       `json:"crs,omitempty"`
	Basis  string       `json:"basis,omitempty"`
	Counts int          `json:"count"`
}

// The days on which the land is described: before and after its reform.
var (
	Before = civil.Date(2019, 10, 31)
	After  = civil.Date(2020, 6, 30)
)

// Write makes land from a seed and writes it to a folder, which it makes, as the files
// that a bureau would send. It returns them in the order in which they are to be
// imported, and writes that list beside them as manifest.json. Changes files, made
// for a single county only, come last: they are the other way from the first day to
// the second. The same options give the same bytes.
func Write(dir string, o Options) ([]File, error) {
	if o.Size == "" {
		o.Size = County
	}
	m, ok := measures[o.Size]
	if !ok {
		return nil, fmt.Errorf("write demo: %q is no size", o.Size)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("write demo: %w", err)
	}
	w := &writer{dir: dir, options: o, measure: m}
	if err := w.write(); err != nil {
		return nil, fmt.Errorf("write demo: %w", err)
	}
	return w.list, nil
}

// writer holds the files while counties are written one after the other.
type writer struct {
	dir     string
	options Options
	measure
	list     []File
	counties *layer
	towns    [2]*layer
	villages [2]*layer
	people   *tableFile
	groups   int
	own      []File // files that each county has of its own
}

func (w *writer) write() error {
	if err := w.open(); err != nil {
		return err
	}
	d := newDice(w.options.Seed, 0, 6)
	width := int(math.Sqrt(float64(w.cells)*2.4)) + 6
	land := newLand(newLattice(width, int(float64(width)/0.866), w.spacing, w.middle, w.bends, d.next()))
	cells := land.blob(w.cells, &d)
	names := newNamer(w.options.Seed, 0)
	var next int32
	for i, part := range land.divide(cells, w.measure.counties, &d) {
		land.allot(part, land.county, int32(i))
		c := &county{land: land, dice: newDice(w.options.Seed, uint64(i), 7), names: newNamer(w.options.Seed, uint64(i+1)), number: int32(i), cells: part}
		c.code, c.name = w.countyCode(i), names.county()+"县"+fictionMark
		if err := w.county(c, float64(len(part))/float64(len(cells)), &next); err != nil {
			return err
		}
	}
	return w.close()
}

// countyCode gives codes that no real county has: 519925, or of provinces whose numbers
// are not given out.
func (w *writer) countyCode(i int) adcode.Code {
	if w.options.Size == County {
		return adcode.MustParse("519925")
	}
	unused := []int{59, 56, 57, 58, 66, 67, 68, 69, 72, 73, 74, 75, 76, 77, 78, 79, 24, 25, 26, 27, 28, 29, 38, 39, 47, 48, 49, 84, 85, 86}
	const perCity, perProvince = 10, 190
	province, rest := unused[i/perProvince%len(unused)], i%perProvince
	return adcode.MustParse(fmt.Sprintf("%02d%02d%02d", province, 1+rest/perCity, 21+rest%perCity))
}

func (w *writer) county(c *county, share float64, next *int32) error {
	towns := max(3, int(math.Round(share*float64(w.measure.towns))))
	c.settle(towns, w.cellsPerVillage, next)
	c.reformVillages(next)
	c.populate(w.groupsPerCell)
	c.writeDivisions(w.counties, w.towns, w.villages)
	c.writeGroups(w.people.Writer)
	w.groups += len(c.groups)
	if err := w.ownFiles(c, int(math.Round(share*float64(w.facilities)))); err != nil {
		return err
	}
	if w.options.Size != County {
		return nil
	}
	return w.changes(c)
}

// ownFiles writes what each county sends of its own: facilities, zones and roads, in the
// folder itself, or where there are several counties in one named by the code.
func (w *writer) ownFiles(c *county, facilities int) error {
	folder, code := w.dir, adcode.Code{}
	if w.options.Size != County {
		folder, code = filepath.Join(w.dir, c.code.String()), c.code
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
	}
	list := c.furnish(facilities)
	book := filepath.Join(folder, "facilities.xlsx")
	if err := writeWorkbook(book, c, list); err != nil {
		return err
	}
	zones := newLayer(folder, "zones", nil)
	c.writeZones(zones)
	if err := zones.close(); err != nil {
		return err
	}
	w.own = append(w.own,
		File{Path: book, Kind: "facilities", County: code, Date: After, CRS: "GCJ-02", Counts: len(list)},
		File{Path: zones.file.Name(), Kind: "zones", County: code, Date: After, CRS: "EPSG:4490", Counts: zones.count})
	if err := w.backdrop(c, folder, code); err != nil {
		return err
	}
	if w.options.Size == Nation {
		return nil // as many roads as villager groups
	}
	roads := newLayer(folder, "roads", nil)
	c.writeRoads(roads)
	if err := roads.close(); err != nil {
		return err
	}
	w.own = append(w.own, File{Path: roads.file.Name(), Kind: "roads", County: code, Date: After, CRS: "EPSG:4490", Counts: roads.count})
	return nil
}

func (w *writer) open() (err error) {
	layer := func(name string) *layer {
		var hand *jitter
		if w.options.Jitter {
			hand = newJitter(w.options.Seed, name)
		}
		return newLayer(w.dir, name, hand)
	}
	w.counties = layer("county")
	for i, year := range [2]string{"2019", "2020"} {
		w.towns[i], w.villages[i] = layer("townships_"+year), layer("villages_"+year)
	}
	w.people, err = newTable(filepath.Join(w.dir, "groups.csv"), groupsHeader)
	return err
}

// close ends all files and lists them.
func (w *writer) close() error {
	changes := w.list
	w.list = nil
	add := func(l *layer, level adcode.Level, day civil.Day) error {
		if err := l.close(); err != nil {
			return err
		}
		w.list = append(w.list, File{Path: l.file.Name(), Kind: "divisions", Level: level, Date: day, CRS: "EPSG:4490", Counts: l.count})
		return nil
	}
	if err := add(w.counties, adcode.County, Before); err != nil {
		return err
	}
	for i, day := range [2]civil.Day{Before, After} {
		if err := add(w.towns[i], adcode.Township, day); err != nil {
			return err
		}
		if err := add(w.villages[i], adcode.Village, day); err != nil {
			return err
		}
	}
	if err := w.people.close(); err != nil {
		return err
	}
	w.list = append(w.list, File{Path: w.people.file.Name(), Kind: "people", Date: After, CRS: "EPSG:4490", Basis: "registered", Counts: w.groups})
	w.list = append(append(w.list, w.own...), changes...)
	return w.manifest()
}

// changesFile is what INTERFACE calls a changes file.
type changesFile struct {
	County    string    `json:"county"`
	Title     string    `json:"title"`
	Document  string    `json:"document"`
	Approved  civil.Day `json:"approved"`
	Effective civil.Day `json:"effective"`
	Synthetic bool      `json:"synthetic"`
	Changes   []change  `json:"changes"`
}

// changes writes the reform as two changes files: townships, then villages.
func (w *writer) changes(c *county) error {
	for _, step := range []struct {
		what, title         string
		approved, effective civil.Day
		made                []change
	}{
		{"township", "乡镇行政区划调整", civil.Date(2019, 12, 13), civil.Date(2019, 12, 20), c.reform.made},
		{"village", "村级建制调整", civil.Date(2020, 5, 15), civil.Date(2020, 5, 30), c.made},
	} {
		path := filepath.Join(w.dir, "changes_"+step.effective.String()+"_"+step.what+".json")
		text, err := json.MarshalIndent(changesFile{c.code.String(), c.name + step.title, "演示文号〔" + step.approved.String()[:4] + "〕××号（虚构）",
			step.approved, step.effective, true, step.made}, "", " ")
		if err == nil {
			err = os.WriteFile(path, append(text, '\n'), 0o644)
		}
		if err != nil {
			return err
		}
		w.list = append(w.list, File{Path: path, Kind: "changes", Date: step.effective, Counts: len(step.made)})
	}
	return nil
}

func (w *writer) manifest() error {
	type entry struct {
		File
		Level string `json:"level,omitempty"`
	}
	var entries []entry
	for _, f := range w.list {
		e := entry{f, f.Level.String()}
		e.Path = strings.TrimPrefix(e.Path, w.dir+string(filepath.Separator))
		entries = append(entries, e)
	}
	text, err := json.MarshalIndent(map[string]any{"synthetic": true, "note": fictionNote, "size": w.options.Size, "seed": w.options.Seed, "files": entries}, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, "manifest.json"), append(text, '\n'), 0o644)
}
