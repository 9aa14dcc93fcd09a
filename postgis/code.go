package postgis

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Codes returns every code that a county's units have borne. The error is
// boundaries.ErrNotFound where there is no such county.
func (s *Store) Codes(ctx context.Context, county adcode.Code) (none boundaries.CodeRegister, err error) {
	links, err := s.Lineage(ctx, county) // read first: what is committed meanwhile has its codes without its strands, never the other way round
	if err != nil {
		return none, err
	}
	// A register of codes holds what is known, not what nobody has confirmed yet.
	links = slices.DeleteFunc(links, func(l boundaries.Link) bool { return l.Inferred > 0 })
	rows, err := s.pool.Query(ctx, query("codes"), county.String())
	if err != nil {
		return none, err
	}
	spans, err := pgx.CollectRows(rows, scanCodeSpan)
	if err != nil {
		return none, err
	}
	causes, err := readCauses(ctx, s.pool, spans, links)
	if err != nil {
		return none, err
	}
	return boundaries.NewCodeRegister(spans, links, causes), nil
}

func scanCodeSpan(row pgx.CollectableRow) (s boundaries.CodeSpan, err error) {
	var code, kind string
	var parent *string
	var urban *bool
	var valid pgtype.Range[pgtype.Date]
	err = row.Scan(&code, (*int64)(&s.Unit), &s.Name, &s.Full, &kind, &parent, &urban, &valid, (*int64)(&s.Came), (*int64)(&s.Went))
	if err == nil {
		s.Code, s.Type, s.Parent, s.Urban, s.Valid = codeOf(&code), boundaries.ParseType(kind), codeOf(parent), flagOf(urban), spanOf(valid)
	}
	return s, err
}

// readCauses says of the changes that spans and strands name what they were.
func readCauses(ctx context.Context, q querier, spans []boundaries.CodeSpan, links []boundaries.Link) (map[boundaries.ChangeID]boundaries.Cause, error) {
	causes := map[boundaries.ChangeID]boundaries.Cause{}
	for _, s := range spans {
		causes[s.Came], causes[s.Went] = boundaries.Cause{}, boundaries.Cause{}
	}
	for _, l := range links {
		causes[l.Change] = boundaries.Cause{}
	}
	delete(causes, 0)
	var ids []int64
	for id := range causes {
		ids = append(ids, int64(id))
	}
	rows, err := q.Query(ctx, query("causes"), ids)
	if err != nil {
		return nil, err
	}
	var c boundaries.Cause
	_, err = pgx.ForEachRow(rows, []any{(*int64)(&c.Change), &c.Kind, &c.Title, &c.Document}, func() error {
		causes[c.Change] = c
		return nil
	})
	return causes, err
}
