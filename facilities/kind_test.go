package facilities_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xiantu/xiantu/facilities"
)

func TestRegistryIsSound(t *testing.T) {
	colour := regexp.MustCompile(`^#[0-9a-f]{6}$`)
	codes, symbols, words := map[string]bool{}, map[string]string{}, map[string]string{}
	for _, k := range facilities.Kinds() {
		if codes[k.Code] || k.Zh == "" || k.En == "" || k.Domain == "" || k.Tier == "" || k.Radius < 0 || !colour.MatchString(k.Colour) || utf8.RuneCountInString(k.Symbol) != 1 {
			t.Errorf("%+v is not sound", k)
		}
		codes[k.Code] = true
		if other := symbols[k.Symbol]; other != "" {
			t.Errorf("%s and %s have the same symbol %s", k.Code, other, k.Symbol)
		}
		symbols[k.Symbol] = k.Code
		for _, lower := range k.Covers {
			if l, ok := facilities.KindByCode(lower); !ok || l.Domain != k.Domain || slices.Contains(l.Covers, k.Code) {
				t.Errorf("%s covers %s", k.Code, lower)
			}
		}
		for _, w := range append([]string{k.Zh}, k.Synonyms...) {
			if other := words[w]; other != "" {
				t.Errorf("%s names %s and %s", w, k.Code, other)
			}
			words[w] = k.Code
			if got, ok := facilities.KindByName(w); !ok || got.Code != k.Code {
				t.Errorf("%s: got %q, want %s", w, got.Code, k.Code)
			}
		}
	}
}

func TestKindByName(t *testing.T) {
	for name, want := range map[string]string{
		"五更桥社区日间照料中心":     "ELD_COMMUNITY",
		"龙潭社区互助养老服务点":     "ELD_RURAL_POINT",
		"西龙镇农村养老服务中心":     "ELD_RURAL_CENTRE",
		"沙河村农村养老服务分中心":    "ELD_RURAL_SUB",
		"石马村日间照料中心":       "ELD_RURAL_SUB", // a village's, not a community's
		"汉阳镇社区卫生服务中心":     "HEALTH",
		"某县儿童福利院":         "RESCUE", // not a home for the aged
		"游滩社区铁路沿线零散墓治理点":  "TOMB_KEYAREA",
		"青竹街道志愿服务总站":      "VOL_STATION",
		"青竹街道 志愿 服务总站":    "VOL_STATION",
		"西龙镇养老服务中心":       "ELD_RURAL_CENTRE",
		"陵园路社区党群服务中心":     "COMM_SERVICE",
		"超市":              "",
		"":                "",
		"社区养老服务综合体（在建）":   "ELD_COMPLEX",
		"青神县公益性公墓情况统计表":   "CEM_PUBLIC",
		"农村公益性公墓管理处骨灰堂二楼": "CEM_PUBLIC",
	} {
		if k, ok := facilities.KindByName(name); k.Code != want || ok != (want != "") {
			t.Errorf("KindByName(%s) = %q, want %q", name, k.Code, want)
		}
	}
}

func TestExpand(t *testing.T) {
	got, err := facilities.Expand([]string{"HEALTH", "RURAL_THREE_TIER", "ELD_RURAL_SUB"})
	if want := []string{"HEALTH", "ELD_RURAL_CENTRE", "ELD_RURAL_SUB", "ELD_RURAL_POINT"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	if all, err := facilities.Expand([]string{"ALL_ELDER"}); err != nil || len(all) != 6 {
		t.Errorf("ALL_ELDER = %v, %v, want six kinds", all, err)
	}
	if _, err := facilities.Expand([]string{"SCHOOL"}); err == nil || !strings.Contains(err.Error(), `"SCHOOL"`) || !strings.Contains(err.Error(), "VOL_STATION") {
		t.Errorf("an unknown kind: %v", err)
	}
}

func TestIsPublic(t *testing.T) {
	home, _ := facilities.KindByCode("ELD_HOME")
	if !home.IsPublic("西山片区敬老院") || home.IsPublic("夕阳红老年公寓") {
		t.Error("a 敬老院 is public, a 老年公寓 need not be")
	}
}

func ExampleKindByName() {
	kind, ok := facilities.KindByName("五更桥社区日间照料中心")
	fmt.Println(kind.Code, kind.Radius, ok)
	// Output: ELD_COMMUNITY 500 true
}

func ExampleExpand() {
	kinds, _ := facilities.Expand([]string{"URBAN_HOME_COMMUNITY"})
	fmt.Println(kinds)
	// Output: [ELD_COMPLEX ELD_COMMUNITY]
}
