package adcode_test

import (
	"fmt"
	"testing"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

func TestParse(t *testing.T) {
	for s, want := range map[string]adcode.Level{"511425": adcode.County, "511425001": adcode.Township, "511425001003": adcode.Village} {
		c, err := adcode.Parse(s)
		if err != nil || c.Level() != want || c.String() != s {
			t.Errorf("Parse(%q) = %v (%v), %v", s, c, c.Level(), err)
		}
	}
	for _, bad := range []string{"", "5114", "51142500", "5.11425E+11", "511425001003 ", "５１１４２５", "011425", "51142500100x", "999999999999999999999"} {
		if c, err := adcode.Parse(bad); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", bad, c)
		}
	}
}

func TestParts(t *testing.T) {
	c := adcode.MustParse("511425110204")
	for _, p := range []struct {
		got  adcode.Code
		want string
	}{{c.County(), "511425"}, {c.Township(), "511425110"}, {c.Parent(), "511425110"}, {c.Parent().Parent(), "511425"}, {c.County().Parent(), ""}, {c.Township().Child(204), "511425110204"}, {c.Child(1), ""}} {
		if p.got.String() != p.want {
			t.Errorf("got %q, want %q", p.got, p.want)
		}
	}
}

func TestClass(t *testing.T) {
	for s, want := range map[string]adcode.Class{
		"511425": adcode.NoClass, "511425001": adcode.Subdistrict, "511425102": adcode.Town, "511425217": adcode.RuralTownship, "511425400": adcode.Enterprise,
		"511425600": adcode.NoClass, "511425001012": adcode.Community, "511425001200": adcode.VillageCommittee, "511425001498": adcode.NoClass,
	} {
		if got := adcode.MustParse(s).Class(); got != want {
			t.Errorf("class of %s is %q, want %q", s, got, want)
		}
	}
}

func ExampleParse() {
	_, err := adcode.Parse("5.11425E+11")
	fmt.Println(err)
	// Output: "5.11425E+11" is a code that a spreadsheet has rounded: its last digits are lost; format the column as text and send the file again
}

func ExampleCode_Class() {
	c := adcode.MustParse("511425001003")
	fmt.Println(c.Level(), c.Class(), c.Township())
	// Output: village community 511425001
}
