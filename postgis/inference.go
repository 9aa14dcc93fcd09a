package postgis

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// Inferences returns what a county's snapshots suggest of who became whom, with what
// was said of it, by day and codes; of one day where one is given. The error is
// boundaries.ErrNotFound where there is no such county.
func (s *Store) Inferences(ctx context.Context, county adcode.Code, day civil.Day) ([]boundaries.Inference, error) {
	if _, _, err := readCounty(ctx, s.pool, county); err != nil {
		return nil, err
	}
	rows, err := readInferences(ctx, s.pool, county, day)
	if err != nil {
		return nil, err
	}
	list := make([]boundaries.Inference, len(rows))
	for i := range rows {
		list[i] = rows[i].Inference
	}
	return list, nil
}

// inferenceRow is an inference as it is believed now, and the row that says so.
type inferenceRow struct {
	boundaries.Inference
	row int64
}

func readInferences(ctx context.Context, q querier, county adcode.Code, day civil.Day) ([]inferenceRow, error) {
	rows, err := q.Query(ctx, query("inferences"), county.String(), dateOf(day))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r inferenceRow, err error) {
		var from, to, evidence, state string
		var day pgtype.Date
		err = row.Scan(&r.row, (*int64)(&r.ID), &day, (*int64)(&r.From), (*int64)(&r.To), &from, &r.FromName, &to, &r.ToName,
			&r.Kind, &r.People, &r.Area, &r.Confidence, &evidence, &r.Bears, &state, &r.Author)
		if err != nil {
			return r, err
		}
		r.FromCode, r.ToCode, r.Day, r.Evidence = codeOf(&from), codeOf(&to), dayOf(day), boundaries.ParseEvidence(evidence)
		r.State, err = boundaries.ParseRuling(state)
		return r, err
	})
}

// infer works out anew who became whom at the snapshots that the commit may bear on:
// those of its own days and later ones; all of them where people were counted, since
// shares are shares of people.
func (c *writing) infer(ctx context.Context) error {
	for _, e := range slices.Clone(c.entries) {
		if e.part != partBoundaries && e.part != partPeople {
			continue
		}
		since := civil.Day{}
		if e.part == partBoundaries {
			since = c.effective()
		}
		if err := c.inferCounty(ctx, e.county, e.part, since); err != nil {
			return err
		}
	}
	return nil
}

func (c *writing) inferCounty(ctx context.Context, county adcode.Code, p part, since civil.Day) error {
	listed, err := readListed(ctx, c.tx, county)
	if err != nil {
		return err
	}
	listed = slices.DeleteFunc(listed, func(l listing) bool { return l.day.Before(since) })
	if len(listed) == 0 {
		return nil
	}
	past, err := readHistory(ctx, c.tx, county)
	if err != nil {
		return err
	}
	for _, l := range listed {
		found, err := past.infer(ctx, c.tx, l)
		if err != nil {
			return err
		}
		if err := c.believe(ctx, county, p, l, past, found); err != nil {
			return err
		}
	}
	return nil
}

// listing is a day on which levels of a county were listed that had been listed before.
type listing struct {
	day    civil.Day
	levels []adcode.Level
}

func readListed(ctx context.Context, q querier, county adcode.Code) ([]listing, error) {
	rows, err := q.Query(ctx, query("snapshots"), county.String())
	if err != nil {
		return nil, err
	}
	var listed []listing
	var level int
	var date pgtype.Date
	before := map[adcode.Level]bool{}
	_, err = pgx.ForEachRow(rows, []any{&level, &date}, func() error {
		l, day := adcode.Level(level), dayOf(date)
		switch n := len(listed); {
		case !before[l]:
			before[l] = true
		case n > 0 && listed[n-1].day == day:
			listed[n-1].levels = append(listed[n-1].levels, l)
		default:
			listed = append(listed, listing{day, []adcode.Level{l}})
		}
		return nil
	})
	return listed, err
}

// history is what is held of a county: what inferring needs.
type history struct {
	county   adcode.Code
	versions []boundaries.Version
	recorded []boundaries.Link
	days     []edition.Change
	moved    []edition.MovedGroup
}

func readHistory(ctx context.Context, q querier, county adcode.Code) (h *history, err error) {
	h = &history{county: county}
	if h.versions, err = readUnits(ctx, q, "units_all", county.String()); err != nil {
		return nil, err
	}
	if h.recorded, err = readLineage(ctx, q, county); err != nil {
		return nil, err
	}
	if h.days, err = readDays(ctx, q, county); err != nil {
		return nil, err
	}
	h.moved, err = readMoved(ctx, q, county, civil.Day{})
	return h, err
}

// infer finds who became whom on the day of a listing.
func (h *history) infer(ctx context.Context, q querier, l listing) ([]boundaries.Inference, error) {
	people, err := readPeople(ctx, q, edition.Key{County: h.county, At: l.day})
	if err != nil {
		return nil, err
	}
	eve := l.day.AddDays(-1)
	before, after := h.on(eve), h.on(l.day)
	was, is := h.groups(people, before, eve), h.groups(people, after, l.day)
	after = slices.DeleteFunc(after, func(v boundaries.Version) bool { return !slices.Contains(l.levels, v.Level()) })
	return slices.DeleteFunc(boundaries.Infer(before, after, was, is), func(i boundaries.Inference) bool {
		return slices.ContainsFunc(h.recorded, func(r boundaries.Link) bool { return r.Day == l.day && r.From == i.From && r.To == i.To })
	}), nil
}

func (h *history) on(day civil.Day) []boundaries.Version {
	var units []boundaries.Version
	for _, v := range h.versions {
		if v.Valid.Contains(day) {
			units = append(units, v)
		}
	}
	return units
}

func (h *history) groups(people *edition.People, units []boundaries.Version, day civil.Day) []boundaries.Group {
	moved := slices.DeleteFunc(slices.Clone(h.moved), func(m edition.MovedGroup) bool { return day.Before(m.Day) })
	return edition.PlaceGroups(edition.Parts{People: people, Units: units, Days: h.days, Moved: moved}, day)
}

// believe puts what was found in the place of what was believed of a day. What a person
// has said of a link stays said; its shares are those found.
func (c *writing) believe(ctx context.Context, county adcode.Code, p part, l listing, past *history, found []boundaries.Inference) error {
	held, err := readInferences(ctx, c.tx, county, l.day)
	if err != nil {
		return err
	}
	type pair struct{ from, to boundaries.UnitID }
	old := map[pair]inferenceRow{}
	for _, r := range held {
		old[pair{r.From, r.To}] = r
	}
	var fresh []boundaries.Inference
	var gone []int64
	for _, i := range found {
		i.People, i.Area, i.Confidence = share(i.People), share(i.Area), share(i.Confidence)
		r, known := old[pair{i.From, i.To}]
		delete(old, pair{i.From, i.To})
		if known {
			i = r.again(i, c.author)
		} else {
			i.Author = c.author
		}
		if i != r.Inference {
			fresh = append(fresh, i)
			if known {
				gone = append(gone, r.row)
			}
		}
	}
	before, after := past.on(l.day.AddDays(-1)), past.on(l.day)
	for _, r := range old {
		if r.Evidence != boundaries.ByPerson || !isAmong(before, r.From) || !isAmong(after, r.To) {
			gone = append(gone, r.row)
		}
	}
	return c.writeInferences(ctx, county, p, l.day, gone, fresh)
}

// again is what was found once more, with what had been said of it.
func (r *inferenceRow) again(i boundaries.Inference, author string) boundaries.Inference {
	i.ID, i.State, i.Author = r.ID, r.State, r.Author
	switch {
	case r.Evidence == boundaries.ByPerson: // a person named the successor: that it was found too is no news
		return r.Inference
	case r.State != boundaries.Proposed:
		i.Kind = r.Kind
	}
	return i
}

func isAmong(units []boundaries.Version, id boundaries.UnitID) bool {
	return slices.ContainsFunc(units, func(v boundaries.Version) bool { return v.Unit == id })
}

var inferenceColumns = []string{"id", "county", "day", "from_unit", "to_unit", "from_code", "from_name", "to_code", "to_name", "kind", "people", "area", "confidence", "evidence", "bears", "state", "recorded", "author", "change_id"}

// writeInferences supersedes rows and records what is believed instead.
func (c *writing) writeInferences(ctx context.Context, county adcode.Code, p part, day civil.Day, gone []int64, fresh []boundaries.Inference) error {
	if len(gone)+len(fresh) == 0 {
		return nil
	}
	if err := c.supersede(ctx, "inferences_supersede", gone); err != nil {
		return err
	}
	change, err := c.change(ctx)
	if err != nil {
		return err
	}
	unnumbered := 0
	for _, i := range fresh {
		if i.ID == 0 {
			unnumbered++
		}
	}
	ids, err := c.identities(ctx, "inference_ids", unnumbered)
	if err != nil {
		return err
	}
	for i := range fresh {
		if fresh[i].ID == 0 {
			fresh[i].ID, ids = boundaries.InferenceID(ids[0]), ids[1:]
		}
	}
	c.enter(county, p, 0, 0, map[string]any{"inferred": len(fresh), "withdrawn": len(gone), "day": day.String()})
	return c.copyRows(ctx, "inference", inferenceColumns, len(fresh), func(n int) ([]any, error) {
		i := &fresh[n]
		return []any{int64(i.ID), county.String(), dateOf(i.Day), int64(i.From), int64(i.To), i.FromCode.String(), i.FromName, i.ToCode.String(), i.ToName,
			i.Kind, share(i.People), share(i.Area), share(i.Confidence), i.Evidence.String(), i.Bears, i.State.String(), c.recorded, i.Author, change}, nil
	})
}
