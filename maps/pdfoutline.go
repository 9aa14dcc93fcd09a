package maps

import "fmt"

// pdfOutline adds the bookmarks, two deep, and returns the catalog's entry for them.
func pdfOutline(f *pdfFile, pages []Page, refs []int) string {
	type mark struct {
		title     string
		page, ref int
		parent    int // of marks; -1: the root
		kids      []int
	}
	var marks []mark
	var top []int
	for i, p := range pages {
		if p.Bookmark == "" {
			continue
		}
		m := mark{title: p.Bookmark, page: refs[i], ref: f.reserve(), parent: -1}
		if p.Depth > 0 && len(top) > 0 {
			m.parent = top[len(top)-1]
			marks[m.parent].kids = append(marks[m.parent].kids, len(marks))
		} else {
			top = append(top, len(marks))
		}
		marks = append(marks, m)
	}
	if len(marks) == 0 {
		return ""
	}
	root := f.reserve()
	family := func(kids []int, parent int) {
		for k, i := range kids {
			m := marks[i]
			entry := fmt.Sprintf("<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]", pdfString(m.title), parent, m.page)
			if k > 0 {
				entry += fmt.Sprintf("/Prev %d 0 R", marks[kids[k-1]].ref)
			}
			if k+1 < len(kids) {
				entry += fmt.Sprintf("/Next %d 0 R", marks[kids[k+1]].ref)
			}
			if n := len(m.kids); n > 0 { // shown folded
				entry += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", marks[m.kids[0]].ref, marks[m.kids[n-1]].ref, -n)
			}
			f.set(m.ref, entry+">>")
		}
	}
	family(top, root)
	for _, i := range top {
		family(marks[i].kids, marks[i].ref)
	}
	f.set(root, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", marks[top[0]].ref, marks[top[len(top)-1]].ref, len(top)))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}
