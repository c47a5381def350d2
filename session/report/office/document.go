package office

import (
	_ "embed"
	"io"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/report/block"
)

const wordprocessing = schemas + "wordprocessingml/2006/main"

//go:embed styles.xml
var documentStyles string

// headings are the styles of headings by their levels.
var headings = map[int]string{1: "Title", 2: "Heading1", 3: "Heading2"}

// document is one on its way to Word.
type document struct {
	*file
	label   string // of what has no title of its own: the heading above it
	ordered int    // lists that count, so far
}

// WriteDocument writes a document with Word's own headings, lists and tables, so that
// whoever opens it can go on writing.
func WriteDocument(w io.Writer, d block.Document) error {
	out := &document{file: create(w, d.Title,
		part{name: "word/document.xml", kind: "wordprocessingml.document.main"},
		part{"word/styles.xml", "wordprocessingml.styles", relationships + "/styles"},
		part{"word/numbering.xml", "wordprocessingml.numbering", relationships + "/numbering"},
		part{"word/footer.xml", "wordprocessingml.footer", relationships + "/footer"},
	), label: d.Title}
	out.part("word/styles.xml")
	out.raw(strings.Replace(documentStyles, "LANGUAGE", safe(regional(d.Language)), 1))
	out.part("word/footer.xml")
	out.raw(`<w:ftr xmlns:w="`, wordprocessing, `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`,
		`<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>`)
	out.part("word/document.xml")
	out.raw(`<w:document xmlns:w="`, wordprocessing, `" xmlns:r="`, relationships, `"><w:body>`)
	for b := range d.Blocks {
		out.block(b)
	}
	out.raw(`<w:sectPr><w:footerReference w:type="default" r:id="`, id(2), `"/><w:pgSz w:w="11906" w:h="16838"/>`,
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`,
		`</w:body></w:document>`)
	out.numbering()
	return out.close()
}

func (d *document) block(b block.Block) {
	switch b := b.(type) {
	case block.Heading:
		d.label = b.Text
		d.paragraph(headings[b.Level], block.Say(b.Text))
	case block.Paragraph:
		d.paragraph("Normal", b.Text)
	case block.Note:
		d.paragraph("Note", b.Text)
	case block.Facts:
		for _, f := range b {
			d.paragraph("Fact", block.Strongly(f.Label).And(block.Say("\t"+f.Value)))
		}
	case block.List:
		d.list(b)
	case block.Table:
		d.table(b)
	case block.Bars:
		d.table(b.Table())
	case block.Quadrants:
		for _, q := range b {
			d.paragraph(headings[3], block.Say(q.Title))
			d.list(block.List{Items: q.Items})
		}
	}
}

// paragraph writes a paragraph in a style, with what else its properties hold. One that
// begins in a script from right to left runs that way.
func (d *document) paragraph(style string, t block.Text, properties ...string) {
	d.raw(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`)
	d.raw(properties...)
	if spans := block.Spans(t.String()); len(spans) > 0 && spans[0].RightToLeft {
		d.raw(`<w:bidi/>`)
	}
	d.raw(`</w:pPr>`)
	for _, r := range t {
		for _, s := range r.Spans() {
			d.run(s, r.Style)
		}
	}
	d.raw(`</w:p>`)
}

// characters are the styles of runs.
var characters = map[block.Style]string{block.Strong: `<w:rStyle w:val="Strong"/>`, block.Soft: `<w:rStyle w:val="Soft"/>`}

func (d *document) run(s block.Span, style block.Style) {
	d.raw(`<w:r><w:rPr>`, characters[style], script(s), `</w:rPr>`)
	for i, line := range strings.Split(s.Words, "\n") {
		if i > 0 {
			d.raw(`<w:br/>`)
		}
		for i, words := range strings.Split(line, "\t") {
			if i > 0 {
				d.raw(`<w:tab/>`)
			}
			d.raw(`<w:t xml:space="preserve">`, safe(words), `</w:t>`)
		}
	}
	d.raw(`</w:r>`)
}

func (d *document) list(l block.List) {
	style, number := "ListBullet", ""
	if l.Ordered {
		d.ordered++
		style, number = "ListNumber", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="`+strconv.Itoa(1+d.ordered)+`"/></w:numPr>`
	}
	for it := range l.Items {
		d.item(it, style, "ListContinue", number)
		if it.Items != nil {
			for below := range it.Items {
				d.item(below, "ListBullet2", "ListContinue2")
			}
		}
	}
}

// item writes one of a list and the lines below it, in their styles.
func (d *document) item(it block.Item, style, below string, number ...string) {
	d.paragraph(style, it.Text, number...)
	for _, under := range it.Under {
		d.paragraph(below, under)
	}
}

// numbering says how lists are marked: all that do not count in one way, and each of
// the others from 1.
func (d *document) numbering() {
	levels := func(id, format string, marks ...string) {
		d.raw(`<w:abstractNum w:abstractNumId="`, id, `"><w:multiLevelType w:val="multilevel"/>`)
		for i, mark := range marks {
			d.raw(`<w:lvl w:ilvl="`, strconv.Itoa(i), `"><w:start w:val="1"/>`,
				`<w:numFmt w:val="`, format, `"/><w:lvlText w:val="`, mark, `"/><w:lvlJc w:val="left"/>`,
				`<w:pPr><w:ind w:left="`, strconv.Itoa(360*(i+1)), `" w:hanging="360"/></w:pPr></w:lvl>`)
		}
		d.raw(`</w:abstractNum>`)
	}
	d.part("word/numbering.xml")
	d.raw(`<w:numbering xmlns:w="`, wordprocessing, `">`)
	levels("0", "bullet", "•", "–")
	levels("1", "decimal", "%1.")
	d.raw(`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
	for i := range d.ordered {
		d.raw(`<w:num w:numId="`, strconv.Itoa(2+i), `"><w:abstractNumId w:val="1"/>`,
			`<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`)
	}
	d.raw(`</w:numbering>`)
}

// pageWidth is what the margins leave, in twentieths of a point.
const pageWidth = 9638

// table writes a table whose head stands on every page that it comes to.
func (d *document) table(t block.Table) {
	label := t.Title
	if label == "" {
		label = d.label
	} else {
		d.paragraph("Caption", block.Say(t.Title))
	}
	d.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="Register"/><w:tblW w:w="5000" w:type="pct"/>`,
		`<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`,
		`<w:tblCaption w:val="`, safe(label), `"/></w:tblPr><w:tblGrid>`)
	width := strconv.Itoa(pageWidth / len(t.Head))
	for range t.Head {
		d.raw(`<w:gridCol w:w="`, width, `"/>`)
	}
	d.raw(`</w:tblGrid>`)
	d.row(t.Head, width, `<w:tblHeader/>`)
	for r := range t.Rows {
		d.row(r, width, "")
	}
	d.raw(`</w:tbl><w:p/>`) // without which the next table would go on in this one
}

func (d *document) row(cells []string, width, properties string) {
	d.raw(`<w:tr><w:trPr><w:cantSplit/>`, properties, `</w:trPr>`)
	for _, c := range cells {
		d.raw(`<w:tc><w:tcPr><w:tcW w:w="`, width, `" w:type="dxa"/></w:tcPr>`)
		d.paragraph("Normal", block.Say(c))
		d.raw(`</w:tc>`)
	}
	d.raw(`</w:tr>`)
}
