package maps

import (
	"encoding/binary"
	"errors"
	"fmt"
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
		return nil, errors.New("name the regular weight too")
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
		return nil, fmt.Errorf("%s is no font", name)
	case string(data[:4]) == "ttcf":
		return nil, fmt.Errorf("%s is a collection of fonts: save the one that is meant as a TrueType file of its own", name)
	case string(data[:4]) == "OTTO":
		return nil, fmt.Errorf("%s has PostScript outlines: only TrueType outlines (.ttf) can be embedded", name)
	}
	tables, err := readTables(data)
	if err != nil {
		return nil, fmt.Errorf("%s %w", name, err)
	}
	const restricted = 0x0002 // OS/2 fsType: may not be embedded
	if os2 := tables["OS/2"]; len(os2) >= 10 && binary.BigEndian.Uint16(os2[8:])&0x000f == restricted {
		return nil, fmt.Errorf("%s may not be embedded in documents: its maker forbids it (fsType 2)", name)
	}
	f, err := newFace(fontName(name), data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if _, err := f.subset([]rune{'县'}); err != nil {
		return nil, err
	}
	return f, nil
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
