package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// review goes through what earlier meetings have promised, one entry after another.
// Whoever steers says for each what the meeting decides.
type review struct {
	at    session.EntryID // the entry that is looked at; empty for the first one
	sheet sheet
}

func newReview() screen { return &review{} }

func (s *review) title(d *desk) string { return d.t("agenda.review") }

// place is where the review is in what there is; negative for nothing.
func (s *review) place(all []*session.Entry) int {
	i := slices.IndexFunc(all, func(e *session.Entry) bool { return e.ID == s.at })
	return min(max(0, i), len(all)-1)
}

// outcomeOf is what this meeting has decided about an entry last.
func outcomeOf(d *desk, e *session.Entry) session.Outcome {
	for _, r := range slices.Backward(e.Readings) {
		if r.Kind == session.Decided && r.Meeting == d.meeting {
			return r.Outcome
		}
	}
	return ""
}

// outcomeKeys are the keys that decide.
func outcomeKeys() map[string]session.Outcome {
	return map[string]session.Outcome{"d": session.Done, "c": session.Continue, "r": session.Rescope, "x": session.DropEntry}
}

func (s *review) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	all := reviewed(d)
	at := s.place(all)
	switch pressed := key.String(); {
	case pressed == "esc":
		d.back()
	case at < 0:
		d.stray(pressed)
	case pressed == "right" || pressed == "n":
		s.goTo(all, at+1)
	case pressed == "left" || pressed == "b":
		s.goTo(all, at-1)
	case pressed == "enter":
		return openContribution(d, session.ContributionID(all[at].ID))
	case outcomeKeys()[pressed] != "" && d.may(session.Steer):
		d.show(s.newDecision(d, all[at], outcomeKeys()[pressed]))
	case !s.sheet.update(msg, s.entries(d, all[at])):
		d.stray(pressed)
	}
	return nil
}

// goTo looks at another entry, from its beginning.
func (s *review) goTo(all []*session.Entry, to int) {
	s.at, s.sheet = all[max(0, min(to, len(all)-1))].ID, sheet{}
}

// newDecision asks why the meeting decides so, and then goes on to the next entry
// about which it has not decided.
func (s *review) newDecision(d *desk, e *session.Entry, o session.Outcome) screen {
	line := lineField("line", d.t("field.line"), "", session.MaxItem)
	line.note = d.t("review.why_may")
	if o == session.Rescope || o == session.DropEntry {
		line.note = d.t("review.why_must")
	}
	f := &form{fields: []*field{line}}
	id := session.NewID[session.ReadingID](d.Host.Random())
	name := session.NameDraft("decide", d.meeting, string(e.ID), string(o))
	form := &formScreen{form: f, name: name, heading: "outcome." + string(o)}
	form.send = func(d *desk) tea.Cmd {
		return d.do(&session.AddReading{
			Register: e.Register, Entry: e.ID, Attribution: session.Unattributed, Reading: session.Reading{
				ID: id, Kind: session.Decided, Meeting: d.meeting, Outcome: o, Line: f.get("line"),
			},
		}, name)
	}
	form.done = func(d *desk) tea.Cmd {
		d.say("review.decided", "code", e.Code(), "outcome", d.t("outcome."+string(o)))
		all := reviewed(d)
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
	return form.open(d)
}

func (s *review) entries(d *desk, e *session.Entry) []entry {
	return append([]entry{prose(func(w int) []string { return aboutEntry(d, e, w) })}, timeline(d, e)...)
}

func (s *review) body(d *desk, w, h int) page {
	all := reviewed(d)
	at := s.place(all)
	if at < 0 {
		return page{rows: append([]string{""}, indented(d.t("review.nothing"), w, d.Theme.Muted)...)}
	}
	e := all[at]
	undecided := 0
	for _, other := range all {
		if outcomeOf(d, other) == "" {
			undecided++
		}
	}
	where := d.t("review.at", "at", at+1, "of", len(all), "n", undecided)
	if o := outcomeOf(d, e); o != "" {
		where += d.between() + d.t("reading.decided", "said", d.t("outcome."+string(o)))
	}
	head := styled(d.atMost(2, e.Code()+d.between()+where, w), d.Theme.Key)
	return page{rows: append(head, s.sheet.draw(d, s.entries(d, e), w, max(1, h-len(head)))...)}
}

func (s *review) keys(d *desk) []hint {
	var keys []hint
	if all := reviewed(d); len(all) > 0 {
		if d.may(session.Steer) {
			keys = append(keys, hint{"d", d.t("outcome.done")}, hint{"c", d.t("outcome.continue")},
				hint{"r", d.t("outcome.re-scope")}, hint{"x", d.t("outcome.drop")})
		}
		keys = append(keys, hint{"n", d.t("key.next_entry")}, hint{"b", d.t("key.entry_before")}, hint{"Enter", d.t("key.open")})
	}
	return append(keys, hint{"Esc", d.t("key.back")})
}
