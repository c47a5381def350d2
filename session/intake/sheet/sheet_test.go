package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/convene-ssh/convene/session/refusal"
)

// told is a sheet as one text: the rows with their numbers and cells.
func told(s Sheet) string {
	var b strings.Builder
	for _, r := range s.Rows {
		fmt.Fprintf(&b, "%d %s%s\n", r.Number, strings.Join(r.Cells, "|"), r.Broken)
	}
	return b.String()
}

// TestCSV is read whatever wrote it.
func TestCSV(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"commas":             {"a,b\nc,d\n", "1 a|b\n2 c|d\n"},
		"semicolons":         {"a;b,c\nd;e\n", "1 a|b,c\n2 d|e\n"},
		"tabs":               {"a\tb;c\nd\te\n", "1 a|b;c\n2 d|e\n"},
		"a title above":      {"What we promised, and when\na;b;c\nd;e;f\n", "1 What we promised, and when\n2 a|b|c\n3 d|e|f\n"},
		"what Excel says":    {"sep=;\r\na;b\r\n", "1 a|b\n"},
		"one column":         {"a\nb\n", "1 a\n2 b\n"},
		"rows with nothing":  {"a,b\n\n,\n\nc,d\n", "1 a|b\n5 c|d\n"},
		"cells of two lines": {"\"a\r\nb\",c\r\nd,\"e\nf\"\r\n\r\ng,h", "1 a\nb|c\n2 d|e\nf\n4 g|h\n"},
		"an old Mac":         {"a,b\rc,d\r", "1 a|b\n2 c|d\n"},
		"quotes":             {"\"say \"\"yes\"\"\",b\n", "1 say \"yes\"|b\n"},
		"no formula":         {"'=1+1,'plain,x;'-1,''=2\n", "1 =1+1|'plain|x;-1|'=2\n"},
		"no formula, else":   {"a,'=1+1;'plain;c\nb,'-1;''=2;d\n", "1 a,=1+1|'plain|c\n2 b,-1|'=2|d\n"},
		"a short row":        {"a,b,c\nd\n", "1 a|b|c\n2 d\n"},
	} {
		all, err := Read([]byte(test.file))
		if err != nil || len(all) != 1 || told(all[0]) != test.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, told(all[0]), test.want)
		}
	}
}

// TestEncodings are told apart.
func TestEncodings(t *testing.T) {
	const words = "título,país\nNiños,España\n"
	utf16 := func(e unicode.Endianness, mark unicode.BOMPolicy) []byte {
		b, err := unicode.UTF16(e, mark).NewEncoder().Bytes([]byte(words))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	windows, err := charmap.Windows1252.NewEncoder().Bytes([]byte(words))
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{
		"UTF-8": []byte(words), "UTF-8 with a mark": []byte("\ufeff" + words), "Windows-1252": windows,
		"UTF-16": utf16(unicode.LittleEndian, unicode.UseBOM), "UTF-16, big": utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16 without a mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM), "big without one": utf16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		all, err := Read(file)
		if err != nil || told(all[0]) != "1 título|país\n2 Niños|España\n" {
			t.Errorf("%s: %v\n%s", name, err, told(all[0]))
		}
	}
}

// TestLettersThatNobodyCanTell are refused instead of read as others.
func TestLettersThatNobodyCanTell(t *testing.T) {
	for words, e := range map[string]*charmap.Charmap{
		"title\nล่ามอาสา\n": charmap.Windows874, "title\nمترجمون متطوعون\n": charmap.Windows1256, "title\nПереводчики\n": charmap.Windows1251,
	} {
		file, err := e.NewEncoder().Bytes([]byte(words))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Read(file); !errors.Is(err, refusal.New(refusal.FileLetters)) {
			t.Errorf("%q: %v", words, err)
		}
	}
}

// TestWhatCannotBeRead is refused with its reason.
func TestWhatCannotBeRead(t *testing.T) {
	for name, test := range map[string]struct {
		file string
		want refusal.Code
	}{
		"nothing":         {" \n", refusal.FileEmpty},
		"a picture":       {"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", refusal.FileUnknown},
		"an old workbook": {beginsOld + "\xa1\xb1\x1a\xe1", refusal.FileOld},
		"too many bytes":  {strings.Repeat("a", MostBytes+1), refusal.FileTooLarge},
		"too many rows":   {strings.Repeat("a\n", mostRows+1), refusal.FileTooLong},
		"too many cells":  {strings.Repeat(",", mostColumns) + "a", refusal.FileTooWide},
		"half a cell":     {"a,b\nc,\"d\ne,f\n", refusal.FileQuotes},
	} {
		if _, err := Read([]byte(test.file)); !errors.Is(err, refusal.New(test.want)) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

// FuzzCSV: what cannot be read is refused, and what a writer wrote comes back.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"a,b\n", "sep=;\na", "\xff\xfea\x00", "\"a", "a\x00b", "'=1;\n", "é\xe9,\t|"} {
		f.Add([]byte(s), s)
	}
	f.Fuzz(func(t *testing.T, file []byte, words string) {
		var refused *refusal.Error
		if _, err := Read(file); err != nil && !errors.As(err, &refused) {
			t.Errorf("%q: %v", file, err)
		}
		words = strings.ToValidUTF8(strings.NewReplacer("\r", "", "\x00", "", "'", "").Replace(words), "")
		if strings.TrimSpace(words) == "" || len(words) > 1000 {
			return
		}
		var b bytes.Buffer
		b.WriteString("\ufeff")
		w := csv.NewWriter(&b)
		_ = w.WriteAll([][]string{{"one", "two", "three"}, {"x", words, "y"}}) // into memory
		all, err := Read(b.Bytes())
		if err != nil || len(all[0].Rows) != 2 || all[0].Rows[1].Cells[1] != words {
			t.Errorf("%q comes back as %v, %v", words, all, err)
		}
	})
}
