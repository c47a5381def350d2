package entries

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// linkQuestion asks what an entry came from. It is answered by codes, or by a few words
// of what they stand for.
func linkQuestion(d *desk.Desk, r *session.Register, key, label string, held []string, self method.EntryID) *kit.Field {
	find := links{d, string(self)}
	seen := slices.DeleteFunc(slices.Clone(held), func(id string) bool { return find.words(id) == "" })
	note := d.T("entry.from_note")
	if slices.ContainsFunc(r.Fields, func(f field.Field) bool { return f.Shape == field.ShapePairs }) {
		note = d.T("entry.pairs_note") + " " + note
	}
	return noted(kit.SearchField(key, label, seen, method.MaxTitle, find, true), note)
}

// sourcesHere are what an entry can come from: what the meeting has written, and what is
// still open from before, but not what was taken back. They are listed once for all who see
// the same.
func sourcesHere(d *desk.Desk) *desk.Codes {
	return session.Derived(d.Shared, sourcesIn{d.Meeting, d.Words.Language}, func() *desk.Codes {
		s := &desk.Codes{}
		for _, b := range desk.Boards(d) {
			for _, p := range b.Layout.Parts {
				for _, it := range b.In(p) {
					if !it.TakenBack {
						s.List(string(it.ID), it.Code, d.Words.LinkedItem(it))
					}
				}
			}
		}
		for _, r := range d.Shared.Registers {
			for _, e := range d.Shared.EntriesOf(r, d.Meeting) {
				if !e.TakenBack {
					s.List(string(e.ID), e.Code(), d.Words.LinkedEntry(e))
				}
			}
		}
		for _, e := range d.Shared.OpenEntries() {
			s.List(string(e.ID), e.Code(), d.Words.LinkedEntry(e))
		}
		return s
	})
}

// sourcesIn names them.
type sourcesIn struct {
	meeting  method.MeetingID
	language string
}

// links finds what an entry came from.
type links struct {
	desk *desk.Desk
	self string // the entry: it does not come from itself
}

// words say what is linked, empty where the person does not see it.
func (l links) words(id string) string {
	return l.desk.Words.Linked(l.desk.Shared.Community, method.ContributionID(id))
}

// Named is what has this code, or this id.
func (l links) Named(typed string) string {
	if id := sourcesHere(l.desk).Named(typed); id != l.self {
		return id
	}
	return ""
}

// Offered are those whose codes begin so, and then those with such words.
func (l links) Offered(typed string) []string {
	return slices.DeleteFunc(sourcesHere(l.desk).Offered(typed), func(id string) bool { return id == l.self })
}

// linkWidth is how many cells the words of a link may have beside others.
const linkWidth = 48

// Said is what is linked.
func (l links) Said(id string) string {
	return l.desk.Cut(cmp.Or(l.words(id), l.desk.Theme.Glyphs.Empty), linkWidth)
}

// Line is the same in the list.
func (l links) Line(id, _ string) string { return l.words(id) }
