package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/staging"
	"github.com/xiantu/xiantu/tiles"
)

// Archives of tiles, as they are ordered by POST /v1/exports and fetched.
const (
	archivePath   = "/archives/"
	archiveFormat = "pmtiles"
	archiveKind   = "application/vnd.pmtiles"
)

// archiveOrder is what an archive is to hold, as its export keeps it. The days are those
// that were meant when it was ordered.
type archiveOrder struct {
	Pictures []archivePicture `json:"pictures"`
	Sets     []tiles.Set      `json:"sets"`
	MinZoom  int              `json:"min_zoom"`
	MaxZoom  int              `json:"max_zoom"`
}

// archivePicture names an edition of the order.
type archivePicture struct {
	County string `json:"county"`
	At     string `json:"at"`
	Plan   int64  `json:"plan,omitempty"`
}

// orderArchive has an archive of some editions made: all of divisions and facilities, or
// of the sets named, in the zooms given; 0 is the highest with details of its own.
func (s *Server) orderArchive(ctx context.Context, eds []*edition.Edition, sets []string, minZoom, maxZoom int) (staging.Export, error) {
	order := archiveOrder{Sets: []tiles.Set{}, MinZoom: minZoom, MaxZoom: maxZoom}
	for _, set := range sets {
		if set == string(tiles.Coverage) {
			return staging.Export{}, badBody("sets", "瓦片包只含 divisions 和 facilities", "an archive holds divisions and facilities")
		}
		parsed, err := parseSet(set)
		if err != nil {
			return staging.Export{}, badBody("sets", "没有瓦片集“"+set+"”：可用 divisions、facilities", "there is no tile set "+set+": name divisions or facilities")
		}
		order.Sets = append(order.Sets, parsed)
	}
	if minZoom > maxZoom && maxZoom != 0 {
		return staging.Export{}, badBody("min_zoom", "最小级别大于最大级别", "the lowest zoom is above the highest")
	}
	for _, ed := range eds {
		order.Pictures = append(order.Pictures, archivePicture{ed.Key.County.String(), ed.Key.At.String(), ed.Key.Plan})
	}
	request, err := json.Marshal(order)
	if err != nil {
		return staging.Export{}, err
	}
	return s.orderExport(ctx, staging.Export{What: "tiles", Format: archiveFormat, Name: archiveName(order, eds), Request: request})
}

// archiveName is the same for the same tiles: it says which county and day, and stands for
// the versions of all that is drawn. A draft has no version to stand by: its archives have
// names of their own.
func archiveName(order archiveOrder, eds []*edition.Edition) string {
	hash := sha256.New()
	fmt.Fprint(hash, order.Sets, order.MinZoom, order.MaxZoom)
	name := fmt.Sprintf("%d-counties", len(eds))
	if len(eds) == 1 {
		name = eds[0].Key.County.String() + "-" + eds[0].Key.At.String()
	}
	for _, ed := range eds {
		if ed.Key.Plan != 0 {
			return name + "-draft-" + strings.ToLower(rand.Text()[:12]) + ".pmtiles"
		}
		fmt.Fprint(hash, versionsOf(ed))
	}
	return name + "-" + hex.EncodeToString(hash.Sum(nil)[:6]) + ".pmtiles"
}

// makeArchive draws the tiles of an order. Half of the processors are left for those who
// look at maps.
func (s *Server) makeArchive(ctx context.Context, e staging.Export, to *os.File, progress func(done, total int)) (made, error) {
	var order archiveOrder
	if err := json.Unmarshal(e.Request, &order); err != nil {
		return made{}, err
	}
	if err := s.Editions.Refresh(ctx); err != nil { // it may have been ordered of another instance
		return made{}, err
	}
	eds := make([]*edition.Edition, len(order.Pictures))
	drafts := false
	for i, p := range order.Pictures {
		var err error
		if eds[i], err = s.pictureAt(ctx, "body.", p.County, p.At, p.Plan); err != nil {
			return made{}, err
		}
		drafts = drafts || p.Plan != 0
	}
	if !drafts && archiveName(order, eds) != e.Name {
		return made{}, &refusal{status: http.StatusConflict, said: sentence{"等候期间数据有了变动：请重新提交", "the data changed while this waited for its turn: ask for it again"}}
	}
	return made{kind: archiveKind}, tiles.WriteArchive(ctx, to, tiles.ArchiveRequest{
		Sets: order.Sets, Editions: eds, MinZoom: order.MinZoom, MaxZoom: order.MaxZoom,
		Work: max(1, runtime.GOMAXPROCS(0)/2), Progress: progress,
	})
}
