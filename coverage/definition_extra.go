package coverage

import (
	"fmt"
	"strings"
)

// extrasZh says what the further figures mean, each as a sentence.
func (q *Question) extrasZh() string { return q.sayExtras(extraZh, "%s", agedZh) }

// extrasEn says what the further figures mean, each as a sentence.
func (q *Question) extrasEn() string { return q.sayExtras(extraEn, "%s ", agedEn) }

var extraZh = map[Extra]string{
	ExtraRedundancy: "重复覆盖：按恰好被0、1、2……处设施覆盖分列人口。",
	ExtraNearest:    "最近距离：每个村民小组到最近一处设施（不论是否在服务半径内）；平均值分别按小组和按人口加权，第95百分位按人口计。",
	ExtraClosing:    "关闭影响：关闭该设施后不再被任何设施覆盖的人口，不再有设施的村（社区）数，不再达标的村（社区）数。",
	ExtraCurve:      "覆盖曲线：各类设施都取同一半径时的覆盖人口。",
	ExtraCapacity:   "床位：%[1]s人口按距离由近到远逐一占用床位（公墓按剩余墓穴计），分为已得、在服务范围内但无床、床位数不明、不在服务范围内。",
}

var extraEn = map[Extra]string{
	ExtraRedundancy: "Redundancy: people by how many facilities, exactly 0, 1, 2 and so on, cover them.",
	ExtraNearest:    "Nearest: from each villager group to the facility nearest to it, within reach or not; means over groups and over people, 95th percentile over people.",
	ExtraClosing:    "Closing: the people whom nothing else covers, the units without another facility, and those no longer served.",
	ExtraCurve:      "Curve: the people covered if all kinds reached equally far.",
	ExtraCapacity:   "Beds: %[1]s take beds (graves left, of a cemetery) in order of distance, the nearest first: served, in reach without a bed, in reach of a facility whose beds are unknown, out of reach.",
}

func (q *Question) sayExtras(words map[Extra]string, format string, aged func(string) string) string {
	var b strings.Builder
	for _, x := range q.With {
		said := words[x]
		if x == ExtraCapacity {
			said = fmt.Sprintf(said, aged(q.BedsFor))
		}
		fmt.Fprintf(&b, format, said)
	}
	return b.String()
}

// agedZh is what people of an age group are called before 人口: all, 60+.
func agedZh(age string) string {
	if age == "all" {
		return ""
	}
	return ofWord(age, 0)
}

// agedEn is what people of an age group are called: all, 60+.
func agedEn(age string) string {
	if age == "all" {
		return "people"
	}
	return "people " + ofWord(age, 1)
}

func (q *Question) assumedZh() string {
	s := ""
	if n := len(q.WhatIf) + len(q.Add); n > 0 {
		s += fmt.Sprintf("，含%d处假设设施", n)
	}
	if n := len(q.Move); n > 0 {
		s += fmt.Sprintf("，假设%d处设施迁移", n)
	}
	if n := len(q.Close); n > 0 {
		s += fmt.Sprintf("，假设%d处设施关闭", n)
	}
	return s
}

func (q *Question) assumedEn() string {
	s := counted(len(q.WhatIf)+len(q.Add), ", with %d assumed site")
	s += counted(len(q.Move), ", with %d facility assumed to move", ", with %d facilities assumed to move")
	return s + counted(len(q.Close), ", with %d facility assumed to close", ", with %d facilities assumed to close")
}

// counted is a phrase with a number; without one for several it is the first with an s.
func counted(n int, one string, several ...string) string {
	switch {
	case n == 0:
		return ""
	case n == 1:
		return fmt.Sprintf(one, n)
	case len(several) == 0:
		return fmt.Sprintf(one+"s", n)
	}
	return fmt.Sprintf(several[0], n)
}
