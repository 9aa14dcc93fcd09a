package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// Every kind of bad input is answered with a problem that says what is wrong, in both
// languages.
func TestBadInput(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	good := `{"kinds":["ELD_COMMUNITY"],"radius_m":500}`
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		zh, en             string // parts of the sentence, or of a listed one
	}{
		"no such route":         {"GET", "/v1/nothing", "", 404, "没有这个地址", "nothing at"},
		"no such county":        {"GET", "/v1/units?county=110101", "", 404, "没有", "110101"},
		"code of a township":    {"GET", "/v1/units?county=990101100", "", 400, "县级代码", "township"},
		"no code":               {"GET", "/v1/units?county=abc", "", 400, "县级代码", "not a code"},
		"a rounded code":        {"GET", "/v1/units?county=9.90101E5", "", 400, "县级代码", "rounded"},
		"no day":                {"GET", "/v1/units?at=2020-02-30", "", 400, "不是日期", "not a day"},
		"no level":              {"GET", "/v1/units?level=province", "", 400, "不是级别", "not a level"},
		"no plan":               {"GET", "/v1/units?plan=7", "", 404, "没有方案", "no plan 7"},
		"unknown parameter":     {"GET", "/v1/units?lvl=village", "", 400, "没有这个参数", "unknown query parameter"},
		"number expected":       {"GET", "/v1/units?plan=x", "", 400, "应为整数", "invalid integer"},
		"nothing to search":     {"GET", "/v1/search?q=%20", "", 400, "查找", "look for"},
		"no tile set":           {"GET", "/tiles/roads/0/0/0.mvt", "", 404, "没有瓦片集", "not a tile set"},
		"tile off the pyramid":  {"GET", "/tiles/divisions/3/8/0.mvt", "", 400, "无效", "does not exist"},
		"negative tile":         {"GET", "/tiles/divisions/3/-1/0.mvt", "", 400, "无效", "does not exist"},
		"forgotten question":    {"GET", "/tiles/coverage/3/1/0.mvt?question=abc", "", 404, "不记得", "not remembered"},
		"no body":               {"POST", "/v1/coverage", "", 400, "缺少", "required"},
		"no JSON":               {"POST", "/v1/coverage", "{", 400, "JSON", "JSON"},
		"no object":             {"POST", "/v1/coverage", "[]", 422, "应为对象", "expected object"},
		"member missing":        {"POST", "/v1/coverage", `{"radius_m":1}`, 422, "缺少字段 kinds", "kinds"},
		"member unknown":        {"POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":1,"hours":3}`, 422, "没有这个字段", "unexpected"},
		"no such kind":          {"POST", "/v1/coverage", `{"kinds":["CASTLE"],"radius_m":1}`, 422, "没有设施类别", "not a kind"},
		"radius of nothing":     {"POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":0}`, 422, "不能作半径", "radius"},
		"age nobody counted":    {"POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":500,"people":["99+"]}`, 422, "没有", "99+"},
		"gaps of no kind":       {"POST", "/v1/gaps", `{"kinds":[],"radius_m":1}`, 422, "至少", ">= 1"},
		"wrong type":            {"POST", "/v1/coverage", `{"kinds":"ELD_COMMUNITY","radius_m":1}`, 422, "应为列表", "expected array"},
		"a billion metres":      {"POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":1e9}`, 422, "不能作半径", "1e+09"},
		"many what-ifs":         {"POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":1,"facilities":[` + strings.Repeat("[103.8,29.8],", 9999) + `[103.8,29.8]]}`, 422, "至多 1000 项", "<= 1000"},
		"no such 片区":            {"POST", "/v1/gaps", `{"kinds":["ELD_COMMUNITY"],"radius_m":1,"area":{"units":["西山"]}}`, 422, "西山", "no unit is called"},
		"closing nothing":       {"POST", "/v1/coverage", `{"kinds":["ELD_COMMUNITY"],"radius_m":1,"close":[99]}`, 422, "没有编号为 99", "no facility 99"},
		"no such facility":      {"GET", "/v1/facilities/999", "", 404, "没有编号为 999", "no facility 999"},
		"facility without name": {"POST", "/v1/facilities", `{"kind":"ELD_COMMUNITY","lon":103.805,"lat":29.805}`, 422, "要有名称", "needs a name"},
		"facility elsewhere":    {"POST", "/v1/facilities", `{"kind":"ELD_COMMUNITY","name":"x","lon":29.805,"lat":103.805}`, 422, "不在县域内", "not in the county"},
		"half a place":          {"POST", "/v1/facilities", `{"kind":"ELD_COMMUNITY","name":"x","lon":103.805}`, 422, "同时给出", "together"},
		"no state":              {"POST", "/v1/facilities", `{"kind":"ELD_COMMUNITY","name":"x","state":"open","lon":103.805,"lat":29.805}`, 422, "没有状态", "not a state"},
		"no paper":              {"POST", "/v1/maps", `{"paper":"A9"}`, 422, "没有纸张", "paper"},
		"no format":             {"POST", "/v1/exports", `{"what":"units","format":"dwg"}`, 422, "应为下列之一", "one of"},
		"no question":           {"POST", "/v1/exports", `{"what":"coverage","format":"csv"}`, 422, "question", "question"},
		"kind not imported":     {"POST", "/v1/imports/rivers", good, 404, "不能导入", "not a kind of file"},
		"import without files":  {"POST", "/v1/imports/divisions", good, 415, "multipart", "multipart"},
		"no such import":        {"GET", "/v1/imports/none", "", 404, "", ""},
		"no such collection":    {"GET", "/ogc/collections/lakes/items", "", 404, "没有数据集", "no collection"},
		"no such feature":       {"GET", "/ogc/collections/villages/items/abc", "", 404, "没有编号", "no feature"},
		"bad bbox":              {"GET", "/ogc/collections/villages/items?bbox=1,2,3", "", 400, "四个数", "four numbers"},
		"bbox upside down":      {"GET", "/ogc/collections/villages/items?bbox=1,2,3,1", "", 400, "四个数", "four numbers"},
		"bad datetime":          {"GET", "/ogc/collections/villages/items?datetime=yesterday", "", 400, "datetime", "datetime"},
		"bad crs":               {"GET", "/ogc/collections/villages/items?crs=EPSG:3857", "", 400, "不支持坐标系", "not offered"},
		"bad limit":             {"GET", "/ogc/collections/villages/items?limit=0", "", 400, "整数", "whole number"},
	} {
		t.Run(name, func(t *testing.T) {
			for lang, part := range map[string]string{"zh-CN": c.zh, "en": c.en} {
				var a answer
				if c.method == "GET" {
					a = s.get(c.path, "Accept-Language", lang)
				} else {
					a = s.send(c.method, c.path, c.body, "Accept-Language", lang)
				}
				p := a.problem(c.status)
				text := p.Detail
				for _, e := range p.Errors {
					text += " " + e.Message
				}
				if !strings.Contains(text, part) {
					t.Errorf("%s: %q says nothing of %q", lang, text, part)
				}
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	s := newService(t)
	for name, c := range map[string]struct{ query, header, title string }{
		"none":             {"", "", "未找到"},
		"english":          {"", "en-GB,en;q=0.9", "Not found"},
		"traditional":      {"", "zh-TW", "未找到"},
		"other":            {"", "de", "未找到"},
		"parameter wins":   {"?lang=en", "zh-CN", "Not found"},
		"parameter in zh":  {"?lang=zh-CN", "en", "未找到"},
		"header is broken": {"", ";;;", "未找到"},
	} {
		if p := s.get("/nothing"+c.query, "Accept-Language", c.header).problem(http.StatusNotFound); p.Title != c.title {
			t.Errorf("%s: title %q, want %q", name, p.Title, c.title)
		}
	}
}

func TestBodyTooLarge(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.send("POST", "/v1/coverage", `{"kinds":["`+strings.Repeat("x", 2<<20)+`"]}`).problem(http.StatusRequestEntityTooLarge)
}
