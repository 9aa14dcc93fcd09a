package maps_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// straight is a text of a page and about the place that its letters fill.
type straight struct {
	text string
	at   orb.Point
	box  orb.Bound
}

// straights are a page's texts that do not follow a curve. Letters of Chinese are as wide
// as high, others about half of it.
func straights(s *maps.Scene) []straight {
	var found []straight
	each(s.Nodes, func(n maps.Node) {
		t, ok := n.(*maps.Text)
		if !ok || t.Angle != 0 || len(t.Letters) > 0 {
			return
		}
		width := 0.0
		for _, r := range t.String {
			width += t.Spacing
			if r > 0x2e80 {
				width += t.Size
			} else {
				width += 0.45 * t.Size
			}
		}
		found = append(found, straight{t.String, t.At, orb.Bound{Min: orb.Point{t.At[0], t.At[1] - 0.7*t.Size}, Max: orb.Point{t.At[0] + width - t.Spacing, t.At[1]}}})
	})
	return found
}

// longNamed gives every village a name of many characters, some of one word.
func longNamed(code adcode.Code) string {
	switch code.Serial() % 3 {
	case 0:
		return numbered(code)
	case 1:
		return strings.Repeat("很长", 22) + "地名" + strconv.Itoa(code.Serial())
	}
	return strings.Repeat("Longword", 12) + strconv.Itoa(code.Serial())
}

// TestAtlasKeepsApart checks that no two texts of a page overlap and none leaves the
// paper, whatever the names, the paper and the language.
func TestAtlasKeepsApart(t *testing.T) {
	for name, ed := range map[string]*edition.Edition{
		"grid": grid(t, 2, 3, 3, numbered), "long": grid(t, 2, 2, 3, longNamed), "hostile": grid(t, 3, 4, 2, hostileName),
		"many": grid(t, 7, 8, 2, numbered), "lone": lone(t, 0.05), "thin": thin(t),
	} {
		for size, lang := range map[string]maps.Lang{"A4": maps.Chinese, "200x120mm": maps.English, "100x100mm": maps.Chinese} {
			if name == "many" && size != "A4" {
				continue
			}
			a := atlas(t, ed, maps.AtlasOptions{Sheet: maps.Options{Paper: paper(t, size), Lang: lang, Title: strings.Repeat("长县", len(name)), Compiler: "县民政局"}, Borders: ed.Borders()})
			for i, p := range a.Pages() {
				checkApart(t, fmt.Sprint(name, " ", size, " page ", i+1), p)
			}
		}
	}
}

func checkApart(t *testing.T, what string, p maps.Page) {
	t.Helper()
	texts := straights(p.Scene)
	sheet := orb.Bound{Max: orb.Point{p.Scene.Width, p.Scene.Height}}
	for i, a := range texts {
		if !sheet.Contains(a.box.Min) || !sheet.Contains(a.box.Max) {
			t.Errorf("%s: %q at %v leaves the paper", what, a.text, a.box)
		}
		if p.Scene.Place != nil { // the names of sheets have a test of their own
			continue
		}
		for _, b := range texts[i+1:] {
			if a.box.Min[0] < b.box.Max[0] && b.box.Min[0] < a.box.Max[0] && a.box.Min[1] < b.box.Max[1] && b.box.Min[1] < a.box.Max[1] {
				t.Errorf("%s: %q at %v overlaps %q at %v", what, a.text, a.box, b.text, b.box)
			}
		}
	}
}

// TestLongNamesAreWhole puts a long name's lines together again.
func TestLongNamesAreWhole(t *testing.T) {
	ed := grid(t, 1, 2, 3, longNamed)
	a := atlas(t, ed, maps.AtlasOptions{})
	for _, chapter := range []string{"行政区划代码表", "地名索引"} {
		all := ""
		for i := pageOf(a, chapter); i < len(a.Pages()) && (a.Pages()[i].Bookmark == chapter || a.Pages()[i].Bookmark == ""); i++ {
			for _, s := range straights(a.Pages()[i].Scene) {
				all += s.text
			}
		}
		for _, v := range ed.At(adcode.Village) {
			if !strings.Contains(all, v.Name) {
				t.Errorf("%s lacks %s", chapter, v.Name)
			}
		}
	}
}

// TestGazetteer follows each row of the index of names to its square on its page.
func TestGazetteer(t *testing.T) {
	ed := grid(t, 2, 3, 3, numbered)
	a := atlas(t, ed, maps.AtlasOptions{Order: maps.ByCode})
	square := regexp.MustCompile(`^[A-Z][0-9]+$`)
	var names []string
	for i := pageOf(a, "地名索引"); i < len(a.Pages()); i++ {
		texts := straights(a.Pages()[i].Scene)
		for k, s := range texts {
			if k < 2 || k+1 >= len(texts) || !square.MatchString(s.text) {
				continue
			}
			page, err := strconv.Atoi(texts[k+1].text)
			if err != nil {
				t.Fatalf("behind square %s stands %q, no page", s.text, texts[k+1].text)
			}
			name, of := texts[k-2].text, texts[k-1].text
			names = append(names, name)
			j := slices.IndexFunc(ed.Units, func(u edition.Unit) bool {
				return u.Name == name && u.Above >= 0 && ed.Units[u.Above].Name == of
			})
			if j < 0 {
				t.Errorf("there is no %s of %s", name, of)
				continue
			}
			scene := a.Pages()[page-1].Scene
			if got := squareAt(scene, scene.Place.Paper(ed.Units[j].Label)); got != s.text {
				t.Errorf("%s stands in %s of page %d, the index says %s", name, got, page, s.text)
			}
		}
	}
	if len(names) != len(ed.Units)-1 {
		t.Errorf("the index has %d names, want %d", len(names), len(ed.Units)-1)
	}
}

// squareAt reads a sheet's squares as a reader does: the letter and the number at its
// frame between the same lines as a place.
func squareAt(s *maps.Scene, p orb.Point) string {
	field := s.Place.Field
	edges := [2][]float64{{field.Min[0], field.Max[0]}, {field.Min[1], field.Max[1]}}
	each(s.Nodes, func(n maps.Node) {
		g, ok := n.(*maps.Group)
		if !ok || g.Layer != "squares" {
			return
		}
		for _, line := range g.Nodes[0].(*maps.Path).Lines {
			axis := 0
			if line[0][1] == line[1][1] {
				axis = 1
			}
			edges[axis] = append(edges[axis], line[0][axis])
		}
	})
	name := [2]string{}
	for _, t := range straights(s) {
		middle := t.box.Center()
		for axis := range 2 {
			beside := middle[1-axis] < field.Min[1-axis] && middle[1-axis] > field.Min[1-axis]-6
			if isSquareName(t.text, axis) && beside && between(edges[axis], middle[axis]) == between(edges[axis], p[axis]) {
				name[axis] = t.text
			}
		}
	}
	return name[0] + name[1]
}

func isSquareName(s string, axis int) bool {
	_, err := strconv.Atoi(s)
	return axis == 1 && err == nil || axis == 0 && len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z'
}

// between counts the edges before a place.
func between(edges []float64, at float64) (n int) {
	for _, e := range edges {
		if e < at {
			n++
		}
	}
	return n
}

// TestPinyin reads the letters and the order of the gazetteer.
func TestPinyin(t *testing.T) {
	want := []string{"#", "123号", "B", "白果乡", "柏木镇", "C", "岑家村", "长池村", "常家村", "H", "汉阳镇", "𬭎坪镇", "S", "沈家村", "T", "塘坝村", "W", "塆里村", "Z", "曾家镇", "查家村", "张家村"}
	var names []string
	for _, w := range want {
		if len(w) > 1 {
			names = append(names, w)
		}
	}
	slices.Sort(names)
	ed := grid(t, 4, 4, 1, func(code adcode.Code) string {
		if i := code.Serial() - 100; code.Level() == adcode.Township && i < len(names) {
			return names[i]
		}
		return "青县"
	})
	a := atlas(t, ed, maps.AtlasOptions{})
	var texts []straight
	for i := pageOf(a, "地名索引"); i < len(a.Pages()); i++ {
		texts = append(texts, straights(a.Pages()[i].Scene)...)
	}
	at := -1
	for _, w := range want {
		next := slices.IndexFunc(texts[at+1:], func(s straight) bool { return s.text == w })
		if next < 0 {
			t.Fatalf("%s does not stand behind those before it in %q", w, want)
		}
		at += 1 + next
	}
}

// TestAtlasFigures adds up a township's areas.
func TestAtlasFigures(t *testing.T) {
	ed := grid(t, 1, 2, 3, numbered)
	a := atlas(t, ed, maps.AtlasOptions{})
	u := ed.At(adcode.Township)[0]
	i := pageOf(a, u.Name) + 1
	km2, mu := fmt.Sprintf("%.2f", float64(u.Area)/1e6), strconv.FormatFloat(math.Round(float64(u.Area)*15/10000), 'f', 0, 64)
	texts := straights(a.Pages()[i].Scene)
	for _, want := range []string{km2, mu, u.Code.String()} {
		if !slices.ContainsFunc(texts, func(s straight) bool { return s.text == want }) {
			t.Errorf("the index of %s lacks %s", u.Name, want)
		}
	}
}
