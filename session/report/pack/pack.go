// Package pack writes several files as one zip, of which many may be on their way at
// the same time: none holds more than a piece of what it is writing.
package pack

import (
	"archive/zip"
	"io"
	"time"
)

// made is the time of every file, so that the same things are the same bytes.
var made = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// Pack is a zip that is being written.
type Pack struct{ zip *zip.Writer }

// New begins one.
func New(w io.Writer) *Pack {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return &pieces{to: w}, nil })
	return &Pack{z}
}

// Part begins the next file. What was written to the one before it is complete.
func (p *Pack) Part(name string) (io.Writer, error) {
	return p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made})
}

// Close ends the zip. It does not close the writer beneath it.
func (p *Pack) Close() error { return p.zip.Close() }
