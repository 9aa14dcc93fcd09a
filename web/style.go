package web

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/xiantu/xiantu/tiles"
)

func (s *Server) styleRoutes() {
	huma.Register(s.api, operation(http.MethodGet, "/style.json", "get-style", "tiles", "A MapLibre style over the tile sets"), s.getStyle)
	sprite := operation(http.MethodGet, "/sprite/{name}", "get-sprite", "tiles", "The style's images: light.png, light.json, dark@2x.png, ...")
	sprite.Responses = fileResponse("the picture", "image/png", nil)
	sprite.Responses["200"].Content["application/json"] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeObject}}
	huma.Register(s.api, sprite, s.getSprite)
}

type styleInput struct {
	TileQuery
	Theme string `query:"theme" enum:"light,dark,print" default:"light"`
	origin
}

type styleOutput struct{ Body tiles.StyleSheet }

func (s *Server) getStyle(_ context.Context, in *styleInput) (*styleOutput, error) {
	theme, err := tiles.ParseTheme(in.Theme)
	if err != nil {
		return nil, err
	}
	if _, err := parseDay("query.at", in.At); err != nil {
		return nil, err
	}
	style := tiles.Style(theme, in.link(in.base), in.base+"/sprite/"+string(theme))
	if s.provider != nil {
		style.PutUnder(in.base+"/basemap/{z}/{x}/{y}", s.Basemap.Attribution)
	}
	return &styleOutput{style}, nil
}

type spriteInput struct {
	Name string `path:"name"`
}

func (s *Server) getSprite(_ context.Context, in *spriteInput) (*documentOutput, error) {
	name, ending, _ := strings.Cut(in.Name, ".")
	ratio := 1
	if base, ok := strings.CutSuffix(name, "@2x"); ok {
		name, ratio = base, 2
	}
	theme, err := tiles.ParseTheme(name)
	if name == "" || err != nil || ending != "png" && ending != "json" {
		return nil, &refusal{status: http.StatusNotFound, at: "path.name", said: sentence{"没有图标集“" + in.Name + "”", "there is no sprite " + in.Name}}
	}
	picture, index, err := tiles.Sprite(theme, ratio)
	if err != nil {
		return nil, err
	}
	d := &document{kind: "image/png", body: picture}
	if ending == "json" {
		if d.body, err = json.Marshal(index); err != nil {
			return nil, err
		}
		d.kind = "application/json"
	}
	d.tag = tagOf(string(d.body))
	return d.output(), nil
}
