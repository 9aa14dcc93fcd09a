package web

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

type styleInput struct {
	TileQuery
	Theme string `query:"theme" enum:"light,dark" default:"light"`
	origin
}

type styleOutput struct{ Body map[string]any }

func (s *Server) getStyle(context.Context, *styleInput) (*styleOutput, error) { return nil, nil }

var _ = http.MethodGet
var _ huma.Context
