package postgis_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

func backdrop(source string, list ...edition.Feature) edition.Write {
	return edition.Write{Author: "test", Title: source, Backdrops: []edition.BackdropSet{{County: qingshen, Source: source, List: list}}}
}

func TestBackdropIsReplacedBySource(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	river := edition.Feature{Kind: edition.River, Name: "思蒙河", Shape: orb.LineString{{103.8, 29.8}, {103.81, 29.8}}}
	lake := edition.Feature{Kind: edition.Lake, Shape: orb.Polygon{{{103.8, 29.8}, {103.81, 29.8}, {103.81, 29.81}, {103.8, 29.8}}}}
	neighbour := edition.Feature{Kind: edition.Neighbour, Name: "夹江县", Shape: orb.MultiPolygon{{{{103.5, 29.8}, {103.6, 29.8}, {103.6, 29.81}, {103.5, 29.8}}}}}
	commit(t, store, backdrop("water.shp", river, lake))
	v := commit(t, store, backdrop("neighbours.shp", neighbour))
	if v.Backdrop != 2 || v.County != 2 || v.Roads != 0 {
		t.Errorf("versions %+v, want the backdrop at 2", v)
	}
	if again := commit(t, store, backdrop("neighbours.shp", neighbour)); again != v {
		t.Errorf("the same backdrop again raises the versions to %+v", again)
	}
	commit(t, store, backdrop("water.shp", river))
	if diff := cmp.Diff([]edition.Feature{neighbour, river}, parts(t, store, "").Backdrop.List); diff != "" {
		t.Errorf("backdrop (-want +got):\n%s", diff)
	}
	if known, err := store.Parts(t.Context(), edition.Key{County: qingshen}, commit(t, store, backdrop("water.shp"))); err != nil || known.Backdrop != nil {
		t.Errorf("a backdrop that is known is read again: %v", err)
	}
}
