package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// writeJSON writes the whole report in the format that the package describes. What
// grows with the meeting is written piece by piece, because the encoder keeps in
// memory what it writes at a time.
func writeJSON(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	if err := writeValue(out, reflect.ValueOf(r), "\n"); err != nil {
		return err
	}
	if _, err := out.WriteString("\n"); err != nil {
		return err
	}
	return out.Flush()
}

// writeValue writes a value. Lines after its first begin with the line break that
// is given.
func writeValue(out *bufio.Writer, v reflect.Value, line string) error {
	switch v.Interface().(type) {
	case Report, Board, Part, Register:
		return writeFields(out, v, line)
	case []Board, []Part, []Item, []Register, []Entry:
		return writeList(out, v, line)
	}
	var whole bytes.Buffer
	e := json.NewEncoder(&whole)
	e.SetIndent(line[1:], "  ")
	e.SetEscapeHTML(false) // it is a file of its own, never part of a page
	if err := e.Encode(v.Interface()); err != nil {
		return err
	}
	_, err := out.Write(bytes.TrimSuffix(whole.Bytes(), []byte("\n")))
	return err
}

func writeFields(out *bufio.Writer, v reflect.Value, line string) error {
	before := "{"
	for i := range v.NumField() {
		name, option, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name == "" || option == "omitempty" && v.Field(i).IsZero() {
			continue
		}
		if _, err := out.WriteString(before + line + "  " + strconv.Quote(name) + ": "); err != nil {
			return err
		}
		if err := writeValue(out, v.Field(i), line+"  "); err != nil {
			return err
		}
		before = ","
	}
	_, err := out.WriteString(line + "}")
	return err
}

func writeList(out *bufio.Writer, v reflect.Value, line string) error {
	if v.Len() == 0 {
		_, err := out.WriteString("[]")
		return err
	}
	before := "["
	for i := range v.Len() {
		if _, err := out.WriteString(before + line + "  "); err != nil {
			return err
		}
		if err := writeValue(out, v.Index(i), line+"  "); err != nil {
			return err
		}
		before = ","
	}
	_, err := out.WriteString(line + "]")
	return err
}
