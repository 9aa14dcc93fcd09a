package postgis_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// Addresses come back as they went in: none, several, without a number, of villages that
// share codes, without a village.
func TestAddressesOfGroups(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	one, two := adcode.MustParse("511425100201"), adcode.MustParse("511425100202")
	commit(t, store, snapshot("2019-01-01", village("511425100", 201, "一村")))
	want := map[string][]edition.Address{
		"g1": {}, "g2": {{Year: 2019, Village: one, No: 3}}, "g3": {{Year: 2019, Village: one, No: 12}, {Year: 2020, Village: two, No: 1}, {Village: one}},
		"g4": {{Year: 2020, No: 4}}, "g5": {{Year: 2019, Village: two, No: -1}},
	}
	var groups []edition.Group
	for _, id := range []string{"g1", "g2", "g3", "g4", "g5"} {
		g := group(id, 5)
		g.Addresses = want[id]
		groups = append(groups, g)
	}
	commit(t, store, counted(edition.Resident, "", groups...))
	for _, g := range parts(t, store, "").People.Groups {
		if diff := cmp.Diff(want[g.ID], g.Addresses, plain); diff != "" {
			t.Errorf("%s: %s", g.ID, diff)
		}
	}
}
