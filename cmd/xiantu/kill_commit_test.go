package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestKilledDuringCommit kills the service, and in every other round its PostgreSQL,
// with SIGKILL at a moment of the commit of an order that changes every village of the
// demo. Each time the next start works, and the order is wholly there or not at all.
// XIANTU_KILLS sets how many commits are cut off.
func TestKilledDuringCommit(t *testing.T) {
	rounds := 2
	if n, err := strconv.Atoi(os.Getenv("XIANTU_KILLS")); err == nil {
		rounds = n
	}
	binary := filepath.Join(t.TempDir(), "xiantu")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	c := newCounty(t)
	c.run(0, "demo", "--load")
	k := &killing{t: t, data: c.data, binary: binary}
	k.start()
	k.look()
	var whole time.Duration // of the longer one: a service that was just started takes longer
	for _, tier := range []string{"cold", "warm"} {
		began := time.Now()
		if status := <-k.commit(tier); status != http.StatusOK {
			t.Fatalf("the first commit: status %d", status)
		}
		whole = max(whole, time.Since(began))
		k.expect(tier)
	}
	for round := 0; k.cut < rounds && round < 5*rounds; round++ {
		k.round(round, time.Duration(rand.Float64()*float64(whole)))
	}
	k.stop()
	t.Logf("%d commits cut off: %d wholly there, %d not at all; %d answered before; a whole commit takes %v", k.cut, k.in, k.cut-k.in, k.answered, whole.Round(time.Millisecond))
	if k.cut < rounds {
		t.Errorf("only %d commits were cut off, want %d", k.cut, rounds)
	}
	c.run(0, "verify")
}

// killing is a service that is killed and started again.
type killing struct {
	t            *testing.T
	data, binary string
	service      *exec.Cmd
	address      string
	villages     []string // codes
	tier         string   // of all villages, as last seen
	version      int64    // of the county, as last seen
	cut, in      int      // commits without an answer; of those, the ones that are there
	answered     int
}

func (k *killing) start() {
	k.t.Helper()
	k.service = exec.Command(k.binary, "--data", k.data, "serve", "--listen", "127.0.0.1:0")
	out, err := k.service.StdoutPipe()
	if err != nil {
		k.t.Fatal(err)
	}
	if err := k.service.Start(); err != nil {
		k.t.Fatal(err)
	}
	said, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		k.t.Fatalf("serve said nothing: %v", err)
	}
	k.address = strings.TrimSpace(strings.TrimPrefix(said, "Xiantu serves "))
}

// stop kills the service and lets its database be adopted by the next.
func (k *killing) stop() {
	k.service.Process.Kill()
	k.service.Wait()
}

func (k *killing) round(number int, after time.Duration) {
	tier := fmt.Sprintf("第%d轮", number)
	status := k.commit(tier)
	time.Sleep(after)
	if number%2 == 0 {
		k.service.Process.Kill()
	} else {
		killPostgres(k.t, k.data)
	}
	said := <-status
	k.stop()
	before, version := k.tier, k.version
	k.start()
	k.look()
	there := k.tier == tier
	switch {
	case there && k.version != version+1, !there && (k.tier != before || k.version != version):
		k.t.Errorf("round %d: tier %q became %q, version %d became %d", number, before, k.tier, version, k.version)
	case said == http.StatusOK && !there:
		k.t.Errorf("round %d: the order was answered for and is not there", number)
	}
	if said == http.StatusOK {
		k.answered++
		return
	}
	k.cut++
	if there {
		k.in++
	}
}

// commit sends an order that gives every village a tier; the status is 0 where no
// answer came.
func (k *killing) commit(tier string) <-chan int {
	var changes []string
	for _, code := range k.villages {
		changes = append(changes, fmt.Sprintf(`{"kind": "classify", "unit": %q, "tier": %q}`, code, tier))
	}
	order := fmt.Sprintf(`{"county": "519925", "title": %q, "effective": "2021-01-01", "changes": [%s]}`, tier, strings.Join(changes, ", "))
	status := make(chan int, 1)
	go func() {
		client := http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
		response, err := client.Post(k.address+"/v1/changes", "application/json", strings.NewReader(order))
		if err != nil {
			status <- 0
			return
		}
		defer response.Body.Close()
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			status <- 0
			return
		}
		status <- response.StatusCode
	}()
	return status
}

// look reads the villages, which must all say the same, and the county's version.
func (k *killing) look() {
	k.t.Helper()
	var units struct {
		Edition  struct{ Version int64 }
		Features []struct{ Properties struct{ Code, Tier string } }
	}
	response, err := http.Get(k.address + "/v1/units?level=village&at=2021-01-01")
	if err != nil {
		k.t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&units); err != nil || len(units.Features) == 0 {
		k.t.Fatalf("units: status %d, %v", response.StatusCode, err)
	}
	k.villages, k.version, k.tier = nil, units.Edition.Version, units.Features[0].Properties.Tier
	changed := 0
	for _, f := range units.Features {
		k.villages = append(k.villages, f.Properties.Code)
		if f.Properties.Tier == k.tier {
			changed++
		}
	}
	if changed != len(k.villages) && k.version > 0 && k.tier != "" && strings.HasPrefix(k.tier, "第") {
		k.t.Errorf("%d of %d villages say %q", changed, len(k.villages), k.tier)
	}
}

// expect looks again and demands a tier.
func (k *killing) expect(tier string) {
	k.t.Helper()
	if k.look(); k.tier != tier {
		k.t.Fatalf("tier %q, want %q", k.tier, tier)
	}
}
