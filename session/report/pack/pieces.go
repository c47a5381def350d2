package pack

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// pieceSize is how much is compressed at a time.
const pieceSize = 32 << 10

// compressors are those that nobody uses. One takes more than half a megabyte, and
// whoever takes a file away over a slow line would hold it for minutes.
var compressors = sync.Pool{New: func() any {
	c, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		panic(err) // of a level that does not exist
	}
	return c
}}

// pieces compresses what is written piece by piece, and holds no compressor while it
// waits for the writer beneath it.
type pieces struct {
	to    io.Writer
	piece []byte // that is not compressed yet
}

func (p *pieces) Write(b []byte) (n int, err error) {
	for len(b) > 0 && err == nil {
		part := b[:min(len(b), pieceSize-len(p.piece))]
		p.piece = append(p.piece, part...)
		b, n = b[len(part):], n+len(part)
		if len(p.piece) == pieceSize {
			err = p.compress((*flate.Writer).Flush)
		}
	}
	return n, err
}

// Close ends the last piece.
func (p *pieces) Close() error { return p.compress((*flate.Writer).Close) }

func (p *pieces) compress(end func(*flate.Writer) error) error {
	var small bytes.Buffer // takes everything
	c := compressors.Get().(*flate.Writer)
	c.Reset(&small)
	_, _ = c.Write(p.piece)
	_ = end(c)
	compressors.Put(c)
	p.piece = p.piece[:0]
	_, err := p.to.Write(small.Bytes())
	return err
}
