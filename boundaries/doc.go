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
// # Glossary
//
//	unit 行政区划单位   version 版本        township 乡级   village 村级
//	merge 合并         absorb 并入         split 拆分      transfer 划转
//	rename 更名        recode 变更代码     retype 撤乡设镇  lineage 沿革
//	border 界线        snapshot 某日全貌   seat 驻地        exclave 飞地
package boundaries
