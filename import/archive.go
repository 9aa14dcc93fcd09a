package importer

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The bounds of an archive: what honest layers never meet.
const (
	maxEntries   = 20_000
	maxUnpacked  = 4 << 30
	bombRatio    = 150
	bombUnpacked = 64 << 20
)

// archive is a zip whose entries are read one by one into files of our own naming.
type archive struct {
	*zip.Reader
}

// openArchive opens a zip and refuses it by its directory where it would unpack to too
// much; nothing is unpacked for that.
func openArchive(in io.ReaderAt, size int64) (*archive, error) {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return nil, said("the archive is damaged: make it again", "压缩包已损坏：请重新打包")
	}
	if len(z.File) > maxEntries {
		return nil, said(fmt.Sprintf("the archive has more than %d entries", maxEntries), fmt.Sprintf("压缩包中的文件超过 %d 个", maxEntries))
	}
	var packed, unpacked uint64
	for _, f := range z.File {
		packed += f.CompressedSize64
		unpacked += f.UncompressedSize64
		if f.UncompressedSize64 > maxUnpacked || unpacked > maxUnpacked {
			return nil, said("the archive unpacks to more than 4 GB", "压缩包解压后超过 4 GB")
		}
	}
	if unpacked > bombUnpacked && unpacked > bombRatio*max(packed, 1) {
		return nil, said(fmt.Sprintf("the archive unpacks to %d times its size: it is no honest file", unpacked/max(packed, 1)), fmt.Sprintf("压缩包解压后是原来的 %d 倍：不是正常文件", unpacked/max(packed, 1)))
	}
	return &archive{z}, nil
}

// zipFormat tells what a zip holds.
func (o *opened) zipFormat(ext string) (string, error) {
	if ext == ".xlsx" || ext == ".xlsm" {
		return "XLSX", nil
	}
	if o.size > maxUnpacked {
		return "", said("the archive is larger than 4 GB", "压缩包超过 4 GB")
	}
	z, err := zip.NewReader(o, o.size)
	if err != nil {
		return "", said("the archive is damaged: make it again", "压缩包已损坏：请重新打包")
	}
	has := func(test func(name string) bool) bool {
		return slices.ContainsFunc(z.File, func(f *zip.File) bool { return test(strings.ToLower(f.Name)) })
	}
	ending := func(ext string) func(string) bool {
		return func(name string) bool { return strings.HasSuffix(name, ext) }
	}
	switch {
	case has(func(name string) bool { return name == "xl/workbook.xml" || name == "[content_types].xml" }):
		return "XLSX", nil
	case has(ending(".gdbtable")):
		return "FileGDB", nil
	case has(ending(".shp")):
		return "Shapefile", nil
	case has(ending(".kml")):
		return "KMZ", nil
	}
	return "", said("the archive holds no shapefile (.shp, .shx, .dbf, .prj), FileGDB, KML or workbook", "压缩包里没有 Shapefile（.shp、.shx、.dbf、.prj）、FileGDB、KML 或工作簿")
}

// unpack writes one entry to a file of our own naming, no longer than the directory says.
func (a *archive) unpack(f *zip.File, to string) error {
	in, err := f.Open()
	if err != nil {
		return said("the archive cannot be read: "+err.Error(), "压缩包无法读取："+err.Error())
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	n, err := io.Copy(out, io.LimitReader(in, int64(f.UncompressedSize64)+1))
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err == nil && uint64(n) > f.UncompressedSize64 {
		err = zip.ErrFormat
	}
	if err != nil {
		return said("the archive cannot be unpacked: "+err.Error(), "压缩包无法解压："+err.Error())
	}
	return nil
}

// entryName is an entry's name for people: names that are not UTF-8 are GB18030.
func entryName(f *zip.File) string {
	name := path.Base(strings.ReplaceAll(f.Name, `\`, "/"))
	if f.NonUTF8 {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			return decoded
		}
	}
	return name
}

// shapefiles finds the shapefiles of an archive: stem -> extension -> entry. Only the
// five extensions that are needed are looked at.
func (a *archive) shapefiles() (sets map[string]map[string]*zip.File, stems []string) {
	sets = map[string]map[string]*zip.File{}
	for _, f := range a.File {
		ext := strings.ToLower(path.Ext(f.Name))
		if !slices.Contains([]string{".shp", ".shx", ".dbf", ".prj", ".cpg"}, ext) || strings.HasPrefix(path.Base(f.Name), "._") {
			continue
		}
		stem := strings.TrimSuffix(entryName(f), path.Ext(f.Name))
		if sets[stem] == nil {
			sets[stem] = map[string]*zip.File{}
		}
		sets[stem][ext] = f
	}
	for stem, set := range sets {
		if set[".shp"] != nil {
			stems = append(stems, stem)
		}
	}
	slices.Sort(stems)
	return sets, stems
}

// unpackShapefile writes a shapefile's parts as input.shp and so on into a folder.
func (a *archive) unpackShapefile(set map[string]*zip.File, stem, folder string) (string, error) {
	if set[".dbf"] == nil {
		return "", said("the archive has "+stem+".shp but no "+stem+".dbf, which holds the names and codes", "压缩包中有 "+stem+".shp，但缺少存放名称和代码的 "+stem+".dbf")
	}
	for ext, f := range set {
		if err := a.unpack(f, filepath.Join(folder, "input"+ext)); err != nil {
			return "", err
		}
	}
	return filepath.Join(folder, "input.shp"), nil
}

// gdbEntry is what the files of a FileGDB are called; nothing else is unpacked.
var gdbEntry = regexp.MustCompile(`(?i)^(a[0-9a-f]{8}\.(gdbtable|gdbtablx|gdbindexes|freelist|horizon|spx|[a-z0-9_]{1,40}\.atx)|gdb|timestamps)$`)

// unpackFileGDB writes the FileGDB of an archive into a folder of ours.
func (a *archive) unpackFileGDB(folder string) (string, error) {
	to := filepath.Join(folder, "input.gdb")
	if err := os.Mkdir(to, 0o700); err != nil {
		return "", err
	}
	from := ""
	for _, f := range a.File {
		name := path.Base(f.Name)
		if !gdbEntry.MatchString(name) || f.FileInfo().IsDir() {
			continue
		}
		if from == "" {
			from = path.Dir(f.Name)
		}
		if path.Dir(f.Name) != from {
			return "", said("the archive holds more than one FileGDB: send them one by one", "压缩包中有多个 FileGDB：请分别上传")
		}
		if err := a.unpack(f, filepath.Join(to, name)); err != nil {
			return "", err
		}
	}
	return to, nil
}

// unpackKML writes the first KML of a KMZ into a folder.
func (a *archive) unpackKML(folder string) (string, error) {
	to := filepath.Join(folder, "input.kml")
	for _, f := range a.File {
		if strings.HasSuffix(strings.ToLower(f.Name), ".kml") {
			return to, a.unpack(f, to)
		}
	}
	return "", said("the archive holds no KML", "压缩包里没有 KML")
}
