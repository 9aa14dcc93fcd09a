package importer

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// maxText is how large a CSV file may be.
const maxText = 1 << 30

// readCSV makes a table of a CSV file's content. The separator is the one of comma, tab
// and semicolon that the first lines hold most of.
func readCSV(name string, content []byte, encoding string) (*table, error) {
	text, used, err := decodeText(content, encoding)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, said("the file is empty", "文件是空的")
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, said("this is not a text file: it holds zero bytes", "这不是文本文件：含有零字节")
	}
	return &table{file: name, format: "CSV", encoding: used, lines: csvLines(text)}, nil
}

func csvLines(text []byte) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		in := csv.NewReader(bytes.NewReader(text))
		in.Comma, in.FieldsPerRecord, in.LazyQuotes = separator(text), -1, true
		for {
			cells, err := in.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(line{}, said(fmt.Sprintf("the table cannot be read: %v", err), fmt.Sprintf("表格无法读取：%v", err)))
				return
			}
			number, _ := in.FieldPos(0)
			if !yield(line{number: number, cells: cells}, nil) {
				return
			}
		}
	}
}

func separator(text []byte) rune {
	head := string(text[:min(len(text), 4096)])
	best, most := ',', strings.Count(head, ",")
	for _, c := range "\t;" {
		if n := strings.Count(head, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}
