// Package registers writes the registers of a county's borders (勘界成果) that a bureau
// files: the list of border lines, the register of markers (界桩登记表) and their coordinates
// (界桩成果表), the boundary points (边界点成果表) and the course descriptions (边界线走向说明),
// as a workbook or as a Word document. It computes nothing that is kept: all comes from
// the arcs of an edition, on its day and with its plan.
//
//	book := registers.New(ed, registers.Options{Lang: registers.Chinese})
//	err := book.XLSX(file) // or book.DOCX(file)
package registers
