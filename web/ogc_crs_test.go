package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

const (
	crs84URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	epsgURI  = "http://www.opengis.net/def/crs/EPSG/0/"
)

// The abstract tests of part 2, coordinate systems (18-058r1, annex A), by their names.
func TestOGCConformanceOfCRS(t *testing.T) {
	t.Parallel()
	c := newCandidate(t)
	for name, test := range map[string]func(*testing.T, *candidate){
		"crs-uri": testCRSList, "default-crs": testCRSList, "storageCrs": testCRSList,
		"crs-parameter": testCRS, "crs-parameter-default": testCRS, "crs-parameter-transform": testCRS, "crs-parameter-invalid": testCRSInvalid,
		"bbox-crs-parameter": testBoxCRS, "bbox-crs-parameter-default": testBoxCRS, "bbox-crs-parameter-invalid": testCRSInvalid,
	} {
		t.Run("crs/"+name, func(t *testing.T) { test(t, c.as(t)) })
	}
}

func testCRSList(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		if !slices.Contains(collection.CRS, crs84URI) || !slices.Contains(collection.CRS, collection.StorageCrs) {
			t.Errorf("%s: %v, stored as %s", collection.ID, collection.CRS, collection.StorageCrs)
		}
		for _, uri := range collection.CRS {
			if !strings.HasPrefix(uri, "http://www.opengis.net/def/crs/") || !slices.Contains(c.collections.CRS, uri) {
				t.Errorf("%s: %s", collection.ID, uri)
			}
		}
	}
}

func testCRS(t *testing.T, c *candidate) {
	for _, collection := range c.collections.Collections {
		path := "/ogc/collections/" + collection.ID + "/items"
		plain := c.items(t, path)
		for _, uri := range collection.CRS {
			for i, f := range c.items(t, path+"?crs="+uri).Features {
				eachPosition(t, f.Geometry.Coordinates, func(a, b float64) {
					if latFirst := uri != crs84URI; latFirst != (a < b) {
						t.Errorf("%s in %s: %v %v", collection.ID, uri, a, b)
					}
				})
				if f.ID != plain.Features[i].ID {
					t.Errorf("%s: %v, want %v", collection.ID, f.ID, plain.Features[i].ID)
				}
				one := c.get(path + "/" + idText(f.ID) + "?crs=" + uri).status(http.StatusOK)
				if one.Header.Get("Content-Crs") != "<"+uri+">" {
					t.Errorf("%s: Content-Crs %s", collection.ID, one.Header.Get("Content-Crs"))
				}
			}
		}
	}
}

func testCRSInvalid(t *testing.T, c *candidate) {
	for _, query := range []string{"crs=nothing", "crs=" + epsgURI + "4544", "bbox=1,1,2,2&bbox-crs=nothing", "bbox=1,1,2,2&bbox-crs=" + epsgURI + "3857"} {
		c.get("/ogc/collections/villages/items?" + query).problem(http.StatusBadRequest)
	}
	c.get("/ogc/collections/villages/items/1?crs=nothing").problem(http.StatusBadRequest)
}

func testBoxCRS(t *testing.T, c *candidate) {
	for query, want := range map[string]int{
		"bbox=103.801,29.811,103.802,29.812":                              1,
		"bbox=103.801,29.811,103.802,29.812&bbox-crs=" + crs84URI:         1,
		"bbox=29.811,103.801,29.812,103.802&bbox-crs=" + epsgURI + "4490": 1,
		"bbox=29.811,103.801,29.812,103.802&bbox-crs=" + epsgURI + "4326": 1,
		"bbox=103.801,29.811,103.802,29.812&bbox-crs=" + epsgURI + "4490": 0,
		"bbox=29.811,103.801,29.812,103.802":                              0,
	} {
		if page := c.items(t, "/ogc/collections/villages/items?"+query); len(page.Features) != want {
			t.Errorf("%s: %d villages", query, len(page.Features))
		}
	}
}
