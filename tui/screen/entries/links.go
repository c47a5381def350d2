package entries

import (
	"cmp"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
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

// source is an item or an entry that something may come from.
type source struct{ id, code, words string }

// sources are what an entry can come from: what the meeting has written, and what is
// still open from before, but not what was taken back.
type sources struct {
	all    []source
	listed map[string]bool   // by their ids
	coded  map[string]string // their ids by their codes
}

// sourcesHere are listed once for all who see the same.
func sourcesHere(d *desk.Desk) *sources {
	return session.Derived(d.Shared, sourcesIn{d.Meeting, d.Words.Language}, func() *sources {
		s := &sources{listed: map[string]bool{}, coded: map[string]string{}}
		for _, b := range desk.Boards(d) {
			for _, p := range b.Layout.Parts {
				for _, it := range b.In(p) {
					if !it.TakenBack {
						s.list(string(it.ID), it.Code, d.Words.LinkedItem(it))
					}
				}
			}
		}
		for _, r := range d.Shared.Registers {
			for _, e := range d.Shared.EntriesOf(r, d.Meeting) {
				if !e.TakenBack {
					s.list(string(e.ID), e.Code(), d.Words.LinkedEntry(e))
				}
			}
		}
		for _, e := range d.Shared.OpenEntries() {
			s.list(string(e.ID), e.Code(), d.Words.LinkedEntry(e))
		}
		return s
	})
}

// sourcesIn names them.
type sourcesIn struct {
	meeting  method.MeetingID
	language string
}

func (s *sources) list(id, code, words string) {
	if !s.listed[id] {
		s.all = append(s.all, source{id, clean.Plain(code), clean.Plain(words)})
		s.listed[id], s.coded[clean.Plain(code)] = true, id
	}
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
	here, typed := sourcesHere(l.desk), strings.TrimSpace(typed)
	id := typed
	if !here.listed[typed] {
		id = here.coded[clean.Plain(typed)]
	}
	if id == l.self {
		return ""
	}
	return id
}

// mostOffered is how many links are offered at once.
const mostOffered = 50

// Offered are those whose codes begin so, and then those with such words.
func (l links) Offered(typed string) []string {
	var coded, worded []string
	if typed = clean.Plain(typed); typed == "" {
		return nil
	}
	for _, s := range sourcesHere(l.desk).all {
		switch {
		case s.id == l.self:
		case strings.HasPrefix(s.code, typed):
			coded = append(coded, s.id)
		case len(worded) < mostOffered && strings.Contains(s.words, typed):
			worded = append(worded, s.id)
		}
		if len(coded) == mostOffered {
			break
		}
	}
	all := append(coded, worded...)
	return all[:min(mostOffered, len(all))]
}

// linkWidth is how many cells the words of a link may have beside others.
const linkWidth = 48

// Said is what is linked.
func (l links) Said(id string) string {
	return l.desk.Cut(cmp.Or(l.words(id), l.desk.Theme.Glyphs.Empty), linkWidth)
}

// Line is the same in the list.
func (l links) Line(id, _ string) string { return l.words(id) }
