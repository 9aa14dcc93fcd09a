package facilities

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/xiantu/xiantu/geo"
)

// Kind is an entry of the registry of facility kinds: what bureaus place, under
// which names, and how far each is taken to reach.
type Kind struct {
	Code          string     // ELD_COMMUNITY; stable, never shown to people
	Zh, En        string     // names to show
	Domain        string     // elder, funeral, volunteer, governance, rescue, registration, reference
	Tier          string     // whom one of them serves: village, township, several townships, ...
	Radius        geo.Metres // default reach; 0: none, it is counted by unit or by the villages that it lists
	Colour        string     // of its symbol: #rrggbb
	Symbol        string     // one Chinese character to stand in the symbol
	CountsForUnit bool       // every unit is to have its own: one named for a township belongs to all of it
	Synonyms      []string   // other names in use, Chinese
	Covers        []string   // codes of the lower kinds in whose place it can stand, where a question lets a higher tier count
	publicWords   []string   // words in a name that make it a public body
}

// IsPublic reports whether a facility of the kind is a public body by its name alone:
// a 敬老院 is one, a 老年公寓 may be either.
func (k Kind) IsPublic(name string) bool {
	return slices.ContainsFunc(k.publicWords, func(w string) bool { return strings.Contains(name, w) })
}

//go:embed kinds.csv
var kindsCSV []byte

// registry is the embedded table, read once.
var registry = sync.OnceValue(func() []Kind {
	records, err := csv.NewReader(bytes.NewReader(kindsCSV)).ReadAll()
	if err != nil {
		panic("facilities: kinds.csv: " + err.Error())
	}
	var kinds []Kind
	for _, r := range records[1:] {
		radius, err := strconv.ParseFloat(r[5], 64)
		if err != nil {
			panic("facilities: kinds.csv: " + r[0] + ": " + err.Error())
		}
		kinds = append(kinds, Kind{
			Code: r[0], Zh: r[1], En: r[2], Domain: r[3], Tier: r[4], Radius: geo.Metres(radius), Colour: r[6], Symbol: r[7],
			CountsForUnit: r[8] == "yes", publicWords: words(r[9]), Synonyms: words(r[10]), Covers: words(r[11]),
		})
	}
	return kinds
})

func words(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// Kinds returns the registry, elder care first. The slice is the caller's own.
func Kinds() []Kind { return slices.Clone(registry()) }

// KindByCode finds a kind by its code.
func KindByCode(code string) (Kind, bool) {
	for _, k := range registry() {
		if k.Code == code {
			return k, true
		}
	}
	return Kind{}, false
}

// KindByName finds a kind by what people call it: 日间照料中心, or the whole name of a
// facility, 五更桥社区日间照料中心.
func KindByName(name string) (Kind, bool) {
	k, word := MatchKind(name)
	return k, word != ""
}

// MatchKind finds the kind whose name or synonym is the longest that stands in a
// text, and that word; the word is "" where there is none. Of equally long words the
// later one in the text decides: a name ends with what it names.
func MatchKind(text string) (Kind, string) {
	text = strings.Join(strings.Fields(text), "")
	var best Kind
	var word string
	at := -1
	for _, k := range registry() {
		for _, w := range append([]string{k.Zh}, k.Synonyms...) {
			i := strings.LastIndex(text, w)
			if i >= 0 && (len(w) > len(word) || len(w) == len(word) && i > at) {
				best, word, at = k, w, i
			}
		}
	}
	return best, word
}

// Set is a name for several kinds that are counted together.
type Set struct {
	Code, Zh, En string
	Kinds        []string // codes
}

// Sets returns the sets that bureaus report on.
func Sets() []Set {
	return []Set{
		{"URBAN_HOME_COMMUNITY", "城市居家和社区养老服务设施", "urban home and community elderly care", []string{"ELD_COMPLEX", "ELD_COMMUNITY"}},
		{"RURAL_THREE_TIER", "农村养老服务中心、分中心和服务点", "rural elderly care in three tiers", []string{"ELD_RURAL_CENTRE", "ELD_RURAL_SUB", "ELD_RURAL_POINT"}},
		{"ALL_ELDER", "全部养老服务设施", "all elderly care", inDomain("elder")},
	}
}

func inDomain(domain string) []string {
	var codes []string
	for _, k := range registry() {
		if k.Domain == domain {
			codes = append(codes, k.Code)
		}
	}
	return codes
}

// Expand turns codes of kinds and of sets into codes of kinds, each once, in the order
// asked for. The error names what is neither.
func Expand(codes []string) ([]string, error) {
	var kinds []string
	add := func(code string) {
		if !slices.Contains(kinds, code) {
			kinds = append(kinds, code)
		}
	}
	sets := Sets()
	for _, code := range codes {
		if i := slices.IndexFunc(sets, func(s Set) bool { return s.Code == code }); i >= 0 {
			for _, k := range sets[i].Kinds {
				add(k)
			}
			continue
		}
		if _, ok := KindByCode(code); !ok {
			return nil, fmt.Errorf("%q is no kind of facility and no set of kinds: write one of %s", code, strings.Join(allCodes(), ", "))
		}
		add(code)
	}
	return kinds, nil
}

func allCodes() []string {
	var codes []string
	for _, k := range registry() {
		codes = append(codes, k.Code)
	}
	for _, s := range Sets() {
		codes = append(codes, s.Code)
	}
	return codes
}
