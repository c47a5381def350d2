package export

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestFind: words are found however they are written, where rows end within them, and
// once for each row.
func TestFind(t *testing.T) {
	words, err := locale.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	look := kit.Look{Words: words.In("en"), Theme: theme.New(theme.Profile{Colors: theme.Colors256, Unicode: true}, true), Pool: frame.NewPool()}
	document := block.Document{Blocks: slices.Values([]block.Block{
		block.Heading{Level: 2, Text: "Compromisos de Málaga"},
		block.Paragraph{Text: block.Say("The lease of the shelter is signed, and the lease of the school is not.")},
		block.Facts{{Label: "Lead", Value: "Pusat Belajar"}},
		block.Table{Head: []string{"What", "Who"}, Rows: slices.Values([][]string{{"Train forty volunteer interpreters", "Women's Network of the North"}})},
		block.Quadrants{{Title: "Weaknesses", Items: slices.Values([]block.Item{{
			Text:  block.Strongly("Words"),
			Items: slices.Values([]block.Item{{Text: block.Say("No word for it"), Under: []block.Text{block.Softly("2 votes")}}}),
		}})}},
		block.Paragraph{Text: block.Say("ทำความเข้าใจกฎหมายใหม่")},
	})}
	for _, tc := range []struct {
		words string
		rows  []string // what stands in those found, of 40 cells
	}{
		{"MALAGA", []string{" Compromisos de Málaga "}},
		{"lease", []string{" The lease of the shelter is signed, and", " the lease of the school is not."}},
		{"signed, and the", []string{" The lease of the shelter is signed, and"}},
		{"volunteer interpreters", []string{" volunteer           the North"}},
		{"network of the north", []string{" Train forty         Women's Network of"}},
		{"lead pusat", []string{"  Lead          Pusat Belajar"}},
		{"no word", []string{"   - No word for it"}}, {"2 votes", []string{"     2 votes"}},
		{"ทำความ", []string{" " + text.Display("ทำความเข้าใจกฎหมายใหม่")}},
		{"not. Lead", nil}, {"harbour", nil}, {" ", nil},
	} {
		s := set(look, document, 40)
		var found []string
		for _, row := range s.find(tc.words) {
			found = append(found, text.Unstyled(s.rows[row]))
		}
		if !slices.Equal(found, tc.rows) {
			t.Errorf("%q is found in %q, want %q", tc.words, found, tc.rows)
		}
	}
}
