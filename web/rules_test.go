package web_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/xiantu/xiantu/web"
)

// Every rule that the law of the county or the store names has a sentence in Chinese: by a
// check of theirs, or by a constraint of a table.
func TestRulesAreSaidInChinese(t *testing.T) {
	for pattern, named := range map[string]*regexp.Regexp{
		"../boundaries/*.go":  regexp.MustCompile(`(?:refuse|warn|refuseLater)\("([a-z_]+)"|Rule: "([a-z_]+)"`),
		"../edition/*.go":     regexp.MustCompile(`Rule: "([a-z_]+)"`),
		"../postgis/*.go":     regexp.MustCompile(`Rule: "([a-z_]+)"`),
		"../postgis/error.go": regexp.MustCompile(`(?m)^\t"([a-z_]+)": `),
	} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, file := range files {
			if matched, _ := filepath.Match("*_test.go", filepath.Base(file)); matched {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range named.FindAllStringSubmatch(string(text), -1) {
				found++
				rule := m[1]
				if len(m) > 2 {
					rule += m[2]
				}
				if web.ChineseRule(rule) == "" {
					t.Errorf("%s: rule %q has no sentence in Chinese", filepath.Base(file), rule)
				}
			}
		}
		if found == 0 {
			t.Errorf("no rules in %s", pattern)
		}
	}
}
