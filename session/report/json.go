package report

import (
	"encoding/json"
	"io"
)

// JSON writes the whole report in the format that the package describes.
func JSON(w io.Writer, r Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false) // it is a file of its own, never part of a page
	return e.Encode(r)
}
