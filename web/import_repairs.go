package web

import (
	"encoding/json"
	"errors"

	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/staging"
)

// repairsBody is what a person decides about the gaps and overlaps of divisions.
type repairsBody struct {
	Narrow float64           `json:"narrow_m,omitempty" minimum:"0" maximum:"10000" doc:"pieces up to this width in metres go to the unit along the longest border, unless pieces says otherwise"`
	Pieces map[string]string `json:"pieces,omitempty" doc:"a piece's name in the report -> the code of a unit beside it, longest (the unit along the longest border) or leave (it stays: a lake, an enclave)"`
}

// choices are the body as the importer takes it; nil is no choice.
func (b *repairsBody) choices() importer.Repairs {
	if b == nil {
		return importer.Repairs{}
	}
	return importer.Repairs{Narrow: geo.Metres(b.Narrow), Pieces: b.Pieces}
}

func repairsOf(r importer.Repairs) *repairsBody {
	if r.JSON() == nil {
		return nil
	}
	return &repairsBody{float64(r.Narrow), r.Pieces}
}

// repairsIn reads an upload's choices; what cannot be read is none, and told by
// parseRepairs.
func repairsIn(text string) *repairsBody {
	r, err := importer.ParseRepairs([]byte(text))
	if err != nil {
		return nil
	}
	return repairsOf(r)
}

// parseRepairs reads an upload's choices about gaps and overlaps.
func parseRepairs(u staging.Upload) (importer.Repairs, error) {
	text := u.Options["repairs"]
	if text != "" && u.Kind != string(importer.Divisions) {
		return importer.Repairs{}, badBody("repairs", "只有区划才有缝隙和重叠可处理", "only divisions have gaps and overlaps to repair")
	}
	r, err := importer.ParseRepairs([]byte(text))
	if err != nil {
		return r, wrongRepairs(err)
	}
	return r, nil
}

func wrongRepairs(err error) error {
	var wrong *importer.RepairError
	if errors.As(err, &wrong) {
		return badBody("repairs", wrong.Chinese(), wrong.Error())
	}
	return err
}

// piecesGeoJSON draws the gaps and overlaps that the report lists: before they are
// decided on who may have them, afterwards who got them.
func piecesGeoJSON(m *importer.Mending) json.RawMessage {
	var g geoWriter
	g.begin()
	if m != nil {
		for _, p := range m.Pieces {
			g.feature(nil, map[string]any{"piece": p.Name, "kind": p.Kind, "to": p.To.String()}, func() { g.geometry(p.Land) })
		}
	}
	return g.end()
}
