package trust_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/xiantu/xiantu/postgis/cluster"
)

// injections are texts that end a statement, a string or a comment early where they are
// pasted into SQL, in the ways of stacked, blind, union and encoded attacks.
var injections = []string{
	`'`, `'; DROP TABLE canary; --`, `' OR '1'='1`, `$1`, `"`, `\`, `\'; DROP TABLE canary; --`, `1; DROP TABLE canary; --`, `1) OR (1=1`, `') UNION SELECT name FROM unit_version --`,
	`' AND (SELECT pg_sleep(20)) IS NULL --`, `'||(SELECT version())||'`, `$$; DROP TABLE canary; $$`, `$a$`, `*/ DROP TABLE canary; /*`, `--`, `/*`, `%' ESCAPE '!`, `_%\`, `E'\047'`, `U&'\0027'`,
	`＇; DROP TABLE canary; --`, `ʼ OR 1=1`, `%27%20OR%201=1`, `{"$gt":""}`, `(SELECT 1)`, `NULL`, `canary"; DROP TABLE canary; --`, `990101' OR county LIKE '%`, `::int`, `-1`, `--1`, `1e999`, `name; COMMIT; DROP TABLE canary`, `ARRAY[1]`, `'{}'`, `:name`, `@x`, `?`, `\x27`, "a\n'; DROP TABLE canary; --",
}

// loggedCluster is a PostgreSQL server of the test's own whose log says every failed
// statement with its SQLSTATE.
func loggedCluster(t *testing.T) (address, folder string) {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", fmt.Sprintf("xiantu-test-%d-", os.Getpid()))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	own, err := cluster.Open(t.Context(), folder, cluster.Options{Log: slog.New(slog.DiscardHandler), NoSync: true, Settings: map[string]string{
		"fsync": "off", "log_min_messages": "error", "log_min_error_statement": "error", "log_error_verbosity": "default", "log_line_prefix": "SQLSTATE %e "}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		own.Close()
		cluster.Destroy(context.Background(), folder)
		os.RemoveAll(folder)
	})
	execute(t, own.URL("postgres"), "CREATE DATABASE injected")
	return own.URL("injected"), folder
}

func execute(t *testing.T, address, statement string) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close(context.Background())
	if _, err := connection.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// apiDocument is as much of the service's OpenAPI document as requests are made of.
type apiDocument struct {
	Paths      map[string]map[string]*apiOperation
	Components struct{ Schemas map[string]*apiSchema }
}

type apiOperation struct {
	Parameters []struct {
		Name, In string
		Required bool
		Schema   *apiSchema
	}
	RequestBody *struct {
		Content map[string]struct{ Schema *apiSchema }
	}
}

type apiSchema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Required             []string
	Properties           map[string]*apiSchema
	Items                *apiSchema
	AdditionalProperties any
	Enum                 []any
	Minimum              *float64
}

// probe is a request with one text in it that is an injection.
type probe struct {
	place, method, path, kind string
	body                      []byte
}

// usual are values that a request needs so that its injection comes as far as it can.
var usual = map[string]any{
	"county": "990101", "code": "990101100200", "unit": "990101100200", "units": []any{"990101100"}, "level": "village", "kind": "ELD_COMMUNITY", "kinds": []any{"ELD_COMMUNITY"}, "radius_m": 500, "at": "2020-06-01", "from": "2019-06-01", "to": "2020-06-01",
	"name": "名", "lon": 103.805, "lat": 29.805, "points": []any{[]any{103.805, 29.805}}, "count": 1, "format": "geojson", "what": "units", "set": "divisions", "z": 12, "x": 3228, "y": 1692, "collection": "villages", "feature": 1, "id": 1, "people": []any{"all"}, "q": "村", "year": 2020, "state": "drafted", "orders": []any{}, "facilities": []any{},
	"between": []any{"990101100200", "990101100201"}, "title": "图", "file": "x", "tileMatrixSetId": "WebMercatorQuad", "collectionId": "villages", "styleId": "x",
}

// probes are the requests of the document with an injection in every text of every path,
// query and body.
func (d *apiDocument) probes(each func() []string) (list []probe) {
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			o := d.Paths[path][method]
			body, kind := d.usualBody(o)
			for _, p := range o.Parameters {
				if p.In == "header" {
					continue
				}
				for _, text := range each() {
					list = append(list, probe{fmt.Sprintf("%s %s %s.%s", strings.ToUpper(method), path, p.In, p.Name), strings.ToUpper(method), o.address(path, p.Name, text), kind, body})
				}
			}
			if o.RequestBody == nil || kind != "application/json" {
				continue
			}
			d.eachText(o.RequestBody.Content[kind].Schema, "body", 0, func(place string, with func(string) any) {
				for _, text := range each() {
					sent, err := json.Marshal(with(text))
					if err == nil {
						list = append(list, probe{strings.ToUpper(method) + " " + path + " " + place, strings.ToUpper(method), o.address(path, "", ""), kind, sent})
					}
				}
			})
		}
	}
	return list
}

// address fills a path and its required parameters; the one named changed gets text.
func (o *apiOperation) address(path, changed, text string) string {
	query := url.Values{}
	for _, p := range o.Parameters {
		value := fmt.Sprint(usual[p.Name])
		if list, is := usual[p.Name].([]any); is {
			value = fmt.Sprint(list[0])
		}
		if p.Name == changed {
			value = text
		}
		switch {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(value))
		case p.In == "query" && (p.Required || p.Name == changed):
			query.Set(p.Name, value)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

func (d *apiDocument) resolve(s *apiSchema) *apiSchema {
	for s != nil && s.Ref != "" {
		s = d.Components.Schemas[s.Ref[strings.LastIndexByte(s.Ref, '/')+1:]]
	}
	return s
}

func (d *apiDocument) usualBody(o *apiOperation) (body []byte, kind string) {
	if o.RequestBody == nil {
		return nil, ""
	}
	for kind, content := range o.RequestBody.Content {
		if kind == "application/json" {
			body, _ := json.Marshal(d.sample(content.Schema, "", 0))
			return body, kind
		}
	}
	return []byte("x"), "application/octet-stream"
}

// sample is a value that fits a schema, as small as it may be.
func (d *apiDocument) sample(s *apiSchema, name string, depth int) any {
	s = d.resolve(s)
	if v, known := usual[name]; known {
		return v
	}
	switch {
	case s == nil || depth > 8:
		return nil
	case len(s.Enum) > 0:
		return s.Enum[0]
	}
	switch kindOf(s) {
	case "object":
		v := map[string]any{}
		for _, required := range s.Required {
			v[required] = d.sample(s.Properties[required], required, depth+1)
		}
		return v
	case "array":
		return []any{}
	case "integer", "number":
		return 1
	case "boolean":
		return true
	}
	return "x"
}

func kindOf(s *apiSchema) string {
	switch t := s.Type.(type) {
	case string:
		return t
	case []any:
		return fmt.Sprint(t[0])
	}
	if s.Properties != nil {
		return "object"
	}
	return ""
}

// eachText calls each for every text within a schema, with how to make the whole value
// with something else in its place.
func (d *apiDocument) eachText(s *apiSchema, place string, depth int, each func(place string, with func(string) any)) {
	s = d.resolve(s)
	if s == nil || depth > 5 {
		return
	}
	switch kindOf(s) {
	case "object":
		for _, member := range slices.Sorted(maps.Keys(s.Properties)) {
			d.eachText(s.Properties[member], place+"."+member, depth+1, func(place string, with func(string) any) {
				each(place, func(text string) any {
					whole, _ := d.sample(s, "", depth).(map[string]any)
					if whole == nil {
						whole = map[string]any{}
					}
					whole = maps.Clone(whole)
					whole[member] = with(text)
					return whole
				})
			})
		}
		if s.AdditionalProperties != nil && s.AdditionalProperties != false {
			each(place+".*", func(text string) any { return map[string]any{text: text} })
		}
	case "array":
		d.eachText(s.Items, place, depth+1, func(place string, with func(string) any) {
			each(place, func(text string) any { return []any{with(text)} })
		})
	case "string", "":
		each(place, func(text string) any { return text })
	}
}

var failedStatement = regexp.MustCompile(`(?m)^SQLSTATE (\w{5}) (?:ERROR|FATAL|PANIC):.*(?:\n.*STATEMENT:.*)?`)

// Whatever is sent in the place of a text, nothing of it is read as SQL: the server's log
// has no statement that is not understood or names what is not there, no answer is a fault,
// and the canary lives. XIANTU_INJECTIONS=all sends every text to every place.
func TestInjections(t *testing.T) {
	address, folder := loggedCluster(t)
	s := countyServiceAt(t, address)
	execute(t, address, "CREATE TABLE canary (alive boolean); INSERT INTO canary VALUES (true)")
	var document apiDocument
	if _, body := s.send(t, http.MethodGet, "/openapi.json", "", nil); json.Unmarshal(body, &document) != nil || len(document.Paths) < 30 {
		t.Fatalf("the document has %d paths", len(document.Paths))
	}
	began := len(clusterLog(t, folder))
	turn := 0
	list := document.probes(func() []string {
		if os.Getenv("XIANTU_INJECTIONS") == "all" {
			return injections
		}
		turn++
		return []string{injections[0], injections[turn%len(injections)]}
	})
	places, answers := map[string]bool{}, map[int]int{}
	client := &http.Client{Timeout: 15 * time.Second}
	for _, p := range list {
		places[p.place] = true
		r, err := http.NewRequestWithContext(t.Context(), p.method, s.URL+p.path, bytes.NewReader(p.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", p.kind)
		a, err := client.Do(r)
		if err != nil {
			t.Errorf("%s %s: %v", p.place, p.path, err)
			continue
		}
		body, _ := io.ReadAll(io.LimitReader(a.Body, 2000))
		io.Copy(io.Discard, a.Body)
		a.Body.Close()
		answers[a.StatusCode/100]++
		if a.StatusCode >= 500 {
			t.Errorf("%s: %s %s %.300s: %d %.300s", p.place, p.method, p.path, p.body, a.StatusCode, body)
		}
	}
	if s.logged.Len() > 0 && t.Failed() {
		t.Logf("the service logged: %s", s.logged.String())
	}
	var alive bool
	if err := s.pool.QueryRow(t.Context(), "SELECT alive FROM canary").Scan(&alive); err != nil || !alive {
		t.Errorf("the canary: %v", err)
	}
	s.pool.Exec(t.Context(), "SELEC 'the log is read'") // is no SQL, and must be found
	log, read := clusterLog(t, folder)[began:], false
	states := map[string]int{}
	for _, m := range failedStatement.FindAllStringSubmatch(log, -1) {
		if strings.Contains(m[0], "the log is read") {
			read = m[1] == "42601"
			continue
		}
		states[m[1]]++
		if strings.HasPrefix(m[1], "42") || strings.HasPrefix(m[1], "22") {
			t.Errorf("PostgreSQL's log: %.600s", m[0])
		}
	}
	if !read {
		t.Errorf("the statement that is no SQL was not found in PostgreSQL's log: %.500s", log)
	}
	t.Logf("figure: %d injections at %d places of %d paths: %d answered 2xx, %d 4xx, %d 5xx; statements refused by PostgreSQL by SQLSTATE: %v, of syntax (42601) %d", len(list), len(places), len(document.Paths), answers[2], answers[4], answers[5], states, states["42601"])
}

// clusterLog is what the server has logged.
func clusterLog(t *testing.T, folder string) string {
	t.Helper()
	found, _ := filepath.Glob(filepath.Join(folder, "*", "log"))
	found = append(found, filepath.Join(folder, "log"))
	for _, path := range found {
		if text, err := os.ReadFile(path); err == nil {
			return string(text)
		}
	}
	t.Fatalf("no log in %s", folder)
	return ""
}
