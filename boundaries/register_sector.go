package boundaries

import "math"

// Sector is one of the 16 directions of a course description, of 22.5 degrees each; the
// zero Sector is north, 348.75 to 11.25 degrees from true north.
type Sector uint8

var sectorNames = [16][2]string{
	{"北", "north"}, {"北东北", "north-northeast"}, {"东北", "northeast"}, {"东东北", "east-northeast"},
	{"东", "east"}, {"东东南", "east-southeast"}, {"东南", "southeast"}, {"南东南", "south-southeast"},
	{"南", "south"}, {"南西南", "south-southwest"}, {"西南", "southwest"}, {"西西南", "west-southwest"},
	{"西", "west"}, {"西西北", "west-northwest"}, {"西北", "northwest"}, {"北西北", "north-northwest"},
}

// SectorOf is the sector of an azimuth in degrees clockwise from true north. Where two meet
// it is the one further clockwise.
func SectorOf(azimuth float64) Sector {
	turns := math.Mod(azimuth+11.25, 360)
	if turns < 0 {
		turns += 360
	}
	return Sector(int(turns/22.5) % 16)
}

// String is the sector's name in English.
func (s Sector) String() string { return sectorNames[s][1] }

// Chinese is the sector's name.
func (s Sector) Chinese() string { return sectorNames[s][0] }
