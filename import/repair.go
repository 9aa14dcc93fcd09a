package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// What may stand for the code of a unit where a piece is given away.
const (
	LeavePiece   = "leave"   // it stays what it is: a lake, an enclave, a quarrel
	LongestPiece = "longest" // the unit along the longest border
)

// Repairs are a person's choices about the gaps and overlaps of divisions.
type Repairs struct {
	// Narrow is how wide the pieces are at most that go to the unit along the longest
	// border without being named; 0: none do.
	Narrow geo.Metres
	// Pieces says who gets a piece, by the name that the report gives it: the code of a unit
	// beside it, LongestPiece or LeavePiece.
	Pieces map[string]string
}

// The most that choices may be.
const (
	mostNarrow = 10_000 // metres
	mostPieces = 10_000
)

// ParseRepairs reads choices as they come over HTTP and in files:
//
//	{"narrow_m": 5, "pieces": {"gap-3f0c9a41d2": "511425106203", "overlap-77ab01c3e9": "leave"}}
//
// An empty text is no choice. The error is a *RepairError.
func ParseRepairs(text []byte) (Repairs, error) {
	if len(bytes.TrimSpace(text)) == 0 {
		return Repairs{}, nil
	}
	var in struct {
		Narrow float64           `json:"narrow_m"`
		Pieces map[string]string `json:"pieces"`
	}
	decode := json.NewDecoder(bytes.NewReader(text))
	decode.DisallowUnknownFields()
	if err := decode.Decode(&in); err != nil {
		return Repairs{}, wrongRepair("", Said{`the choices are not {"narrow_m": 5, "pieces": {"gap-…": "code"}}: ` + err.Error(), `选择应为 {"narrow_m": 5, "pieces": {"gap-…": "代码"}}：` + err.Error()})
	}
	if _, err := decode.Token(); err != io.EOF {
		return Repairs{}, wrongRepair("", Said{"something follows the choices: one JSON object is read", "选择之后还有多余内容：只读取一个 JSON 对象"})
	}
	r := Repairs{Narrow: geo.Metres(in.Narrow), Pieces: in.Pieces}
	return r, r.check()
}

func (r Repairs) check() error {
	if !(r.Narrow >= 0 && r.Narrow <= mostNarrow) {
		return wrongRepair("narrow_m", Said{fmt.Sprintf("it is a width in metres from 0 to %d", mostNarrow), fmt.Sprintf("应为 0 到 %d 之间的宽度（米）", mostNarrow)})
	}
	if len(r.Pieces) > mostPieces {
		return wrongRepair("pieces", Said{fmt.Sprintf("at most %d pieces are decided one by one: use narrow_m", mostPieces), fmt.Sprintf("至多逐处选择 %d 处：其余请用 narrow_m", mostPieces)})
	}
	for _, name := range slices.Sorted(maps.Keys(r.Pieces)) {
		if to := r.Pieces[name]; to != LeavePiece && to != LongestPiece {
			if _, err := adcode.Parse(to); err != nil {
				return wrongRepair(name, Said{fmt.Sprintf("%q is no code: write the code of a unit beside it, %s or %s", to, LongestPiece, LeavePiece), fmt.Sprintf("“%s”不是代码：请填写相邻单位的代码、%s 或 %s", to, LongestPiece, LeavePiece)})
			}
		}
	}
	return nil
}

// JSON is the choices as ParseRepairs reads them; nil where there are none.
func (r Repairs) JSON() []byte {
	if r.Narrow == 0 && len(r.Pieces) == 0 {
		return nil
	}
	text, _ := json.Marshal(map[string]any{"narrow_m": float64(r.Narrow), "pieces": r.Pieces}) // numbers and strings always can be
	return text
}

// RepairProblem is one choice that cannot stand.
type RepairProblem struct {
	Piece string // its name, or the member of the choices; may be empty
	Said  Said
}

// RepairError says which choices about gaps and overlaps do not fit the files.
type RepairError struct{ Problems []RepairProblem }

func wrongRepair(piece string, said Said) *RepairError {
	return &RepairError{[]RepairProblem{{piece, said}}}
}

// Error names each choice and what to do.
func (e *RepairError) Error() string {
	return e.tell("repairs of gaps and overlaps: ", ": ", "; ", func(s Said) string { return s.En })
}

// Chinese is the same in Chinese.
func (e *RepairError) Chinese() string {
	return e.tell("缝隙和重叠的处理：", "：", "；", func(s Said) string { return s.Zh })
}

// mostTold is how many choices an error names.
const mostTold = 5

func (e *RepairError) tell(head, colon, between string, in func(Said) string) string {
	var list []string
	for _, p := range e.Problems[:min(len(e.Problems), mostTold)] {
		if p.Piece == "" {
			list = append(list, in(p.Said))
		} else {
			list = append(list, p.Piece+colon+in(p.Said))
		}
	}
	if more := len(e.Problems) - mostTold; more > 0 {
		list = append(list, fmt.Sprintf("… +%d", more))
	}
	return head + strings.Join(list, between)
}
