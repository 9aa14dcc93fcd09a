package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
)

// Profiles have a port of their own, for this machine by its own names; the service's
// port has none, and the process ends while one is under way.
func TestProfiles(t *testing.T) {
	c := newCounty(t)
	read, write := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, c.line("serve", "--listen", "127.0.0.1:0", "--profiles", "127.0.0.1:0"), write, os.Stderr)
		write.Close()
	}()
	said := bufio.NewReader(read)
	address := func(before string) string {
		line, err := said.ReadString('\n')
		found, ok := strings.CutPrefix(strings.TrimSpace(line), before)
		if err != nil || !ok {
			t.Fatalf("serve said %q (%v), want %q", line, err, before)
		}
		return found
	}
	service, profiles := address("Xiantu serves "), address("Profiles are at ")
	go io.Copy(io.Discard, read)

	get := func(url, host string) (int, string) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Host = host
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(body)
	}
	if code, body := get(profiles+"goroutine?debug=1", ""); code != http.StatusOK || !strings.Contains(body, "serveProfiles") {
		t.Errorf("the profile of goroutines is %d, %.200s", code, body)
	}
	if code, body := get(profiles+"heap", "evil.example.com"); code != http.StatusMisdirectedRequest {
		t.Errorf("a stranger's name for this machine is answered with %d, %.200s", code, body)
	}
	if code, _ := get(service+"/debug/pprof/", ""); code != http.StatusNotFound {
		t.Errorf("the service's own port answers for profiles with %d", code)
	}

	underWay, err := http.Get(profiles + "trace?seconds=600")
	if err != nil {
		t.Fatal(err)
	}
	defer underWay.Body.Close()
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("serve ended with %d", code)
	}
}
