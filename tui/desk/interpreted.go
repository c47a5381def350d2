package desk

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/interpret"
)

// Interprets reports whether the person may say now what the items of a board say in
// another language.
func (d *Desk) Interprets(b *session.Board) bool {
	m := d.Current()
	return m != nil && !m.Closed && d.Shared.Interprets(b, d.Member, d.Role())
}

// InterpretedRows are what an item says in the person's language, below its words, or where
// nobody has written that, in all others: for those beside them.
func InterpretedRows(d *Desk, it *session.Item, w int) []string {
	var rows []string
	for _, line := range interpret.Shown(it, d.Words.Language) {
		rows = append(rows, d.Wrapped(InterpretedWords(d, string(line.Language), line), w, d.Theme.Muted)...)
	}
	return rows
}

// InterpretedWords are a line behind what its language is called, and whether the item has
// other words by now.
func InterpretedWords(d *Desk, called string, line session.Interpretation) string {
	words := called + ": " + line.Text
	if line.Earlier {
		words += " " + d.T("interpreted.earlier")
	}
	return words
}
