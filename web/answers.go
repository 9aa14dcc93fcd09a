package web

import (
	"encoding/json"

	"github.com/maypok86/otter/v2"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// maxAnswers bounds the memory, in bytes, that kept answers to coverage questions take.
const maxAnswers = 64 << 20

func newAnswers() *otter.Cache[string, answerBody] {
	return otter.Must(&otter.Options[string, answerBody]{
		MaximumWeight: maxAnswers,
		Weigher:       func(key string, a answerBody) uint32 { return uint32(len(key)) + a.weight() },
	})
}

// weight is about how many bytes an answer takes: lines have a map of ratios and some
// numbers, the lists of the extras a name and a few numbers an entry.
func (a *answerBody) weight() uint32 {
	const line, age, entry = 600, 64, 250
	lines := (1 + len(a.By)) * (line + age*len(a.Total.People))
	if a.Total.Redundancy != nil {
		lines += (1 + len(a.By)) * age * 4
	}
	entries := len(a.Unplaced) + len(a.Stranded) + len(a.Nearest) + len(a.Closing) + len(a.Load) + len(a.Curve)*len(a.Total.People)
	return uint32(lines + entry*entries + 4096)
}

// answer is the answer to a question, kept under everything that it is worked out from:
// the same question put again to the same state is answered at once.
func (s *Server) answer(ed *edition.Edition, q coverage.Question, beside []*edition.Edition) (answerBody, error) {
	id := s.remember(q)
	asked, err := json.Marshal(bodyOf(q)) // as it was put: the answer names its parts by their order
	if err != nil {
		return answerBody{}, err
	}
	key := tagOf("coverage", versionsOf(ed), coverage.ID(ed, q, beside...), string(asked))
	if kept, ok := s.answers.GetIfPresent(key); ok {
		return kept, nil
	}
	a, err := coverage.Ask(ed, q, beside...)
	if err != nil {
		return answerBody{}, err
	}
	body := answerOf(ed, a, id)
	s.answers.Set(key, body)
	return body, nil
}
