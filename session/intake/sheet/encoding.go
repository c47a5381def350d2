package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/convene-ssh/convene/session/refusal"
)

// decode is the text of a file, with the line breaks of Unix, whatever it was written
// in.
func decode(file []byte) (string, error) {
	from := encodingOf(file)
	switch {
	case from == nil:
		return "", refusal.New(refusal.FileUnknown)
	case from == charmap.Windows1252 && otherLetters(file):
		return "", refusal.New(refusal.FileLetters)
	}
	text, err := from.NewDecoder().Bytes(file)
	if err != nil {
		return "", refusal.New(refusal.FileDamaged)
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), nil
}

// encodingOf is what a file was written in; nil where it is no text. Spreadsheets of
// Windows write the letters of Western Europe, unless they say otherwise.
func encodingOf(file []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")), bytes.HasPrefix(file, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.IndexByte(file, 0) >= 0:
		return withoutMark(file)
	case utf8.Valid(file):
		return unicode.UTF8BOM
	}
	return charmap.Windows1252
}

// otherLetters reports whether a file that is no UTF-8 was hardly written in letters of
// Western Europe. There those beyond ASCII stand alone among others; in Thai, Arabic or
// Cyrillic they follow each other.
func otherLetters(file []byte) bool {
	beyond, together := 0, 0
	for i, b := range file {
		if b < utf8.RuneSelf {
			continue
		}
		beyond++
		if i+1 < len(file) && file[i+1] >= utf8.RuneSelf {
			together++
		}
	}
	return 2*together > beyond
}

// withoutMark is UTF-16 by the half of the letters of ASCII that is empty in it.
func withoutMark(file []byte) encoding.Encoding {
	var empty [2]int
	begins := file[:min(len(file), 1<<10)]
	for i, b := range begins {
		if b == 0 {
			empty[i%2]++
		}
	}
	switch most := len(begins) / 4; {
	case empty[1] > most && empty[0] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case empty[0] > most && empty[1] == 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}
