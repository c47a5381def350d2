package sheet

import (
	"encoding/xml"
	"strings"

	"github.com/convene-ssh/convene/session/refusal"
)

// workbook is an XLSX that is being read.
type workbook struct {
	*pack
	strings []string // that cells refer to by their places
	days    []bool   // by style: its numbers are days
	since   int      // the number of a day that is one everywhere else
}

func readWorkbook(file []byte) ([]Sheet, error) {
	p, err := openPack(file)
	if err != nil {
		return nil, err
	}
	roots, err := p.relations("")
	if err != nil {
		return nil, refusal.New(refusal.FileUnknown) // a zip of something else
	}
	w := &workbook{pack: p}
	name := the("officeDocument", roots)
	others, err := p.relations(name)
	if err != nil {
		return nil, err
	}
	if err := w.shared(the("sharedStrings", others)); err != nil {
		return nil, err
	}
	if err := w.styles(the("styles", others)); err != nil {
		return nil, err
	}
	return w.sheets(name, others)
}

// sheets reads the sheets in their order, but for those that are pictures of numbers.
func (w *workbook) sheets(name string, others map[string]relation) ([]Sheet, error) {
	var all []Sheet
	var targets []string
	err := w.walk(name, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			if d := attribute(e, "date1904"); d == "1" || d == "true" {
				w.since = days1904
			}
		case "sheet":
			if to := others[attribute(e, "id")]; to.kind == "worksheet" {
				all, targets = append(all, Sheet{Name: attribute(e, "name")}), append(targets, to.target)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, refusal.New(refusal.FileUnknown) // a document, perhaps
	}
	held := 0
	for i := range all {
		f := filling{Sheet: all[i], held: held}
		if err := w.fill(&f, targets[i]); err != nil {
			return nil, err
		}
		all[i], held = f.Sheet, f.held
	}
	return all, nil
}

// shared reads the texts that cells refer to.
func (w *workbook) shared(name string) error {
	if name == "" {
		return nil
	}
	held := 0
	return w.walk(name, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := text(d)
		if held += len(s) + cellTakes; held > mostHeld {
			return errTooLarge
		}
		w.strings = append(w.strings, s)
		return err
	})
}

// text is what the element that has begun says. How it is spoken, which some languages
// write beside it, is left out.
func text(d *xml.Decoder) (string, error) {
	var b strings.Builder
	for deep, in := 1, 0; deep > 0; {
		token, err := d.Token()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := d.Skip(); err != nil {
					return "", err
				}
				continue
			}
			if deep++; t.Name.Local == "t" {
				in++
			}
		case xml.EndElement:
			if deep--; t.Name.Local == "t" {
				in--
			}
		case xml.CharData:
			if in > 0 {
				b.Write(t)
			}
		}
	}
	return decoded(b.String()), nil
}
