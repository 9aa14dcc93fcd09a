package importer

import "fmt"

// Code names a kind of problem. The list is closed: scripts rely on it.
type Code string

// What was repaired.
const (
	DateForm              Code = "date_form"
	UnitInsideNumber      Code = "unit_inside_number"
	FullwidthDigits       Code = "fullwidth_digits"
	FullwidthDigitsInCode Code = "fullwidth_digits_in_code"
	DMSCoordinates        Code = "dms_coordinates"
	LonLatSwapped         Code = "lon_lat_swapped"
	ProjectedMetres       Code = "projected_metres_with_zone"
	CodeAsNumber          Code = "code_as_number"
	TrailingBlankInCode   Code = "trailing_blank_in_code"
	OldUnitNameResolved   Code = "old_unit_name_resolved"
	OldCodeResolved       Code = "old_code_resolved"
	CRSOfRow              Code = "crs_of_row"
)

// What a person should look at.
const (
	BlankForNo               Code = "blank_for_no"
	ApproximateNumber        Code = "approximate_number"
	CodeContradicts          Code = "code_contradicts_name_and_coordinates"
	GeocodedToGroup          Code = "no_coordinates_geocoded_to_group"
	ZeroGeocodedToGroup      Code = "zero_coordinates_geocoded_to_group"
	VillageOnly              Code = "village_only"
	ActiveMoreThanRegistered Code = "active_more_than_registered"
	OutsideOwnUnit           Code = "outside_own_unit"
	RoadIsland               Code = "road_island"
)

// What cannot be taken.
const (
	DuplicateOf    Code = "duplicate_of"
	OutsideCounty  Code = "coordinates_outside_county"
	CodeRuined     Code = "code_ruined"
	UnknownUnit    Code = "unknown_unit"
	UnknownKind    Code = "unknown_kind"
	BadNumber      Code = "bad_number"
	BadDate        Code = "bad_date"
	BadCoordinates Code = "bad_coordinates"
	MissingName    Code = "missing_name"
	BadText        Code = "bad_text"
)

// saying is how a problem is told: %[1]s is the value as it stands in the file, %[2]s
// what it was taken for, or the reason.
type saying struct {
	action Action
	en, zh string
}

// sayings is the closed list of problems.
var sayings = map[Code]saying{
	DateForm:              {Fix, "%[1]q is read as %[2]s; write dates as YYYY-MM or YYYY-MM-DD", "“%[1]s”按 %[2]s 读取；日期请写成 YYYY-MM 或 YYYY-MM-DD"},
	UnitInsideNumber:      {Fix, "%[1]q is read as %[2]s; keep the unit in the header", "“%[1]s”按 %[2]s 读取；单位请写在表头"},
	FullwidthDigits:       {Fix, "the full-width digits %[1]q are read as %[2]s", "全角数字“%[1]s”按 %[2]s 读取"},
	FullwidthDigitsInCode: {Fix, "the full-width code %[1]q is read as %[2]s", "全角代码“%[1]s”按 %[2]s 读取"},
	DMSCoordinates:        {Fix, "degrees, minutes and seconds %[1]q are read as %[2]s", "度分秒坐标“%[1]s”按 %[2]s 读取"},
	LonLatSwapped:         {Fix, "longitude and latitude stand in each other's column (%[1]s); they are read as %[2]s", "经度和纬度填反（%[1]s），按 %[2]s 读取"},
	ProjectedMetres:       {Fix, "%[1]s are metres of %[2]s and are converted to degrees", "%[1]s 是 %[2]s 的平面坐标（米），已换算成经纬度"},
	CodeAsNumber:          {Fix, "the code %[1]s is stored as a number; format the column as text, or longer codes will be rounded", "代码 %[1]s 存成了数字；请把该列设为文本，否则较长的代码会被舍入"},
	TrailingBlankInCode:   {Fix, "the blank around the code %[1]q is left out", "代码“%[1]s”前后的空格已去掉"},
	OldUnitNameResolved:   {Fix, "%[1]s is a former name; on the file's day the place belongs to %[2]s", "“%[1]s”是原名称；按文件日期该处属于 %[2]s"},
	CRSOfRow:              {Fix, "the row says that its coordinates are in %[1]s, not in %[2]s as the file's; the row's word counts", "该行说明坐标系为 %[1]s，与文件的 %[2]s 不同，以该行为准"},
	OldCodeResolved:       {Fix, "%[1]s is a former code; on the file's day the place belongs to %[2]s", "%[1]s 是原代码；按文件日期该处属于 %[2]s"},

	BlankForNo:               {Warn, "a blank is read as no; write 是 or 否", "空白按“否”处理；请填写“是”或“否”"},
	ApproximateNumber:        {Warn, "%[1]q is read as %[2]s; give the exact number", "“%[1]s”按 %[2]s 读取；请填写准确数字"},
	CodeContradicts:          {Warn, "the code says %[1]s, but the name and the coordinates say %[2]s, which is taken; correct the code", "代码是 %[1]s，名称和坐标却是 %[2]s，按后者处理；请更正代码"},
	GeocodedToGroup:          {Warn, "there are no coordinates; the point of villager group %[1]s is taken (%[2]s)", "没有坐标；取村民小组 %[1]s 的位置（%[2]s）"},
	ZeroGeocodedToGroup:      {Warn, "the coordinates are 0, 0; the point of villager group %[1]s is taken (%[2]s)", "坐标为 0，0；取村民小组 %[1]s 的位置（%[2]s）"},
	VillageOnly:              {Warn, "only %[1]s is known, not the place: it counts for that unit, never by distance; give coordinates or a villager group", "只知道属于 %[1]s，没有位置：按单位计数，不按距离计算；请补充坐标或村民小组"},
	ActiveMoreThanRegistered: {Warn, "%[1]s with records of service are more than the %[2]s registered; the figure is not counted", "有服务记录的 %[1]s 人多于注册的 %[2]s 人；该数字不计"},
	OutsideOwnUnit:           {Warn, "the place lies in %[2]s, not in %[1]s as the row says; check both", "位置在 %[2]s，与填写的 %[1]s 不符；请核对"},
	RoadIsland:               {Warn, "no road joins this one to the others (at %[1]s): nobody comes from here to anywhere else; look whether it should share a vertex with a road beside it", "此路与其他道路不相连（%[1]s 处）：从这里到不了别处；请核对是否应与旁边的道路共用节点"},

	DuplicateOf:    {Reject, "it is the same as %[1]s; remove one of the two", "与 %[1]s 重复；请删除其中一个"},
	OutsideCounty:  {Reject, "the coordinates %[1]s lie outside %[2]s; correct them, or say in which coordinate system they are", "坐标 %[1]s 在%[2]s之外；请更正，或说明所用坐标系"},
	CodeRuined:     {Reject, "%[1]q is a code that a spreadsheet has rounded: its last digits are lost; format the column as text and send the file again, or remove the column so that names are used", "“%[1]s”是被电子表格舍入的代码，末尾数字已丢失；请把该列设为文本后重新导出，或删除该列改用名称"},
	UnknownUnit:    {Reject, "%[1]s: %[2]s", "%[1]s：%[2]s"},
	UnknownKind:    {Reject, "%[1]q is no kind or state that is known here; use one of the names in use, such as %[2]s", "“%[1]s”不是已知的类型或状态；请使用规定的名称，如%[2]s"},
	BadNumber:      {Reject, "%[1]q is not a number that can stand here; write digits only", "“%[1]s”不是有效的数字；请只填数字"},
	BadDate:        {Reject, "%[1]q is not a day or month; write YYYY-MM or YYYY-MM-DD", "“%[1]s”不是有效的日期；请写成 YYYY-MM 或 YYYY-MM-DD"},
	BadCoordinates: {Reject, "%[1]s: %[2]s", "%[1]s：%[2]s"},
	MissingName:    {Reject, "there is no name", "缺少名称"},
	BadText:        {Reject, "%[1]q: %[2]s", "“%[1]s”：%[2]s"},
}

// Action is what a problem of this kind does to its row.
func (c Code) Action() Action { return sayings[c].action }

// Codes returns the closed list.
func Codes() []Code {
	var codes []Code
	for c := range sayings {
		codes = append(codes, c)
	}
	return codes
}

// problem tells a problem: value is what stands in the file, taken what it was taken
// for in both languages.
func problem(code Code, column, header, value string, taken Said) Problem {
	s, value := sayings[code], shown(value)
	return Problem{code, column, header, value, Said{tell(s.en, value, taken.En), tell(s.zh, value, taken.Zh)}}
}

// tell fills a sentence that may use neither, one or both of its two words.
func tell(form, value, taken string) string {
	return fmt.Sprintf(form+"%[3]s", value, taken, "")
}

// same is a word that is the same in both languages.
func same(s string) Said { return Said{s, s} }
