package web_test

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pageTypes are the interface's types as the page's sources use them.
const pageTypes = "client/src/api/schema.ts"

var update = flag.Bool("update", false, "write what is made of the interface's description")

// The page's types are those of the OpenAPI document, so that page and server cannot
// drift apart: what does not fit fails the page's type check.
func TestPageHasTheInterfacesTypes(t *testing.T) {
	t.Parallel()
	made := slices.Concat([]byte("// Made of the OpenAPI document: go test ./web -run TestPageHasTheInterfacesTypes -update\n"), typesOf(t, newService(t).get("/openapi.json").status(http.StatusOK).body))
	if *update {
		if err := os.WriteFile(pageTypes, made, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	held, err := os.ReadFile(pageTypes)
	if err != nil {
		t.Fatal(err)
	}
	if string(held) != string(made) {
		t.Errorf("%s is not what the OpenAPI document says any more: run this test with -update", pageTypes)
	}
}

// typesOf turns the schemas of an OpenAPI document into TypeScript.
func typesOf(t *testing.T, document []byte) []byte {
	t.Helper()
	var all struct {
		OpenAPI    string          `json:"openapi"`
		Info       json.RawMessage `json:"info"`
		Components json.RawMessage `json:"components"`
		Paths      struct{}        `json:"paths"`
	}
	if err := json.Unmarshal(document, &all); err != nil {
		t.Fatal(err)
	}
	schemas, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	from, to := filepath.Join(folder, "openapi.json"), filepath.Join(folder, "schema.ts")
	if err := os.WriteFile(from, schemas, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("client/node_modules/.bin/openapi-typescript", from, "--output", to).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	types, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	_, own, _ := strings.Cut(string(types), "*/\n") // a banner stands first
	return []byte(own)
}
