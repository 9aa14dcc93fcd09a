package tiles

import (
	"errors"
	"fmt"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// Set is a tile set: layers that are asked for together.
type Set string

// The tile sets.
const (
	Divisions  Set = "divisions"
	Facilities Set = "facilities"
	Coverage   Set = "coverage"
	Whole      Set = Divisions + "," + Facilities // the layers of both in one tile
)

// Sets are all tile sets.
var Sets = []Set{Divisions, Facilities, Coverage, Whole}

// The limits of tile addresses. Tiles above DataZoom hold no more detail than those
// of DataZoom; a client enlarges those.
const (
	MaxZoom  = 22
	DataZoom = 14
)

// The kinds of failure; an error of this package is one of them by errors.Is, or
// comes from the coverage package.
var (
	ErrInvalid = errors.New("invalid tile request")
	ErrBusy    = errors.New("too many tiles are being made: ask again in a second")
)

// Request asks for one tile of a set.
type Request struct {
	Set      Set
	Editions []*edition.Edition // one a county
	Question *coverage.Question // of the set Coverage; its tiles are empty without one
	Beside   []*edition.Edition // of counties around, whose facilities count where the question lets neighbours' count
	Z, X, Y  int                // XYZ scheme, y down from the north
}

// ParseSet reads the name of a tile set.
func ParseSet(s string) (Set, error) {
	for _, set := range Sets {
		if string(set) == s {
			return set, nil
		}
	}
	return "", fmt.Errorf("%w: %q is not a tile set: ask for divisions, facilities, coverage or divisions,facilities", ErrInvalid, s)
}

// CheckAddress refuses addresses outside the pyramid before any work is done.
func CheckAddress(z, x, y int) error {
	if z < 0 || z > MaxZoom {
		return fmt.Errorf("%w: zoom %d is not in 0..%d", ErrInvalid, z, MaxZoom)
	}
	if n := 1 << z; x < 0 || x >= n || y < 0 || y >= n {
		return fmt.Errorf("%w: tile %d/%d/%d does not exist: x and y go from 0 to %d at this zoom", ErrInvalid, z, x, y, n-1)
	}
	return nil
}

func (r *Request) check() error {
	if _, err := ParseSet(string(r.Set)); err != nil {
		return err
	}
	return CheckAddress(r.Z, r.X, r.Y)
}

// FirstZoom is the lowest zoom at which units of a level, their borders and their
// names are in the tiles.
func FirstZoom(l adcode.Level) int {
	switch l {
	case adcode.County:
		return 0
	case adcode.Township:
		return 7
	case adcode.Village:
		return 10
	}
	return MaxZoom + 1
}
