package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// unkept says why a text cannot be kept: PostgreSQL's text is UTF-8 without U+0000.
func unkept(text string) (why sentence, bad bool) {
	switch {
	case strings.ContainsRune(text, 0):
		return sentence{"文字中含有零字符（U+0000），无法保存", "the text holds a zero character (U+0000), which cannot be kept"}, true
	case !utf8.ValidString(text):
		return sentence{"文字不是 UTF-8", "the text is not UTF-8"}, true
	}
	return sentence{}, false
}

// unkeptAddress refuses a request whose address or key holds a text that cannot be kept.
func unkeptAddress(r *http.Request) error {
	refuse := func(at string, why sentence) error {
		return badParameter(at, at+"："+why.zh, at+": "+why.en)
	}
	if why, bad := unkept(r.URL.Path); bad {
		return refuse("path", why)
	}
	for name, values := range r.URL.Query() {
		for _, value := range append(values, name) {
			if why, bad := unkept(value); bad {
				return refuse("query."+strings.ToValidUTF8(strings.ReplaceAll(name, "\x00", ""), ""), why)
			}
		}
	}
	if why, bad := unkept(r.Header.Get("Idempotency-Key")); bad {
		return refuse("header.Idempotency-Key", why)
	}
	return nil
}

// keptJSON is JSON whose texts can all be kept.
var keptJSON = huma.Format{
	Marshal: func(w io.Writer, v any) error { return huma.DefaultJSONFormat.Marshal(w, v) },
	Unmarshal: func(data []byte, v any) error {
		err := json.Unmarshal(data, v)
		if tree, is := v.(*any); is && err == nil {
			return unkeptMember("body", *tree)
		}
		return err
	},
}

// unkeptMember finds the first text of a JSON value that cannot be kept, and says where it
// stands; humaProblem reads the place off the sentence.
func unkeptMember(at string, v any) error {
	switch v := v.(type) {
	case string:
		if why, bad := unkept(v); bad {
			return fmt.Errorf("%s: %s", at, why.en)
		}
	case []any:
		for i, item := range v {
			if err := unkeptMember(fmt.Sprintf("%s[%d]", at, i), item); err != nil {
				return err
			}
		}
	case map[string]any:
		for name, item := range v {
			if why, bad := unkept(name); bad {
				return fmt.Errorf("%s: %s", at, why.en)
			}
			if err := unkeptMember(at+"."+name, item); err != nil {
				return err
			}
		}
	}
	return nil
}
