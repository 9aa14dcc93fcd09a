package tiles

import (
	"bytes"
	"io"
	"iter"
)

// ArchiveOf writes an archive of any contents, by the numbers of their tiles.
func ArchiveOf(out io.Writer, r ArchiveRequest, tiles iter.Seq2[uint64, []byte]) error {
	var data bytes.Buffer
	body := newArchiveBody(&data)
	for number, content := range tiles {
		if err := body.add(number, content); err != nil {
			return err
		}
	}
	if err := body.flush(); err != nil {
		return err
	}
	front, err := r.front(body)
	if err != nil {
		return err
	}
	_, err = out.Write(append(front, data.Bytes()...))
	return err
}

// TileNumber and TilePlace are the numbering of archives.
var (
	TileNumber = tileNumber
	TilePlace  = tilePlace
)
