package boundaries

import (
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Type is the kind of a unit within its level.
type Type uint8

// The types of units. OtherType is the zero Type: not said, or not of this list.
const (
	OtherType        Type = iota
	CountyType            // 县
	District              // 区
	CountyCity            // 县级市
	Subdistrict           // 街道
	Town                  // 镇
	Township              // 乡
	EthnicTownship        // 民族乡
	Community             // 社区, 居委会
	VillageCommittee      // 村, 村委会
)

var typeNames = [...]struct{ en, zh string }{
	{"", ""}, {"county", "县"}, {"district", "区"}, {"county-level city", "县级市"}, {"subdistrict", "街道"}, {"town", "镇"},
	{"township", "乡"}, {"ethnic township", "民族乡"}, {"community", "社区"}, {"village", "村"},
}

// String is the type in English, lower case; "" for OtherType.
func (t Type) String() string { return typeNames[t].en }

// Chinese is the type in Chinese: 街道, 镇, 社区.
func (t Type) Chinese() string { return typeNames[t].zh }

// ParseType reads a type in Chinese (街道, 街道办事处, 居委会, 村委会, ...) or as
// String writes it; what it does not know is OtherType.
func ParseType(s string) Type {
	s = strings.TrimSpace(s)
	for t, n := range typeNames {
		if s != "" && (s == n.en || s == n.zh) {
			return Type(t)
		}
	}
	switch s {
	case "街道办事处", "街道办":
		return Subdistrict
	case "居委会", "居民委员会", "社区居委会", "社区居民委员会":
		return Community
	case "村委会", "村民委员会", "行政村":
		return VillageCommittee
	case "市辖区":
		return District
	}
	return OtherType
}

// TypeOf tells a unit's type from its name and code: 西龙镇 is a town. The code
// decides where the name has no ending that says.
func TypeOf(name string, code adcode.Code) Type {
	ends := func(suffixes ...string) bool {
		for _, s := range suffixes {
			if strings.HasSuffix(name, s) {
				return true
			}
		}
		return false
	}
	switch code.Level() {
	case adcode.County:
		switch {
		case ends("区"):
			return District
		case ends("市"):
			return CountyCity
		case ends("县"):
			return CountyType
		}
	case adcode.Township:
		switch {
		case ends("街道", "街道办事处"):
			return Subdistrict
		case ends("镇"):
			return Town
		case ends("民族乡", "族乡"):
			return EthnicTownship
		case ends("乡"):
			return Township
		}
		switch code.Class() {
		case adcode.Subdistrict:
			return Subdistrict
		case adcode.Town:
			return Town
		case adcode.RuralTownship:
			return Township
		}
	case adcode.Village:
		switch {
		case ends("社区", "居委会", "居民委员会"):
			return Community
		case ends("村", "村委会", "村民委员会"):
			return VillageCommittee
		}
		switch code.Class() {
		case adcode.Community:
			return Community
		case adcode.VillageCommittee:
			return VillageCommittee
		}
	}
	return OtherType
}
