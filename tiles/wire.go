package tiles

import "encoding/binary"

// The few rules of Protocol Buffers that a vector tile needs.

const (
	varintField = 0
	bytesField  = 2
)

func appendKey(to []byte, field, kind uint64) []byte {
	return binary.AppendUvarint(to, field<<3|kind)
}

func appendNumber(to []byte, field, n uint64) []byte {
	return binary.AppendUvarint(appendKey(to, field, varintField), n)
}

func appendBytes[T string | []byte](to []byte, field uint64, content T) []byte {
	to = binary.AppendUvarint(appendKey(to, field, bytesField), uint64(len(content)))
	return append(to, content...)
}

// zigzag folds the sign into the lowest bit.
func zigzag(n int64) uint64 { return uint64(n<<1) ^ uint64(n>>63) }

// shape is the geometry of a feature as the commands of a vector tile.
type shape struct {
	kind     shapeKind
	commands []byte // varints
	cursor   point
}

// shapeKind is GeomType of the specification.
type shapeKind uint64

const (
	pointShape   shapeKind = 1
	lineShape    shapeKind = 2
	polygonShape shapeKind = 3
)

const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// start begins a geometry over.
func (s *shape) start(kind shapeKind) {
	s.kind, s.commands, s.cursor = kind, s.commands[:0], point{}
}

func (s *shape) isEmpty() bool { return len(s.commands) == 0 }

func (s *shape) command(id, count uint64) {
	s.commands = binary.AppendUvarint(s.commands, id|count<<3)
}

func (s *shape) to(p point) {
	s.commands = binary.AppendUvarint(s.commands, zigzag(p.X-s.cursor.X))
	s.commands = binary.AppendUvarint(s.commands, zigzag(p.Y-s.cursor.Y))
	s.cursor = p
}

func (s *shape) point(p point) {
	s.command(moveTo, 1)
	s.to(p)
}

// line adds a line; one that rounding has made a point is left out.
func (s *shape) line(points []point) {
	n := 0
	for i := 1; i < len(points); i++ {
		if points[i] != points[i-1] {
			n++
		}
	}
	if n == 0 {
		return
	}
	s.point(points[0])
	s.command(lineTo, uint64(n))
	for i := 1; i < len(points); i++ {
		if points[i] != points[i-1] {
			s.to(points[i])
		}
	}
}

// ring adds an open, tidy ring.
func (s *shape) ring(points []point) {
	s.point(points[0])
	s.command(lineTo, uint64(len(points)-1))
	for _, p := range points[1:] {
		s.to(p)
	}
	s.command(closePath, 1)
}
