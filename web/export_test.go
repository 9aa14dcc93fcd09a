package web

import "github.com/gorilla/mux"

// Router is for tests that walk every route.
func (s *Server) Router() *mux.Router { return s.router }

// ChineseRule is the sentence in Chinese for a broken rule, or "".
var ChineseRule = chineseRule
