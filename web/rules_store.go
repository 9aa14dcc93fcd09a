package web

import "cmp"

// storeRules are the sentences for what the store refuses: by its own checks, and by the
// names of the tables' constraints.
var storeRules = map[string]string{
	"unit_version_unit_once":                "一个单位同一天会有两个版本",
	"unit_version_code_once":                "同一天会有两个单位使用同一代码",
	"unit_version_code_in_county":           "单位代码前六位须是所属县的代码",
	"unit_version_name_length":              "单位名称为空或超过 100 字",
	"unit_version_full_name_length":         "单位全称超过 200 字",
	"unit_version_parent_above":             "单位的上级须比它高一级以上",
	"unit_version_parent_form":              "单位的上级须是县或乡镇的代码",
	"unit_version_shape_on_earth":           "图形超出 -180..180、-90..90 度：请检查坐标系",
	"unit_version_seat_on_earth":            "驻地超出 -180..180、-90..90 度：请检查坐标系",
	"facility_version_facility_once":        "一处设施同一天会有两个版本",
	"facility_version_name_length":          "设施名称为空或超过 200 字",
	"facility_version_kind_form":            "设施种类不是登记表中的代码",
	"facility_version_state_known":          "设施状态须为：运营、在建、筹建、规划、停用、整治中、已完成",
	"facility_version_place_on_earth":       "设施位置超出 -180..180、-90..90 度：请检查坐标系",
	"facility_version_place_has_source":     "设施有位置而没有位置来源",
	"people_set_basis_known":                "人口口径须为常住（resident）或户籍（registered）",
	"demand_point_pk":                       "同一次人口统计中有村民小组出现两次",
	"demand_point_group_given":              "有村民小组没有编号",
	"demand_point_place_on_earth":           "村民小组位置超出 -180..180、-90..90 度：请检查坐标系",
	"demand_point_counts_not_negative":      "村民小组人数不得为负",
	"change_state_note_length":              "环节说明超过 10000 字",
	"change_state_why_length":               "更正原因超过 1000 字",
	"change_state_why_withdrawn":            "撤回环节须说明原因",
	"paper_note_length":                     "附件说明超过 10000 字",
	"paper_content_bounded":                 "附件超过 20 MB：请降低扫描精度或分成几份",
	"paper_media_known":                     "附件须为 PDF、JPEG 或 PNG 扫描件",
	"road_class_given":                      "道路没有等级",
	"road_line_on_earth":                    "道路超出 -180..180、-90..90 度：请检查坐标系",
	"road_max_speed_bounded":                "道路限速须在 0 至 200 km/h 之间",
	"road_name_length":                      "道路名称超过 200 字",
	"statistic_facility_fk":                 "填报数所属的设施不存在",
	"statistic_key_form":                    "填报数的键只能用小写字母、数字和下划线",
	"statistic_value_not_negative":          "填报数不得为负",
	"statistic_note_length":                 "填报数的说明超过 1000 字",
	"indicator_table_content_bounded":       "指标表超过 1 MB",
	"zone_setback_bounded":                  "避让距离须在 0 至 100000 米之间",
	"zone_shape_on_earth":                   "区域为空，或超出 -180..180、-90..90 度：请检查坐标系",
	"border_stretch_version_stretch_once":   "一段界线同一天会有两个版本",
	"border_stretch_version_number_length":  "界线编号超过 100 字",
	"border_stretch_version_carrier_length": "界线载体超过 100 字",
	"county_code_form":                      "县代码须为六位数字",
	"county_name_length":                    "县名称超过 100 字",
	"counts_of_ages":                        "村民小组的人数与年龄组数目不符",
	"facility_twice":                        "同一设施写了两次：设施由种类、名称、单位确定",
	"road_line":                             "有道路没有线形",
	"road_set_speeds_alone":                 "车速表须单独成一组，不与道路同写",
	"shape_on_earth":                        "图形小于十分之一毫米，或超出 -180..180、-90..90 度：请检查坐标系",
	"zone_shape":                            "有区域没有图形",
}

// chineseRule is the sentence for a broken rule, or "".
func chineseRule(rule string) string { return cmp.Or(rules[rule], storeRules[rule]) }
