package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

type dossier struct {
	Change, Plan int64
	States, Past []struct{ State, Name, Day, Document, Why, Superseded string }
	Papers       []struct {
		ID                                 int64
		State, Name, Note, Address, SHA256 string
		Media                              string `json:"media_type"`
		Size                               int64
	}
	Due *struct {
		Due, Implemented string
		Extended, Late   bool
	}
	Warnings []struct{ Rule, Said string }
}

// paperForm is a multipart form of fields and a file.
func paperForm(t *testing.T, name, content string, fields ...string) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for i := 0; i+1 < len(fields); i += 2 {
		w.WriteField(fields[i], fields[i+1])
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(content))
	}
	w.Close()
	return body, w.FormDataContentType()
}

func (s *service) attach(address, name, content string, fields ...string) answer {
	s.t.Helper()
	body, kind := paperForm(s.t.(*testing.T), name, content, fields...)
	return s.do(http.MethodPost, address, body, "Content-Type", kind)
}

func TestStatesOfAChange(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var done changed
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK).into(&done)
	version := s.version()
	address := fmt.Sprintf("/v1/changes/%d/states", *done.Change)
	var d dossier
	s.get(address).status(http.StatusOK).into(&d)
	if len(d.States) != 2 || d.States[0].State != "approved" || d.States[0].Name != "批复" || d.States[1].Day != "2021-01-01" || d.Due == nil || d.Due.Due != "2021-12-01" || d.Due.Late {
		t.Errorf("after the commit %+v", d)
	}
	p := s.send(http.MethodPost, address, `{"state": "公示", "day": "2020-10-01"}`).problem(http.StatusUnprocessableEntity)
	if !strings.Contains(p.Detail, "说明原因") {
		t.Errorf("backwards: %q", p.Detail)
	}
	s.send(http.MethodPost, address, `{"state": "公示", "day": "2021-02-01", "why": "补登"}`).status(http.StatusCreated).into(&d)
	if len(d.States) != 3 || len(d.Warnings) != 2 || d.Warnings[0].Rule != "stage_days" || d.Warnings[0].Said != "环节日期先后颠倒" {
		t.Errorf("days that run backwards: %+v", d.Warnings)
	}
	d = dossier{}
	s.send(http.MethodPost, address, `{"state": "published", "withdraw": true, "why": "误登"}`).status(http.StatusCreated).into(&d)
	s.send(http.MethodPost, address, `{"state": "in_force", "day": "2022-06-01", "why": "实际完成"}`).status(http.StatusCreated)
	d = dossier{}
	s.send(http.MethodPost, address, `{"state": "延期", "day": "2021-11-01", "document": "某府函〔2021〕9号"}`).status(http.StatusCreated).into(&d)
	if d.Due.Due != "2022-06-01" || !d.Due.Extended || d.Due.Late || len(d.Past) != 3 || len(d.Warnings) != 1 || d.Warnings[0].Rule != "stage_effective" {
		t.Errorf("extended: %+v", d)
	}
	var list struct {
		Changes []struct {
			State  string
			States []struct{ State string }
			Due    *struct{ Due string }
		}
	}
	s.get("/v1/changes").status(http.StatusOK).into(&list)
	if c := list.Changes[0]; c.State != "in_force" || len(c.States) != 3 || c.Due.Due != "2022-06-01" {
		t.Errorf("listed as %+v", c)
	}
	if s.version() != version {
		t.Error("stages raised the county's version")
	}
	for body, status := range map[string]int{`{"state": "开会", "day": "2021-01-01"}`: 422, `{"state": "公告"}`: 422, `{"state": "公告", "day": "元旦"}`: 422, `{"day": "2021-01-01"}`: 422} {
		s.send(http.MethodPost, address, body).problem(status)
	}
	s.get("/v1/changes/999/states").problem(http.StatusNotFound)
	s.send(http.MethodPost, "/v1/plans/999/states", `{"state": "公告", "day": "2021-01-01"}`).problem(http.StatusNotFound)
}

func TestStatesOfAPlanGoOn(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var plan drafted
	s.send(http.MethodPost, "/v1/plans", fmt.Sprintf(`{"name": "甲案", "orders": [%s]}`, boardOrder("2021-01-01", boardMerger))).status(http.StatusCreated).into(&plan)
	address := fmt.Sprintf("/v1/plans/%d", plan.ID)
	s.send(http.MethodPost, address+"/states", `{"state": "拟订", "day": "2020-03-01"}`).status(http.StatusCreated)
	s.send(http.MethodPost, address+"/states", `{"state": "批复", "day": "2020-12-05", "document": "某府〔2020〕7号"}`).status(http.StatusCreated)
	s.attach(address+"/papers", "批复.pdf", "%PDF-1.4 ...", "state", "批复").status(http.StatusCreated)
	var done changed
	s.send(http.MethodPost, address+"/publish", `{"effective": "2021-02-01"}`).status(http.StatusOK).into(&done)
	var d dossier
	s.get(fmt.Sprintf("/v1/changes/%d/states", *done.Change)).status(http.StatusOK).into(&d)
	if d.Plan != plan.ID || len(d.States) != 3 || d.States[1].Day != "2020-12-05" || d.States[1].Document != "某府〔2020〕7号" || len(d.Papers) != 1 || len(d.Past) != 0 {
		t.Errorf("as a change: %+v", d)
	}
	var list struct {
		Changes []struct{ Document, Approved string }
	}
	s.get("/v1/changes").status(http.StatusOK).into(&list)
	if list.Changes[0].Document != "某府〔2020〕7号" || list.Changes[0].Approved != "2020-12-05" {
		t.Errorf("the approval of the plan's stages is not the change's: %+v", list)
	}
}

func TestPapers(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var done changed
	s.send(http.MethodPost, "/v1/changes", boardOrder("2021-01-01", boardMerger)).status(http.StatusOK).into(&done)
	address := fmt.Sprintf("/v1/changes/%d/papers", *done.Change)
	content := "%PDF-1.4\n<script>alert(1)</script>\n%%EOF"
	var list dossier
	s.attach(address, "批复.html", content, "state", "approved", "note", "正本").status(http.StatusCreated).into(&list)
	if len(list.Papers) != 1 || list.Papers[0].Name != "批复.html.pdf" || list.Papers[0].Media != "application/pdf" || list.Papers[0].Size != int64(len(content)) || list.Papers[0].Note != "正本" || len(list.Papers[0].SHA256) != 64 {
		t.Fatalf("kept %+v", list.Papers)
	}
	a := s.get(list.Papers[0].Address).status(http.StatusOK)
	if string(a.body) != content || a.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(a.Header.Get("Content-Disposition"), "attachment;") || a.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("served with %v", a.Header)
	}
	s.attach(address, "again.pdf", content, "state", "批复").status(http.StatusCreated)
	list = dossier{}
	s.get(address).status(http.StatusOK).into(&list)
	if len(list.Papers) != 1 {
		t.Errorf("the same bytes are kept %d times", len(list.Papers))
	}
	for _, c := range []struct {
		name, content string
		fields        []string
		status        int
		said          string
	}{
		{"网页.pdf", "<html><script>", nil, 422, "PDF"},
		{"图.svg", "<svg onload='x'>", nil, 422, "PDF"},
		{"空.pdf", "", nil, 422, "空文件"},
		{"", "", []string{"note", "x"}, 422, "没有文件"},
		{"批复.pdf", content, []string{"state", "开会"}, 422, "没有环节"},
		{"批复.pdf", content, []string{"colour", "red"}, 422, "没有选项"},
		{"大.pdf", "%PDF-" + strings.Repeat(" ", 20<<20), nil, 422, "20 MB"},
		{"太大.pdf", "%PDF-" + strings.Repeat(" ", 70<<20), nil, 422, "20 MB"},
	} {
		if p := s.attach(address, c.name, c.content, c.fields...).problem(c.status); !strings.Contains(p.Detail, c.said) {
			t.Errorf("%s: %q", c.name, p.Detail)
		}
	}
	s.send(http.MethodPost, address, `{}`).problem(http.StatusUnsupportedMediaType)
	s.attach("/v1/changes/999/papers", "批复.pdf", content).problem(http.StatusNotFound)
	s.get("/v1/papers/999").problem(http.StatusNotFound)
}
