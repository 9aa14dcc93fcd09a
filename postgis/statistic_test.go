package postgis_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func figure(of, key, on string, value int64) edition.Statistic {
	return edition.Statistic{Unit: adcode.MustParse(of), Key: key, Day: day(on), Value: value}
}

func typed(put ...edition.Statistic) edition.Write {
	return edition.Write{Author: "test", Statistics: []edition.StatisticSet{{County: qingshen, Put: put}}}
}

func statistics(t *testing.T, store *postgis.Store) []edition.Statistic {
	t.Helper()
	list, err := store.Statistics(t.Context(), qingshen)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A figure replaces the one of its subject, key and day; the same again changes nothing.
func TestStatistics(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, snapshot("2019-12-01", village("511425100", 201, "甲村")))
	commit(t, store, put("2020-01-01", station("一站", "运营")))
	station := parts(t, store, "").Facilities[0].ID
	deaths, cremated := figure("511425", "deaths", "2020-12-31", 1180), figure("511425", "cremated", "2020-12-31", 1139)
	ofStation := edition.Statistic{Facility: station, Key: "visits", Day: day("2020-12-31"), Value: 7, Note: "年报"}
	first := commit(t, store, typed(deaths, figure("511425", "cremated", "2020-12-31", 1100), ofStation))
	second := commit(t, store, typed(cremated))
	if again := commit(t, store, typed(cremated, deaths)); again != second || second.County != first.County+1 {
		t.Errorf("versions %v, %v, %v: want one more for the correction and none for the same again", first, second, again)
	}
	if d := cmp.Diff([]edition.Statistic{cremated, deaths, ofStation}, statistics(t, store), plain); d != "" {
		t.Error(d)
	}
	commit(t, store, edition.Write{Author: "test", Statistics: []edition.StatisticSet{{County: qingshen, Remove: []edition.Statistic{deaths}}}})
	if got := statistics(t, store); len(got) != 2 {
		t.Errorf("after a removal %v", got)
	}
	if err := store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestBadStatistics(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, snapshot("2019-12-01", village("511425100", 201, "甲村")))
	for want, s := range map[string]edition.Statistic{
		"statistic_of_whom":            {Key: "deaths", Day: day("2020-12-31")},
		"wrong_county":                 figure("511402", "deaths", "2020-12-31", 1),
		"statistic_key_form":           figure("511425", "Deaths!", "2020-12-31", 1),
		"statistic_value_not_negative": figure("511425", "deaths", "2020-12-31", -1),
		"statistic_facility_fk":        {Facility: 99, Key: "deaths", Day: day("2020-12-31")},
	} {
		_, err := store.Commit(t.Context(), typed(s))
		var rule *boundaries.RuleError
		if !errors.Is(err, boundaries.ErrInvalid) || !errors.As(err, &rule) || rule.Rule != want {
			t.Errorf("%+v: %v, want %s", s, err, want)
		}
	}
	if got := statistics(t, store); len(got) != 0 {
		t.Errorf("%v were written", got)
	}
}

func TestIndicatorTables(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	commit(t, store, snapshot("2019-12-01", village("511425100", 201, "甲村")))
	write := func(from, text string) edition.Versions {
		set := edition.IndicatorSet{County: qingshen, Table: text}
		if from != "" {
			set.From = day(from)
		}
		return commit(t, store, edition.Write{Author: "test", Indicators: []edition.IndicatorSet{set}})
	}
	write("", "一")
	write("2021-01-01", "二")
	before := write("2021-01-01", "三")
	if again := write("2021-01-01", "三"); again != before {
		t.Errorf("the same table again: %v after %v", again, before)
	}
	list, err := store.IndicatorTables(t.Context(), qingshen)
	if err != nil || len(list) != 2 || list[0].Table != "三" || list[0].From != day("2021-01-01") || list[1].Table != "一" || !list[1].From.IsZero() {
		t.Errorf("%v, %v", list, err)
	}
}
