package tiles_test

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/tiles"
)

// pageColours are the map's colours as the page has them, for its legends.
const pageColours = "../web/client/src/map/colours.css"

// The page's colours of the map are the table's. -update writes them.
func TestPageHasTheMapsColours(t *testing.T) {
	var want strings.Builder
	want.WriteString("/* Made of tiles/tokens.go: go test ./tiles -run TestPageHasTheMapsColours -update */\n")
	for _, theme := range []tiles.Theme{tiles.Light, tiles.Dark} {
		selector := ":root[data-theme='" + string(theme) + "']"
		if theme == tiles.Light {
			selector = ":root,\n" + selector
		}
		fmt.Fprintf(&want, "%s {\n%s}\n", selector, properties(theme.Tokens()))
	}
	if *update {
		if err := os.WriteFile(pageColours, []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(pageColours)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want.String() {
		t.Errorf("%s is not made of tokens.go any more: run this test with -update", pageColours)
	}
}

// properties are a theme's colours as custom properties of CSS: --map-ground, --map-tint-0, ...
func properties(c tiles.Tokens) string {
	var out strings.Builder
	table := reflect.ValueOf(c)
	for i := range table.NumField() {
		name := "--map-" + strings.ToLower(table.Type().Field(i).Name)
		if tints, ok := table.Field(i).Interface().([tiles.TintCount]string); ok {
			for j, colour := range tints {
				fmt.Fprintf(&out, "  --map-tint-%d: %s;\n", j, colour)
			}
			continue
		}
		fmt.Fprintf(&out, "  %s: %s;\n", name, table.Field(i).String())
	}
	return out.String()
}
