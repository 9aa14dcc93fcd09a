package postgis

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/ewkb"

	"github.com/xiantu/xiantu/geo"
)

// cgcs2000 is the SRID of every shape, EPSG:4490: lon/lat in degrees.
const cgcs2000 = 4490

// shapeBytes is a shape as EWKB: bytes go in and come out as they are, so that a
// coordinate read is bit for bit the one written. No shape is null.
func shapeBytes(g orb.Geometry) []byte {
	switch g := g.(type) {
	case nil:
		return nil
	case orb.MultiPolygon:
		if len(g) == 0 {
			return nil
		}
	}
	return ewkb.MustMarshal(g, cgcs2000)
}

func pointBytes(p *orb.Point) []byte {
	if p == nil {
		return nil
	}
	return ewkb.MustMarshal(*p, cgcs2000)
}

func readShape[G orb.Geometry](b []byte) (shape G, err error) {
	if b == nil {
		return shape, nil
	}
	g, srid, err := ewkb.Unmarshal(b)
	if err != nil {
		return shape, fmt.Errorf("read a shape of %d bytes: %w", len(b), err)
	}
	shape, ok := g.(G)
	if !ok || srid != cgcs2000 {
		return shape, fmt.Errorf("read a shape: want %T with SRID %d, the database holds %T with %d", shape, cgcs2000, g, srid)
	}
	return shape, nil
}

func readPoint(b []byte) (*orb.Point, error) {
	if b == nil {
		return nil, nil
	}
	p, err := readShape[orb.Point](b)
	return &p, err
}

// onGrid is the shape with its vertices on the grid; ok is false where a coordinate
// is no position on earth or nothing of a shape is left.
func onGrid(shape orb.MultiPolygon) (snapped orb.MultiPolygon, ok bool) {
	if len(shape) == 0 {
		return nil, true
	}
	for _, polygon := range shape {
		for _, ring := range polygon {
			for _, p := range ring {
				if !onEarth(p) {
					return nil, false
				}
			}
		}
	}
	snapped = geo.SnapShape(shape)
	return snapped, len(snapped) > 0
}

func onEarth(p orb.Point) bool { return math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90 }

// registerGeometry tells a connection that a geometry travels as its bytes.
func registerGeometry(ctx context.Context, conn *pgx.Conn) error {
	var oid uint32
	err := conn.QueryRow(ctx, "SELECT coalesce(to_regtype('geometry')::oid, 0)").Scan(&oid)
	if err == nil && oid != 0 {
		conn.TypeMap().RegisterType(&pgtype.Type{Name: "geometry", OID: oid, Codec: pgtype.ByteaCodec{}})
	}
	return err
}
