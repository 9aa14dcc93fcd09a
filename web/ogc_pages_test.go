package web_test

import (
	"fmt"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// Pages of the OGC API, each kind in both languages, are looked at by axe in Chromium: nobody
// is shut out of any, and none asks another host for anything.
func TestOGCPagesAreAccessible(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	unit := fmt.Sprint(s.items(t, "/ogc/collections/villages/items?limit=1").Features[0].ID)
	var paths []string
	for _, path := range []string{
		"/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/villages", "/ogc/collections/villages/queryables",
		"/ogc/collections/villages/items", "/ogc/collections/facilities/items", "/ogc/collections/villages/items/" + unit,
		"/ogc/tiles", "/ogc/tiles/WebMercatorQuad", "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad",
	} {
		for _, tongue := range []string{"zh-CN", "en"} {
			address := path + "?f=html&lang=" + tongue
			page := string(s.get(address).status(http.StatusOK).body)
			if !regexp.MustCompile(`<html lang="(zh|en)`).MatchString(page) {
				t.Errorf("%s is no page, or in no language:\n%.200s", address, page)
			}
			paths = append(paths, address)
		}
	}
	command := exec.Command("node", "test/pages.mjs", s.URL)
	command.Dir = "client"
	command.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
