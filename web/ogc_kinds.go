package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cql2"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// ogcWhat is what a collection's features are.
type ogcWhat int

const (
	ogcUnits ogcWhat = iota
	ogcBorders
	ogcFacilities
	ogcPeople
)

// ogcKind is a collection.
type ogcKind struct {
	id           string
	title, about sentence
	what         ogcWhat
	level        adcode.Level // of units
	columns      []ogcColumn  // without the county and without people
	geometry     string       // the format of its shapes, as queryables say it
	set          tiles.Set    // with its vector tiles; "" for none
	layer        string       // of these tiles
}

var ogcKinds = []ogcKind{
	{"counties", sentence{"县级行政区", "Counties"}, sentence{"县、区、县级市", "counties, as of any day"}, ogcUnits, adcode.County, unitColumns, "geometry-multipolygon", tiles.Divisions, "county"},
	{"townships", sentence{"乡级行政区", "Townships"}, sentence{"街道、镇、乡，可按任意日期查询", "subdistricts, towns and townships, as of any day"}, ogcUnits, adcode.Township, unitColumns, "geometry-multipolygon", tiles.Divisions, "township"},
	{"villages", sentence{"村和社区", "Villages and communities"}, sentence{"村民委员会和社区居民委员会，可按任意日期查询", "villages and communities, as of any day"}, ogcUnits, adcode.Village, unitColumns, "geometry-multipolygon", tiles.Divisions, "village"},
	{"borders", sentence{"界线", "Border lines"}, sentence{"各级行政区域界线，每条只出现一次", "borders of all levels, each once"}, ogcBorders, adcode.NoLevel, borderColumns, "geometry-multilinestring", tiles.Divisions, "border"},
	{"facilities", sentence{"民政设施", "Facilities"}, sentence{"养老、殡葬、志愿服务等设施", "elderly care, cemeteries, volunteer stations and others"}, ogcFacilities, adcode.NoLevel, facilityColumns, "geometry-point", tiles.Facilities, "facility"},
	{"people", sentence{"人口（按村民小组）", "People by villager group"}, sentence{"村民小组的人数，只有合计，没有个人", "how many people live in each villager group: counts, never persons"}, ogcPeople, adcode.NoLevel, peopleColumns, "geometry-point", "", ""},
}

func ogcKindOf(id string) (ogcKind, error) {
	i := slices.IndexFunc(ogcKinds, func(c ogcKind) bool { return c.id == id })
	if i < 0 {
		return ogcKind{}, &refusal{status: http.StatusNotFound, at: "path.collection", said: sentence{"没有数据集“" + id + "”", "there is no collection " + id}}
	}
	return ogcKinds[i], nil
}

const agePrefix = "people_"

// agePrefixed is the name of the column of an age group: of 60+ it is people_60p.
func agePrefixed(age string) string { return agePrefix + strings.ReplaceAll(age, "+", "p") }

// usualAges are the age groups that a bureau's figures have, where there are too many
// counties to look at each.
var usualAges = []string{"all", "60+", "65+", "80+"}

// ogcColumns are all columns of a collection: one for each age group that any county has.
func (s *Server) ogcColumns(ctx context.Context, kind ogcKind) ([]ogcColumn, error) {
	ages, err := s.ogcAges(ctx)
	return kind.allColumns(ages), err
}

func (k ogcKind) allColumns(ages []string) []ogcColumn {
	columns := append([]ogcColumn{countyColumn}, k.columns...)
	if k.what != ogcUnits && k.what != ogcPeople {
		return columns
	}
	for _, age := range ages {
		columns = append(columns, peopleColumn(age))
	}
	return columns
}

func (s *Server) ogcAges(ctx context.Context) ([]string, error) {
	counties, err := s.Editions.Counties(ctx)
	if err != nil || len(counties) > fewCounties {
		return usualAges, err
	}
	var ages []string
	for _, c := range counties {
		ed, err := s.Editions.Edition(ctx, edition.Key{County: c.Code})
		if err != nil {
			return nil, err
		}
		for _, age := range ed.People.Ages {
			if !slices.Contains(ages, age) {
				ages = append(ages, age)
			}
		}
	}
	return ages, nil
}

// queryable are the columns as filters know them.
func queryable(columns []ogcColumn) cql2.Columns {
	list := make(cql2.Columns, 0, len(columns)+1)
	for _, c := range columns {
		list = append(list, cql2.Column{Name: c.name, Type: c.kind})
	}
	return append(list, cql2.Column{Name: geometryColumn, Type: cql2.Geometry})
}
