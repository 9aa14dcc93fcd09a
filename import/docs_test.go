package importer_test

import (
	"os"
	"strings"
	"testing"

	importer "github.com/xiantu/xiantu/import"
)

// The manual names every problem that a report can.
func TestManualNamesEveryCode(t *testing.T) {
	manual, err := os.ReadFile("../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range importer.Codes() {
		if !strings.Contains(string(manual), "`"+string(code)+"`") {
			t.Errorf("docs/import.md does not name %s", code)
		}
	}
}
