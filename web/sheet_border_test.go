package web_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// recorded is what is known of the border of 西镇 and 东镇.
const recorded = `{"between": ["990101101", "990101100"], "from": "2020-02-01", "number": "9901-01", "state": "勘定", "carrier": "河流",
	"markers": [{"number": "7", "kind": "单立", "lon": 103.81, "lat": 29.816}]}`

// The sheets of a border bear its sides, number, markers, course and signatures, by code
// and by name, as the registers have them.
func TestBorderSheets(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	s.send("POST", "/v1/borders", recorded).status(http.StatusCreated)
	for name, x := range map[string]struct {
		order string
		has   []string
	}{
		"by code":        {`"between":["990101100","990101101"]`, []string{"西镇与东镇行政区域界线协议书附图", "编号：9901-01", "状态：勘定", "界桩：1座", "（7）", "长度：2217.0米", "代表签字："}},
		"by name":        {`"between":["东镇","西镇"]`, []string{"西镇与东镇行政区域界线协议书附图"}},
		"in English":     {`"between":["东镇","西镇"],"lang":"en"`, []string{"Map to the Agreement", "Markers: 1"}},
		"of villages":    {`"between":["甲村","乙村"]`, []string{"甲村与乙村行政区域界线协议书附图", "级别：村级界线", "未编号"}},
		"of the whole":   {`"between":["棋盘县"]`, []string{"棋盘县与界外行政区域界线协议书附图", "级别：县级界线"}},
		"with a title":   {`"between":["990101100","990101101"],"title":"东西两镇界线图","compiler":"棋盘县民政局"`, []string{"东西两镇界线图", "棋盘县民政局"}},
		"the day before": {`"between":["990101100","990101101"],"at":"2020-01-31"`, []string{"未编号", "状态：草拟"}},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := s.sheet(`"kind":"border","paper":"A1",` + x.order)
			for _, text := range x.has {
				if !strings.Contains(sheet, text) {
					t.Errorf("it lacks %s", text)
				}
			}
		})
	}
	a := s.send("POST", "/v1/maps", `{"kind":"border","paper":"A4","between":["西镇","东镇"]}`).status(http.StatusOK)
	if pages := bytes.Count(a.body, []byte("/Type/Page/")); pages < 2 || !strings.Contains(a.Header.Get("Content-Disposition"), "990101-map.pdf") {
		t.Errorf("%d pages as %v", pages, a.Header)
	}
}

// A border's sheets by a job are those that are sent at once.
func TestBorderSheetsByAJob(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	s.working()
	const order = `{"kind":"border","between":["西镇","东镇"],"tolerance_m":10}`
	at := s.send("POST", "/v1/maps", order).status(http.StatusOK)
	var job orderedJob
	s.send("POST", "/v1/maps", order, "Prefer", "respond-async").status(http.StatusAccepted).into(&job)
	if job = s.job(job.ID); job.State != "done" {
		t.Fatalf("%+v", job)
	}
	if made := s.get(job.File).status(http.StatusOK); !bytes.Equal(made.body, at.body) || !strings.Contains(made.Header.Get("Content-Disposition"), "990101-border-2019-01-01-") {
		t.Errorf("the job made %d bytes, at once there are %d", len(made.body), len(at.body))
	}
}

// Between two counties the sheets are of what they share: from their shapes where both are
// here, else by the neighbour that is recorded of a stretch.
func TestBorderSheetsOfCounties(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	s.send("POST", "/v1/borders", `{"county":"990101","between":["990101"],"from":"2020-02-01","neighbour":"远县","stretch":[[103.81,29.82],[103.81,29.81]]}`).status(http.StatusCreated)
	for name, x := range map[string]struct {
		order string
		has   []string
	}{
		"by their codes":   {`"county":"990101","between":["990101","990102"]`, []string{"棋盘县与邻县行政区域界线协议书附图", "长度：2217.0米"}},
		"by their names":   {`"county":"990102","between":["棋盘县","邻县"]`, []string{"邻县与棋盘县行政区域界线协议书附图", "长度：2217.0米"}},
		"one not here":     {`"county":"990101","between":["990101","远县"]`, []string{"棋盘县与远县行政区域界线协议书附图", "长度：1108.5米"}},
		"with all of them": {`"county":"990101","between":["990101"]`, []string{"棋盘县与远县行政区域界线协议书附图", "级别：县级界线"}},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := s.sheet(`"kind":"border","paper":"A1",` + x.order)
			for _, text := range x.has {
				if !strings.Contains(sheet, text) {
					t.Errorf("it lacks %s", text)
				}
			}
		})
	}
}

// Where three counties meet, the border of two of them ends at a junction of all three.
//
//	 _________ ____
//	|  丙村   |    |
//	|---棋盘--| 邻 |
//	|  丁村   |    |
//	|_________|____|
//	|    三县      |
func TestBorderOfCountiesEndsAtAThird(t *testing.T) {
	t.Parallel()
	s := newBoards(t)
	third, town := adcode.MustParse("990103"), adcode.MustParse("990103100")
	land := orb.Polygon{{{103.81, 29.79}, {103.83, 29.79}, {103.83, 29.8}, {103.82, 29.8}, {103.81, 29.8}, {103.81, 29.79}}}
	s.commit(edition.Write{Author: "test", Title: "a third", Counties: []edition.County{{Code: third, Name: "三县", Fiction: true}},
		Snapshots: []boundaries.Snapshot{{County: third, Level: adcode.Township, Day: civil.Date(2019, 1, 1), Units: []boundaries.Version{{Code: town, Name: "三镇", Type: boundaries.TypeOf("三镇", town), Parent: third, Shape: orb.MultiPolygon{land}}}}}})
	for tongue, said := range map[string]string{"zh-CN": "棋盘县、邻县、三县交会点", "en": "junction of 棋盘县, 邻县, 三县"} {
		sheet := s.sheet(`"kind":"border","paper":"A1","county":"990101","between":["棋盘县","邻县"],"lang":"` + tongue + `"`)
		if !strings.Contains(sheet, said) {
			t.Errorf("%s: the sheet lacks %s", tongue, said)
		}
	}
}

func TestBorderSheetsThatCannotBe(t *testing.T) {
	t.Parallel()
	s := newFittedBoard(t)
	for name, x := range map[string]struct {
		order      string
		status     int
		zh, en, at string
	}{
		"no sides":        {`{"kind":"border"}`, 422, "请给出界线两侧", "say which border", "body.between"},
		"no border":       {`{"kind":"border","between":["甲村","丙村"]}`, 422, "没有同级界线", "no border of their level", "body.between"},
		"no such unit":    {`{"kind":"border","between":["西镇","南镇"]}`, 404, "没有“南镇”", `no "南镇"`, "body.between[1]"},
		"no such county":  {`{"kind":"border","between":["棋盘县","远县"]}`, 404, "没有与“远县”的界线", `no border with "远县"`, "body.between"},
		"of three":        {`{"kind":"border","between":["甲村","乙村","丙村"]}`, 422, "至多 2 项", "length <= 2", "body.between"},
		"a small scale":   {`{"kind":"border","between":["西镇","东镇"],"scale":100}`, 422, "", "sheets", ""},
		"with facilities": {`{"kind":"border","between":["西镇","东镇"],"facilities":["ELD_COMMUNITY"]}`, 422, "不画设施", "no facilities", "body.facilities"},
		"of a township":   {`{"kind":"border","between":["西镇","东镇"],"unit":"西镇"}`, 422, "不要给出 unit", "leave unit out", "body.unit"},
		"compared":        {`{"kind":"border","between":["西镇","东镇"],"compare":"2019-01-01"}`, 422, "对照图", "comparison", "body.compare"},
		"sides of none":   {`{"between":["西镇","东镇"]}`, 422, "只用于界线附图", "belong to the kind border", "body.between"},
		"no page":         {`{"kind":"border","between":["西镇","东镇"],"format":"svg","page":99}`, 422, "只有", "only", "body.page"},
		"tolerance":       {`{"kind":"border","between":["西镇","东镇"],"tolerance_m":-1}`, 422, "不得小于 0", ">= 0", "body.tolerance_m"},
	} {
		t.Run(name, func(t *testing.T) {
			for tongue, said := range map[string]string{"zh-CN": x.zh, "en": x.en} {
				p := s.send("POST", "/v1/maps", x.order, "Accept-Language", tongue).problem(x.status)
				text := p.Detail
				for _, e := range p.Errors {
					text += e.Message
				}
				if !strings.Contains(text, said) || x.at != "" && (len(p.Errors) == 0 || p.Errors[0].Location != x.at) {
					t.Errorf("%s: %+v, want %q at %s", tongue, p, said, x.at)
				}
			}
		})
	}
}
