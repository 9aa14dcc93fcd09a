package main

import "github.com/xiantu/xiantu/web"

// basemapFlags say whose pictures lie under the map; none unless named.
type basemapFlags struct {
	Basemap            string `name:"basemap" help:"Address of a base map's tiles with {z}, {x} and {y}, XYZ or WMTS in key-value form, web Mercator on WGS 84 or CGCS2000; a key in it stays on this machine. None unless named." env:"XIANTU_BASEMAP" placeholder:"URL"`
	BasemapAttribution string `name:"basemap-attribution" help:"What the base map's provider wants said on the map: name and map approval number." env:"XIANTU_BASEMAP_ATTRIBUTION" placeholder:"TEXT"`
}

// configure refuses an address that no tile could be asked for by.
func (f basemapFlags) configure(config *web.Config) error {
	if f.Basemap == "" {
		if f.BasemapAttribution != "" {
			return usageError{"--basemap-attribution: there is no --basemap that it could be said of"}
		}
		return nil
	}
	if err := web.CheckBasemap(f.Basemap); err != nil {
		return usageError{"--basemap: " + err.Error()}
	}
	config.Basemap = web.Basemap{Template: f.Basemap, Attribution: f.BasemapAttribution}
	return nil
}
