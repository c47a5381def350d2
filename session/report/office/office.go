// Package office writes documents for Word and workbooks for Excel, and for whatever
// else reads Office Open XML (ECMA-376). It writes as it goes: libraries for these
// formats keep the whole file in memory, once for everybody who takes one away. What
// people wrote is text in it and nothing else.
package office

import (
	"bufio"
	"encoding/xml"
	"io"
	"strings"

	"github.com/convene-ssh/convene/session/report/pack"
)

const (
	declaration   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	schemas       = "http://schemas.openxmlformats.org/"
	relationships = schemas + "officeDocument/2006/relationships"
	content       = "application/vnd.openxmlformats-officedocument."
)

// file is an office file that is being written, part by part. The first error is kept
// until it is closed.
type file struct {
	pack *pack.Pack
	text *bufio.Writer // of the part that is being written
	err  error
}

// part is one that a file has: where, of what kind, and why another one needs it.
type part struct{ name, kind, relation string }

// create begins a file whose main part is given, and says which parts it has.
func create(w io.Writer, title string, main part, others ...part) *file {
	f := &file{pack: pack.New(w), text: bufio.NewWriter(io.Discard)}
	f.part("[Content_Types].xml")
	f.raw(`<Types xmlns="`, schemas, `package/2006/content-types">`,
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
		`<Default Extension="xml" ContentType="application/xml"/>`,
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)
	for _, p := range append([]part{main}, others...) {
		f.raw(`<Override PartName="/`, p.name, `" ContentType="`, content, p.kind, `+xml"/>`)
	}
	f.raw(`</Types>`)
	f.relations("_rels/.rels", part{main.name, "", relationships + "/officeDocument"},
		part{"docProps/core.xml", "", schemas + "package/2006/relationships/metadata/core-properties"})
	folder, name, _ := strings.Cut(main.name, "/")
	var near []part
	for _, p := range others {
		near = append(near, part{strings.TrimPrefix(p.name, folder+"/"), p.kind, p.relation})
	}
	f.relations(folder+"/_rels/"+name+".rels", near...)
	f.part("docProps/core.xml")
	f.raw(`<cp:coreProperties xmlns:cp="`, schemas, `package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`,
		`<dc:title>`, safe(title), `</dc:title></cp:coreProperties>`)
	return f
}

// relations writes the part that names the parts another one needs, as id1 and so on.
func (f *file) relations(name string, all ...part) {
	f.part(name)
	f.raw(`<Relationships xmlns="`, schemas, `package/2006/relationships">`)
	for i, p := range all {
		f.raw(`<Relationship Id="`, id(i), `" Type="`, p.relation, `" Target="`, p.name, `"/>`)
	}
	f.raw(`</Relationships>`)
}

// part begins the next part.
func (f *file) part(name string) {
	f.flush()
	w, err := f.pack.Part(name)
	if err != nil {
		f.fail(err)
		w = io.Discard
	}
	f.text.Reset(w)
	f.raw(declaration)
}

func (f *file) fail(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *file) flush() {
	if err := f.text.Flush(); err != nil {
		f.fail(err)
	}
}

func (f *file) close() error {
	f.flush()
	if err := f.pack.Close(); err != nil {
		f.fail(err)
	}
	return f.err
}

// raw writes markup, and what was made safe.
func (f *file) raw(parts ...string) {
	for _, s := range parts {
		_, _ = f.text.WriteString(s)
	}
}

// safe makes a text one in XML, in attributes too. What XML cannot hold is replaced.
func safe(s string) string {
	var all strings.Builder
	_ = xml.EscapeText(&all, []byte(s)) // a Builder takes everything
	return all.String()
}
