// Package boundaries is the law of a county: its units, the versions of them that
// are or were in force, and what may be done to them. It is pure: no SQL, no JSON,
// no HTTP; a day comes in, a state or a list of reasons comes out.
//
// A unit has an identity of its own (UnitID). Code, name, type, parent and shape
// are facts of a Version, valid on a half-open span of days. The same code may
// be borne by different units on different days.
//
//	diff, err := boundaries.Compare(held, snapshot)
//	// diff.Close: versions that end, diff.Open: versions that begin
//
// An Order is what one approval changes: Apply works it out in memory and says who became
// whom, or every rule that it breaks. Which id survives which change: the absorber, a
// unit that gets another name, code, type or parent, and the part of a split that
// keeps code and name stay the same unit; what a merge makes, and the other parts of a
// split, are new. Shapes are joined and parted by their borders, so that neighbours,
// parents and children keep the same vertices to the last bit.
//
//	out, err := boundaries.Apply(state, order)
//	// out.Diff: what to store; out.Lineage: who became whom, with weights
//
// # Glossary
//
//	unit 行政区划单位   version 版本        township 乡级   village 村级
//	merge 合并         absorb 并入         split 拆分      transfer 划转
//	rename 更名        retype 撤乡设镇     lineage 沿革
//	border 界线        snapshot 某日全貌   seat 驻地        exclave 飞地
//	order 变更文件      group 村民小组      crosswalk 新旧对照 proposal 赋码建议
//	recode 变更代码     classify 城乡分类   forecast 预览    revert 撤销变更
//	inference 推断      tier 集镇村、中心村、特色村
package boundaries
