package export

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// mostText is how many bytes a text of a shapefile may have.
const mostText = 254

// input writes a layer for GDAL to read, the exemplar first, and returns how many features
// there are without it.
func (w *work) input(path string, l *Layer, columns []column) (count int, err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	g := &geoWriter{to: bufio.NewWriterSize(f, 1<<20)}
	g.to.WriteString(`{"type":"FeatureCollection","features":[`)
	fields, values := []Field{{Name: exemplarMark}}, []any{0}
	for _, c := range columns {
		fields, values = append(fields, c.Field), append(values, c.sample)
	}
	if err := g.feature(fields, values, nil); err != nil {
		return 0, err
	}
	_, at := l.mapped()
	cut := 0
	for i := range l.Features {
		feature := &l.Features[i]
		if w.Format == FlatGeobuf && feature.Shape == nil {
			continue
		}
		values[0] = 1
		for k := range columns {
			values[k+1] = columns[k].value(feature.Values[at[k]])
			if text, is := values[k+1].(string); is && w.Format == Shapefile && columns[k].Kind == Text {
				values[k+1] = w.fitting(text)
				if values[k+1] != text {
					cut++
				}
			}
		}
		if err := g.feature(fields, values, feature.Shape); err != nil {
			return 0, err
		}
		count++
	}
	w.report(l, len(l.Features)-count, cut)
	g.to.WriteString("\n]}\n")
	return count, g.to.Flush()
}

// report notes what could not be taken.
func (w *work) report(l *Layer, left, cut int) {
	if left > 0 {
		w.notes = append(w.notes, Title{
			fmt.Sprintf("“%s”中有 %d 条没有图形，FlatGeobuf 不能容纳，未写入：需要全部记录请用 gpkg", l.Title.Zh, left),
			fmt.Sprintf("%s: %d without a shape, which FlatGeobuf cannot hold, are left out: for all of them choose gpkg", l.Title.En, left)})
	}
	if cut > 0 {
		w.notes = append(w.notes, Title{
			fmt.Sprintf("“%s”中有 %d 处文字超过 Shapefile 的 254 字节，已在整字处截断：需要全文请用 gpkg", l.Title.Zh, cut),
			fmt.Sprintf("%s: %d texts of more than the 254 bytes that a Shapefile holds are cut after a whole character: for the full texts choose gpkg", l.Title.En, cut)})
	}
}

// fitting is as much of a text as a shapefile holds, in whole characters.
func (w *work) fitting(text string) string {
	room := mostText
	for i, r := range text {
		width := utf8.RuneLen(r)
		if w.Encoding == GBK && r >= utf8.RuneSelf {
			width = 2
		}
		if room -= width; room < 0 {
			return text[:i]
		}
	}
	return text
}

// codepage is what the .cpg beside a shapefile says.
func (w *work) codepage() string {
	if w.Encoding == GBK {
		return "GBK"
	}
	return "UTF-8"
}

// settleEncoding falls back to UTF-8, with a note, where GBK has not all characters:
// nothing is replaced by a question mark.
func (w *work) settleEncoding(layers []Layer) {
	if w.Encoding != GBK {
		return
	}
	rare, where := notInGBK(layers)
	if len(rare) == 0 {
		return
	}
	w.Encoding = UTF8
	chars, texts := strings.Join(rare, " "), strings.Join(where, ", ")
	w.notes = append(w.notes, Title{
		fmt.Sprintf("GBK 没有以下字符：%s（见 %s），文件改用 UTF-8，.cpg 已注明", chars, texts),
		fmt.Sprintf("GBK lacks %s (in %s): the file is in UTF-8 instead, as its .cpg says", chars, texts)})
}

// notInGBK are a few characters that GBK lacks, and a few texts that they stand in.
func notInGBK(layers []Layer) (rare, where []string) {
	known := map[rune]bool{}
	look := func(text string) {
		for _, r := range text {
			good, seen := known[r]
			if !seen {
				good = inGBK(r)
				known[r] = good
			}
			if !good {
				rare, where = addFew(rare, string(r)), addFew(where, text)
			}
		}
	}
	for i := range layers {
		for _, f := range layers[i].Features {
			for _, v := range f.Values {
				if text, is := v.(string); is {
					look(text)
				}
			}
		}
	}
	return rare, where
}

// inGBK reports whether GBK has a character, by one meaning in all programs: neither its
// private ones nor the euro sign are.
func inGBK(r rune) bool {
	if r < utf8.RuneSelf {
		return true
	}
	if r >= 0xE000 && r < 0xF900 {
		return false
	}
	encoded, err := simplifiedchinese.GBK.NewEncoder().String(string(r))
	return err == nil && len(encoded) == 2
}

// addFew adds a text to a list of up to five.
func addFew(list []string, text string) []string {
	for _, have := range list {
		if have == text {
			return list
		}
	}
	if len(list) >= 5 {
		return list
	}
	return append(list, text)
}
