package postgis

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// Statistics returns the typed figures of a county, of all days, by day, key and subject.
func (s *Store) Statistics(ctx context.Context, county adcode.Code) ([]edition.Statistic, error) {
	rows, err := readStatistics(ctx, s.pool, county)
	list := make([]edition.Statistic, len(rows))
	for i, r := range rows {
		list[i] = r.Statistic
	}
	return list, err
}

// statisticRow is a figure as it is stored.
type statisticRow struct {
	edition.Statistic
	id int64
}

func readStatistics(ctx context.Context, q querier, county adcode.Code) ([]statisticRow, error) {
	rows, err := q.Query(ctx, query("statistics"), county.String())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r statisticRow, err error) {
		var unit *string
		var facility *int64
		var day pgtype.Date
		err = row.Scan(&r.id, &unit, &facility, &r.Key, &day, &r.Value, &r.Note)
		r.Unit, r.Day = codeOf(unit), dayOf(day)
		if facility != nil {
			r.Facility = facilities.ID(*facility)
		}
		return r, err
	})
}

// subject is what a figure is of: there is one of each subject.
type subject struct {
	unit     adcode.Code
	facility facilities.ID
	key, day string
}

func subjectOf(s edition.Statistic) subject {
	return subject{s.Unit, s.Facility, s.Key, s.Day.String()}
}

// statistics writes typed figures, each in the place of the one of the same subject.
func (c *writing) statistics(ctx context.Context) error {
	for _, set := range c.write.Statistics {
		held, err := readStatistics(ctx, c.tx, set.County)
		if err != nil {
			return err
		}
		open, gone, err := compareStatistics(held, set)
		if err != nil {
			return err
		}
		if len(open)+len(gone) == 0 {
			continue
		}
		if err := c.supersede(ctx, "statistics_supersede", gone); err != nil {
			return err
		}
		if err := c.writeStatistics(ctx, set.County, open); err != nil {
			return err
		}
		c.enter(set.County, partCounty, len(open), len(gone), map[string]any{"statistics": len(open), "removed": len(set.Remove)})
	}
	return nil
}

// compareStatistics tells which figures are new, and which rows they and what is to be
// removed put an end to.
func compareStatistics(held []statisticRow, set edition.StatisticSet) (open []edition.Statistic, gone []int64, err error) {
	at := map[subject]statisticRow{}
	for _, r := range held {
		at[subjectOf(r.Statistic)] = r
	}
	put := map[subject]int{}
	for _, s := range set.Put {
		if s.Day.IsZero() || s.Unit.IsZero() == (s.Facility == 0) {
			return nil, nil, &boundaries.RuleError{Rule: "statistic_of_whom", Unit: s.Unit, Said: "a typed figure (" + s.Key + ") is of one unit or one facility, and of a day"}
		}
		if !s.Unit.IsZero() && s.Unit.County() != set.County {
			return nil, nil, &boundaries.RuleError{Rule: "wrong_county", Unit: s.Unit, Said: "the code is not of county " + set.County.String()}
		}
		if i, twice := put[subjectOf(s)]; twice {
			open[i] = s
			continue
		}
		if r, known := at[subjectOf(s)]; known && r.Value == s.Value && r.Note == s.Note {
			continue
		} else if known {
			gone = append(gone, r.id)
		}
		put[subjectOf(s)], open = len(open), append(open, s)
	}
	for _, s := range set.Remove {
		if r, known := at[subjectOf(s)]; known {
			gone = append(gone, r.id)
		}
	}
	return open, gone, nil
}

var statisticColumns = []string{"county", "unit", "facility", "key", "day", "value", "note", "recorded", "author", "change_id"}

func (c *writing) writeStatistics(ctx context.Context, county adcode.Code, open []edition.Statistic) error {
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	return c.copyRows(ctx, "statistic", statisticColumns, len(open), func(i int) ([]any, error) {
		s := open[i]
		var unit, facility any
		if s.Facility != 0 {
			facility = int64(s.Facility)
		} else {
			unit = s.Unit.String()
		}
		return []any{county.String(), unit, facility, s.Key, dateOf(s.Day), s.Value, s.Note, c.recorded, c.author, change}, nil
	})
}

// IndicatorTables returns the tables of indicators of a county, the newest first.
func (s *Store) IndicatorTables(ctx context.Context, county adcode.Code) ([]edition.IndicatorSet, error) {
	rows, err := readIndicatorTables(ctx, s.pool, county)
	list := make([]edition.IndicatorSet, len(rows))
	for i, r := range rows {
		list[i] = r.IndicatorSet
	}
	return list, err
}

// indicatorRow is a table as it is stored.
type indicatorRow struct {
	edition.IndicatorSet
	id int64
}

func readIndicatorTables(ctx context.Context, q querier, county adcode.Code) ([]indicatorRow, error) {
	rows, err := q.Query(ctx, query("indicator_tables"), county.String())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r indicatorRow, err error) {
		var since pgtype.Date
		err = row.Scan(&r.id, &since, &r.Table)
		r.County, r.From = county, dayOf(since)
		return r, err
	})
}

// indicators writes tables of indicators, each in the place of the one of the same day.
func (c *writing) indicators(ctx context.Context) error {
	for _, set := range c.write.Indicators {
		held, err := readIndicatorTables(ctx, c.tx, set.County)
		if err != nil {
			return err
		}
		var gone []int64
		same := false
		for _, r := range held {
			if r.From == set.From {
				same, gone = r.Table == set.Table, []int64{r.id}
			}
		}
		if same {
			continue
		}
		if err := c.supersede(ctx, "indicator_table_supersede", gone); err != nil {
			return err
		}
		change, err := c.change(ctx)
		if err != nil {
			return err
		}
		if _, err := c.tx.Exec(ctx, query("indicator_table_add"), set.County.String(), dateOf(set.From), set.Table, c.recorded, c.author, change); err != nil {
			return err
		}
		c.enter(set.County, partCounty, 1, len(gone), map[string]any{"indicators": len(set.Table), "from": set.From.String()})
	}
	return nil
}
