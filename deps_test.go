package xiantu_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/xiantu/xiantu"

// mayImport says which folders of the project a folder may import: data goes right,
// imports point down. A folder that is not named here fails the test.
var mayImport = map[string]string{
	"civil":             "",
	"gdal":              "",
	"geo":               "",
	"boundaries/adcode": "",
	"coverage/siting":   "",
	"coverage/road":     "geo",
	"cql2":              "civil geo",

	"boundaries": "civil geo boundaries/adcode",
	"facilities": "civil geo boundaries/adcode",
	"staging":    "civil boundaries/adcode",

	"edition":             "civil geo boundaries/adcode boundaries facilities coverage/road",
	"edition/editiontest": "civil geo boundaries/adcode boundaries facilities edition coverage/road",
	"coverage":            "civil geo boundaries/adcode boundaries facilities edition coverage/siting coverage/road",

	"import":              "civil gdal geo boundaries/adcode boundaries facilities staging edition coverage coverage/road",
	"postgis":             "civil geo boundaries/adcode boundaries facilities staging edition coverage postgis/cluster coverage/road",
	"postgis/cluster":     "",
	"postgis/postgistest": "postgis postgis/cluster",
	"tiles":               "civil geo boundaries/adcode boundaries facilities edition coverage coverage/road",
	"maps":                "civil geo boundaries/adcode boundaries facilities edition coverage coverage/road",
	"export":              "civil gdal geo",
	"registers":           "civil geo boundaries/adcode boundaries facilities edition",

	"web":        "civil geo boundaries/adcode boundaries facilities staging edition coverage import tiles maps registers export web/client coverage/road cql2",
	"web/client": "",

	"cmd/xiantu":      "civil geo boundaries/adcode boundaries facilities staging edition coverage coverage/siting import postgis postgis/cluster tiles maps registers export web cmd/xiantu/demo cmd/xiantu/topo coverage/road",
	"cmd/xiantu/topo": "geo",
	"cmd/xiantu/demo": "civil geo boundaries/adcode boundaries facilities",
	"trust":           "",
	"bench":           "web civil geo boundaries/adcode boundaries facilities edition coverage coverage/siting import postgis tiles maps cmd/xiantu/demo cmd/xiantu/topo coverage/road",
}

// onlyIn says which folders may use an outside package; one that is not named here
// fails the test. A prefix stands for all packages below it.
var onlyIn = map[string]string{
	"github.com/paulmach/orb":        "*",
	"github.com/twpayne/go-geom":     "geo import postgis",
	"github.com/jackc/pgx":           "bench postgis postgis/cluster postgis/postgistest",
	"github.com/pressly/goose":       "postgis",
	"github.com/riverqueue/river":    "postgis",
	"github.com/gorilla/mux":         "web",
	"github.com/danielgtaylor/huma":  "web",
	"github.com/prometheus":          "web",
	"github.com/alecthomas/kong":     "cmd/xiantu",
	"github.com/schollz/progressbar": "cmd/xiantu",
	"golang.org/x/term":              "cmd/xiantu",
	"github.com/rivo/uniseg":         "cmd/xiantu",
	"github.com/xuri/excelize":       "import export registers web cmd/xiantu cmd/xiantu/demo",
	"golang.org/x/text":              "import export maps web cql2",
	"google.golang.org/protobuf":     "import",
	"golang.org/x/image":             "maps",
	"github.com/maypok86/otter":      "edition tiles web",
	"github.com/klauspost/compress":  "tiles bench",
	"golang.org/x/sync":              "edition tiles maps web postgis cmd/xiantu bench",
	"golang.org/x/sys":               "postgis postgis/cluster import cmd/xiantu",
}

func TestDependencies(t *testing.T) {
	for _, p := range packages(t) {
		folder := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		if folder == "" {
			continue
		}
		allowed, known := mayImport[folder]
		if !known {
			t.Errorf("folder %s has no line in mayImport: say what it may import", folder)
		}
		for _, imported := range p.Imports {
			if own, ok := strings.CutPrefix(imported, module+"/"); ok {
				if !slices.Contains(strings.Fields(allowed), own) {
					t.Errorf("%s imports %s, which lies above it or beside it", folder, own)
				}
			} else if strings.Contains(strings.Split(imported, "/")[0], ".") && !outsideAllowed(imported, folder) {
				t.Errorf("%s imports %s: not among the folders that may", folder, imported)
			}
		}
	}
}

func outsideAllowed(imported, folder string) bool {
	for p := imported; p != "."; p = path.Dir(p) {
		if folders, ok := onlyIn[p]; ok {
			return folders == "*" || slices.Contains(strings.Fields(folders), folder)
		}
	}
	return false
}

type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
