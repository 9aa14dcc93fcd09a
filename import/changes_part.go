package importer

import (
	"github.com/xiantu/xiantu/boundaries"
)

// into reads what a change makes: a new unit, a unit's code, or parts.
func (r *orderReader) into(c *changeBody) (err error) {
	switch r.d.s.peek() {
	case '{':
		var p boundaries.Part
		if err := r.part("into", &p, false); err != nil {
			return err
		}
		if p.New != nil {
			c.into = *p.New
		}
	case '[':
		return r.list("into", func(name string) error {
			var p boundaries.Part
			err := r.part(name, &p, true)
			c.parts = append(c.parts, p)
			return err
		})
	default:
		c.intoTo, err = r.code("into")
	}
	return err
}

// part reads a new unit, or a part of a split where split is set.
func (r *orderReader) part(name string, p *boundaries.Part, split bool) error {
	has := map[string]bool{}
	var n boundaries.NewUnit
	err := r.members(name, func(key string) (err error) {
		has[key] = true
		at := joined(name, key)
		switch {
		case key == "code":
			n.Code, err = r.code(at)
		case key == "name":
			n.Name, err = r.text(at)
		case key == "name_full":
			n.Full, err = r.text(at)
		case key == "type":
			n.Type, err = r.unitType(at)
		case key == "parent":
			n.Parent, err = r.code(at)
		case key == "to" && split:
			p.To, err = r.code(at)
		case key == "at" && split:
			p.At, err = r.place(at)
		case key == "groups" && split:
			p.Groups, err = r.texts(at)
		case key == "units" && split:
			p.Units, err = r.codes(at)
		default:
			err = r.unknown(at)
		}
		return err
	})
	if has["code"] || has["name"] || !has["to"] {
		p.New = &n
	}
	r.checkPart(name, has, split)
	return err
}

func (r *orderReader) checkPart(name string, has map[string]bool, split bool) {
	if has["to"] && (has["code"] || has["name"]) {
		r.wrong(name, "say either the unit that it goes to (\"to\") or a new one (\"code\", \"name\"), not both", "“to”和“code/name”只能填写一种")
	}
	if !has["to"] {
		for _, m := range []string{"code", "name"} {
			if !has[m] {
				r.wrong(joined(name, m), "the new unit needs this member", "新单位缺少该成员")
			}
		}
	}
	if split && !has["at"] && !has["groups"] && !has["units"] {
		r.wrong(joined(name, "at"), "say where the part lies: a place \"at\" [lon, lat], its \"groups\" or its \"units\"", "请说明该部分的位置：“at” [经度, 纬度]、“groups”或“units”")
	}
}
