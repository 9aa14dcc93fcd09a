package web

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
)

// rules are the sentences, in Chinese, for the rules that boundaries names.
var rules = map[string]string{
	"no_day":       "缺少生效日期：请给出 YYYY-MM-DD",
	"wrong_level":  "级别不符：一个文件或一项变更只涉及同一级单位",
	"wrong_county": "代码不属于这个县",
	"other_county": "单位属于变更未列出的另一个县：请在 counties 中列出",
	"code_twice":   "同一天有两个单位使用这个代码",
	"no_name":      "缺少名称",
	"no_code":      "缺少代码",
	"no_county":    "没有说明是哪个县",
	"no_change":    "没有变更内容",
	"no_unit":      "没有列出单位",
	"no_parent":    "各单位上级不同：请说明新单位的上级（parent）",
	"not_in_force": "这一天没有单位使用这个代码：请填写当日的代码",

	"urban_default": "各来源单位的城镇标志不一致，或类型与新单位不同，不予沿用，改按默认：县城所在乡镇的社区为城镇，其余为农村；如有不同请加 classify",

	"merge_of_one":   "合并至少需要两个单位；只改代码或名称请用 recode 或 rename",
	"absorb_of_none": "并入的单位只有它自己：请列出被并入的单位",
	"not_touching":   "单位之间没有共同界线；如确为飞地，请写 \"exclave\": true",
	"exclave":        "与其余部分不相接：将形成飞地",
	"has_villages":   "该单位由下级单位组成：请写明土地变动的下级单位",
	"other_parent":   "单位不属于该上级",
	"same_unit":      "来源与去向是同一个单位",
	"whole_unit":     "将涉及整个单位：请改用并入（absorb）或重画界线",
	"rest_land":      "有部分土地不属于任何村：请先划归某村",
	"no_land":        "单位不会再有任何土地：请改用并入（absorb）",
	"parent_land":    "上级与下级单位的界线不吻合：请先清理区划（xiantu topo clean）",
	"overlap":        "单位之间有重叠：请先清理区划（xiantu topo clean）",
	"county_border":  "将在另一个县的界线上加入一个点：请更新该县的区划",

	"cut":               "切割线不能把单位清楚地分开：两端应越过界线，且不得自交",
	"no_cut":            "请给出划出的地块（piece），或村民小组（groups）及切割线（cut）",
	"no_groups":         "所列村民小组没有已知位置，无法判断划出的是哪一侧",
	"no_shape":          "单位没有图形：请先导入区划，或列出村民小组",
	"part_empty":        "拆分后的一部分没有土地",
	"part_missing":      "切割后有一块不属于任何部分：请用同一去向再列一部分，或列出其小组",
	"part_of_whom":      "每一部分须写明是新单位（code、name）还是划入已有单位（to）",
	"part_place":        "所指位置不在该单位之内",
	"part_twice":        "切割线没有把各部分分开，或同一单位被列入两个部分",
	"piece_outside":     "划出的地块不在该单位之内",
	"split_of_one":      "拆分至少需要两个部分",
	"village_cut":       "切割线穿过村界之内：请先拆分该村，或在 units 中写明归属",
	"group_left_behind": "有村民小组未随土地一同划出，或不在任何部分之内",
	"group_outside":     "村民小组位于切割线的另一侧",
	"group_twice":       "村民小组被列入两个部分",
	"group_unknown":     "没有这个村民小组",
	"group_unplaced":    "村民小组没有位置，归入最大的部分",
	"groups_unknown":    "该单位没有村民小组资料，无法核对所列小组",
	"place_off_border":  "所指位置不在这条界线上：请在界线上指出起止点",
	"no_stretch":        "两处位置不能确定界线上的一段：须为同一段界线上的不同顶点",
	"marker_far":        "界桩离界线太远：请检查坐标",
	"border_stays":      "所画界线与原界线之间没有土地",
	"line_ends":         "新界线的两端须在原界线上",

	"nothing_said":    "没有写明变更后的情况",
	"wrong_type":      "类型与级别不符",
	"code_class":      "代码段与类型不符（街道 001-099，镇 100-199，乡 200-399；居委会 001-199，村委会 200-399）",
	"code_prefix":     "代码前几位与上级单位不符",
	"code_reused":     "代码曾由另一单位使用：乡级代码不得重复使用",
	"code_gap":        "同一单位中断使用后又使用同一代码",
	"code_skipped":    "有未见使用过的顺序号",
	"codes_to_follow": "有下级单位仍使用原上级的代码，待另行赋码",
	"name_twice":      "同一上级之下已有同名单位",
	"name_type":       "名称与类型不一致",
	"before_approval": "生效日期早于批准日期",

	"stage_missing":   "没有登记过这一环节，无可撤回",
	"stage_why":       "撤回环节须说明原因",
	"stage_day":       "请给出这一环节的日期",
	"stage_again":     "这一环节已登记；如需更正，请说明原因",
	"stage_back":      "已登记到后面的环节；补登前面的环节须说明原因",
	"stage_days":      "环节日期先后颠倒",
	"stage_extension": "同意延期的日期已超过批准后 12 个月",
	"stage_effective": "登记的实施日期与变更的生效日期不同",
	"paper_empty":     "附件是空文件",
	"paper_large":     "附件超过 20 MB：请降低扫描精度或分成几份",
	"paper_kind":      "附件须为 PDF、JPEG 或 PNG 扫描件",
	"paper_many":      "附件已满 200 份：请合并文件",

	"order_unknown": "没有这项已提交的变更",
	"before_order":  "撤销的日期早于原变更的生效日期",
	"changes_clash": "本次的几项变更互相牵连，合在一起会使某个单位重复、失去上级，或与其下辖单位的土地不一致：请分成先后两次变更",
	"later":         "之后已有生效的变更涉及这些单位：请先撤销之后的变更",
	"revert_later":  "之后的变更涉及这些单位，不能撤销：请先撤销之后的变更",

	"statistic_of_whom":   "填报数须属于一个单位或一处设施，并注明日期",
	"county_code":         "单位划入了另一个县，代码须以该县代码开头：请在同一变更中用 recode 赋新代码",
	"facility_gone":       "方案要修改的设施已不存在：请从方案中去掉",
	"inference_kind":      "没有这种变更类型：请填写 merge、absorb、split、transfer、rename、recode、retype 或 border",
	"inference_successor": "指定的去向当日不存在，或级别不同",

	"county_not_named": "变更产生了未列出之县的单位：请在 counties 中列出",
	"key_reused":       "这个 Idempotency-Key 已用于另一请求：每个请求请用自己的键",
}

// saidOf is a broken rule in both languages: which change, which unit, what is wrong.
func saidOf(rule *boundaries.RuleError) sentence {
	said := sentence{en: rule.Error()}
	zh := chineseRule(rule.Rule)
	if zh == "" {
		return said
	}
	said.zh = strings.TrimPrefix(rule.Unit.String()+"："+zh, "：")
	if rule.Change > 0 {
		said.zh = fmt.Sprintf("第 %d 项变更，%s", rule.Change, said.zh)
	}
	var later []string
	for _, v := range rule.Later {
		later = append(later, fmt.Sprintf("%s %s（%s 起）", v.Code, v.Name, v.Valid.From))
	}
	if len(later) > 0 {
		said.zh += "：" + strings.Join(later, "、")
	}
	return said
}
