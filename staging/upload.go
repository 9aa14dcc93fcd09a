// Package staging holds what has arrived and is not committed yet: uploads, the
// choices a person has made about them, and how far the work on them has come. An
// upload goes received -> reading -> staged -> committing -> committed; what is
// staged and not committed expires after seven days. Files on their way out are kept the
// same way: an Export goes waiting -> working -> done.
package staging

import (
	"time"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Keep is how long an upload waits for its commit.
const Keep = 7 * 24 * time.Hour

// ID names an upload, in URLs too.
type ID string

// State is where an upload stands.
type State string

// The states of an upload. The last three are final.
const (
	Received   State = "received"
	Reading    State = "reading"
	Staged     State = "staged"
	Committing State = "committing"
	Committed  State = "committed"
	Failed     State = "failed"
	Cancelled  State = "cancelled"
)

// Final reports whether nothing more will happen.
func (s State) Final() bool { return s == Committed || s == Failed || s == Cancelled }

// Upload is a set of files on their way in.
type Upload struct {
	ID       ID
	Kind     string // divisions, facilities, people, zones
	County   adcode.Code
	Options  map[string]string // as the command line's flags: date, crs, level, basis, encoding, partial, columns
	State    State
	Done     int    // rows worked through
	Total    int    // rows in all; 0 where not known yet
	Report   []byte // the importer's report as JSON, once there is one
	Preview  []byte // GeoJSON of what would be written
	Failure  string // one sentence, when State is Failed
	Author   string
	Arrived  time.Time
	Expires  time.Time
	Versions map[string]int64 // county versions after the commit
}

// File is one file of an upload.
type File struct {
	Name    string
	Content []byte
}
