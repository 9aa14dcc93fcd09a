package postgis_test

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// scan is a paper of some kind, different by name.
func scan(t *testing.T, name string) boundaries.Paper {
	t.Helper()
	p, err := boundaries.NewPaper(name, []byte("%PDF-1.4\n"+name+"\x00\xff%%EOF"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func step(stage, on, why string) boundaries.Step {
	s, _ := boundaries.ParseStage(stage)
	return boundaries.Step{Stage: s, Day: day(on), Why: why, Author: "test"}
}

func enter(t *testing.T, store *postgis.Store, m edition.Matter, stage, on, why string, papers ...boundaries.Paper) edition.Dossier {
	t.Helper()
	d, err := store.AddStep(t.Context(), m, step(stage, on, why), papers)
	if err != nil {
		t.Fatalf("%s %s: %v", stage, on, err)
	}
	return d
}

// stages writes the steps that stand.
func stages(d edition.Dossier) []string {
	var lines []string
	for _, s := range d.Steps {
		lines = append(lines, fmt.Sprint(s.Stage.Chinese(), " ", s.Day))
	}
	return lines
}

func TestStagesOfAChange(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	before := parts(t, store, "").Versions
	done := commitOrder(t, store, order(t, "2020-01-01", merger))
	m := edition.Matter{Change: done.Change}
	d, err := store.Dossier(t.Context(), m)
	if err != nil || d.Title != "调整 2020-01-01" || d.Effective != day("2020-01-01") || len(d.Counties) != 1 {
		t.Fatalf("dossier %+v, %v", d, err)
	}
	if diff := cmp.Diff([]string{"批复 2019-11-30", "实施 2020-01-01"}, stages(d)); diff != "" {
		t.Errorf("after the commit (-want +got)\n%s", diff)
	}
	if _, err := store.AddStep(t.Context(), m, step("公示", "2019-10-01", ""), nil); !errors.Is(err, boundaries.ErrInvalid) {
		t.Errorf("backwards without a reason: %v", err)
	}
	enter(t, store, m, "公示", "2019-10-01", "补登")
	enter(t, store, m, "公告", "2019-12-20", "", scan(t, "公告.pdf"), scan(t, "照片.pdf"))
	enter(t, store, m, "公告", "2019-12-20", "")
	d = enter(t, store, m, "批复", "2019-12-01", "文号日期登错")
	want := []string{"公示 2019-10-01", "批复 2019-12-01", "实施 2020-01-01", "公告 2019-12-20"}
	if diff := cmp.Diff(want, stages(d)); diff != "" {
		t.Errorf("afterwards (-want +got)\n%s", diff)
	}
	if len(d.Past) != 1 || d.Past[0].Day != day("2019-11-30") || d.Past[0].Superseded.IsZero() || d.Steps[1].Corrects != d.Past[0].ID || d.Steps[1].Why == "" {
		t.Errorf("what was corrected is %+v", d.Past)
	}
	withdrawn := step("公示", "2019-10-01", "误登")
	withdrawn.Withdrawn, withdrawn.Day = true, day("2019-10-01")
	if d, err = store.AddStep(t.Context(), m, withdrawn, nil); err != nil || len(d.Steps) != 3 || len(d.Past) != 3 {
		t.Errorf("withdrawn: %v, %v", stages(d), err)
	}
	if d = enter(t, store, m, "公示", "2019-10-02", "又登"); len(d.Steps) != 4 {
		t.Errorf("entered again: %v", stages(d))
	}
	if now := parts(t, store, "").Versions; now.County != before.County+1 {
		t.Errorf("stages raised the county's version from %d to %d", before.County+1, now.County)
	}
	if err := store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	records, err := store.Orders(t.Context(), qingshen)
	if err != nil || len(records) != 1 || cmp.Diff(stages(d), stages(records[0].Dossier)) != "" || len(records[0].Dossier.Papers) != 2 {
		t.Errorf("orders %+v, %v", records, err)
	}
	for _, m := range []edition.Matter{{Change: 1}, {Change: 999}, {Plan: 999}, {}} { // 1 is an import
		if _, err := store.AddStep(t.Context(), m, step("公示", "2019-10-01", ""), nil); !errors.Is(err, boundaries.ErrNotFound) {
			t.Errorf("%+v: %v", m, err)
		}
	}
}

// What was entered on a plan goes on with the change that it becomes.
func TestStagesOfAPlanGoOn(t *testing.T) {
	t.Parallel()
	store, _ := drafts(t)
	w := order(t, "2020-01-01", merger)
	plan, err := store.AddPlan(t.Context(), edition.Plan{County: qingshen, Name: "甲案", Orders: [][]byte{w.File}})
	if err != nil {
		t.Fatal(err)
	}
	m := edition.Matter{Plan: plan.ID}
	enter(t, store, m, "拟订", "2019-03-01", "")
	enter(t, store, m, "论证", "2019-05-01", "", scan(t, "论证意见.pdf"))
	enter(t, store, m, "批复", "2019-11-29", "", scan(t, "批复.pdf"))
	enter(t, store, m, "实施", "2020-02-01", "")
	w.Plan = plan.ID
	done := commitOrder(t, store, w)
	for _, m := range []edition.Matter{m, {Change: done.Change}} {
		d, err := store.Dossier(t.Context(), m)
		if err != nil || d.Change != done.Change || d.Plan != plan.ID {
			t.Fatalf("dossier %+v, %v", d, err)
		}
		if diff := cmp.Diff([]string{"拟订 2019-03-01", "论证 2019-05-01", "批复 2019-11-30", "实施 2020-01-01"}, stages(d)); diff != "" {
			t.Errorf("of %+v (-want +got)\n%s", m, diff)
		}
		if len(d.Papers) != 2 || len(d.Past) != 2 {
			t.Errorf("of %+v: papers %v, past %v", m, d.Papers, d.Past)
		}
	}
	d := enter(t, store, m, "论证", "2019-05-02", "登错")
	if d.Steps[1].Day != day("2019-05-02") || len(d.Past) != 3 {
		t.Errorf("corrected by the plan's number: %v", stages(d))
	}
}

func TestPapersAreKeptAsTheyCame(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	newRow(t, store)
	m := edition.Matter{Change: commitOrder(t, store, order(t, "2020-01-01", merger)).Change}
	large := append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte{0, 1, 0xff, '\n'}, boundaries.MaxPaper/4-3)...)
	p, err := boundaries.NewPaper("大.pdf", large)
	if err != nil {
		t.Fatal(err)
	}
	p.Note = "正本"
	kept, err := store.AddPaper(t.Context(), m, p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := store.AddPaper(t.Context(), m, p)
	if err != nil || again.ID != kept.ID {
		t.Errorf("the same paper again is %d, not %d: %v", again.ID, kept.ID, err)
	}
	read, err := store.Paper(t.Context(), kept.ID)
	if err != nil || !bytes.Equal(read.Content, large) || read.SHA256 != p.SHA256 || read.Name != "大.pdf" || read.Media != "application/pdf" || read.Note != "正本" || read.Size != int64(len(large)) {
		t.Errorf("read back %q, %d bytes, %v", read.Name, len(read.Content), err)
	}
	if _, err := store.Paper(t.Context(), 999); !errors.Is(err, boundaries.ErrNotFound) {
		t.Errorf("a paper that is not there: %v", err)
	}
	other, err := store.AddPaper(t.Context(), m, scan(t, "别的.pdf"))
	d, derr := store.Dossier(t.Context(), m)
	if err != nil || derr != nil || len(d.Papers) != 2 || d.Papers[1].ID != other.ID || d.Papers[0].Content != nil {
		t.Errorf("papers %+v, %v, %v", d.Papers, err, derr)
	}
}

// Writers of one dossier take turns: one enters the stage, the others hear of it.
func TestStagesAreEnteredOnce(t *testing.T) {
	t.Parallel()
	url := postgistest.NewURL(t)
	stores := []*postgis.Store{postgistest.Open(t, url), postgistest.Open(t, url)}
	newRow(t, stores[0])
	m := edition.Matter{Change: commitOrder(t, stores[0], order(t, "2020-01-01", merger)).Change}
	var all sync.WaitGroup
	won := make(chan bool, 16)
	for w := range 16 {
		all.Go(func() {
			_, err := stores[w%2].AddStep(t.Context(), m, step("公告", fmt.Sprintf("2020-01-%02d", w+1), ""), nil)
			if err == nil {
				won <- true
			} else if !errors.Is(err, boundaries.ErrInvalid) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	d, err := stores[0].Dossier(t.Context(), m)
	if err != nil || len(won) != 1 || len(d.Steps) != 3 || len(d.Past) != 0 {
		t.Errorf("%d won, %v, %v", len(won), stages(d), err)
	}
	if err := stores[0].Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
