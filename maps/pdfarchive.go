package maps

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// pdfArchive adds what makes a PDF fit to be kept for long (PDF/A-2b, ISO 19005-2): what the
// file is in XMP, the same as in its information dictionary, and what its colours mean. It
// returns the catalog's entries.
func pdfArchive(f *pdfFile, s *Scene) string {
	profile := f.stream("/N 3", colorProfile())
	intent := f.add(fmt.Sprintf("<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>", profile))
	packet := xmp(s)
	metadata := f.add(fmt.Sprintf("<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream", len(packet), packet))
	return fmt.Sprintf("/Metadata %d 0 R/OutputIntents[%d 0 R]", metadata, intent)
}

// xmp describes the file (ISO 16684-1).
func xmp(s *Scene) string {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">` + "\n" +
		"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n<dc:format>application/pdf</dc:format><pdf:Producer>Xiantu</pdf:Producer>\n")
	fmt.Fprintf(&b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", escaped(s.Title))
	if s.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escaped(s.Author))
	}
	if s.Created != "" {
		fmt.Fprintf(&b, "<xmp:CreateDate>%sT00:00:00Z</xmp:CreateDate><xmp:ModifyDate>%sT00:00:00Z</xmp:ModifyDate>\n", s.Created, s.Created)
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return b.String()
}

// colorProfile says what the numbers of sRGB mean, as an ICC profile (ICC.1:2001-04,
// version 2.1): the primaries of IEC 61966-2-1 adapted to D50, and its curve.
func colorProfile() []byte {
	be := binary.BigEndian
	xyz := func(v ...float64) []byte {
		out := []byte("XYZ \x00\x00\x00\x00")
		for _, x := range v {
			out = be.AppendUint32(out, uint32(math.Round(x*65536)))
		}
		return out
	}
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), 1024)
	for i := range 1024 {
		v := float64(i) / 1023
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = be.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	const name = "sRGB\x00"
	description := append(be.AppendUint32([]byte("desc\x00\x00\x00\x00"), uint32(len(name))), name...)
	description = append(description, make([]byte, 4+4+2+1+67)...) // no other scripts
	tables := []struct {
		tags string
		data []byte
	}{
		{"desc", description}, {"cprt", []byte("text\x00\x00\x00\x00Public domain\x00")}, {"wtpt", xyz(0.9642, 1, 0.8249)},
		{"rXYZ", xyz(0.4360747, 0.2225045, 0.0139322)}, {"gXYZ", xyz(0.3850649, 0.7168786, 0.0971045)}, {"bXYZ", xyz(0.1430804, 0.0606169, 0.7141733)},
		{"rTRCgTRCbTRC", curve},
	}
	const tags = 9
	var index, body []byte
	for _, t := range tables {
		for i := 0; i < len(t.tags); i += 4 {
			index = append(index, t.tags[i:i+4]...)
			index = be.AppendUint32(index, uint32(128+4+12*tags+len(body)))
			index = be.AppendUint32(index, uint32(len(t.data)))
		}
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	head := make([]byte, 128)
	be.PutUint32(head, uint32(128+4+len(index)+len(body)))
	be.PutUint32(head[8:], 0x02100000)
	copy(head[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2020, 1, 1} { // a date of no meaning, so that files stay the same
		be.PutUint16(head[24+2*i:], v)
	}
	copy(head[36:], "acsp")
	copy(head[68:], xyz(0.9642, 1, 0.8249)[8:])
	return append(append(be.AppendUint32(head, tags), index...), body...)
}
