package maps_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// run gives a command of poppler or GDAL the sheet as a PDF and returns what it says.
func run(t testing.TB, s *maps.Sheet, command string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sheet.pdf")
	var b bytes.Buffer
	if err := s.PDF(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(command, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", command, err, out)
	}
	if bytes.Contains(out, []byte("Error")) {
		t.Errorf("%s complains: %s", command, out)
	}
	return string(out)
}

func TestPDFText(t *testing.T) {
	ed := qingshen(t)
	for _, size := range []string{"A4", "A3", "A1", "A0"} {
		s := sheet(t, ed, maps.Options{Kind: maps.ByVillage, Paper: paper(t, size), Attribution: "来源（括号）\\"})
		lines := strings.Fields(run(t, s, "pdftotext", "FILE", "-"))
		words := map[string]int{}
		for _, l := range lines {
			words[l]++
		}
		if words["青神县行政区划图"] != 1 {
			t.Errorf("%s: the title is found %d times", size, words["青神县行政区划图"])
		}
		for _, u := range append(ed.At(adcode.Township), ed.At(adcode.Village)...) {
			// A name in the key stands behind its number, another word.
			if words[u.Name] != 1 {
				t.Errorf("%s: %s is found %d times as a word, want once", size, u.Name, words[u.Name])
			}
		}
	}
}

func TestPDFFonts(t *testing.T) {
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Kind: maps.ByVillage})
	out := strings.Split(strings.TrimSpace(run(t, s, "pdffonts", "FILE")), "\n")
	if len(out) != 4 {
		t.Fatalf("pdffonts lists %d fonts, want two: %q", len(out)-2, out)
	}
	embedded := regexp.MustCompile(`^[A-Z]{6}\+NotoSansSC-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes `)
	for _, line := range out[2:] {
		if !embedded.MatchString(line) {
			t.Errorf("a font is not embedded as a subset with Unicode: %s", line)
		}
	}
}

func TestPDFPlace(t *testing.T) {
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{})
	out := run(t, s, "gdalinfo", "FILE")
	if !strings.Contains(out, `ID["EPSG",4544]`) {
		t.Errorf("gdalinfo does not find EPSG:4544: %s", out)
	}
	if !strings.Contains(out, "NEATLINE=POLYGON") {
		t.Errorf("gdalinfo does not find the map field: %s", out)
	}
}

func TestPDFDraws(t *testing.T) {
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Kind: maps.ByVillage})
	ppm := run(t, s, "pdftoppm", "-r", "30", "FILE")
	colors := map[string]bool{}
	for i := 15; i+3 <= len(ppm); i += 3 {
		colors[ppm[i:i+3]] = true
	}
	if len(colors) < 50 {
		t.Errorf("the page has %d colours: it is not drawn", len(colors))
	}
}

// hostile are names as they come from files that nobody has looked at.
var hostile = []string{
	"<script>alert(1)</script>镇", `"'&<>]]>%s%!镇`, "𬭎坪镇", "塆䢺镇", "\u202e镇反\u202c", "a\x00b\x01\x1b镇\n二", strings.Repeat("很长", 60) + "镇", "", " ", "(\\)) Tj ET 镇", "\U000F0000镇", "\xff\xfe镇", "שלום镇",
}

func hostileName(code adcode.Code) string {
	return hostile[code.Serial()%len(hostile)]
}

func TestHostileNames(t *testing.T) {
	ed := grid(t, 3, 4, 2, hostileName)
	for _, kind := range maps.Kinds {
		s := sheet(t, ed, maps.Options{Kind: kind, Title: hostile[0] + hostile[2], Compiler: hostile[1], Attribution: hostile[5]})
		checkNames(t, "hostile", s)
		text := run(t, s, "pdftotext", "FILE", "-")
		for _, want := range []string{"𬭎坪镇", "塆䢺镇", "<script>alert(1)</script>"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: pdftotext does not find %q", kind, want)
			}
		}
		if got := string(s.Missing()); !strings.Contains(got, "ש") || strings.ContainsAny(got, "镇𬭎") {
			t.Errorf("%s: the font lacks %q, it is said", kind, got)
		}
		var svg bytes.Buffer
		if err := s.SVG(&svg); err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(svg.Bytes(), []byte("<script")) {
			t.Errorf("%s: a script got into the SVG", kind)
		}
		checkXML(t, svg.Bytes())
		if err := s.PNG(io.Discard, 50); err != nil {
			t.Error(err)
		}
	}
}

func checkXML(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Errorf("the SVG is not XML: %v", err)
			return
		}
	}
}

func TestTinyAndLonely(t *testing.T) {
	for name, ed := range map[string]*edition.Edition{
		"no townships":  lone(t, 0.05),
		"0.1 m2 county": lone(t, 3e-6),
		"thin county":   thin(t),
	} {
		for _, size := range []string{"A4", "A0 landscape", "A0 portrait", "100x100mm"} {
			s := sheet(t, ed, maps.Options{Kind: maps.ByVillage, Paper: paper(t, size)})
			for format, write := range writers {
				if format == "png" && size != "A4" {
					continue
				}
				if err := write(s, new(bytes.Buffer)); err != nil {
					t.Errorf("%s on %s as %s: %v", name, size, format, err)
				}
			}
		}
	}
}

func BenchmarkA0PDF(b *testing.B) {
	ed := qingshen(b)
	for b.Loop() {
		if err := sheet(b, ed, maps.Options{Kind: maps.ByVillage, Paper: paper(b, "A0")}).PDF(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkA3PNG300(b *testing.B) {
	s := sheet(b, qingshen(b), maps.Options{Kind: maps.ByVillage, Paper: paper(b, "A3")})
	for b.Loop() {
		if err := s.PNG(io.Discard, 300); err != nil {
			b.Fatal(err)
		}
	}
}
