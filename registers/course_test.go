package registers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/registers"
)

// The points and sentences of one border are those of the registers: every point is named
// once, and each by a sentence.
func TestPointsAndCourseOfALine(t *testing.T) {
	ed := editiontest.Qingshen(t, civil.Date(2020, 6, 30))
	whole := registers.New(ed, registers.Options{})
	for i, border := range ed.Borders() {
		book := registers.Of(ed, ed.Borders()[i:i+1], registers.Options{})
		if len(book.Lines) != 1 || book.Lines[0].Name != whole.Lines[i].Name {
			t.Fatalf("%s: %d lines", border.ID(), len(book.Lines))
		}
		said := strings.Join(book.Course(&book.Lines[0]), "")
		for n, p := range book.Lines[0].Points() {
			if p.Name != fmt.Sprint("J", n+1) || p.Where == "" || !strings.Contains(said, p.Name+"（"+p.Where+"，") {
				t.Fatalf("%s: point %d is %+v in %s", border.ID(), n+1, p, said)
			}
		}
		if border.Level == adcode.Township && i > 12 {
			break
		}
	}
}
