package web

import (
	"context"
	"log/slog"
	"net/http"

	"golang.org/x/text/language"
)

// tongue is a language that sentences are written in.
type tongue string

const (
	chinese tongue = "zh-CN" // the default
	english tongue = "en"
)

// sentence is one sentence in both languages.
type sentence struct{ zh, en string }

func (s sentence) in(t tongue) string {
	if t == english && s.en != "" || s.zh == "" {
		return s.en
	}
	return s.zh
}

// call is what is known of the request under way.
type call struct {
	id     string
	tongue tongue
	log    *slog.Logger
}

type callKey struct{}

// callOf returns the call that a context belongs to.
func callOf(ctx context.Context) call {
	if c, ok := ctx.Value(callKey{}).(call); ok {
		return c
	}
	return call{tongue: chinese, log: slog.Default()}
}

var spoken = language.NewMatcher([]language.Tag{language.MustParse("zh-CN"), language.English})

// takeTongue finds the language asked for, by lang= or else by Accept-Language, and
// takes lang= off the request, so that no handler need know it.
func takeTongue(r *http.Request) tongue {
	wanted := r.Header.Get("Accept-Language")
	if query := r.URL.Query(); query.Has("lang") {
		wanted = query.Get("lang")
		query.Del("lang")
		r.URL.RawQuery = query.Encode()
	}
	tags, _, err := language.ParseAcceptLanguage(wanted)
	if err != nil || len(tags) == 0 {
		return chinese
	}
	if _, index, confidence := spoken.Match(tags...); index == 1 && confidence > language.No {
		return english
	}
	return chinese
}
