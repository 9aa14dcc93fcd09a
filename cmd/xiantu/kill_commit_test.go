package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// TestKilledDuringCommit kills the service, and in every other round its PostgreSQL,
// with SIGKILL during the commit of an order that changes every village of the demo: at
// a moment of 0 to 1.3 times what a commit takes, and in every third round while the
// commit itself is written. Each time the next start works, and the order is wholly there
// or not at all. XIANTU_KILLS sets how many commits are cut off; of twenty some must
// be there and some not.
func TestKilledDuringCommit(t *testing.T) {
	rounds := 2
	if n, err := strconv.Atoi(os.Getenv("XIANTU_KILLS")); err == nil {
		rounds = n
	}
	c := newPrivateCounty(t)
	c.run(0, "demo", "--load")
	k := &killing{t: t, data: c.data}
	k.start()
	k.look()
	k.findDatabase(c)
	var whole time.Duration // of a service just started, as each round's is
	if rounds > 2 {
		k.stop()
		k.start()
	}
	began := time.Now()
	if status := <-k.commit("首次"); status != http.StatusOK {
		t.Fatalf("the first commit: status %d", status)
	}
	whole = time.Since(began)
	k.expect("首次")
	for round := range rounds {
		if there := k.round(round, time.Duration(1.3*rand.Float64()*float64(whole))); there {
			whole = whole * 9 / 10 // the machine is not always as fast
		} else {
			whole = whole * 10 / 9
		}
	}
	k.stop()
	t.Logf("figure: %d kills: %d orders wholly there, %d of them answered for before, and %d not at all; a commit takes about %v; the longest from a start to the first answer %v",
		rounds, k.there, k.answered, rounds-k.there, whole.Round(time.Millisecond), k.slowest.Round(time.Millisecond))
	if rounds >= 20 && (k.there == 0 || k.there == rounds) {
		t.Errorf("of %d orders %d are there: the kills are not spread over the commit", rounds, k.there)
	}
	c.run(0, "verify")
}

// killing is a service that is killed and started again.
type killing struct {
	t        *testing.T
	data     string
	database string // its address
	service  *exec.Cmd
	address  string
	villages []string      // codes
	tier     string        // of all villages, as last seen
	version  int64         // of the county, as last seen
	there    int           // orders that are there after the kill
	answered int           // of those, how many were answered for
	slowest  time.Duration // from a start after a kill to the first answer
}

func (k *killing) start() {
	k.t.Helper()
	k.service = playing("--data", k.data, "serve", "--listen", "127.0.0.1:0")
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

// round kills and looks; it returns whether the order is there.
func (k *killing) round(number int, after time.Duration) bool {
	tier := fmt.Sprintf("第%d轮", number)
	begun := func() bool { return true }
	if number%3 == 1 {
		begun, after = k.committing(), time.Duration(rand.Int64N(int64(2*time.Millisecond)))
	}
	status := k.commit(tier)
	begun()
	time.Sleep(after)
	if number%2 == 0 {
		k.service.Process.Kill()
	} else {
		killPostgres(k.t, k.data)
	}
	said := <-status
	k.stop()
	before, version := k.tier, k.version
	began := time.Now()
	k.start()
	k.look()
	k.slowest = max(k.slowest, time.Since(began))
	there := k.tier == tier
	switch {
	case there && k.version != version+1, !there && (k.tier != before || k.version != version):
		k.t.Errorf("round %d: tier %q became %q, version %d became %d", number, before, k.tier, version, k.version)
	case said == http.StatusOK && !there:
		k.t.Errorf("round %d: the order was answered for and is not there", number)
	}
	if there {
		k.there++
	}
	if said == http.StatusOK {
		k.answered++
	}
	return there
}

// findDatabase asks where the service's database is.
func (k *killing) findDatabase(c *county) {
	k.t.Helper()
	_, said, _ := strings.Cut(c.run(0, "doctor"), "postgres://")
	k.database, _, _ = strings.Cut("postgres://"+said, "\n")
	k.database = strings.TrimSpace(k.database)
}

// committing returns a wait for the moment at which the service says COMMIT, or has said it.
func (k *killing) committing() (wait func() bool) {
	k.t.Helper()
	conn, err := pgx.Connect(k.t.Context(), k.database)
	if err != nil {
		k.t.Fatal(err)
	}
	return func() bool {
		defer conn.Close(context.Background())
		for range 20_000 {
			var at bool
			err := conn.QueryRow(k.t.Context(), `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query ILIKE 'commit%' AND state = 'active')
				OR EXISTS (SELECT FROM county_version WHERE version > $1)`, k.version).Scan(&at)
			if err != nil {
				k.t.Fatal(err)
			}
			if at {
				return true
			}
		}
		return false
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
