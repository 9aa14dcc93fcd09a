package registers

import (
	"fmt"
	"math"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

func join(list []string, by string) string { return strings.Join(list, by) }

// beyond is what lies on the other side of a border, in words.
func (b *Book) beyond(border *edition.Border) string {
	switch {
	case border.Right != nil:
		return border.Right.Name
	case border.Level == adcode.County && border.Neighbour != "":
		return border.Neighbour
	case border.Level == adcode.County:
		return b.lang.in("界外", "outside")
	}
	return b.lang.in("未设同级单位的地域", "land without a unit of the level")
}

func (b *Book) beyondCode(border *edition.Border) string {
	if border.Right == nil {
		return ""
	}
	return border.Right.Code.String()
}

func (b *Book) name(border *edition.Border) string {
	return border.Left.Name + "—" + b.beyond(border) + b.lang.in("界线", " border")
}

// level is the level of a border, in words.
func (b *Book) level(l adcode.Level) string {
	return b.lang.in(map[adcode.Level]string{adcode.County: "县级", adcode.Township: "乡级", adcode.Village: "村级"}[l], l.String())
}

func (b *Book) state(s boundaries.BorderState) string { return b.lang.in(s.Chinese(), s.String()) }

func (b *Book) kind(k boundaries.PointKind) string { return b.lang.in(k.Chinese(), k.String()) }

func (b *Book) sector(s boundaries.Sector) string { return b.lang.in(s.Chinese(), s.String()) }

// numberOf is a border's number, or that it has none.
func (b *Book) numberOf(l *Line) string {
	if l.Number == "" {
		return b.lang.in("未编号", "no number")
	}
	return l.Number
}

func paper(d boundaries.BorderDocument) string {
	text := d.Title
	if d.Number != "" {
		text += "（" + d.Number + "）"
	}
	if !d.Day.IsZero() {
		text += " " + d.Day.String()
	}
	return strings.TrimSpace(text)
}

// point is the name of a boundary point, the n-th of its line, and what is there.
func (b *Book) point(ed *edition.Edition, net *boundaries.BorderNet, border *edition.Border, p boundaries.BoundaryPoint, n int) (name, where string) {
	name = fmt.Sprintf("J%d", n)
	if p.Marker != nil && p.Marker.Number != "" {
		where = p.Marker.Number + b.lang.in("号界桩", " (marker)")
	}
	if p.Kind != boundaries.JunctionPoint {
		if where == "" {
			where = b.kind(p.Kind)
		}
		return name, where
	}
	units, outer := ed.UnitsAt(net, geo.Snap(p.Place), border.Level)
	var names []string
	for _, u := range units {
		names = append(names, u.Name)
	}
	if border.Level == adcode.County && b.beside != nil {
		names = append([]string{b.County}, b.beside(geo.Snap(p.Place))...)
	}
	junction := join(names, b.lang.in("、", ", "))
	switch {
	case len(names) > 2:
		junction = b.lang.in(junction+"交会点", "junction of "+junction)
	case outer && border.Level != adcode.County:
		junction = b.lang.in(junction+"界线与县级界线交会点", "where the border of "+junction+" meets the county's")
	case net.Touches(geo.Snap(p.Place), adcode.Township) && border.Level == adcode.Village:
		junction = b.lang.in(junction+"界线与乡级界线交会点", "where the border of "+junction+" meets a township's")
	default:
		junction = b.lang.in("起讫点", "where the line begins and ends")
	}
	if where != "" {
		junction += b.lang.in("，", ", ") + where
	}
	return name, junction
}

// dms is degrees, minutes and seconds; places is how many decimals the seconds have.
func dms(degrees float64, places int) string {
	scale := math.Pow10(places)
	units := math.Round(math.Abs(degrees) * 3600 * scale)
	sign := ""
	if degrees < 0 {
		sign = "-"
	}
	minutes, seconds := math.Modf(units / scale / 60)
	whole := int(minutes)
	width := 2
	if places > 0 {
		width += 1 + places
	}
	text := fmt.Sprintf("%0*.*f", width, places, math.Round(seconds*60*scale)/scale)
	return fmt.Sprintf("%s%d°%02d′%s″", sign, whole/60, whole%60, text)
}

// azimuth is degrees and minutes from true north.
func azimuth(degrees float64) string {
	minutes := int(math.Round(degrees*60)) % (360 * 60)
	return fmt.Sprintf("%d°%02d′", minutes/60, minutes%60)
}

// sentences describe a part's course, as a bureau writes it: where it begins, then each
// leg with what it follows, its direction and length, then where it ends.
func (b *Book) sentences(l *Line, part Part) []string {
	at := func(i int) string {
		p := part.Points[i].Place
		return b.lang.in(fmt.Sprintf("%s（%s，东经%s、北纬%s）", part.Names[i], part.Wheres[i], dms(p[0], 2), dms(p[1], 2)),
			fmt.Sprintf("%s (%s, %s E, %s N)", part.Names[i], part.Wheres[i], dms(p[0], 2), dms(p[1], 2)))
	}
	list := []string{b.lang.in(fmt.Sprintf("%s起自%s，左侧为%s，右侧为%s。", l.Name, at(0), l.Left.Name, b.beyond(&l.Border)),
		fmt.Sprintf("The %s begins at %s, with %s on the left and %s on the right.", l.Name, at(0), l.Left.Name, b.beyond(&l.Border)))}
	for i, leg := range part.Legs {
		along := ""
		if leg.Carrier != "" {
			along = b.lang.in("沿"+leg.Carrier, " along "+leg.Carrier)
		}
		list = append(list, b.lang.in(
			fmt.Sprintf("由%s起，%s向%s（方位角%s）延伸%.1f米，至%s。", part.Names[i], along, b.sector(leg.Sector), azimuth(leg.Azimuth), leg.Length, at(i+1)),
			fmt.Sprintf("From %s it runs%s to the %s (azimuth %s) for %.1f m, to %s.", part.Names[i], along, b.sector(leg.Sector), azimuth(leg.Azimuth), leg.Length, at(i+1))))
	}
	return append(list, b.lang.in(fmt.Sprintf("止于%s，全长%.1f米。", part.Names[len(part.Names)-1], part.Length()),
		fmt.Sprintf("It ends at %s, %.1f m in all.", part.Names[len(part.Names)-1], part.Length())))
}
