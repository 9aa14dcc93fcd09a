package web

import (
	"context"
	"errors"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// foresee infers what the divisions of a write that is not committed would say of who
// became whom.
func (s *Server) foresee(ctx context.Context, w edition.Write) ([]boundaries.Inference, error) {
	var all []boundaries.Inference
	for _, snapshot := range w.Snapshots {
		eve, err := s.Editions.Edition(ctx, edition.Key{County: snapshot.County, At: snapshot.Day.AddDays(-1)})
		if errors.Is(err, boundaries.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, Foresee(eve, snapshot)...)
	}
	return all, nil
}

// Foresee infers what a snapshot would say of who became whom, given the county on the
// day before.
func Foresee(eve *edition.Edition, snapshot boundaries.Snapshot) []boundaries.Inference {
	units := make([]boundaries.Version, len(eve.Units))
	for i := range eve.Units {
		units[i] = eve.Units[i].Version
	}
	all := eve.People.Age("all")
	var groups []boundaries.Group
	for _, g := range eve.People.Groups {
		group := boundaries.Group{ID: g.ID, Place: g.Place}
		if g.Unit >= 0 {
			group.Unit = eve.Units[g.Unit].Unit
		}
		if all >= 0 && all < len(g.Counts) {
			group.People = g.Counts[all]
		}
		groups = append(groups, group)
	}
	return boundaries.Foresee(units, snapshot, groups)
}
