package staging

import (
	"encoding/json"
	"time"
)

// KeepExport is how long a file that was made stands ready to be fetched.
const KeepExport = 7 * 24 * time.Hour

// ExportState is where the making of a file stands.
type ExportState string

// The states of an export. The last three are final.
const (
	ExportWaiting   ExportState = "waiting"
	ExportWorking   ExportState = "working"
	ExportDone      ExportState = "done"
	ExportFailed    ExportState = "failed"
	ExportCancelled ExportState = "cancelled"
)

// Final reports whether nothing more will happen.
func (s ExportState) Final() bool {
	return s == ExportDone || s == ExportFailed || s == ExportCancelled
}

// Export is a file that a job makes and that is kept for a while, to be fetched whole
// or in parts: an archive of tiles, a large table.
type Export struct {
	ID      ID
	What    string          // tiles, units, ...
	Format  string          // pmtiles, gpkg, ...
	Name    string          // of the file; the same for the same content, where that can be known
	Request json.RawMessage // what is to be made, in the words of who makes it
	State   ExportState
	Done    int      // steps worked through
	Total   int      // steps in all; 0 where not known yet
	Failure string   // one sentence, when State is ExportFailed
	Kind    string   // media type of the file, once it is there
	Notes   []string // what is to be said of the file: what it could not take as it stands
	Size    int64    // of the file in bytes
	Hash    string   // of the file's bytes, hexadecimal
	Author  string
	Asked   time.Time
	Expires time.Time
}
