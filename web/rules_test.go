package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/xiantu/xiantu/web"
)

// Every rule that the law of the county names has a sentence in Chinese.
func TestRulesAreSaidInChinese(t *testing.T) {
	files, err := filepath.Glob("../boundaries/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources of boundaries", err)
	}
	named := regexp.MustCompile(`(?:refuse|warn|refuseLater)\("([a-z_]+)"|Rule: "([a-z_]+)"`)
	for _, file := range files {
		if matched, _ := filepath.Match("*_test.go", filepath.Base(file)); matched {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			if rule := m[1] + m[2]; web.Rules[rule] == "" {
				t.Errorf("%s: rule %q has no sentence in Chinese", filepath.Base(file), rule)
			}
		}
	}
}
