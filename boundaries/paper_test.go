package boundaries_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xiantu/xiantu/boundaries"
)

const (
	pdf  = "%PDF-1.7\n...%%EOF"
	jpeg = "\xff\xd8\xff\xe0....\xff\xd9"
	png  = "\x89PNG\r\n\x1a\n...."
)

func TestNewPaper(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ file, content, name, media, rule string }{
		{"批复.pdf", pdf, "批复.pdf", "application/pdf", ""},
		{"照片.JPEG", jpeg, "照片.JPEG", "image/jpeg", ""},
		{"图.png", png, "图.png", "image/png", ""},
		{"批复", pdf, "批复.pdf", "application/pdf", ""},
		{"批复.html", pdf, "批复.html.pdf", "application/pdf", ""},
		{"图.pdf", png, "图.pdf.png", "image/png", ""},
		{`C:\文件\批复.pdf`, pdf, "批复.pdf", "application/pdf", ""},
		{"../../etc/批复.pdf", pdf, "批复.pdf", "application/pdf", ""},
		{"a\r\nSet-Cookie: x\".pdf", pdf, "aSet-Cookie x.pdf", "application/pdf", ""},
		{"批\u202e复.pdf", pdf, "批复.pdf", "application/pdf", ""},
		{"", pdf, "附件.pdf", "application/pdf", ""},
		{"..", pdf, "附件.pdf", "application/pdf", ""},
		{"网页.pdf", "<html><script>", "", "", "paper_kind"},
		{"空.pdf", "", "", "", "paper_empty"},
		{"程序.pdf", "MZ\x90", "", "", "paper_kind"},
		{"前有空白.pdf", " " + pdf, "", "", "paper_kind"},
		{"图.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>`, "", "", "paper_kind"},
		{"大.pdf", pdf + strings.Repeat(" ", boundaries.MaxPaper), "", "", "paper_large"},
	} {
		p, err := boundaries.NewPaper(c.file, []byte(c.content))
		var rule *boundaries.RuleError
		if errors.As(err, &rule) != (c.rule != "") || rule != nil && rule.Rule != c.rule {
			t.Errorf("%q: %v, want %q", c.file, err, c.rule)
			continue
		}
		if p.Name != c.name || p.Media != c.media {
			t.Errorf("%q is kept as %q, %s", c.file, p.Name, p.Media)
		}
	}
}

func FuzzNewPaper(f *testing.F) {
	f.Add("批复.pdf", []byte(pdf))
	f.Add(strings.Repeat("长", 300)+".jpeg", []byte(jpeg))
	f.Add("a/\\:.", []byte(png))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		p, err := boundaries.NewPaper(name, content)
		if err != nil {
			return
		}
		if !utf8.ValidString(p.Name) || utf8.RuneCountInString(p.Name) > 160 || strings.ContainsAny(p.Name, "/\\\r\n\"\x00") || p.Name == "" || p.Media == "" {
			t.Errorf("%q is kept as %q, %s", name, p.Name, p.Media)
		}
	})
}
