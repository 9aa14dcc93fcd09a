package web_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// A comparison as files: the villages and what they came from; the workbook also says what did
// what to the shares, which facilities changed, and what all of it means.
func TestCoverageComparisonFiles(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	ask := func(format string) []byte {
		return s.send("POST", "/v1/coverage/compare?lang=zh-CN", `{"from":"2020-06-01","to":"2020-09-01","question":`+board500+`,"format":"`+format+`"}`).status(http.StatusOK).body
	}
	if text := string(ask("csv")); !strings.HasPrefix(text, "\ufeff代码,名称,有设施,被覆盖,原代码,原名称") || strings.Count(text, "\n") != 6 {
		t.Errorf("csv: %s", text)
	}
	book, err := excelize.OpenReader(bytes.NewReader(ask("xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"变化原因", "村（社区）", "设施变动", "说明"}, book.GetSheetList()); d != "" {
		t.Error(d)
	}
}
