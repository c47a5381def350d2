package office

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/convene-ssh/convene/session/report/block"
)

// TestLibreOfficeOpensThem, a document and a workbook, and prints what is in them: each
// word whole in every script, and the head of a table on every page that it comes to.
func TestLibreOfficeOpensThem(t *testing.T) {
	for _, program := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no %s here: nothing but our own tests has read these files", program)
		}
	}
	folder := t.TempDir()
	written := func(name string, write func(io.Writer) error) {
		t.Helper()
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := write(f); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	written("minutes.docx", func(w io.Writer) error { return WriteDocument(w, manyPages()) })
	written("registers.xlsx", func(w io.Writer) error { return WriteWorkbook(w, "Registers", []*block.Sheet{manyRows()}) })
	run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", "pdf",
		"--outdir", folder, filepath.Join(folder, "minutes.docx"), filepath.Join(folder, "registers.xlsx"))
	for name, test := range map[string]struct {
		words []string // each once
		head  string   // on every page but the first, where it is begun
	}{
		"minutes":   {append(slices.Clone(scripts), "People who know the way", "No words for it", "2 votes"), "Who does it"},
		"registers": {append(slices.Clone(scripts), "=HYPERLINK(1)", "2022-08-09"), "what_is_done"},
	} {
		printed := run(t, "pdftotext", "-layout", filepath.Join(folder, name+".pdf"), "-")
		for _, words := range test.words {
			if n := strings.Count(bare(printed), bare(words)); n != 1 {
				t.Errorf("%q stands %d times in %s:\n%s", words, n, name, printed)
			}
		}
		pages := strings.Split(strings.TrimSuffix(printed, "\f"), "\f")
		if len(pages) < 3 {
			t.Errorf("%s has %d pages", name, len(pages))
		}
		for _, page := range pages[1:] {
			if !strings.Contains(page, test.head) {
				t.Errorf("a page of %s does not say what its columns are:\n%s", name, page)
			}
		}
	}
}

// scripts are words that a word processor has to break and shape.
var scripts = []string{"กฎหมายใหม่อาจทำให้การคุ้มครองอ่อนแอลง", "می\u200cخواهم یاد بگیرم", "Málaga, ñandú"}

// manyPages is a document with a table that takes several pages, and all the rest
// before it.
func manyPages() block.Document {
	blocks := []block.Block{block.Heading{Level: 1, Text: "Minutes"}}
	for _, words := range scripts {
		blocks = append(blocks, block.Paragraph{Text: block.Say(words)})
	}
	blocks = append(blocks,
		block.List{Items: slices.Values([]block.Item{{
			Text:  block.Strongly("People who know the way"),
			Items: slices.Values([]block.Item{{Text: block.Say("No words for it"), Under: []block.Text{block.Softly("2 votes")}}}),
		}})},
		block.Table{Head: []string{"What", "Who does it"}, Rows: func(yield func([]string) bool) {
			for i := range 150 {
				if !yield([]string{fmt.Sprint("Promise ", i), "Harbour House"}) {
					return
				}
			}
		}})
	return block.Document{Title: "Minutes", Language: "en", Blocks: slices.Values(blocks)}
}

func manyRows() *block.Sheet {
	s := &block.Sheet{Name: "actions", Columns: []block.Column{{Name: "what_is_done"}, {Name: "end", Kind: block.Day}}}
	s.Rows = func(yield func([]string) bool) {
		for i, words := range append(slices.Clone(scripts), "=HYPERLINK(1)") {
			if !yield([]string{words, []string{"", "", "", "2022-08-09"}[i]}) {
				return
			}
		}
		for i := range 150 {
			if !yield([]string{fmt.Sprint("Promise ", i), ""}) {
				return
			}
		}
	}
	return s
}

func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), program, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", program, args, err)
	}
	return string(out)
}

// bare are the letters of words, wherever lines were broken and however they join.
func bare(words string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, words)
}
