package web

import "github.com/gorilla/mux"

// Router is for tests that walk every route.
func (s *Server) Router() *mux.Router { return s.router }

// Rules are the rules that have a sentence in Chinese.
var Rules = rules
