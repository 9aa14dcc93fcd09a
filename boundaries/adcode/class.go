package adcode

// Class is what the last three digits of a code say about the kind of unit.
type Class uint8

// The classes of GB/T 10114-2003 for townships and of statistical practice for
// villages. NoClass is a number outside every range, or a county.
const (
	NoClass          Class = iota
	Subdistrict            // 街道, 001-099
	Town                   // 镇, 100-199
	RuralTownship          // 乡 and 民族乡, 200-399
	Enterprise             // 政企合一, 400-599
	Community              // 居委会, 001-199
	VillageCommittee       // 村委会, 200-399
)

var classNames = [...]string{"", "subdistrict", "town", "rural township", "enterprise", "community", "village committee"}

// String is the class's name in English, lower case.
func (c Class) String() string { return classNames[c] }

// Class tells the class of a township's or village's code.
func (c Code) Class() Class {
	n := c.Serial()
	switch c.level {
	case Township:
		switch {
		case n >= 1 && n <= 99:
			return Subdistrict
		case n >= 100 && n <= 199:
			return Town
		case n >= 200 && n <= 399:
			return RuralTownship
		case n >= 400 && n <= 599:
			return Enterprise
		}
	case Village:
		switch {
		case n >= 1 && n <= 199:
			return Community
		case n >= 200 && n <= 399:
			return VillageCommittee
		}
	}
	return NoClass
}
