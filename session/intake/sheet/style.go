package sheet

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// styles finds out which styles make a number a day.
func (w *workbook) styles(name string) error {
	if name == "" {
		return nil
	}
	own, inCells := map[string]bool{}, false
	return w.walk(name, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			own[attribute(e, "numFmtId")] = writesDay(attribute(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id := attribute(e, "numFmtId")
				w.days = append(w.days, own[id] || builtInDay(id))
			}
		}
		return nil
	})
}

// builtInDay reports whether a format that every spreadsheet knows by its number writes
// a day: those of the West, and of Eastern Asia.
func builtInDay(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58)
}

// literal is what a format writes as it stands: quoted, escaped, a colour or a language.
var literal = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)

// writesDay reports whether a format writes a year or a day.
func writesDay(format string) bool {
	format, _, _ = strings.Cut(format, ";") // the rest is for numbers below zero
	return strings.ContainsAny(strings.ToLower(literal.ReplaceAllString(format, "")), "yd")
}
