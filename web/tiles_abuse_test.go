package web_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/tiles"
	"github.com/xiantu/xiantu/web"
)

// counted is a figure of /metrics.
func (s *service) counted(name string) float64 {
	s.t.Helper()
	for line := range strings.Lines(string(s.get("/metrics").status(http.StatusOK).body)) {
		if value, found := strings.CutPrefix(strings.TrimSpace(line), name+" "); found {
			n, err := strconv.ParseFloat(value, 64)
			if err != nil {
				s.t.Fatal(err)
			}
			return n
		}
	}
	s.t.Fatalf("/metrics has no %s", name)
	return 0
}

// Addresses by chance, most of them no tile's, never break anything, and those that are no
// tile's cost no tile.
func TestTilesByChance(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	random := rand.New(rand.NewPCG(5, 5))
	odd := []string{"-1", "99999999999999999999", "1.5", "NaN", "1e3", "0x10", "%31", "%2e%2e", "..", "", " ", "%00", "%ff", "１", "+1", "-0", "23", "4294967296", "{z}", "1;2", "'--"}
	number := func() string {
		switch random.IntN(3) {
		case 0:
			return odd[random.IntN(len(odd))]
		case 1:
			return strconv.Itoa(random.IntN(1<<random.IntN(31)) - 3)
		}
		return strconv.Itoa(random.IntN(24))
	}
	handler := s.server.Handler()
	before := s.counted("xiantu_tiles_made_total")
	statuses, right := map[int]int{}, map[string]bool{}
	for range 100_000 {
		set := []string{"divisions", "facilities", "coverage", "nothing", ""}[random.IntN(5)]
		z, x, y := number(), number(), number()
		path := "/tiles/" + set + "/" + z + "/" + x + "/" + y + ".mvt"
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")))
		if err != nil {
			statuses[http.StatusBadRequest]++ // net/http answers before us
			continue
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		statuses[w.Code]++
		if w.Code >= 500 {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		if w.Code == http.StatusOK || w.Code == http.StatusNoContent {
			right[path] = true
		}
	}
	t.Log(statuses)
	if made := int(s.counted("xiantu_tiles_made_total") - before); made > len(right) {
		t.Errorf("%d tiles were made for %d addresses of tiles", made, len(right))
	}
	if statuses[http.StatusBadRequest] < 50_000 || len(right) < 1000 {
		t.Errorf("chance did not find both kinds: %v", statuses)
	}
	s.get("/healthz").status(http.StatusOK)
}

// Two hundred who ask at once for the same tile have it made once, and get the same bytes.
func TestOneTileForMany(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	before := s.counted("xiantu_tiles_made_total")
	var all sync.WaitGroup
	var bodies sync.Map
	start := make(chan bool)
	for range 200 {
		all.Go(func() {
			<-start
			answer, err := http.Get(s.URL + boardTile)
			if err != nil {
				t.Error(err)
				return
			}
			defer answer.Body.Close()
			if body, err := io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusOK || len(body) == 0 {
				t.Errorf("%s, %d bytes, %v", answer.Status, len(body), err)
			} else {
				bodies.Store(answer.Header.Get("ETag")+string(body), true)
			}
		})
	}
	close(start)
	all.Wait()
	if made := s.counted("xiantu_tiles_made_total") - before; made != 1 {
		t.Errorf("200 clients had %v tiles made, want 1", made)
	}
	different := 0
	bodies.Range(func(_, _ any) bool { different++; return true })
	if different != 1 {
		t.Errorf("200 clients got %d different tiles", different)
	}
}

// Where more tiles are wanted at once than may wait, the others are told when to ask
// again, and all get their tile in the end.
func TestTooManyTiles(t *testing.T) {
	t.Parallel()
	s := newBoard(t).with(func(c *web.Config) { c.Tiles = tiles.Options{Work: 1, Wait: 1} })
	var all sync.WaitGroup
	var mu sync.Mutex
	refused := 0
	for x := range 64 {
		all.Go(func() {
			path := fmt.Sprintf("/tiles/divisions/16/%d/27077.mvt", 51633+x)
			for {
				answer, err := http.Get(s.URL + path)
				if err != nil {
					t.Error(err)
					return
				}
				answer.Body.Close()
				if answer.StatusCode != http.StatusServiceUnavailable {
					if answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNoContent {
						t.Errorf("%s: %s", path, answer.Status)
					}
					return
				}
				if answer.Header.Get("Retry-After") != "1" {
					t.Errorf("%s without Retry-After: %v", answer.Status, answer.Header)
				}
				mu.Lock()
				refused++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	t.Logf("%d times too many", refused)
	if made := s.counted("xiantu_tiles_made_total"); made > 64 {
		t.Errorf("%v tiles made for 64", made)
	}
}

// Five hundred who ask for a heavy tile again and again and read one byte hold no connection
// to the database, and nobody else waits for them.
func TestSlowReaders(t *testing.T) {
	t.Parallel()
	s := newBoard(t)
	var many []facilities.Facility
	for i := range 2000 {
		many = append(many, facilities.Facility{Kind: "ELD_RURAL_POINT", Name: fmt.Sprintf("第%d号养老服务点", i), State: facilities.Operating, Source: facilities.ByPoint,
			Place: &orb.Point{103.802 + 1e-6*float64(i), 29.802}, Unit: adcode.MustParse("990101100201")})
	}
	s.commit(edition.Write{Author: "test", Title: "many", Facilities: []edition.FacilitySet{{County: boardCounty, Put: many}}})
	const heavy = "/tiles/facilities/14/12916/6770.mvt"
	size := len(s.get(heavy).status(http.StatusOK).body)
	if size < 50_000 {
		t.Fatalf("the tile has %d bytes only", size)
	}
	requests := []byte(strings.Repeat("GET "+heavy+" HTTP/1.1\r\nHost: localhost\r\n\r\n", 50)) // 2.5 MB to read, or more
	var slow []net.Conn
	for range 500 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		conn.(*net.TCPConn).SetReadBuffer(4096)
		if _, err := conn.Write(requests); err != nil {
			t.Fatal(err)
		}
		slow = append(slow, conn)
	}
	for _, conn := range slow { // all are being answered
		if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	s.get(boardTile).status(http.StatusOK)
	s.get("/readyz").status(http.StatusOK) // asks the database
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("others wait for %v", took)
	}
	if held := s.store.Connections(); held != 0 {
		t.Errorf("%d connections to the database are held", held)
	}
}
