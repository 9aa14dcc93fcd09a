package maps_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

// A sheet says of itself that it is PDF/A-2b, and what it says in XMP is what it says in
// its information dictionary.
func TestPDFArchive(t *testing.T) {
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Kind: maps.ByVillage, Compiler: "丘陵县民政局 <A & B>"})
	info := run(t, s, "pdfinfo", "FILE")
	for _, want := range []string{`Title:\s+丘陵县行政区划图`, `Author:\s+丘陵县民政局 <A & B>`, `Producer:\s+Xiantu`, `CreationDate:\s+\S+ Jun 30`, `Metadata Stream:\s+yes`, `JavaScript:\s+no`, `Encrypted:\s+no`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %s:\n%s", want, info)
		}
	}
	meta := run(t, s, "pdfinfo", "-meta", "FILE")
	checkXML(t, []byte(meta))
	for _, want := range []string{"<pdfaid:part>2<", "<pdfaid:conformance>B<", ">丘陵县行政区划图<", ">丘陵县民政局 &lt;A &amp; B&gt;<", "<xmp:CreateDate>2020-06-30T00:00:00Z<"} {
		if !strings.Contains(meta, want) {
			t.Errorf("the metadata lacks %s:\n%s", want, meta)
		}
	}
}

// GDAL finds the map field's corners within a metre, and the layers by their titles.
func TestPDFGround(t *testing.T) {
	s := sheet(t, grid(t, 2, 3, 3, numbered), maps.Options{Kind: maps.ByVillage, Paper: paper(t, "A1")})
	out := run(t, s, "gdalinfo", "-mdd", "LAYERS", "FILE")
	ring := regexp.MustCompile(`NEATLINE=POLYGON \(\(([^)]*)\)`).FindStringSubmatch(out)
	if ring == nil {
		t.Fatalf("gdalinfo finds no neat line: %s", out)
	}
	plane, field := geo.GaussKrueger(s.Placement().Zone), s.Placement().Field
	for _, corner := range []orb.Point{field.Min, field.Max, {field.Min[0], field.Max[1]}, {field.Max[0], field.Min[1]}} {
		want, nearest := plane.Forward(s.Placement().Earth(corner)), math.Inf(1)
		for _, pair := range strings.Split(ring[1], ",") {
			at := strings.Fields(pair)
			x, _ := strconv.ParseFloat(at[0], 64)
			y, _ := strconv.ParseFloat(at[1], 64)
			nearest = math.Min(nearest, math.Hypot(x-want[0], y-want[1]))
		}
		if nearest > 1 {
			t.Errorf("the corner at %.1f is %.2f m off for GDAL", corner, nearest)
		}
	}
	for _, title := range []string{"县级界", "乡级界", "村级界", "政府驻地", "地名", "图廓与图例"} {
		if !strings.Contains(out, "="+title) {
			t.Errorf("gdalinfo lists no layer %s: %s", title, out)
		}
	}
}

// qpdf finds nothing wrong.
func TestPDFChecks(t *testing.T) {
	for _, kind := range maps.Kinds {
		s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Kind: kind})
		if out := run(t, s, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("qpdf: %s", out)
		}
	}
}

// A character without a glyph is drawn as 〓 and read back as itself.
func TestPDFMissingGlyph(t *testing.T) {
	s := sheet(t, grid(t, 1, 2, 2, func(code adcode.Code) string {
		if code.Level() == adcode.Village {
			return "שׂ塆䢺𬭎村"
		}
		return "山镇"
	}), maps.Options{Kind: maps.ByVillage, Paper: paper(t, "A3")})
	if len(s.Missing()) == 0 || strings.ContainsAny(string(s.Missing()), "塆䢺𬭎") {
		t.Errorf("the font lacks %q, it is said", string(s.Missing()))
	}
	if text := run(t, s, "pdftotext", "FILE", "-"); strings.Count(text, "塆䢺𬭎村") != 8 || !strings.Contains(text, "ש") || strings.Contains(text, "〓") {
		t.Errorf("pdftotext reads %s", text)
	}
}
