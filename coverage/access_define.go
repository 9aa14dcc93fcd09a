package coverage

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// defineAccess writes down what the figures of an answer mean.
func defineAccess(ed *edition.Edition, a *Access) Definition {
	q := &a.Question
	var zh, en []string
	for _, code := range q.Kinds {
		k, ok := facilities.KindByCode(code)
		if !ok {
			k.Zh, k.En = code, code
		}
		zh, en = append(zh, k.Zh), append(en, k.En)
	}
	also := [2]string{}
	for _, state := range q.States {
		also[0], also[1] = also[0]+"或"+string(state), also[1]+" or "+string(state)
	}
	method := [2]string{"两步移动搜寻法（2SFCA，Luo 和 Wang，2003）", "the two-step floating catchment area method (Luo and Wang 2003)"}
	if q.Decay.Kind != DecayNone {
		method = [2]string{"增强型两步移动搜寻法（E2SFCA，Luo 和 Qi，2009）", "the enhanced two-step floating catchment area method (Luo and Qi 2009)"}
	}
	supply := SupplyName(q.Supply)
	reach := catchmentWords(q)
	decay := q.Decay.words(q)
	basis := map[edition.Basis]string{edition.Resident: "常住", edition.Registered: "户籍"}[ed.People.Basis]
	assumed := [2]string{}
	if n := len(q.Add) + len(q.Move) + len(q.Close); n > 0 {
		assumed = [2]string{
			fmt.Sprintf("（假设：新增%d处、迁址%d处、关闭%d处）", len(q.Add), len(q.Move), len(q.Close)),
			fmt.Sprintf(" (assuming %d added, %d moved, %d closed)", len(q.Add), len(q.Move), len(q.Close)),
		}
	}
	return Definition{
		fmt.Sprintf("方法：%s。设施：%s%s，须在%s已建成并处于运营、整治中或已完成状态%s。搜寻范围：%s；%s。第一步，每处设施的%s数除以范围内%s%s人口（加权）得供需比；第二步，各村民小组把所能到达设施的供需比（加权）相加，得人均%s数；村、乡镇、县为按人口加权的平均。未填%s数的设施%d处、位置不明的%d处不计；县界外的人口不计。区划截至%s，数据版本%d。",
			method[0], strings.Join(zh, "、"), assumed[0], dayZh(ed), also[0], reach[0], decay[0], supply[0], basis, agedZh(q.Age), supply[0], supply[0], len(a.Silent), len(a.Unplaced), dayZh(ed), ed.Versions.County),
		fmt.Sprintf("Method: %s. Facilities: %s%s, opened and in operation, in remediation or done%s on %s. Catchment: %s; %s. First the %s of each facility are divided by the %s (%s, by weight) in its catchment; then each villager group adds up, by weight, the ratios of the facilities that it reaches: %s a person. Villages, townships and the county: means by people. Left out: %d facilities of which the %s are not known, %d without a place, and people beyond the county's border. Divisions as of %s, data version %d.",
			method[1], strings.Join(en, ", "), assumed[1], also[1], dayEn(ed), reach[1], decay[1], supply[1], agedEn(q.Age), ed.People.Basis, supply[1], len(a.Silent), supply[1], len(a.Unplaced), dayEn(ed), ed.Versions.County),
	}
}

// catchmentWords are the words for a catchment in Chinese and English.
func catchmentWords(q *AccessQuestion) [2]string {
	if q.Minutes > 0 {
		how := map[Mode][2]string{Walk: {"步行", "on foot"}, Drive: {"驾车", "by car"}}[q.Mode]
		return [2]string{fmt.Sprintf("沿道路%s%g分钟", how[0], q.Minutes), fmt.Sprintf("%g minutes by road %s", q.Minutes, how[1])}
	}
	return [2]string{fmt.Sprintf("椭球面（GRS80）距离%g米", float64(q.Radius)), fmt.Sprintf("%g m on the ellipsoid (GRS80)", float64(q.Radius))}
}

// words are the words for a decay in Chinese and English.
func (d *Decay) words(q *AccessQuestion) [2]string {
	unit := [2]string{"米", "m"}
	if q.Minutes > 0 {
		unit = [2]string{"分钟", "minutes"}
	}
	switch d.Kind {
	case DecaySteps:
		var zh, en []string
		for _, s := range d.Steps {
			zh, en = append(zh, fmt.Sprintf("%g%s内%g", s.Upto, unit[0], s.Weight)), append(en, fmt.Sprintf("%g up to %g %s", s.Weight, s.Upto, unit[1]))
		}
		return [2]string{"分段权重：" + strings.Join(zh, "、"), "weights by ring: " + strings.Join(en, ", ")}
	case DecayGaussian:
		return [2]string{"高斯衰减，边缘为0", "Gaussian decay to 0 at the edge"}
	case DecayInverse:
		return [2]string{fmt.Sprintf("幂衰减，权重为距离的-%g次方（不足%g%s按%g%s计）", d.Power, d.Floor, unit[0], d.Floor, unit[0]), fmt.Sprintf("weight distance^-%g, where less than %g %s counts as that", d.Power, d.Floor, unit[1])}
	case DecayExponential:
		return [2]string{fmt.Sprintf("指数衰减，权重为exp(-%g×距离/范围)", d.Power), fmt.Sprintf("weight exp(-%g distance/catchment)", d.Power)}
	}
	return [2]string{"范围内权重相同", "all within weigh the same"}
}
