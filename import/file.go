package importer

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// opened is a file's content, read where it lies.
type opened struct {
	File
	io.ReaderAt
	size  int64
	close func()
}

// open opens a file. A folder has no content: size is -1.
func open(f File) (*opened, error) {
	if f.Path == "" {
		return &opened{f, bytes.NewReader(f.Content), int64(len(f.Content)), func() {}}, nil
	}
	info, err := os.Stat(f.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, said("there is no such file", "没有这个文件")
	}
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return &opened{f, nil, -1, func() {}}, nil
	}
	file, err := os.Open(f.Path)
	if err != nil {
		return nil, said("the file cannot be opened: "+errors.Unwrap(err).Error(), "文件无法打开："+errors.Unwrap(err).Error())
	}
	return &opened{f, file, info.Size(), func() { file.Close() }}, nil
}

// reader reads the content from its start.
func (o *opened) reader() io.Reader { return io.NewSectionReader(o, 0, o.size) }

// head returns the first bytes.
func (o *opened) head() []byte {
	b := make([]byte, 512)
	n, _ := o.ReadAt(b, 0)
	return b[:n]
}

// format tells what a file is by how it begins; the name decides only between formats
// that begin alike.
func (o *opened) format() (string, error) {
	ext := strings.ToLower(filepath.Ext(o.Name))
	if o.size < 0 {
		if ext == ".gdb" {
			return "FileGDB", nil
		}
		return "", said("this is a folder: name a file, or a .gdb folder", "这是一个文件夹：请指定文件或 .gdb 文件夹")
	}
	head := o.head()
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\x1e")
	switch {
	case o.size == 0 || len(text) == 0 && o.size <= int64(len(head)):
		return "", said("the file is empty", "文件是空的")
	case bytes.HasPrefix(head, wrappedMark):
		return "", said("the file is wrapped by a document-encryption product and can be read only on the computers it trusts: have it decrypted (解密外发) and send it again", "文件已被文档加密软件加密，只能在受信任的电脑上打开：请先解密（解密外发）再上传")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return o.zipFormat(ext)
	case isPBF(head):
		return pbfFormat, nil
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return "GeoPackage", nil
	case bytes.HasPrefix(head, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return "", said("this is an old .xls workbook, or one with a password: save it as .xlsx without one", "这是旧版 .xls 或带密码的工作簿：请另存为不带密码的 .xlsx")
	case bytes.HasPrefix(head, []byte{0, 0, 0x27, 0x0a}):
		return "", said("a shapefile is several files: put .shp, .shx, .dbf, .prj (and .cpg) into one .zip", "Shapefile 由多个文件组成：请把 .shp、.shx、.dbf、.prj（和 .cpg）打包成一个 .zip")
	case text[0] == '{' || text[0] == '[':
		return "GeoJSON", nil
	case text[0] == '<' && (ext == ".kml" || ext == ".ovkml" || bytes.Contains(head, []byte("<kml"))):
		return "KML", nil
	case text[0] == '<':
		return "", said("this is XML or HTML, not a format that is read: send KML, GeoJSON, a zipped shapefile, .xlsx or .csv", "这是 XML 或 HTML：请提供 KML、GeoJSON、打包的 Shapefile、.xlsx 或 .csv")
	case ext == ".csv" || ext == ".txt" || ext == ".tsv" || bytes.IndexByte(head, 0) < 0 || bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "CSV", nil
	}
	return "", said("the format is not known: send GeoJSON, a zipped shapefile, GeoPackage, FileGDB, KML, .xlsx or .csv", "无法识别文件格式：请提供 GeoJSON、打包的 Shapefile、GeoPackage、FileGDB、KML、.xlsx 或 .csv")
}

// file reads one file into a builder; its error is a *FileError or the context's.
func (r *reading) file(f File, build builder) error {
	f.Name = fileName(f)
	o, err := open(f)
	if err == nil {
		defer o.close()
		err = r.content(o, build)
	}
	if err == nil || errors.Is(err, r.ctx.Err()) && r.ctx.Err() != nil {
		return err
	}
	var already *FileError
	if errors.As(err, &already) {
		return err
	}
	return &FileError{File: f.Name, Said: saidOf(err), Err: err}
}

// fileName is the last part of a file's name, as it can be kept.
func fileName(f File) string {
	return visible(strings.ToValidUTF8(filepath.Base(cmp.Or(f.Name, f.Path)), "\ufffd"))
}

// content reads a file by its format.
func (r *reading) content(o *opened, build builder) error {
	format, err := o.format()
	if err != nil {
		return err
	}
	name := filepath.Base(o.Name)
	isLayer := slices.Contains([]Kind{Divisions, Zones, Roads, Layer}, r.options.Kind)
	if roads, ok := build.(*roadList); ok && (format == "CSV" || format == "XLSX" || format == pbfFormat) {
		return roads.roadFile(o, format)
	}
	if format == pbfFormat {
		return said("an OpenStreetMap file is read for roads only: import roads FILE", "OpenStreetMap 文件只用于导入道路：import roads 文件")
	}
	switch format {
	case "CSV", "XLSX":
		if r.options.Kind == Zones || r.options.Kind == Layer {
			return said("zones are shapes, and so is a backdrop: send them as GeoJSON or another layer", "区域和底图要素是图形：请提供 GeoJSON 等图层")
		}
	default:
		if !isLayer {
			return said(string(r.options.Kind)+" are read from .xlsx and .csv, not from "+format, "该类数据请用 .xlsx 或 .csv 提供，而不是 "+format)
		}
	}
	switch format {
	case "CSV":
		if o.size > maxText {
			return said("the file is larger than a gigabyte: send it in parts", "文件超过 1 GB：请分成几个文件")
		}
		content := make([]byte, o.size)
		if _, err := io.ReadFull(o.reader(), content); err != nil {
			return err
		}
		t, err := readCSV(name, content, r.options.Encoding)
		if err != nil {
			return err
		}
		return r.tables(name, []*table{t}, build)
	case "XLSX":
		tables, err := readXLSX(name, o, o.size)
		if err != nil {
			return err
		}
		return r.tables(name, tables, build)
	case "GeoJSON":
		crs, needsGDAL := r.crsOption(place2D{}.crs)
		if needsGDAL {
			return r.layer(o, format, build)
		}
		err := r.geoJSON(name, o.reader(), crs, build)
		if !errors.Is(err, errLeftToGDAL) {
			return err
		}
		r.result.Report.Files = r.result.Report.Files[:len(r.result.Report.Files)-1]
	}
	return r.layer(o, format, build)
}

// geoJSON streams features from GeoJSON itself.
func (r *reading) geoJSON(name string, in io.Reader, crs place2D, build builder) error {
	at := len(r.result.Report.Files)
	r.result.Report.Files = append(r.result.Report.Files, FileNote{File: name, Format: "GeoJSON", Encoding: "utf-8", CRS: crs.String()})
	src := source{file: name, crs: crs}
	named := func(crsName string) error {
		if r.options.CRS != "" {
			return nil
		}
		crs, err := parseNamedCRS(crsName)
		src.crs = crs
		r.result.Report.Files[at].CRS = crs.String()
		return err
	}
	n := 0
	err := decodeGeoJSON(in, named, func(f feature) error {
		n++
		src.note = &r.result.Report.Files[at]
		if err := r.step(0); err != nil {
			return err
		}
		return build.feature(src, f)
	})
	r.result.Report.Files[at].Rows = n
	if err == nil && n == 0 {
		return said("the layer has no features", "图层没有要素")
	}
	return err
}
