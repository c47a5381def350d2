package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/convene-ssh/convene/session/refusal"
)

// pack is an XLSX: a zip of XML files that refer to each other. What all of them are
// unpacked to is bounded.
type pack struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

func openPack(file []byte) (*pack, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, refusal.New(refusal.FileDamaged)
	}
	p := &pack{parts: map[string]*zip.File{}, left: mostUnpacked}
	for _, f := range z.File {
		p.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	return p, nil
}

// errTooLarge ends the unpacking of more than may be.
var errTooLarge = errors.New("sheet: too large")

// part is one file of a pack that is being read.
type part struct {
	io.ReadCloser
	of *pack
}

func (p part) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if p.of.left -= int64(n); p.of.left < 0 {
		return n, errTooLarge
	}
	return n, err
}

// mostDeep is how deep the elements of a part may be in each other. One that is open
// takes memory, and a small file can open millions.
const mostDeep = 50

// shallow reads XML that is not too deep.
type shallow struct {
	*xml.Decoder
	deep int
}

// Token is the next one; names keep their prefixes.
func (s *shallow) Token() (xml.Token, error) {
	t, err := s.RawToken()
	switch t.(type) {
	case xml.StartElement:
		s.deep++
	case xml.EndElement:
		s.deep--
	}
	if s.deep > mostDeep {
		return nil, refusal.New(refusal.FileDamaged)
	}
	return t, err
}

// walk reads the elements of a part, in the order in which they begin.
func (p *pack) walk(name string, each func(d *xml.Decoder, e xml.StartElement) error) error {
	f := p.parts[name]
	if f == nil {
		return refusal.New(refusal.FileDamaged)
	}
	r, err := f.Open()
	if err != nil {
		return refusal.New(refusal.FileDamaged)
	}
	defer func() { _ = r.Close() }() // it is only read
	d := xml.NewTokenDecoder(&shallow{Decoder: xml.NewDecoder(part{r, p})})
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if e, begins := token.(xml.StartElement); begins && err == nil {
			err = each(d, e)
		}
		if err != nil {
			return unread(err)
		}
	}
}

// unread says why a part cannot be read.
func unread(err error) error {
	switch refused := (*refusal.Error)(nil); {
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, errTooLarge):
		return refusal.New(refusal.FileTooLarge, "max", MostBytes>>20)
	}
	return refusal.New(refusal.FileDamaged)
}

// relation is what one part refers to another for, and where that is.
type relation struct{ kind, target string }

// relations are those of a part, by their ids.
func (p *pack) relations(of string) (map[string]relation, error) {
	folder, name := path.Split(of)
	all := map[string]relation{}
	err := p.walk(folder+"_rels/"+name+".rels", func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "Relationship" {
			return nil
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", folder, target)
		}
		all[attribute(e, "Id")] = relation{path.Base(attribute(e, "Type")), strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
	return all, err
}

// the finds the part that is referred to for something; empty where there is none.
func the(kind string, all map[string]relation) string {
	for _, r := range all {
		if r.kind == kind {
			return r.target
		}
	}
	return ""
}

// attribute is the value of an attribute, whatever its name space.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
