package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/theme"
)

// entrySheet is one entry: all that is known of it, why it is there, what came of
// it, and what was said of how it stands.
type entrySheet struct {
	id    session.EntryID
	sheet sheet
}

func newEntrySheet(id session.EntryID) screen { return &entrySheet{id: id} }

func (s *entrySheet) find(d *desk) *session.Entry { return d.shared.Entries[s.id] }

func (s *entrySheet) title(d *desk) string {
	if e := s.find(d); e != nil {
		return e.Code()
	}
	return ""
}

// change is one thing that a person does to the community they are in.
type change = session.Change

// rights says what a person may do with an entry that they read. The server
// checks again.
type rights struct {
	mine     bool // they wrote it
	edits    bool
	answers  bool // somebody else has edited what they wrote
	confirms bool // for their organisation, which is named or asked to lead
	reports  bool // they say how it stands, as those who promised it
	observes bool // they do so as others
	adds     bool // something may come of it
}

func mayWith(d *desk, e *session.Entry) rights {
	own := d.own.Member
	may := rights{mine: d.own.Wrote(string(e.ID), e.By)}
	if e.TakenBack {
		return rights{}
	}
	leads := e.Lead().Organisation != "" && e.Lead().Organisation == own.Organisation
	changes := d.may(session.Contribute)
	may.edits = changes && (leads || may.mine || d.may(session.Steer))
	may.answers = changes && d.edited(string(e.ID))
	may.confirms = e.Awaits(own.Organisation) && contributes(d)
	may.reports = e.Register.Promises() && (leads || may.mine || own.Organiser())
	may.observes = e.Register.Promises() && !may.reports && contributes(d)
	may.adds = changes
	return may
}

// contributes reports whether the person may contribute to some meeting of the
// community.
func contributes(d *desk) bool {
	for id := range d.shared.Meetings {
		if d.shared.RoleIn(id, d.member).May(session.Contribute) {
			return true
		}
	}
	return false
}

func (s *entrySheet) update(d *desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(answer); ok {
		s.answered(d, a)
		return nil
	}
	e := s.find(d)
	if e == nil {
		d.back()
		return nil
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && !s.sheet.update(msg, s.entries(d, e)) {
		return s.pressed(d, e, key.String())
	}
	return nil
}

func (s *entrySheet) pressed(d *desk, e *session.Entry, key string) tea.Cmd {
	may, r := mayWith(d, e), e.Register
	switch {
	case (key == "a" || key == "r") && may.answers:
		return answerEdit(d, string(e.ID), e.Revision, key)
	case key == "esc":
		d.back()
	case key == "enter":
		return openContribution(d, session.ContributionID(s.sheet.choice(s.entries(d, e))))
	case key == "e" && may.edits:
		d.show(newEntryEdit(d, e))
	case key == "y" && may.confirms:
		return d.do(&session.ConfirmEntry{Register: r, Entry: e.ID, Organisation: d.own.Member.Organisation}, "")
	case key == "n" && declines(d, e):
		return d.do(&session.HandOver{Register: r, Entry: e.ID}, "")
	case key == "s" && (may.reports || may.observes):
		d.show(newReadingForm(d, e, may.reports))
	case key == "h" && mayHandOver(e, may):
		d.show(newHandOver(d, e))
	case key == "c" && may.adds:
		return d.toPlace(placeRegisters{session.ContributionID(e.ID)})
	default:
		return s.withdraw(d, e, may, key)
	}
	return nil
}

// withdraw takes the keys by which people take back what they wrote, or let it be
// forgotten that it was they.
func (s *entrySheet) withdraw(d *desk, e *session.Entry, may rights, key string) tea.Cmd {
	reading := s.chosenReading(d, e)
	switch {
	case key == "x" && reading != "":
		if d.confirm(key, "item.sure.take_back", "id", reading) {
			return d.do(&session.TakeBackReading{Register: e.Register, Entry: e.ID, Reading: reading}, "")
		}
	case key == "x" && may.mine:
		if d.confirm(key, "item.sure.take_back", "id", e.ID) {
			return d.do(&session.TakeBackEntry{Register: e.Register, Entry: e.ID}, "")
		}
	case key == "f" && may.mine && d.own.Signed(string(e.ID), e.By).Member == "":
		if d.confirm(key, "item.sure.forget_me", "id", e.ID) {
			return d.do(&session.ForgetMe{Contribution: string(e.ID)}, "")
		}
	default:
		d.stray(key)
	}
	return nil
}

// declines reports whether the person's organisation is asked to lead.
func declines(d *desk, e *session.Entry) bool {
	return e.HandedTo != "" && e.HandedTo == d.own.Member.Organisation
}

func mayHandOver(e *session.Entry, may rights) bool {
	return may.reports && e.Lead().Organisation != ""
}

// chosenReading is the reading of the person's own under the pointer, if there is
// one.
func (s *entrySheet) chosenReading(d *desk, e *session.Entry) session.ReadingID {
	chosen := s.sheet.choice(s.entries(d, e))
	for _, r := range e.Readings {
		if string(r.ID) == chosen && !r.TakenBack && d.own.Wrote(string(r.ID), r.By) {
			return r.ID
		}
	}
	return ""
}

func (s *entrySheet) answered(d *desk, a answer) {
	if a.err != nil {
		return
	}
	switch change := a.change.(type) {
	case *session.AnswerEdit:
		answeredEdit(d, change)
	case *session.ConfirmEntry:
		d.say("entry.confirmed")
	case *session.HandOver:
		d.say("entry.declined")
	case *session.ForgetMe:
		d.say("item.forgotten")
	}
}

// entries are the rows of the screen, with the links in it.
func (s *entrySheet) entries(d *desk, e *session.Entry) []entry {
	all := []entry{prose(func(w int) []string { return aboutEntry(d, e, w) })}
	if e.TakenBack {
		return append(all, timeline(d, e)...)
	}
	var why []entry
	for _, l := range e.Links() {
		if words := d.Words.Linked(d.shared.Community, l.To); words != "" {
			why = append(why, link(d, string(l.To), words))
		}
	}
	all = append(all, d.headed(d.t("entry.why"), why)...)
	soWhat := ledTo(d, session.ContributionID(e.ID))
	if len(soWhat) == 0 && mayWith(d, e).adds && e.Open() {
		soWhat = []entry{prose(func(w int) []string { return indented(d.t("entry.nothing_yet"), w, d.Theme.Muted) })}
	}
	all = append(all, d.headed(d.t("item.so_what"), soWhat)...)
	return append(all, timeline(d, e)...)
}

// timeline lists what was said of an entry: each by whom, when and on what evidence.
func timeline(d *desk, e *session.Entry) []entry {
	var all []entry
	for _, r := range e.Readings {
		all = append(all, entry{string(r.ID), func(chosen bool, w int) []string { return readingRows(d, e, r, chosen, w) }})
	}
	heading := d.t("entry.timeline")
	if n := e.Carried(); n >= session.CarriedOften {
		heading += d.between() + d.t("entry.carried", "n", n)
	}
	return d.headed(heading, all)
}

func readingRows(d *desk, e *session.Entry, r session.Reading, chosen bool, w int) []string {
	words := d.Words.Reading(e.Register, r)
	if r.TakenBack {
		words = d.t("taken_back")
	}
	var rows []string
	for i, row := range d.wrap(dayOf(d, r.At)+d.between()+words, max(1, w-6)) {
		if i > 0 {
			row = "  " + row
		}
		rows = append(rows, d.line(row, chosen && i == 0, w))
	}
	if r.Kind != session.Decided && !r.TakenBack {
		rows = append(rows, d.Theme.Muted.Render(d.cut("     "+attributionLine(d, r.By), w)))
	}
	return rows
}

// aboutEntry says everything that is known of an entry itself.
func aboutEntry(d *desk, e *session.Entry, w int) []string {
	title := d.Words.Titled(e)
	rows := append([]string{""}, indented(title, w, d.Theme.Title)...)
	if e.TakenBack {
		return rows
	}
	shows := []string{shownBy(d, e.Authored), d.t("audience." + string(e.Audience)), madeIn(d, e)}
	rows = append(rows, indented(strings.Join(filled(shows), d.between()), w, d.Theme.Muted)...)
	if d.edited(string(e.ID)) {
		words := func(fields any) []*field { return entryQuestions(d, e.Register, fields, e.ID, true) }
		rows = append(append(rows, ""), originalSay(d, string(e.ID), mayWith(d, e).answers, w)...)
		rows = append(rows, originalAnswers(d, words(d.own.Originals[string(e.ID)].Words), words(e.Fields), w)...)
	}
	if body := e.Register.Answer(session.UseBody, e.Fields); body != "" {
		rows = append(append(rows, ""), indented(body, w, theme.Style{})...)
	}
	rows = append(rows, "")
	for _, f := range facts(d, e) {
		rows = append(rows, f.rows(d, w)...)
	}
	if o := d.shared.Organisations[e.HandedTo]; o != nil {
		rows = append(rows, fact{d.t("field.handed_to"), o.Name}.rows(d, w)...)
	}
	return rows
}

// facts are what the entry holds in its fields. What follows from a field is a mark
// behind what it holds; the title, the body and the links stand elsewhere.
func facts(d *desk, e *session.Entry) []fact {
	var all []fact
	for _, f := range e.Register.Fields[1:] { // the first is the title
		value := d.Words.Answer(d.shared.Community, e.Register, f, e.Fields)
		switch {
		case value == "" || f.Use == session.UseBody || f.Shape == session.ShapeLinks:
		case f.Shape == session.ShapeFollows:
			all[len(all)-1].value += " " + d.Theme.Glyphs.Across + " " + value
		default:
			all = append(all, fact{d.Words.Label(e.Register, f), value})
		}
	}
	return all
}

// madeIn names the meeting in which an entry was made, where that is another one.
func madeIn(d *desk, e *session.Entry) string {
	if m := d.shared.Meetings[e.Meeting]; m != nil && e.Meeting != d.meeting {
		return d.t("entry.made_in", "meeting", m.Title)
	}
	return ""
}

// filled leaves out what is empty.
func filled(all []string) []string {
	var some []string
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

func (s *entrySheet) body(d *desk, w, h int) page {
	e := s.find(d)
	if e == nil {
		return page{rows: append([]string{""}, indented(d.t("error.not_found"), w, d.Theme.Muted)...)}
	}
	return page{rows: s.sheet.draw(d, s.entries(d, e), w, h)}
}

func (s *entrySheet) keys(d *desk) []hint {
	e := s.find(d)
	if e == nil {
		return []hint{{"Esc", d.t("key.back")}}
	}
	may := mayWith(d, e)
	var keys []hint
	offer := func(key, does string, when bool) {
		if when {
			keys = append(keys, hint{key, d.t(does)})
		}
	}
	offer("Enter", "key.open", s.sheet.choice(s.entries(d, e)) != "")
	if may.answers {
		keys = append(keys, answerKeys(d)...)
	}
	offer("y", "key.confirm", may.confirms)
	offer("n", "key.decline", declines(d, e))
	offer("s", "key.report", may.reports)
	offer("s", "key.observe", may.observes)
	offer("e", "key.edit", may.edits)
	offer("c", "key.comes_of", may.adds)
	offer("h", "key.hand_over", mayHandOver(e, may))
	offer("x", "key.take_back", may.mine || s.chosenReading(d, e) != "")
	offer("f", "key.forget_me", may.mine && d.own.Signed(string(e.ID), e.By).Member == "")
	return append(keys, hint{"Esc", d.t("key.back")})
}
