package road

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Speed is how fast one travels on roads of a class, in km/h; 0: not at all.
type Speed struct {
	Class       string
	Walk, Drive float64
	Words       []string // what else the class is called: 县道, 三级公路
}

// Speeds is a table of speeds by class. It is never changed.
type Speeds struct {
	list   []Speed
	byWord map[string]int // by class and by each of its words
}

// OffRoad is the class for what is walked between a place and its road, in either mode.
const OffRoad = "offroad"

// fastest is the greatest speed a table may name, km/h.
const fastest = 200

// The walking speed of the defaults is that of the 15-minute circle of GB 50180-2018,
// 1,000 m; driving speeds are the design speeds of JTG B01-2014 of the classes met in a
// county, less what villages and bends take. Highway words are OpenStreetMap's.
//
//go:embed speeds.csv
var speedsCSV []byte

var defaultSpeeds = sync.OnceValue(func() *Speeds {
	s, err := ReadSpeeds(bytes.NewReader(speedsCSV), nil)
	if err != nil {
		panic("road: speeds.csv: " + err.Error())
	}
	return s
})

// DefaultSpeeds are the speeds that hold where a county has no table of its own.
func DefaultSpeeds() *Speeds { return defaultSpeeds() }

// NewSpeeds makes a table of the speeds listed, and of base's for classes that the list
// does not name; base may be nil. The error names what cannot be.
func NewSpeeds(list []Speed, base *Speeds) (*Speeds, error) {
	s := &Speeds{byWord: map[string]int{}}
	if base != nil {
		s.list = slices.Clone(base.list)
		for word, i := range base.byWord {
			s.byWord[word] = i
		}
	}
	named := map[string]bool{}
	for _, speed := range list {
		if speed.Class == "" || named[speed.Class] {
			return nil, fmt.Errorf("the class %q stands twice, or is empty", speed.Class)
		}
		named[speed.Class] = true
		for _, kmh := range [2]float64{speed.Walk, speed.Drive} {
			if !(kmh >= 0 && kmh <= fastest) {
				return nil, fmt.Errorf("class %s: %g km/h is not a speed: give 0 (nobody goes there) up to %d", speed.Class, kmh, fastest)
			}
		}
		if speed.Class == OffRoad && speed.Walk == 0 {
			return nil, fmt.Errorf("class %s: the way between a place and its road is walked: give a speed above 0", OffRoad)
		}
		s.put(speed)
	}
	return s, nil
}

func (s *Speeds) put(speed Speed) {
	i, known := s.byWord[speed.Class]
	if known && s.list[i].Class == speed.Class {
		speed.Words = append(slices.Clone(s.list[i].Words), speed.Words...)
		s.list[i] = speed
	} else {
		i = len(s.list)
		s.list = append(s.list, speed)
	}
	for _, word := range append(speed.Words, speed.Class) {
		s.byWord[word] = i
	}
}

// ReadSpeeds reads a table with the columns class, walk_kmh, drive_kmh and, if wanted,
// words (further names of the class, separated by |), in any order. Classes that it does
// not name have base's speeds. The error says the line.
func ReadSpeeds(r io.Reader, base *Speeds) (*Speeds, error) {
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("the table of speeds has no header: write class,walk_kmh,drive_kmh (%w)", err)
	}
	column := map[string]int{"class": -1, "walk_kmh": -1, "drive_kmh": -1, "words": -1}
	for i, h := range header {
		column[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, needed := range []string{"class", "walk_kmh", "drive_kmh"} {
		if column[needed] < 0 {
			return nil, fmt.Errorf("the table of speeds has no column %s", needed)
		}
	}
	var list []Speed
	for {
		record, err := in.Read()
		if err == io.EOF {
			return NewSpeeds(list, base)
		}
		if err != nil {
			return nil, err
		}
		line, _ := in.FieldPos(0)
		speed, err := readSpeed(record, column)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if list = append(list, speed); len(list) > 1000 {
			return nil, fmt.Errorf("the table of speeds has more than 1000 classes")
		}
	}
}

func readSpeed(record []string, column map[string]int) (Speed, error) {
	speed := Speed{Class: strings.TrimSpace(record[column["class"]])}
	for name, into := range map[string]*float64{"walk_kmh": &speed.Walk, "drive_kmh": &speed.Drive} {
		kmh, err := strconv.ParseFloat(strings.TrimSpace(record[column[name]]), 64)
		if err != nil {
			return speed, fmt.Errorf("%s %q is not a number of km/h", name, record[column[name]])
		}
		*into = kmh
	}
	if i := column["words"]; i >= 0 {
		speed.Words = strings.FieldsFunc(record[i], func(r rune) bool { return r == '|' })
	}
	return speed, nil
}

// Of returns the speeds of a class, km/h: both 0 where it is not known.
func (s *Speeds) Of(class string) (walk, drive float64) {
	if i, known := s.byWord[class]; known {
		return s.list[i].Walk, s.list[i].Drive
	}
	return 0, 0
}

// Class returns the class that a word stands for: 县道 for secondary.
func (s *Speeds) Class(word string) (class string, known bool) {
	i, known := s.byWord[strings.TrimSpace(word)]
	if !known {
		return "", false
	}
	return s.list[i].Class, true
}

// List are all speeds, in the order of the table.
func (s *Speeds) List() []Speed { return slices.Clone(s.list) }

// offRoad is what is walked off the roads, metres a second.
func (s *Speeds) offRoad() float64 {
	walk, _ := s.Of(OffRoad)
	if walk == 0 {
		walk, _ = DefaultSpeeds().Of(OffRoad)
	}
	return walk / 3.6
}

// Equal reports whether two tables say the same.
func (s *Speeds) Equal(o *Speeds) bool {
	if s == nil || o == nil {
		return s == o
	}
	return slices.EqualFunc(s.list, o.list, func(a, b Speed) bool {
		return a.Class == b.Class && a.Walk == b.Walk && a.Drive == b.Drive && slices.Equal(a.Words, b.Words)
	})
}
