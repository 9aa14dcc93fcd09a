package topo

import (
	"fmt"
	"slices"
	"strings"
)

// Property is a member of a feature's properties as it is written: the key between its
// quotes, the value with its own.
type Property struct{ Key, Value string }

// Properties returns the properties of feature i in their order; nil where they are null.
func (f *File) Properties(i int) []Property {
	span := f.Features[i].Properties
	p := &parser{text: f.Text[:span.To], at: span.From}
	if span.To == 0 || p.peek() != '{' {
		return nil
	}
	var out []Property
	_ = p.object(func(key string) error { // it was read before
		value, err := p.skip(1)
		out = append(out, Property{key, string(f.bytes(value))})
		return err
	})
	return out
}

// property returns the value of a property as it is written, "null" where there is none.
func (f *File) property(i int, key string) string {
	for _, p := range f.Properties(i) {
		if p.Key == key {
			return p.Value
		}
	}
	return "null"
}

// Names returns what a person calls each feature: its code, else its id or name, else
// its number in the file.
func (f *File) Names() []string {
	names := make([]string, len(f.Features))
	for i := range names {
		have := f.Properties(i)
		for _, key := range []string{"code", "XZQDM", "ZLDWDM", "id", "name"} {
			at := slices.IndexFunc(have, func(p Property) bool { return p.Key == key && p.Value != "null" && p.Value != `""` })
			if at >= 0 {
				names[i] = strings.Trim(have[at].Value, `"`)
				break
			}
		}
		if names[i] == "" {
			names[i] = fmt.Sprintf("#%d", i+1)
		}
	}
	return names
}

// shared returns the properties that all of some features have with the same value, in
// the order of the first.
func (f *File) shared(features []int32) []Property {
	common := f.Properties(int(features[0]))
	for _, i := range features[1:] {
		have := f.Properties(int(i))
		common = slices.DeleteFunc(common, func(p Property) bool { return !slices.Contains(have, p) })
	}
	return common
}
