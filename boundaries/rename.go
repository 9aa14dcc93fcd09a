package boundaries

import "strings"

// rename gives a unit another name. A full name that begins with the old one follows.
func (b *board) rename(c Rename) {
	u := b.unit(c.Unit)
	if u == nil {
		return
	}
	if c.Name == "" {
		b.refuse("no_name", c.Unit, "the new name of %s is missing", u.Name)
		return
	}
	full := c.Full
	if rest, ok := strings.CutPrefix(u.Full, u.Name); full == "" && ok {
		full = c.Name + rest
	}
	u.Name, u.Full = c.Name, full
	u.note("rename")
}

// recode gives a unit another code.
func (b *board) recode(c Recode) {
	u := b.unit(c.Unit)
	if u == nil {
		return
	}
	if c.Code.Level() != u.Level() {
		b.refuse("wrong_level", c.Unit, "the new code %v of %s is not that of a %v", c.Code, u.Name, u.Level())
		return
	}
	u.Code, u.newCode = c.Code, true
	u.note("recode")
}

// retype gives a unit another type, and another code where one is said. Its full name
// spoke of the old type and is known no more.
func (b *board) retype(c Retype) {
	u := b.unit(c.Unit)
	if u == nil {
		return
	}
	if levelOf(c.Type) != u.Level() {
		b.refuse("wrong_type", c.Unit, "%s is a %v and can't become a %s", u.Name, u.Level(), orNoType(c.Type))
		return
	}
	if !c.Code.IsZero() {
		if c.Code.Level() != u.Level() {
			b.refuse("wrong_level", c.Unit, "the new code %v of %s is not that of a %v", c.Code, u.Name, u.Level())
			return
		}
		u.Code, u.newCode = c.Code, true
	}
	u.Type, u.Full = c.Type, ""
	u.note("retype")
}

// classify sets a unit's urban flag and tier.
func (b *board) classify(c Classify) {
	u := b.unit(c.Unit)
	if u == nil {
		return
	}
	if c.Urban == Unsaid && c.Tier == "" {
		b.refuse("nothing_said", c.Unit, "say what %s becomes: \"urban\" true or false, a \"tier\", or both", u.Name)
		return
	}
	if c.Urban != Unsaid {
		u.Urban = c.Urban
	}
	if c.Tier != "" {
		u.Tier = c.Tier
	}
}

func orNoType(t Type) string {
	if t == OtherType {
		return "unit of no known type"
	}
	return t.String()
}

// note keeps what was done to a unit, for its strand of lineage; what moves land counts
// more than what changes a word.
func (u *standing) note(kind string) {
	switch u.kind {
	case "", "rename", "retype", "recode":
		u.kind = kind
	}
}
