package tiles

// BasemapID names the source and the layer of a base map.
const BasemapID = "basemap"

// baseMaxZoom is as far in as tiles of base maps are asked for; clients enlarge them beyond.
const baseMaxZoom = 18

// PutUnder lays pictures of 256 pixels under everything but the ground: their address with
// {z}, {x} and {y}, in web Mercator, and what their provider wants said. Areas of units
// are made thin so that the pictures are seen.
func (s *StyleSheet) PutUnder(address, attribution string) {
	s.Sources[BasemapID] = Source{Type: "raster", Tiles: []string{address}, TileSize: 256, MaxZoom: baseMaxZoom, Attribution: attribution}
	under := StyleLayer{ID: BasemapID, Type: "raster", Source: BasemapID}
	s.Layers = append(s.Layers[:1:1], append([]StyleLayer{under}, s.Layers[1:]...)...)
	for i := range s.Layers {
		if id := s.Layers[i].ID; id == "county-fill" || id == "township-fill" {
			s.Layers[i].Paint["fill-opacity"] = 0.3
		}
	}
}
