package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// SeenVersions reads the county versions that a writer has seen, as an If-Match header
// says them: one number for one county ("17"), or one for each of several
// ("511425=17, 511402=9"). None is an empty map.
func SeenVersions(text string, counties []adcode.Code) (map[adcode.Code]int64, error) {
	seen := map[adcode.Code]int64{}
	if t := strings.Trim(strings.TrimSpace(text), `"`); t == "" || t == "*" {
		return seen, nil
	}
	for _, one := range strings.Split(text, ",") {
		one = strings.Trim(strings.TrimSpace(one), `"`)
		code, number, named := strings.Cut(one, "=")
		if !named {
			code, number = "", one
		}
		n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64)
		county, known := countyNamed(strings.TrimSpace(code), counties)
		_, twice := seen[county]
		if err != nil || n < 1 || !known || twice {
			return nil, badVersions(text, counties)
		}
		seen[county] = n
	}
	return seen, nil
}

// countyNamed is the county of those concerned that a code names; without one, the only
// one there is.
func countyNamed(code string, counties []adcode.Code) (adcode.Code, bool) {
	if code == "" && len(counties) == 1 {
		return counties[0], true
	}
	i := slices.IndexFunc(counties, func(c adcode.Code) bool { return c.String() == code })
	if i < 0 {
		return adcode.Code{}, false
	}
	return counties[i], true
}

func badVersions(text string, counties []adcode.Code) error {
	form := `"17"`
	if len(counties) > 1 {
		var each []string
		for i, c := range counties {
			each = append(each, fmt.Sprintf("%s=%d", c, 17-8*min(i, 1)))
		}
		form = `"` + strings.Join(each, ", ") + `"`
	}
	return badParameter("header.If-Match", fmt.Sprintf("If-Match “%s”不是县版本号：请按 %s 的形式书写", text, form), fmt.Sprintf("If-Match %q does not say the versions of the counties concerned: write %s", text, form))
}

// outdatedBy refuses what was based on versions that have passed; nil where none has.
func outdatedBy(seen map[adcode.Code]int64, counties []adcode.Code, now map[adcode.Code]edition.Versions) error {
	present := map[adcode.Code]int64{}
	passed := adcode.Code{}
	for _, county := range counties {
		present[county] = now[county].County
		if saw, asked := seen[county]; asked && saw != present[county] && passed.IsZero() {
			passed = county
		}
	}
	if passed.IsZero() {
		return nil
	}
	refused := &refusal{status: http.StatusConflict, said: sentence{
		fmt.Sprintf("%s 的数据已到版本 %d，您依据的是 %d：请重新读取后再试", passed, present[passed], seen[passed]),
		fmt.Sprintf("county %s is at version %d, the change was based on %d: read it again", passed, present[passed], seen[passed])}}
	refused.setVersions(counties, present)
	return refused
}
