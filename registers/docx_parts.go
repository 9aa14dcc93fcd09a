package registers

import (
	"encoding/xml"
	"fmt"
	"strings"
)

const xmlHeader = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

const contentTypes = xmlHeader + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>`

const packageRelations = xmlHeader + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

const documentRelations = xmlHeader + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>`

const pageFooter = xmlHeader + `<w:ftr ` + wordSpace + `><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>` +
	`<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`

// documentStyles: body in 宋体 of 10.5 points (五号), headings in 黑体, as office documents are
// set in China.
var documentStyles = xmlHeader + `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr>` + fonts("宋体") + `<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>` +
	`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
	style("Title", "Title", "黑体", 44, 0, `<w:spacing w:before="2400" w:after="240"/><w:jc w:val="center"/>`) +
	style("Subtitle", "Subtitle", "宋体", 21, 0, `<w:spacing w:after="480"/><w:jc w:val="center"/>`) +
	style("Heading1", "heading 1", "黑体", 32, 1, `<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/>`) +
	style("Heading2", "heading 2", "黑体", 28, 1, `<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>`) +
	style("Heading3", "heading 3", "黑体", 24, 1, `<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="2"/>`) +
	style("BodyText", "Body Text", "宋体", 21, 0, `<w:spacing w:line="320" w:lineRule="auto"/><w:ind w:firstLine="420"/>`) +
	style("Cell", "Cell", "宋体", 18, 0, ``) + `</w:styles>`

func fonts(name string) string {
	return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="` + name + `" w:cs="Times New Roman"/>`
}

// style is a paragraph style; size is in half points.
func style(id, name, font string, size, bold int, paragraph string) string {
	weight := ""
	if bold == 1 {
		weight = "<w:b/>"
	}
	return fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s%s<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr></w:style>`,
		id, name, paragraph, fonts(font), weight, size, size)
}

// wordDocument is the main part of a Word document while it is written.
type wordDocument struct {
	strings.Builder
	columns int
}

func (d *wordDocument) begin() { d.WriteString(xmlHeader + `<w:document ` + wordSpace + `><w:body>`) }

// end closes the document with its section: A4, 2.5 cm to the left and 2 cm elsewhere.
func (d *wordDocument) end() string {
	d.WriteString(`<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1417" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>`)
	return d.String()
}

// run is a run of text; what XML cannot hold is replaced.
func run(text string) string {
	var escaped strings.Builder
	xml.EscapeText(&escaped, []byte(text)) // into memory: it cannot fail
	return `<w:r><w:t xml:space="preserve">` + escaped.String() + `</w:t></w:r>`
}

func (d *wordDocument) paragraph(style, text string) {
	d.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>` + run(text) + `</w:p>`)
}

// heading is a paragraph that links lead to.
func (d *wordDocument) heading(style, text, anchor string, number int) {
	fmt.Fprintf(d, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:bookmarkStart w:id="%d" w:name="%s"/>%s<w:bookmarkEnd w:id="%d"/></w:p>`, style, number, anchor, run(text), number)
}

func (d *wordDocument) pageBreak() { d.WriteString(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`) }

// textWidth is the width of the text area in twentieths of a point.
const textWidth = 11906 - 1134 - 1417

// openTable begins a table of columns of equal width, with lines around every cell.
func (d *wordDocument) openTable(columns int) {
	d.columns = columns
	d.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="` + fmt.Sprint(textWidth) + `" w:type="dxa"/><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		d.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	d.WriteString(`</w:tblBorders></w:tblPr><w:tblGrid>` + strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, textWidth/columns), columns) + `</w:tblGrid>`)
}

// closeTable ends a table; Word wants a paragraph behind it.
func (d *wordDocument) closeTable() { d.WriteString(`</w:tbl><w:p/>`) }

// row writes a row; a heading is repeated on every page.
func (d *wordDocument) row(heading bool, cells ...string) { d.cells(heading, "", -1, cells) }

// linkedRow is a row of which one cell leads to an anchor.
func (d *wordDocument) linkedRow(anchor string, linked int, cells ...string) {
	d.cells(false, anchor, linked, cells)
}

func (d *wordDocument) cells(heading bool, anchor string, linked int, cells []string) {
	d.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if heading {
		d.WriteString(`<w:tblHeader/>`)
	}
	d.WriteString(`</w:trPr>`)
	for i, text := range cells {
		content := run(text)
		if i == linked {
			content = `<w:hyperlink w:anchor="` + anchor + `">` + content + `</w:hyperlink>`
		}
		fmt.Fprintf(d, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/></w:pPr>%s</w:p></w:tc>`, textWidth/d.columns, content)
	}
	d.WriteString(`</w:tr>`)
}
