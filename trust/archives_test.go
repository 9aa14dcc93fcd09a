package trust_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	importer "github.com/xiantu/xiantu/import"
)

// The bounds of what a file that attacks may take.
const (
	attackTime  = 2 * time.Second
	canaryWords = "the-canary-was-read"
)

// attack is a file that wants more than to be read.
type attack struct {
	name    string
	kind    importer.Kind
	file    string
	content []byte
	taken   bool // it may be taken for what it says, as it can do no harm
}

// packed is a file of an archive.
type packed struct {
	name string
	text []byte
	mode fs.FileMode
}

func archiveOf(t *testing.T, files ...packed) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.mode != 0 {
			h.SetMode(f.mode)
		}
		to, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		to.Write(f.text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shaped is an export's shapefile with some of its parts replaced or renamed.
func shaped(t *testing.T, seed []byte, change func(f packed) []packed, more ...packed) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(seed), int64(len(seed)))
	if err != nil {
		t.Fatal(err)
	}
	var files []packed
	for _, f := range in.File {
		files = append(files, change(packed{name: f.Name, text: entry(f)})...)
	}
	return archiveOf(t, append(files, more...)...)
}

// sameBytes is an archive whose directory lists one entry's bytes times over, under names of
// their own (overlapping entries).
func sameBytes(t *testing.T, times int, text []byte) []byte {
	t.Helper()
	one := archiveOf(t, packed{name: "x0000.shp", text: text})
	at := bytes.Index(one, []byte("PK\x01\x02"))
	end := bytes.Index(one, []byte("PK\x05\x06"))
	local, directory, tail := one[:at], one[at:end], bytes.Clone(one[end:])
	out := bytes.Clone(local)
	for i := range times {
		out = append(out, bytes.Replace(directory, []byte("x0000"), fmt.Appendf(nil, "x%04d", i), 1)...)
	}
	size := len(out) - len(local)
	tail[8], tail[9], tail[10], tail[11] = byte(times), byte(times>>8), byte(times), byte(times>>8)
	for i := range 4 {
		tail[12+i] = byte(size >> (8 * i))
	}
	return append(out, tail...)
}

// smaller makes an archive's directory and headers say that its entries are small.
func smaller(b []byte, really int) []byte {
	size := func(n int) []byte { return []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)} }
	return bytes.ReplaceAll(b, size(really), size(100))
}

func attacks(t *testing.T, s *countyService, file, address string) []attack {
	t.Helper()
	shp := s.exported(t, `{"what":"units","format":"shp.zip","level":"village"}`)
	xlsx := s.exported(t, `{"what":"facilities","format":"xlsx"}`)
	same := func(f packed) []packed { return []packed{f} }
	replace := func(ending string, by []byte) func(f packed) []packed {
		return func(f packed) []packed {
			if strings.HasSuffix(f.name, ending) {
				f.text = by
			}
			return []packed{f}
		}
	}
	renamed := func(form string) func(f packed) []packed {
		return func(f packed) []packed {
			f.name = strings.Replace(form, "*", filepath.Base(f.name), 1)
			return []packed{f}
		}
	}
	zeros := make([]byte, 10<<20)
	large := make([]byte, 400<<20)
	copy(large, `<worksheet><sheetData>`)
	bomb := shaped(t, xlsx, replace("sheet1.xml", large))
	laughs := `<!DOCTYPE x [<!ENTITY a "haha">`
	for c := 'b'; c <= 'k'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += "]>"
	outside := fmt.Sprintf(`<!DOCTYPE x [<!ENTITY k SYSTEM "file://%s"><!ENTITY %% p SYSTEM "%s/dtd"> %%p; <!ENTITY a SYSTEM "%s/a">]>`, file, address, address)
	kml := func(doctype, name string) []byte {
		return []byte(`<?xml version="1.0"?>` + doctype + `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Schema name="s" id="s"><SimpleField type="string" name="code"/></Schema><Placemark><name>` + name + `</name><ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="code">990101100200</SimpleData></SchemaData></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>103.8,29.8 103.81,29.8 103.81,29.81 103.8,29.8</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark><NetworkLink><Link><href>` + address + `/link</href></Link></NetworkLink></Document></kml>`)
	}
	vrt := []byte(`<OGRVRTDataSource><OGRVRTLayer name="input"><SrcDataSource relativeToVRT="0">/vsicurl/` + address + `/x.geojson</SrcDataSource></OGRVRTLayer><OGRVRTLayer name="l2"><SrcDataSource>CSV:` + file + `</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`)
	strings50 := `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>` + strings.Repeat("长", 30_000) + `</t></si></sst>`
	var quadratic strings.Builder
	quadratic.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for i := range 40_000 {
		fmt.Fprintf(&quadratic, `<row r="%d"><c r="A%d" t="s"><v>0</v></c><c r="B%d" t="s"><v>0</v></c></row>`, i+1, i+1, i+1)
	}
	quadratic.WriteString(`</sheetData></worksheet>`)
	rows := func(n int, row string) []byte {
		var b strings.Builder
		b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="inlineStr"><is><t>类型</t></is></c></row>`)
		for i := range n {
			b.WriteString(strings.ReplaceAll(row, "#", fmt.Sprint(i+2)))
		}
		return []byte(b.String() + `</sheetData></worksheet>`)
	}
	sheet := func(doctype, text string) []byte {
		return []byte(`<?xml version="1.0"?>` + doctype + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c><c r="B1" t="inlineStr"><is><t>类型</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>` + text + `</t></is></c><c r="B2" t="inlineStr"><is><t>卫生室</t></is></c></row></sheetData></worksheet>`)
	}
	nested := archiveOf(t, packed{name: "0.zip", text: zeros})
	for i := range 6 {
		var layer []packed
		for j := range 16 {
			layer = append(layer, packed{name: fmt.Sprintf("%d-%d.zip", i, j), text: nested})
		}
		nested = archiveOf(t, layer...)
	}
	units := importer.Divisions
	return []attack{
		{name: "zips in zips", kind: units, file: "n.zip", content: nested},
		{name: "a shapefile of zips in zips", kind: units, file: "n.zip", content: archiveOf(t, packed{name: "a.shp", text: nested}, packed{name: "a.dbf", text: nested})},
		{name: "overlapping entries", kind: units, file: "o.zip", content: sameBytes(t, 2000, zeros)},
		{name: "a shapefile of 400 MB", kind: units, file: "b.zip", content: shaped(t, shp, replace(".dbf", large))},
		{name: "a shapefile of 400 MB that says it is small", kind: units, file: "b.zip", content: smaller(shaped(t, shp, replace(".dbf", large)), len(large))},
		{name: "a workbook of 400 MB", kind: importer.Facilities, file: "b.xlsx", content: bomb},
		{name: "a workbook of 400 MB that says it is small", kind: importer.Facilities, file: "b.xlsx", content: smaller(bomb, len(large))},
		{name: "one long text in 80,000 cells", kind: importer.Facilities, file: "q.xlsx", content: shaped(t, shaped(t, xlsx, replace("sharedStrings.xml", []byte(strings50)), packed{name: "xl/sharedStrings.xml", text: []byte(strings50)}), replace("sheet1.xml", []byte(quadratic.String())))},
		{name: "a cell at the far right of 40,000 rows", kind: importer.Facilities, file: "w.xlsx", content: shaped(t, xlsx, replace("sheet1.xml", rows(40_000, `<row r="#"><c r="A#"><v>1</v></c><c r="XFD#"><v>1</v></c></row>`)))},
		{name: "one merged cell over the whole sheet", kind: importer.Facilities, file: "m.xlsx", content: shaped(t, xlsx, replace("sheet1.xml", bytes.Replace(rows(20, `<row r="#"><c r="B#"><v>1</v></c></row>`), []byte(`</sheetData>`), []byte(`</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`), 1)))},
		{name: "billion laughs in a sheet", kind: importer.Facilities, file: "l.xlsx", content: shaped(t, xlsx, replace("sheet1.xml", sheet(laughs, "&k;")))},
		{name: "billion laughs in the shared strings", kind: importer.Facilities, file: "l.xlsx", content: shaped(t, xlsx, same, packed{name: "xl/sharedStrings.xml", text: []byte(laughs + `<sst><si><t>&k;</t></si></sst>`)})},
		{name: "an entity of a file in a sheet", kind: importer.Facilities, file: "x.xlsx", content: shaped(t, xlsx, replace("sheet1.xml", sheet(outside, "&k;&a;")))},
		{name: "an entity of a file in the workbook", kind: importer.Facilities, file: "x.xlsx", content: shaped(t, xlsx, replace("workbook.xml", []byte(outside+`<workbook>&k;&a;</workbook>`)))},
		{name: "a workbook whose parts lie elsewhere", kind: importer.Facilities, file: "x.xlsx", content: shaped(t, xlsx, replace("workbook.xml.rels", []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="file://`+file+`"/></Relationships>`)))},
		{name: "billion laughs in KML", kind: units, file: "l.kml", content: kml(laughs, "&k;")},
		{name: "an entity of a file in KML", kind: units, file: "x.kml", content: kml(outside, "&k;&a;")},
		{name: "an entity of a file in KMZ", kind: units, file: "x.kmz", content: archiveOf(t, packed{name: "doc.kml", text: kml(outside, "&k;")})},
		{name: "KML that links elsewhere", kind: units, file: "x.kml", content: kml("", "甲村"), taken: true},
		{name: "a VRT called .shp", kind: units, file: "v.zip", content: shaped(t, shp, replace(".shp", vrt))},
		{name: "a VRT called .gpkg", kind: units, file: "v.gpkg", content: vrt},
		{name: "a VRT called .kml", kind: units, file: "v.kml", content: vrt},
		{name: "a VRT called .geojson", kind: units, file: "v.geojson", content: vrt},
		{name: "names that climb", kind: units, file: "s.zip", content: shaped(t, shp, renamed("../../../../../../tmp/evil/*")), taken: true},
		{name: "names from the root", kind: units, file: "s.zip", content: shaped(t, shp, renamed("/tmp/evil-*")), taken: true},
		{name: "names with backslashes", kind: units, file: "s.zip", content: shaped(t, shp, renamed(`..\..\evil\*`)), taken: true},
		{name: "links in an archive", kind: units, file: "s.zip", content: shaped(t, shp, func(f packed) []packed {
			if strings.HasSuffix(f.name, ".shp") || strings.HasSuffix(f.name, ".dbf") {
				f.text, f.mode = []byte(file), fs.ModeSymlink|0o777
			}
			return []packed{f}
		})},
		{name: "a FileGDB whose names climb", kind: units, file: "g.zip", content: archiveOf(t, packed{name: "../../evil/a00000001.gdbtable", text: []byte("x")}, packed{name: "../evil.gdbtable", text: []byte("x")})},
		{name: "a crs that lies elsewhere", kind: units, file: "c.geojson", content: []byte(`{"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"` + address + `/crs","type":"proj4"}},"features":[]}`)},
		{name: "a file called ../../x", kind: units, file: "../../../../tmp/evil.csv", content: []byte("code,name\n1,x\n")},
		{name: "a file called /etc/x", kind: units, file: "/etc/evil.csv", content: []byte("code,name\n1,x\n")},
		{name: `a file called ..\x`, kind: units, file: `..\..\evil.csv`, content: []byte("code,name\n1,x\n")},
		{name: "a file called /vsicurl/...", kind: units, file: "/vsicurl/" + address + "/x.geojson", content: []byte("<kml>")},
	}
}

// Files that attack are refused in words, soon, in little memory, and leave nothing
// behind; nothing outside the file is read or asked for.
func TestAttackingFiles(t *testing.T) {
	temporary := t.TempDir()
	s := newCountyService(t)
	var hits atomic.Int32
	canary := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { hits.Add(1); fmt.Fprint(w, canaryWords) }))
	t.Cleanup(canary.Close)
	file := filepath.Join(t.TempDir(), "canary.csv")
	if err := os.WriteFile(file, []byte(canaryWords), 0o644); err != nil {
		t.Fatal(err)
	}
	list := attacks(t, s, file, canary.URL)
	t.Setenv("TMPDIR", temporary)
	r := startReaderIn(t, temporary)
	t.Cleanup(func() { r.stop() })
	refused, slowest, peak, child := 0, time.Duration(0), int64(0), int64(0)
	for _, a := range list {
		t.Run(a.name, func(t *testing.T) {
			m := mutant{Kind: a.kind, Name: a.file, Content: a.content}
			c, ok := r.read(m)
			if !ok {
				t.Errorf("the reader broke down: %.1000s", r.said.String())
				r.stop()
				r = startReaderIn(t, temporary)
			}
			slowest, peak, child = max(slowest, min(c.Wall, c.CPU)), max(peak, c.Peak), max(child, c.Child)
			if min(c.Wall, c.CPU) > attackTime || c.Peak > mutantMemory {
				t.Errorf("it takes %v, %v of processor, and %d MB", c.Wall, c.CPU, c.Peak>>10)
			}
			if c.Refused {
				refused++
			}
			before := s.rows(t)
			wrong, committed := s.upload(t, m)
			if wrong != "" || committed && !a.taken || !committed && s.rows(t) != before {
				t.Errorf("committed %v; %s", committed, wrong)
			}
			if left, _ := filepath.Glob(filepath.Join(temporary, "*")); len(left) > 0 {
				t.Errorf("it leaves %v", left)
			}
		})
	}
	for _, path := range []string{"/tmp/evil", "/tmp/evil.csv", "/etc/evil.csv", filepath.Join(filepath.Dir(temporary), "evil")} {
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s was written", path)
		}
	}
	if left, _ := filepath.Glob("/tmp/evil-*"); len(left) > 0 {
		t.Errorf("%v were written", left)
	}
	var seen []string
	for _, path := range []string{"/v1/units?level=village", "/v1/facilities"} {
		if _, body := s.send(t, http.MethodGet, path, "", nil); bytes.Contains(body, []byte(canaryWords)) {
			seen = append(seen, path)
		}
	}
	var said string
	if err := s.pool.QueryRow(t.Context(), "SELECT coalesce(string_agg(convert_from(coalesce(report, ''), 'UTF8') || failure || convert_from(coalesce(preview, ''), 'UTF8'), ' '), '') FROM upload").Scan(&said); err != nil || strings.Contains(said, canaryWords) {
		t.Errorf("the canary's words are seen in an upload: %v", err)
	}
	if n := hits.Load(); n > 0 || len(seen) > 0 {
		t.Errorf("the canary was asked %d times and is seen in %v", n, seen)
	}
	t.Logf("figure: %d attacking files, %d refused, the others taken for what they say; slowest %v, peak %d MB, children at most %d MB; canary: %d requests, its words seen nowhere; nothing left behind", len(list), refused, slowest.Round(time.Millisecond), peak>>10, child>>10, hits.Load())
}
