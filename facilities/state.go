package facilities

import "github.com/xiantu/xiantu/civil"

// State is the state of a facility, in the words bureaus use: 运营, 在建, 停用.
type State string

// The states of the closed list.
const (
	Operating   State = "运营"
	Building    State = "在建"
	Preparing   State = "筹建"
	Planned     State = "规划"
	Closed      State = "停用"
	Remediating State = "整治中"
	Done        State = "已完成"
)

// States are all states.
var States = []State{Operating, Building, Preparing, Planned, Closed, Remediating, Done}

// InOperation reports whether a facility counts on a day: its state is 运营 (整治中
// or 已完成 for remediation areas) or one of also, and it was opened by that day.
func (f *Facility) InOperation(on civil.Day, also ...State) bool {
	if !f.Valid.Contains(on) || !on.IsZero() && on.Before(f.Opened) {
		return false
	}
	for _, s := range append([]State{Operating, Remediating, Done}, also...) {
		if f.State == s {
			return true
		}
	}
	return false
}
