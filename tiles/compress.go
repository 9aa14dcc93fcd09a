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

// gzipLevel is below the middle of the scale: coordinates hold little that repeats, so
// that looking longer for it gains a hundredth of the size for a quarter more time.
const gzipLevel = 3

// compressor compresses with tools that it uses again. The zero compressor is ready and
// safe for concurrent use.
type compressor struct {
	zippers sync.Pool // of *zipper
	once    sync.Once
	zstd    *zstd.Encoder
}

// zipper is a gzip writer and what it writes on.
type zipper struct {
	*gzip.Writer
	out bytes.Buffer
}

// gzip returns no more bytes than it takes: they are kept.
func (c *compressor) gzip(plain []byte) []byte {
	z, _ := c.zippers.Get().(*zipper)
	if z == nil {
		z = new(zipper)
		z.Writer, _ = gzip.NewWriterLevel(nil, gzipLevel) // the level is a good one
	}
	z.out.Reset()
	z.Reset(&z.out)
	_, err := z.Write(plain)
	if err = errors.Join(err, z.Close()); err != nil {
		panic("tiles: gzip into memory: " + err.Error())
	}
	zipped := bytes.Clone(z.out.Bytes())
	c.zippers.Put(z)
	return zipped
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
