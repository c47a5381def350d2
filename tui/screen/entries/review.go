package entries

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// Review goes through what earlier meetings have promised, one entry after another.
// Whoever steers says for each what the meeting decides.
type Review struct {
	at    session.EntryID // the entry that is looked at; empty for the first one
	sheet kit.Sheet
}

// NewReview opens the review.
func NewReview() desk.Screen { return &Review{} }

func (s *Review) Title(d *desk.Desk) string { return d.T("agenda.review") }

// place is where the review is in what there is; negative for nothing.
func (s *Review) place(all []*session.Entry) int {
	i := slices.IndexFunc(all, func(e *session.Entry) bool { return e.ID == s.at })
	return min(max(0, i), len(all)-1)
}

// outcomeOf is what this meeting has decided about an entry last.
func outcomeOf(d *desk.Desk, e *session.Entry) session.Outcome {
	for _, r := range slices.Backward(e.Readings) {
		if r.Kind == session.Decided && r.Meeting == d.Meeting {
			return r.Outcome
		}
	}
	return ""
}

// outcomeKeys are the keys that decide.
func outcomeKeys() map[string]session.Outcome {
	return map[string]session.Outcome{"d": session.Done, "c": session.Continue, "r": session.Rescope, "x": session.DropEntry}
}

func (s *Review) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	all := desk.Reviewed(d)
	at := s.place(all)
	switch pressed := key.String(); {
	case pressed == "esc":
		d.Back()
	case at < 0:
		d.Stray(pressed)
	case pressed == "right" || pressed == "n":
		s.goTo(all, at+1)
	case pressed == "left" || pressed == "b":
		s.goTo(all, at-1)
	case pressed == "enter":
		return desk.OpenContribution(d, session.ContributionID(all[at].ID))
	case outcomeKeys()[pressed] != "" && d.May(session.Steer):
		d.Show(s.NewDecision(d, all[at], outcomeKeys()[pressed]))
	case !s.sheet.Update(msg, s.entries(d, all[at])):
		d.Stray(pressed)
	}
	return nil
}

// goTo looks at another entry, from its beginning.
func (s *Review) goTo(all []*session.Entry, to int) {
	s.at, s.sheet = all[max(0, min(to, len(all)-1))].ID, kit.Sheet{}
}

// NewDecision asks why the meeting decides so, and then goes on to the next entry
// about which it has not decided.
func (s *Review) NewDecision(d *desk.Desk, e *session.Entry, o session.Outcome) desk.Screen {
	line := kit.LineField("line", d.T("field.line"), "", session.MaxItem)
	line.Note = d.T("review.why_may")
	if o == session.Rescope || o == session.DropEntry {
		line.Note = d.T("review.why_must")
	}
	f := &kit.Form{Fields: []*kit.Field{line}}
	id := session.NewID[session.ReadingID](d.Host.Random())
	name := session.NameDraft("decide", d.Meeting, string(e.ID), string(o))
	form := &desk.FormScreen{Form: f, Name: name, Heading: "outcome." + string(o)}
	form.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.AddReading{
			Register: e.Register, Entry: e.ID, Attribution: session.Unattributed, Reading: session.Reading{
				ID: id, Kind: session.Decided, Meeting: d.Meeting, Outcome: o, Line: f.Get("line"),
			},
		}, name)
	}
	form.Done = func(d *desk.Desk) tea.Cmd {
		d.Say("review.decided", "code", e.Code(), "outcome", d.T("outcome."+string(o)))
		all := desk.Reviewed(d)
		at := slices.IndexFunc(all, func(other *session.Entry) bool { return other.ID == e.ID })
		for i := at + 1; i < len(all); i++ {
			if outcomeOf(d, all[i]) == "" {
				at = i - 1
				break
			}
		}
		s.goTo(all, at+1)
		return nil
	}
	return form.Open(d)
}

func (s *Review) entries(d *desk.Desk, e *session.Entry) []kit.Entry {
	return append([]kit.Entry{kit.Prose(func(w int) []string { return aboutEntry(d, e, w) })}, timeline(d, e)...)
}

func (s *Review) Body(d *desk.Desk, w, h int) kit.Page {
	all := desk.Reviewed(d)
	at := s.place(all)
	if at < 0 {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T("review.nothing"), w, d.Theme.Muted)...)}
	}
	e := all[at]
	undecided := 0
	for _, other := range all {
		if outcomeOf(d, other) == "" {
			undecided++
		}
	}
	where := d.T("review.at", "at", at+1, "of", len(all), "n", undecided)
	if o := outcomeOf(d, e); o != "" {
		where += d.Between() + d.T("reading.decided", "said", d.T("outcome."+string(o)))
	}
	head := kit.Styled(d.AtMost(2, e.Code()+d.Between()+where, w), d.Theme.Key)
	return kit.Page{Rows: append(head, s.sheet.Draw(d.Look, s.entries(d, e), w, max(1, h-len(head)))...)}
}

func (s *Review) Keys(d *desk.Desk) []kit.Hint {
	var keys []kit.Hint
	if all := desk.Reviewed(d); len(all) > 0 {
		if d.May(session.Steer) {
			keys = append(keys, d.Hint("d", "outcome.done"), d.Hint("c", "outcome.continue"),
				d.Hint("r", "outcome.re-scope"), d.Hint("x", "outcome.drop"))
		}
		keys = append(keys, d.Hint("n", "key.next_entry"), d.Hint("b", "key.entry_before"), d.Hint("Enter", "key.open"))
	}
	return append(keys, d.Hint("Esc", "key.back"))
}
