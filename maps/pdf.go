package maps

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/paulmach/orb"
)

// pointsPerMM converts millimetres to PDF's points of 1/72 inch.
const pointsPerMM = 72 / 25.4

// Page is a page of a file of several.
type Page struct {
	Scene    *Scene
	Bookmark string // by which a reader finds it; empty: none
	Depth    int    // of the bookmark: 0, or 1 below the last one of depth 0
	Links    []Link // places that lead to other pages
}

// Link is a place on a page that leads to another page of the file.
type Link struct {
	Box  orb.Bound // in millimetres
	Page int       // 1 for the first
}

// writePDF writes pages as a PDF 1.7 that keeps the rules of PDF/A-2b; what it says of itself is what the first says. It is
// written here, not by a library, for what the sheet needs and none of those at hand can
// do: names read back whole though their letters are spaced, characters beyond U+FFFF,
// layers, and the place on the earth.
func writePDF(w io.Writer, pages []Page, fonts *fonts) error {
	used, err := pdfFonts(pages, fonts)
	if err != nil {
		return err
	}
	f := &pdfFile{}
	catalog, tree, resources, info := f.reserve(), f.reserve(), f.reserve(), f.reserve()
	refs := make([]int, len(pages))
	for i := range pages {
		refs[i] = f.reserve()
	}
	layers, images := numbered(pages)
	contents, kids := drawnPages(pages, fonts, used, layers, images), ""
	for i, p := range pages {
		content := f.packed("", contents[i])
		f.set(refs[i], fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Contents %d 0 R/Resources %d 0 R%s%s>>",
			tree, number(p.Scene.Width*pointsPerMM), number(p.Scene.Height*pointsPerMM), content, resources, pdfViewport(p.Scene), pdfLinks(p, refs)))
		kids += fmt.Sprintf("%d 0 R ", refs[i])
	}
	first := pages[0].Scene
	named, properties := layers.write(f)
	f.set(resources, fmt.Sprintf("<</Font<<%s>>/Properties<<%s>>%s>>", writeFonts(f, used), named, images.write(f)))
	f.set(tree, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, len(pages)))
	f.set(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>%s%s%s>>", tree, first.Lang, properties, pdfOutline(f, pages, refs), pdfArchive(f, first)))
	f.set(info, pdfInfo(first))
	return f.write(w, catalog, info)
}

// pdfLayers are the layers of all pages: one name is one layer.
type pdfLayers struct {
	names  []string
	titles map[string]string // what readers are shown
}

func (l *pdfLayers) number(name string) int {
	i := slices.Index(l.names, name)
	if i < 0 {
		i = len(l.names)
		l.names = append(l.names, name)
	}
	return i
}

// write adds the layers: what pages call them, and what the catalog says of them.
func (l *pdfLayers) write(f *pdfFile) (named, properties string) {
	order := ""
	for i, name := range l.names {
		ref := f.add(fmt.Sprintf("<</Type/OCG/Name%s>>", pdfString(cmp.Or(l.titles[name], name))))
		named += fmt.Sprintf("/L%d %d 0 R ", i, ref)
		order += fmt.Sprintf("%d 0 R ", ref)
	}
	if order != "" {
		properties = fmt.Sprintf("/OCProperties<</OCGs[%s]/D<</Name(Layers)/Order[%s]/ON[%s]>>>>", order, order, order)
	}
	return named, properties
}

func pdfInfo(s *Scene) string {
	out := "<</Producer(Xiantu)/Title" + pdfString(s.Title)
	if s.Author != "" {
		out += "/Author" + pdfString(s.Author)
	}
	if s.Created != "" {
		date := fmt.Sprintf("(D:%s000000Z)", strings.ReplaceAll(s.Created, "-", ""))
		out += "/CreationDate" + date + "/ModDate" + date
	}
	return out + ">>"
}

// pdfViewport says where the map field lies on the earth (ISO 32000-2, 12.10).
func pdfViewport(s *Scene) string {
	if s.Place == nil || s.Place.EPSG() == 0 {
		return ""
	}
	f := s.Place.Field
	x0, x1 := f.Min[0]*pointsPerMM, f.Max[0]*pointsPerMM
	y0, y1 := (s.Height-f.Max[1])*pointsPerMM, (s.Height-f.Min[1])*pointsPerMM
	gpts := ""
	for _, corner := range [][2]float64{{f.Min[0], f.Max[1]}, {f.Min[0], f.Min[1]}, {f.Max[0], f.Min[1]}, {f.Max[0], f.Max[1]}} {
		p := s.Place.Earth(corner)
		gpts += fmt.Sprintf("%.9f %.9f ", p[1], p[0])
	}
	wkt := fmt.Sprintf(`PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM %dE",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",%d],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1],AUTHORITY["EPSG","%d"]]`,
		3*s.Place.Zone, 3*s.Place.Zone, s.Place.EPSG())
	return fmt.Sprintf("/VP[<</Type/Viewport/Name(map)/BBox[%s %s %s %s]/Measure<</Type/Measure/Subtype/GEO/Bounds[0 0 0 1 1 1 1 0]/LPTS[0 0 0 1 1 1 1 0]/GPTS[%s]/GCS<</Type/PROJCS/EPSG %d/WKT(%s)>>>>>>]",
		number(x0), number(y0), number(x1), number(y1), gpts, s.Place.EPSG(), strings.NewReplacer("(", `\(`, ")", `\)`).Replace(wkt))
}

// pdfString is text as UTF-16 with a byte order mark, in hexadecimal.
func pdfString(s string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	b.WriteString(">")
	return b.String()
}

// pdfFile collects numbered objects.
type pdfFile struct{ objects [][]byte }

func (f *pdfFile) reserve() int {
	f.objects = append(f.objects, nil)
	return len(f.objects)
}

func (f *pdfFile) set(id int, body string) { f.objects[id-1] = []byte(body) }

func (f *pdfFile) add(body string) int {
	id := f.reserve()
	f.set(id, body)
	return id
}

// stream adds a compressed stream with more entries for its dictionary.
func (f *pdfFile) stream(entries string, data []byte) int { return f.packed(entries, deflated(data)) }

// packed adds a stream that is compressed already.
func (f *pdfFile) packed(entries string, data []byte) int {
	id := f.reserve()
	f.objects[id-1] = fmt.Appendf(nil, "<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream", len(data), entries, data)
	return id
}

func deflated(data []byte) []byte {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write(data)
	z.Close() // a bytes.Buffer takes everything
	return packed.Bytes()
}

// write writes the file: its identifier is made of its content, so that the same
// sheet is the same file.
func (f *pdfFile) write(w io.Writer, catalog, info int) error {
	out := bufio.NewWriter(w)
	hash := sha256.New()
	at := 0
	print := func(s string) {
		n, _ := out.WriteString(s) // the error stays in the writer until Flush
		at += n
	}
	print("%PDF-1.7\n%\xe7\xba\xbf\xe5\x9b\xbe\n")
	offsets := make([]int, len(f.objects))
	for i, body := range f.objects {
		offsets[i] = at
		hash.Write(body)
		print(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, body))
	}
	start := at
	print(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(f.objects)+1))
	for _, o := range offsets {
		print(fmt.Sprintf("%010d 00000 n \n", o))
	}
	id := fmt.Sprintf("%X", hash.Sum(nil)[:16])
	print(fmt.Sprintf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.objects)+1, catalog, info, id, id, start))
	return out.Flush()
}
