package web

import (
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// codesInForce is the sheet of the codes in force on the edition's day.
func codesInForce(ed *edition.Edition, t tongue) table {
	out := table{name: sentence{"现行代码", "codes"}.in(t), header: head(t, sentence{"序号", "no."}, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"全称", "full name"},
		sentence{"类型", "type"}, sentence{"上级代码", "parent"}, sentence{"上级名称", "parent's name"}, sentence{"城乡", "urban or rural"})}
	for i := range ed.Units {
		u := &ed.Units[i]
		parent, above, kind := any(nil), any(nil), any(nil)
		if u.Above >= 0 {
			parent, above = ed.Units[u.Above].Code.String(), ed.Units[u.Above].Name
		}
		if u.Level() == adcode.Village {
			kind = sentence{"乡村", "rural"}.in(t)
			if u.IsUrban {
				kind = sentence{"城镇", "urban"}.in(t)
			}
		}
		out.rows = append(out.rows, []any{int64(len(out.rows) + 1), u.Code.String(), u.Name, u.Full, u.Type.Chinese(), parent, above, kind})
	}
	return out
}

// codeChanges is the sheet of old codes and what they became, up to the edition's day.
func codeChanges(ed *edition.Edition, r boundaries.CodeRegister, t tongue) table {
	out := table{name: sentence{"变更对照", "changes"}.in(t), header: head(t, sentence{"序号", "no."}, sentence{"原代码", "old code"}, sentence{"原名称", "old name"},
		sentence{"新代码", "new code"}, sentence{"新名称", "new name"}, sentence{"变更方式", "kind"}, sentence{"生效日期", "day"}, sentence{"依据", "document"})}
	for _, c := range r.Changes(civil.Day{}, ed.Key.At) {
		basis := basisOf(r, c.Change)
		if c.Inferred > 0 {
			basis = strings.TrimSpace(basis + " " + sentence{"（推断，待确认）", "(inferred, to be confirmed)"}.in(t))
		}
		out.rows = append(out.rows, []any{int64(len(out.rows) + 1), c.FromCode.String(), c.FromName, c.ToCode.String(), c.ToName, changeName(c.Kind, t), c.Day.String(), basis})
	}
	return out
}

// codeHistory is the sheet of every span of days on which a code was borne.
func codeHistory(ed *edition.Edition, r boundaries.CodeRegister, t tongue) table {
	out := table{name: sentence{"历史", "history"}.in(t), header: head(t, sentence{"序号", "no."}, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"全称", "full name"}, sentence{"类型", "type"},
		sentence{"上级代码", "parent"}, sentence{"启用日期", "from"}, sentence{"停用日期", "to"}, sentence{"启用依据", "came by"}, sentence{"停用依据", "went by"}, sentence{"重复使用", "reused"})}
	for _, s := range r.Until(ed.Key.At) {
		out.rows = append(out.rows, []any{int64(len(out.rows) + 1), s.Code.String(), s.Name, s.Full, s.Type.Chinese(), s.Parent.String(), s.Valid.From.String(), s.Valid.To.String(),
			basisOf(r, s.Came), basisOf(r, s.Went), yesNo(s.Reused, t)})
	}
	return out
}

// basisOf is the document of a change and its title.
func basisOf(r boundaries.CodeRegister, id boundaries.ChangeID) string {
	c := r.Causes[id]
	return strings.TrimSpace(c.Document + " " + c.Title)
}

// changeNames are the kinds of lineage as a code table writes them.
var changeNames = map[string]string{
	"merge": "合并", "absorb": "并入", "split": "拆分", "transfer": "划转", "rename": "更名", "recode": "变更代码", "retype": "变更类型",
	"classify": "调整分类", "border": "界线调整", "revert": "撤销变更", "begin": "新设", "end": "撤销",
}

func changeName(kind string, t tongue) string { return sentence{changeNames[kind], kind}.in(t) }
