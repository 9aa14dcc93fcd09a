package tiles

import "fmt"

// Theme is a look of the map.
type Theme string

// The themes. Print is for light paper: white ground, stronger lines.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
	Print Theme = "print"
)

// Themes are all themes.
var Themes = []Theme{Light, Dark, Print}

// ParseTheme reads the name of a theme; "" is Light.
func ParseTheme(s string) (Theme, error) {
	if s == "" {
		return Light, nil
	}
	for _, t := range Themes {
		if string(t) == s {
			return t, nil
		}
	}
	return "", fmt.Errorf("%w: %q is not a theme: ask for light, dark or print", ErrInvalid, s)
}

// Tokens are the colours of a theme, #rrggbb: the one table that styles, sprites and
// legends are made from.
type Tokens struct {
	Ground  string            // what lies outside all counties
	Tints   [TintCount]string // of townships
	Village string            // lines by level
	Town    string
	County  string
	Band    string // along the county's border
	Ink     string // names
	Soft    string // lesser names
	Halo    string
	Reach   string // land within reach, and its edge
	Gap     string // land out of reach
	Rim     string // around facilities
	Letter  string // on facilities
	Other   string // facilities of a kind that is not in the registry
	Choice  string // what is selected
}

// Tokens returns the theme's colours; those of Light for a theme that is none. People
// who see red and green alike tell the tints apart too: a test measures it.
func (t Theme) Tokens() Tokens {
	light := Tokens{
		Ground: "#eef1ec", Tints: [TintCount]string{"#f7efc8", "#c0d5c1", "#e3f0fa", "#f2dbdb", "#cdc8e6"},
		Village: "#8d8a80", Town: "#5f5a52", County: "#3d3a36", Band: "#c9a4b4", Ink: "#18211e", Soft: "#4c5651", Halo: "#ffffff",
		Reach: "#0b8a7d", Gap: "#6b4a86", Rim: "#ffffff", Letter: "#ffffff", Other: "#4b5563", Choice: "#d1481f",
	}
	switch t {
	case Dark:
		return Tokens{
			Ground: "#131b19", Tints: [TintCount]string{"#4e4e29", "#1e371e", "#27475e", "#5e312d", "#37305c"},
			Village: "#7d8a84", Town: "#a5b3ad", County: "#e7eeeb", Band: "#96657d", Ink: "#e7eeeb", Soft: "#b6c3bd", Halo: "#131b19",
			Reach: "#4fd0be", Gap: "#c9a4e8", Rim: "#131b19", Letter: "#ffffff", Other: "#9ca3af", Choice: "#ff8a5c",
		}
	case Print:
		light.Ground, light.Village, light.Town, light.County, light.Ink, light.Soft = "#ffffff", "#6b675e", "#3f3b35", "#000000", "#000000", "#333333"
	}
	return light
}
