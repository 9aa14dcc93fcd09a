package maps

import (
	"fmt"
	"strings"
)

// pdfLinks are a page's links as annotations, without a border; refs are the pages.
func pdfLinks(p Page, refs []int) string {
	if len(p.Links) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("/Annots[")
	for _, l := range p.Links {
		low, high := (p.Scene.Height-l.Box.Max[1])*pointsPerMM, (p.Scene.Height-l.Box.Min[1])*pointsPerMM
		fmt.Fprintf(&b, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s %s %s %s]/Dest[%d 0 R/Fit]>>",
			number(l.Box.Min[0]*pointsPerMM), number(low), number(l.Box.Max[0]*pointsPerMM), number(high), refs[l.Page-1])
	}
	b.WriteString("]")
	return b.String()
}
