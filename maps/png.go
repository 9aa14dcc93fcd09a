package maps

import (
	"bufio"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"io"
	"iter"
	"math"
	"runtime"
)

// The limits of a picture.
const (
	leastDPI  = 20
	mostDPI   = 1200
	mostPixel = 400_000_000
	bandRows  = 256 // drawn at a time, so that a large sheet needs little memory
)

// writePNG draws a scene in bands from the top and writes them as they are done.
// The picture says how many dots make a metre, so that it prints at its true size.
func writePNG(w io.Writer, s *Scene, fonts *fonts, dpi int) error {
	if dpi < leastDPI || dpi > mostDPI {
		return refuse(ErrInvalid, "dpi", "分辨率 %d：图片须为每英寸 %d 至 %d 点", "%d dpi: a picture has %d to %d dots an inch", dpi, leastDPI, mostDPI)
	}
	k := float64(dpi) / 25.4
	width, height := int(math.Round(s.Width*k)), int(math.Round(s.Height*k))
	if width*height > mostPixel {
		return refuse(ErrInvalid, "dpi", "%d × %d 点的图片太大：请用低于 %d 的分辨率，或改用 PDF", "%d x %d dots are too many for a picture: take fewer than %d dpi, or PDF", width, height, dpi)
	}
	p, err := newPNG(w, width, height, int(math.Round(k*1000)))
	if err != nil {
		return err
	}
	for band := range drawnBands(newPainter(s, fonts, k, width), height) {
		if err := p.rows(<-band); err != nil {
			return err
		}
	}
	return p.close()
}

// drawnBands draws the bands of a picture, as many at a time as there are processors, and
// yields them from the top.
func drawnBands(p *painter, height int) iter.Seq[<-chan *image.RGBA] {
	return func(yield func(<-chan *image.RGBA) bool) {
		var drawing []<-chan *image.RGBA
		for top := 0; top < height || len(drawing) > 0; {
			if top < height && len(drawing) < runtime.GOMAXPROCS(0) {
				band := make(chan *image.RGBA, 1)
				go func(top int) { band <- p.band(top, min(bandRows, height-top)) }(top)
				drawing, top = append(drawing, band), top+bandRows
				continue
			}
			if !yield(drawing[0]) {
				return
			}
			drawing = drawing[1:]
		}
	}
}

// pngWriter writes a PNG (ISO 15948) of eight bits a colour row by row.
type pngWriter struct {
	out            *bufio.Writer
	chunks         *bufio.Writer // gathers what packed writes
	packed         *zlib.Writer
	last, filtered []byte
}

func newPNG(w io.Writer, width, height, dotsPerMetre int) (*pngWriter, error) {
	p := &pngWriter{out: bufio.NewWriterSize(w, 1<<16), last: make([]byte, 3*width), filtered: make([]byte, 3*width)}
	if _, err := p.out.WriteString("\x89PNG\r\n\x1a\n"); err != nil {
		return nil, err
	}
	be := binary.BigEndian
	header := be.AppendUint32(be.AppendUint32(nil, uint32(width)), uint32(height))
	p.chunk("IHDR", append(header, 8, 2, 0, 0, 0))
	dots := be.AppendUint32(be.AppendUint32(nil, uint32(dotsPerMetre)), uint32(dotsPerMetre))
	p.chunk("pHYs", append(dots, 1))
	p.chunks = bufio.NewWriterSize(idat{p}, 1<<15)
	packed, err := zlib.NewWriterLevel(p.chunks, 4)
	p.packed = packed
	return p, err
}

// idat writes what it is given as a chunk of picture data.
type idat struct{ p *pngWriter }

func (i idat) Write(data []byte) (int, error) { return len(data), i.p.chunk("IDAT", data) }

func (p *pngWriter) chunk(kind string, data []byte) error {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(len(data)))
	p.out.Write(b[:])
	p.out.WriteString(kind)
	p.out.Write(data)
	sum := crc32.Update(crc32.ChecksumIEEE([]byte(kind)), crc32.IEEETable, data)
	binary.BigEndian.PutUint32(b[:], sum)
	_, err := p.out.Write(b[:]) // an earlier error is kept and comes back here
	return err
}

// rows writes a band, each row as its difference from the one above.
func (p *pngWriter) rows(band *image.RGBA) error {
	width := band.Rect.Dx()
	row := make([]byte, 3*width)
	for y := range band.Rect.Dy() {
		pixels := band.Pix[y*band.Stride:]
		for x := range width {
			copy(row[3*x:3*x+3], pixels[4*x:4*x+3])
		}
		for i := range row {
			p.filtered[i] = row[i] - p.last[i]
		}
		if _, err := p.packed.Write([]byte{2}); err != nil {
			return err
		}
		if _, err := p.packed.Write(p.filtered); err != nil {
			return err
		}
		p.last, row = row, p.last
	}
	return nil
}

func (p *pngWriter) close() error {
	if err := p.packed.Close(); err != nil {
		return err
	}
	if err := p.chunks.Flush(); err != nil {
		return err
	}
	if err := p.chunk("IEND", nil); err != nil {
		return err
	}
	return p.out.Flush()
}
