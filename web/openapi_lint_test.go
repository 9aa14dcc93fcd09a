package web_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Linters that others judge OpenAPI documents by find no error in ours.
func TestOpenAPILint(t *testing.T) {
	t.Parallel()
	s := newService(t)
	folder, tools := t.TempDir(), "client/node_modules/.bin/"
	rules := filepath.Join(folder, "spectral.json")
	if err := os.WriteFile(rules, []byte(`{"extends": ["spectral:oas"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	var files []string
	for name, path := range map[string]string{"new": "/openapi.json", "old": "/openapi-3.0.json", "ogc": "/ogc/api", "ogc31": "/ogc/api?f=openapi31"} {
		file := filepath.Join(folder, name+".json")
		if err := os.WriteFile(file, s.get(path).status(http.StatusOK).body, 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	lint := func(tool string, args ...string) {
		command := exec.Command(tools+tool, append(args, files...)...)
		command.Env = append(os.Environ(), "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true", "NO_COLOR=1")
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", tool, err, out)
		}
	}
	lint("redocly", "lint", "--extends=spec")
	lint("spectral", "lint", "--fail-severity=error", "-r", rules)
}
