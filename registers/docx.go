package registers

import (
	"archive/zip"
	"fmt"
	"io"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// DOCX writes the registers as a Word document (ISO/IEC 29500), A4: a list of the lines by
// number, then each line with its facts, course, markers and boundary points.
func (b *Book) DOCX(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name string
		text func() string
	}{
		{"[Content_Types].xml", func() string { return contentTypes }},
		{"_rels/.rels", func() string { return packageRelations }},
		{"word/_rels/document.xml.rels", func() string { return documentRelations }},
		{"word/styles.xml", func() string { return documentStyles }},
		{"word/footer1.xml", func() string { return pageFooter }},
		{"word/document.xml", b.document},
	} {
		f, err := z.Create(part.name)
		if err == nil {
			_, err = io.WriteString(f, part.text())
		}
		if err != nil {
			return fmt.Errorf("part %s: %w", part.name, err)
		}
	}
	return z.Close()
}

// document is the text of the document.
func (b *Book) document() string {
	d := &wordDocument{}
	d.begin()
	d.paragraph("Title", b.County+b.lang.in("行政区域界线登记册", " register of borders"))
	d.paragraph("Subtitle", b.subtitle())
	d.paragraph("Heading1", b.lang.in("目录", "Contents"))
	d.openTable(len(b.contentsHeader()))
	d.row(true, b.contentsHeader()...)
	for i := range b.Lines {
		l := &b.Lines[i]
		d.linkedRow(anchor(i), 1, b.numberOf(l), l.Name, b.level(l.Level), b.state(l.State), fmt.Sprintf("%.1f", l.Length))
	}
	d.closeTable()
	level := adcode.NoLevel
	for i := range b.Lines {
		l := &b.Lines[i]
		if l.Level != level {
			level = l.Level
			d.pageBreak()
			d.paragraph("Heading1", b.level(level)+b.lang.in("界线", " borders"))
		}
		b.describe(d, i, l)
	}
	return d.end()
}

func (b *Book) contentsHeader() []string {
	return b.header("界线编号", "number", "界线名称", "name", "级别", "level", "状态", "state", "长度（米）", "length m")
}

func anchor(i int) string { return fmt.Sprintf("line%d", i+1) }

// describe writes one line.
func (b *Book) describe(d *wordDocument, i int, l *Line) {
	d.heading("Heading2", b.numberOf(l)+"　"+l.Name, anchor(i), i+1)
	table := b.lineTable()
	row := b.lineRow(i+1, l)
	d.openTable(2)
	for c := 3; c < len(row); c++ {
		d.row(false, table.header[c], plain(row[c]))
	}
	d.closeTable()
	d.paragraph("Heading3", b.lang.in("走向说明", "Course"))
	for _, said := range b.Course(l) {
		d.paragraph("BodyText", said)
	}
	b.table(d, b.markerTable(), b.markerRows(l), 0, 3, 4, 5, 6, 7, 8)
	b.table(d, b.markerPlaces(), b.markerPlaceRows(l), 0, 3, 4, 5, 6)
	b.table(d, b.pointTable(), b.pointRows(l), 2, 3, 5, 6, 7, 8)
}

// table writes some columns of a register under its title; nothing where it has no rows.
func (b *Book) table(d *wordDocument, r register, rows [][]any, columns ...int) {
	if len(rows) == 0 {
		return
	}
	d.paragraph("Heading3", r.title)
	d.openTable(len(columns))
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = r.header[c]
	}
	d.row(true, cells...)
	for _, row := range rows {
		for i, c := range columns {
			cells[i] = plain(row[c])
		}
		d.row(false, cells...)
	}
	d.closeTable()
}

// plain is a cell as text.
func plain(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case float64:
		if v > 1e5 {
			return fmt.Sprintf("%.3f", v)
		}
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprint(cell)
}
