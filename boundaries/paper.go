package boundaries

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Bounds of what may be attached to a change.
const (
	MaxPaper  = 20 << 20 // bytes of one paper
	MaxPapers = 200      // papers of one change
)

// Paper (附件) is a scanned document attached to a change: its approval, minutes, a
// picture of the notice board. Its bytes are kept as they came.
type Paper struct {
	ID       int64
	Stage    Stage  // the stage it belongs to; NoStage: the change as a whole
	Name     string // of the file, with the ending of its kind
	Media    string // media type, told from the bytes
	Size     int64
	SHA256   [sha256.Size]byte
	Note     string
	Author   string
	Recorded time.Time
	Content  []byte // nil in lists
}

// paperKinds are the kinds of paper that are kept, known by how they begin.
var paperKinds = []struct {
	media, begins string
	endings       []string
}{
	{"application/pdf", "%PDF-", []string{".pdf"}},
	{"image/jpeg", "\xff\xd8\xff", []string{".jpg", ".jpeg"}},
	{"image/png", "\x89PNG\r\n\x1a\n", []string{".png"}},
}

// NewPaper is a paper of a file's name and bytes. What kind it is the bytes say, whatever
// it is called: PDF, JPEG and PNG are taken. The error is a *RuleError.
func NewPaper(name string, content []byte) (Paper, error) {
	name = cleanName(name)
	refuse := func(rule, said string, args ...any) (Paper, error) {
		return Paper{}, &RuleError{Rule: rule, Said: fmt.Sprintf("paper %q: ", name) + fmt.Sprintf(said, args...)}
	}
	switch {
	case len(content) == 0:
		return refuse("paper_empty", "the file is empty")
	case len(content) > MaxPaper:
		return refuse("paper_large", "the file has %d MB: at most %d MB are kept, scan it with fewer dots or in parts", len(content)>>20, MaxPaper>>20)
	}
	for _, kind := range paperKinds {
		if !bytes.HasPrefix(content, []byte(kind.begins)) {
			continue
		}
		if !slices.Contains(kind.endings, strings.ToLower(path.Ext(name))) {
			name += kind.endings[0]
		}
		return Paper{Name: name, Media: kind.media, Size: int64(len(content)), SHA256: sha256.Sum256(content), Content: content}, nil
	}
	return refuse("paper_kind", "the file is neither PDF nor JPEG nor PNG: send a scan in one of these")
}

// maxPaperName bounds a paper's name, in characters.
const maxPaperName = 150

// cleanName is the last part of a path without what does not belong in a name; "" gets
// a name of its own.
func cleanName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"|?*/`, r) {
			return -1
		}
		return r
	}, name))
	for utf8.RuneCountInString(name) > maxPaperName { // keep the ending
		ending := path.Ext(name)
		if len(ending) > 10 {
			ending = ""
		}
		stem := []rune(strings.TrimSuffix(name, ending))
		name = string(stem[:min(len(stem), maxPaperName-utf8.RuneCountInString(ending))]) + ending
	}
	if strings.Trim(name, ". ") == "" {
		return "附件"
	}
	return name
}
