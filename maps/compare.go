package maps

import (
	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/edition"
)

// Comparison is what a comparison sheet (原/现对照图) shows: a county on two days, or on a
// day and by a plan, and what became of what.
type Comparison struct {
	Before, After         *edition.Edition
	BeforeName, AfterName string                         // default: the days
	Links                 []boundaries.Link              // the county's lineage; those between the editions count
	Papers                map[boundaries.ChangeID]string // approval documents by change: 川府民政〔2019〕14号
}
