package maps

import (
	"encoding/binary"
	"io/fs"
	"path"
	"strings"
)

// mostFontBytes bounds a font file.
const mostFontBytes = 40 << 20

// readFonts reads a bureau's own fonts, which the built-in ones stand behind: a
// character that the bureau's lack is drawn by them. Without a bold weight the regular
// one is used for both.
func readFonts(files fs.FS, regular, bold string) (*fonts, error) {
	if regular == "" && bold == "" {
		return nil, nil
	}
	if regular == "" {
		return nil, refuse(ErrInvalid, "", "只给出了粗体：请同时给出常规字体 regular", "name the regular weight too")
	}
	own, err := embedded()
	if err != nil {
		return nil, err
	}
	first, err := readFace(files, regular)
	if err != nil {
		return nil, err
	}
	first.next = own.regular
	if bold == "" {
		return &fonts{first, first}, nil
	}
	second, err := readFace(files, bold)
	if err != nil {
		return nil, err
	}
	second.next = own.bold
	return &fonts{first, second}, nil
}

func readFace(files fs.FS, name string) (*face, error) {
	data, err := readTemplateFile(files, name, mostFontBytes)
	if err != nil {
		return nil, err
	}
	switch {
	case len(data) < 12:
		return nil, refuse(ErrInvalid, "", "%s 不是字体文件：请用 TrueType 字体（.ttf）", "%s is no font: name a TrueType font (.ttf)", name)
	case string(data[:4]) == "ttcf":
		return nil, refuse(ErrInvalid, "", "%s 是字体合集：请把要用的一款另存为单独的 TrueType 文件", "%s is a collection of fonts: save the one that is meant as a TrueType file of its own", name)
	case string(data[:4]) == "OTTO":
		return nil, refuse(ErrInvalid, "", "%s 是 PostScript 轮廓：只能嵌入 TrueType 轮廓的字体（.ttf）", "%s has PostScript outlines: only TrueType outlines (.ttf) can be embedded", name)
	}
	tables, err := readTables(data)
	if err != nil {
		return nil, damagedFont(name, err)
	}
	const restricted = 0x0002 // OS/2 fsType: may not be embedded
	if os2 := tables["OS/2"]; len(os2) >= 10 && binary.BigEndian.Uint16(os2[8:])&0x000f == restricted {
		return nil, refuse(ErrInvalid, "", "%s 的制作者不允许嵌入文档（fsType 2）：请换用可嵌入的字体", "%s may not be embedded in documents: its maker forbids it (fsType 2)", name)
	}
	f, err := newFace(fontName(name), data)
	if err != nil {
		return nil, damagedFont(name, err)
	}
	if _, err := f.subset([]rune{'县'}); err != nil {
		return nil, damagedFont(name, err)
	}
	return f, nil
}

// damagedFont refuses a font that cannot be read, with what is wrong with it in English.
func damagedFont(name string, err error) error {
	return refuse(ErrInvalid, "", "%[1]s 已损坏，或不是 TrueType 字体：请换用完整的 .ttf 文件", "%[1]s is damaged, or no TrueType font (%[2]v): name a whole .ttf file", name, err)
}

// fontName is a PostScript name made of a file's: letters, digits and hyphens.
func fontName(file string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, "Own"+strings.TrimSuffix(path.Base(file), path.Ext(file)))
}
