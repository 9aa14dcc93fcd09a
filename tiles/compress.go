package tiles

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Encoding is how the body of a tile is compressed.
type Encoding uint8

// The encodings a tile goes out in.
const (
	Gzip Encoding = iota
	Zstd
	Identity // not compressed
)

// Encodings are all of them, the one liked best first.
var Encodings = []Encoding{Gzip, Zstd, Identity}

// String is the name of HTTP for it.
func (e Encoding) String() string {
	switch e {
	case Gzip:
		return "gzip"
	case Zstd:
		return "zstd"
	case Identity:
		return "identity"
	}
	panic(fmt.Sprintf("tiles: no such encoding: %d", e))
}

// gzipLevel is the middle of the scale, as gzip itself has it.
const gzipLevel = 6

// compressor compresses with tools that it uses again. The zero compressor is ready and
// safe for concurrent use.
type compressor struct {
	zippers sync.Pool
	once    sync.Once
	zstd    *zstd.Encoder
}

func (c *compressor) gzip(plain []byte) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(plain)/2+64))
	z, _ := c.zippers.Get().(*gzip.Writer)
	if z == nil {
		z, _ = gzip.NewWriterLevel(nil, gzipLevel) // the level is a good one
	}
	z.Reset(out)
	_, err := z.Write(plain)
	if err = errors.Join(err, z.Close()); err != nil {
		panic("tiles: gzip into memory: " + err.Error())
	}
	c.zippers.Put(z)
	return out.Bytes()
}

func (c *compressor) zstandard(plain []byte) []byte {
	c.once.Do(func() {
		var err error
		if c.zstd, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedDefault)); err != nil {
			panic("tiles: zstd: " + err.Error())
		}
	})
	return c.zstd.EncodeAll(plain, nil)
}

// Compress is a tile as Cache keeps it: by gzip, at the level that tiles are.
func Compress(plain []byte) []byte { return new(compressor).gzip(plain) }

// unzip is the reverse of gzip.
func unzip(zipped []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	_, err = out.ReadFrom(r)
	return out.Bytes(), err
}

// etag is a strong entity tag: a hash of the bytes sent.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}
