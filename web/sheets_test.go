package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// sheet is the SVG of an order, in which texts stand as they are printed.
func (s *service) sheet(order string) string {
	s.t.Helper()
	return string(s.send("POST", "/v1/maps", `{"format":"svg",`+order+`}`).status(http.StatusOK).body)
}

// A sheet is of the unit, the day and the language that are asked for.
func TestSheetIsOfWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for name, x := range map[string]struct{ order, has, lacks string }{
		"the county":         {`"at":"2020-06-30"`, ">棋盘县行政区划图<", "飞地村"},
		"by village":         {`"at":"2020-06-30","kind":"villages"`, ">丁社区<", ">旧村<"},
		"on an earlier day":  {`"at":"2019-06-30","kind":"villages"`, ">旧村<", ">丁社区<"},
		"a township by name": {`"at":"2020-06-30","unit":"西镇"`, ">甲村<", ">丙村<"},
		"and by its code":    {`"at":"2020-06-30","unit":"990101101"`, ">丙村<", ">甲村<"},
		"in English":         {`"at":"2020-06-30","lang":"en"`, "As of 2020-06-30", "截至"},
		"with a mark":        {`"mark":"送审稿"`, "送审稿", "内部用图"},
		"coverage":           {`"at":"2020-06-30","kind":"coverage","age":"60+","question":{"kinds":["ELD_COMMUNITY"],"radius_m":1000}`, "覆盖率", "密度"},
		"gaps by village":    {`"at":"2020-06-30","kind":"gaps","question":{"kinds":["ELD_COMMUNITY"],"radius_m":500,"by":"village"}`, "服务空白", "密度"},
		"density":            {`"at":"2020-12-31","kind":"density","level":"village"`, "密度", "覆盖率"},
		"compared":           {`"at":"2020-06-30","compare":"2019-06-30","kind":"villages","paper":"A3"`, "旧村", "密度"},
		"with facilities":    {`"at":"2020-06-30","kind":"gaps","facilities":["ELD_COMMUNITY"],"question":{"kinds":["ELD_COMMUNITY"],"radius_m":500}`, "服务空白", "密度"},
		"with their names":   {`"at":"2020-06-30","facilities":["ELD_COMMUNITY"],"facility_names":true`, "甲村日间照料中心", "密度"},
		"with a template":    {`"template":{"mark":"送审稿"}`, "送审稿", "内部用图"},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := s.sheet(x.order)
			if !strings.Contains(sheet, x.has) || strings.Contains(sheet, x.lacks) {
				t.Errorf("it should have %q and not %q", x.has, x.lacks)
			}
		})
	}
}

// What cannot be printed is said in the language of the request, with the member at fault.
func TestSheetsThatCannotBe(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	for name, x := range map[string]struct {
		order      string
		status     int
		zh, en, at string
	}{
		"no such township":   {`{"unit":"南镇"}`, 404, "没有乡镇“南镇”", "no township", "body.unit"},
		"a village":          {`{"unit":"990101100200"}`, 404, "没有乡镇", "no township", "body.unit"},
		"public":             {`{"public":true}`, 422, "审图号", "review number", "body.review_number"},
		"a long title":       {`{"title":"` + strings.Repeat("长", 501) + `"}`, 422, "501 个字", "501 characters", "body.title"},
		"no kind":            {`{"facilities":["ELD_COMMUNITY","XXX"]}`, 422, "没有设施类别“XXX”", "not a kind", "body.facilities[1]"},
		"names of none":      {`{"facility_names":true}`, 422, "请同时给出", "say which facilities", "body.facility_names"},
		"a wrong template":   {`{"template":{"titel":"x"}}`, 422, "模板有误", "titel", "body.template"},
		"a template's font":  {`{"template":{"fonts":{"regular":"/etc/passwd"}}}`, 422, "模板有误", "fonts", "body.template"},
		"no page":            {`{"format":"png","page":2}`, 422, "只有 1 幅", "only 1", "body.page"},
		"no question":        {`{"kind":"gaps"}`, 422, "覆盖问题", "which question", "body.question"},
		"no indicator":       {`{"kind":"indicator","indicator":"XXX"}`, 422, "没有指标“XXX”", "no indicator", "body.indicator"},
		"an atlas as SVG":    {`{"atlas":true,"format":"svg"}`, 422, "只有 PDF", "pdf only", "body.format"},
		"no kind counts":     {`{"kind":"coverage","question":{"kinds":["XXX"],"radius_m":1}}`, 422, "没有设施类别", "not a kind", "body.question.kinds[0]"},
		"no reach":           {`{"kind":"coverage","question":{"kinds":["ELD_COMMUNITY"]}}`, 422, "", "radius", "body.question.radius_m"},
		"compared atlas":     {`{"atlas":true,"compare":"2019-06-30"}`, 422, "对照图", "comparison", "body.compare"},
		"before it began":    {`{"at":"1990-01-01"}`, 404, "在 1990-01-01 没有区划图形", "no boundaries on 1990-01-01", "body.at"},
		"compared with 1990": {`{"compare":"1990-01-01"}`, 404, "在 1990-01-01 没有区划图形", "no boundaries on 1990-01-01", "body.compare"},
		"no such county":     {`{"county":"999999"}`, 404, "库中没有县 999999", "no county 999999", "body.county"},
		"too large a scale":  {`{"scale":1000,"paper":"A4"}`, 422, "比例尺 1:1000", "the largest that fits", "body.scale"},
		"a scale of none":    {`{"scale":99}`, 422, "分母不得小于 100", "100 or more", "body.scale"},
		"no paper":           {`{"paper":"B9"}`, 422, "没有纸张“B9”", `"B9" is no paper`, "body.paper"},
		"too large a paper":  {`{"paper":"9000x9000"}`, 422, "每边须为", "each side", "body.paper"},
		"compared with now":  {`{"at":"2019-06-30","compare":"2020-06-30"}`, 422, "对照图须由较早的日期", "from the earlier day", "body.compare"},
		"nobody's density":   {`{"kind":"density","age":"7+","at":"2020-12-31"}`, 404, "没有年龄组“7+”的人口", "no people of age group", "body.age"},
		"nobody's coverage":  {`{"kind":"coverage","age":"7+","question":{"kinds":["ELD_COMMUNITY"],"radius_m":500}}`, 404, "没有统计年龄组“7+”", "counts no age group", "body.age"},
		"no volunteers":      {`{"kind":"volunteers"}`, 404, "志愿服务站", "volunteer", ""},
		"of the county":      {`{"kind":"indicator","indicator":"CREMATION"}`, 404, "（CREMATION）在这一天没有", "CREMATION", "body.indicator"},
		"a template's title": {`{"template":{"title":"%s%d"}}`, 422, "名称处写一次 %s", "write %s once", "body.template"},
		"a template's logo":  {`{"template":{"logo":{"path":"L1 1"}}}`, 422, "图标：路径：须以 M 开头", "must begin with M", "body.template"},
		"a template's type":  {`{"template":{"notes":7}}`, 422, "应为", "belongs", "body.template"},
	} {
		t.Run(name, func(t *testing.T) {
			for tongue, said := range map[string]string{"zh-CN": x.zh, "en": x.en} {
				p := s.send("POST", "/v1/maps", x.order, "Accept-Language", tongue).problem(x.status)
				if !strings.Contains(p.Detail, said) || strings.HasSuffix(p.Detail, "invalid") || strings.Contains(p.Detail, "内容无效") || x.at != "" && (len(p.Errors) == 0 || p.Errors[0].Location != x.at) {
					t.Errorf("%s: %+v, want %q at %s", tongue, p, said, x.at)
				}
			}
		})
	}
}

// A sheet ordered as a job is, to the byte, the one that is sent at once; and it is made once.
func TestSheetByAJob(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	s.working()
	const order = `{"paper":"A4","at":"2020-06-30"}`
	at := s.send("POST", "/v1/maps", order).status(http.StatusOK)
	if at.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("a sheet is sent with %v", at.Header)
	}
	var job, again orderedJob
	ordered := s.send("POST", "/v1/maps", order, "Prefer", "respond-async").status(http.StatusAccepted)
	if ordered.into(&job); ordered.Header.Get("Location") != "/v1/jobs/"+job.ID {
		t.Errorf("the job %s is at %s", job.ID, ordered.Header.Get("Location"))
	}
	job = s.job(job.ID)
	if job.State != "done" {
		t.Fatalf("%+v", job)
	}
	if made := s.get(job.File).status(http.StatusOK); !bytes.Equal(made.body, at.body) || made.Header.Get("Content-Type") != "application/pdf" {
		t.Errorf("the job made %d bytes of %s, at once there are %d", len(made.body), made.Header.Get("Content-Type"), len(at.body))
	}
	if s.send("POST", "/v1/maps", order, "Prefer", "respond-async").status(http.StatusAccepted).into(&again); again.ID != job.ID {
		t.Errorf("ordered again it is %+v", again)
	}
	s.send("POST", "/v1/maps", `{"format":"png","dpi":600,"paper":"A0","unit":"南镇"}`).status(http.StatusAccepted).into(&job)
	if job = s.job(job.ID); job.State != "failed" || !strings.Contains(job.Failure, "没有乡镇") {
		t.Errorf("a picture of a township that is not: %+v", fmt.Sprintf("%+v", job))
	}
}

// A sheet ordered again is another where a county that it shows around its own has changed.
func TestSheetByAJobShowsItsNeighbours(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	s.working()
	ordered := func() (job orderedJob) {
		s.send("POST", "/v1/maps", `{"county":"990101","format":"svg","paper":"A4"}`, "Prefer", "respond-async").status(http.StatusAccepted).into(&job)
		return s.job(job.ID)
	}
	first, again := ordered(), ordered()
	if first.State != "done" || again.ID != first.ID {
		t.Fatalf("%+v, and again %+v", first, again)
	}
	w := boardsWrite(adcode.MustParse("990102"), "新邻县", "990102100", 103.82, civil.Date(2019, 1, 1), "邻镇", "戊村", "己村")
	s.commit(edition.Write{Author: "test", Title: "renamed", Counties: w.Counties})
	changed := ordered()
	if changed.State != "done" || changed.ID == first.ID {
		t.Fatalf("with the neighbour renamed it is %+v, at first it was %+v", changed, first)
	}
	for file, name := range map[string]string{first.File: ">邻县<", changed.File: ">新邻县<"} {
		if made := s.get(file).status(http.StatusOK); !strings.Contains(string(made.body), name) {
			t.Errorf("%s lacks the neighbour %s", file, name)
		}
	}
}

// An atlas is always made by a job, with a sheet of every township; one given up is gone.
func TestAtlas(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var job orderedJob
	s.send("POST", "/v1/maps", `{"atlas":true,"paper":"A4","at":"2020-12-31"}`).status(http.StatusAccepted).into(&job)
	s.send("DELETE", "/v1/jobs/"+job.ID, "").status(http.StatusNoContent)
	s.working()
	if job = s.job(job.ID); job.State != "cancelled" {
		t.Errorf("an atlas given up is %+v", job)
	}
	s.send("POST", "/v1/maps", `{"atlas":true,"paper":"A4","at":"2020-06-30"}`).status(http.StatusAccepted).into(&job)
	if job = s.job(job.ID); job.State != "done" || !strings.Contains(job.File, "/v1/exports/") {
		t.Fatalf("%+v", job)
	}
	file := s.get(job.File).status(http.StatusOK)
	if !bytes.HasPrefix(file.body, []byte("%PDF-")) || bytes.Count(file.body, []byte("/Type/Page/")) < 6 || !strings.Contains(file.Header.Get("Content-Disposition"), "990101-atlas-2020-06-30-") {
		t.Errorf("%d bytes as %v", len(file.body), file.Header)
	}
}
