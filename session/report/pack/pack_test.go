package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
)

// TestPack: what is written comes back, whatever the pieces in which it is written.
func TestPack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	files := map[string][]byte{"empty": nil, "small": []byte("words"), "even": bytes.Repeat([]byte("ab"), pieceSize/2)}
	large := bytes.Repeat([]byte("what we know "), 20_000)
	for i := range 1000 {
		large[i*200] = byte(random.Uint32())
	}
	files["large"] = large
	var b bytes.Buffer
	p := New(&b)
	for _, name := range []string{"empty", "small", "even", "large"} {
		w, err := p.Part(name)
		if err != nil {
			t.Fatal(err)
		}
		for rest := files[name]; len(rest) > 0; {
			n := min(len(rest), 1+random.IntN(2*pieceSize))
			if wrote, err := w.Write(rest[:n]); wrote != n || err != nil {
				t.Fatalf("wrote %d of %d: %v", wrote, n, err)
			}
			rest = rest[n:]
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	if b.Len() > len(large)/10 {
		t.Errorf("%d bytes are compressed to %d", len(large), b.Len())
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil || len(z.File) != len(files) {
		t.Fatalf("%d files (%v)", len(z.File), err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, files[f.Name]) {
			t.Errorf("%s comes back as %d bytes (%v)", f.Name, len(got), err)
		}
	}
}

// full is a writer with no room left.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestTheWritersErrorIsReported(t *testing.T) {
	p := New(full{})
	w, err := p.Part("a")
	if err == nil {
		_, err = w.Write(bytes.Repeat([]byte{1}, 10*pieceSize))
	}
	if err := errors.Join(err, p.Close()); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("%v", err)
	}
}
