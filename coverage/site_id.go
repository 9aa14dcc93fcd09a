package coverage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/xiantu/xiantu/edition"
)

// SiteID names a question about sites put to an edition: the same county, day, plan,
// versions and question always give the same 20 hexadecimal digits. How long it may take
// does not count.
func SiteID(ed *edition.Edition, q SiteQuestion) string {
	if q.Objective == AllCovered {
		q.Count = 0
	}
	if checked, err := q.checked(ed); err == nil {
		q = checked
	}
	q.TimeLimit, q.Progress, q.Area.Units, q.Area.Name = 0, nil, q.Area.codes(ed), ""
	text := fmt.Sprintf("sites 2 %s %s %d %d\n%+v", ed.County.Code, ed.Key.At, ed.Key.Plan, ed.Versions, q)
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:10])
}
