package entries

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// entrySheet is one entry: all that is known of it, why it is there, what came of
// it, and what was said of how it stands.
type entrySheet struct {
	id    session.EntryID
	sheet kit.Sheet
}

// NewSheet opens an entry.
func NewSheet(id session.EntryID) desk.Screen { return &entrySheet{id: id} }

func (s *entrySheet) find(d *desk.Desk) *session.Entry { return d.Shared.Entries[s.id] }

func (s *entrySheet) Title(d *desk.Desk) string {
	if e := s.find(d); e != nil {
		return e.Code()
	}
	return ""
}

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

func mayWith(d *desk.Desk, e *session.Entry) rights {
	own := d.Own.Member
	may := rights{mine: d.Own.Wrote(string(e.ID), e.By)}
	if e.TakenBack {
		return rights{}
	}
	leads := e.Lead().Organisation != "" && e.Lead().Organisation == own.Organisation
	changes := d.May(session.Contribute)
	may.edits = changes && (leads || may.mine || d.May(session.Steer))
	may.answers = changes && d.Edited(string(e.ID))
	may.confirms = e.Awaits(own.Organisation) && contributes(d)
	may.reports = e.Register.Promises() && (leads || may.mine || own.Organiser())
	may.observes = e.Register.Promises() && !may.reports && contributes(d)
	may.adds = changes
	return may
}

// contributes reports whether the person may contribute to some meeting of the
// community.
func contributes(d *desk.Desk) bool {
	for id := range d.Shared.Meetings {
		if d.Shared.RoleIn(id, d.Member).May(session.Contribute) {
			return true
		}
	}
	return false
}

func (s *entrySheet) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok {
		s.answered(d, a)
		return nil
	}
	e := s.find(d)
	if e == nil {
		d.Back()
		return nil
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && !s.sheet.Update(msg, s.entries(d, e)) {
		return s.pressed(d, e, key.String())
	}
	return nil
}

func (s *entrySheet) pressed(d *desk.Desk, e *session.Entry, key string) tea.Cmd {
	may, r := mayWith(d, e), e.Register
	switch {
	case (key == "a" || key == "r") && may.answers:
		return desk.AnswerEdit(d, string(e.ID), e.Revision, key)
	case key == "esc":
		d.Back()
	case key == "enter":
		return desk.OpenContribution(d, session.ContributionID(s.sheet.Choice(s.entries(d, e))))
	case key == "e" && may.edits:
		d.Show(NewEdit(d, e))
	case key == "y" && may.confirms:
		return d.Do(&session.ConfirmEntry{Register: r, Entry: e.ID, Organisation: d.Own.Member.Organisation}, "")
	case key == "n" && declines(d, e):
		return d.Do(&session.HandOver{Register: r, Entry: e.ID}, "")
	case key == "s" && (may.reports || may.observes):
		d.Show(NewReading(d, e, may.reports))
	case key == "h" && mayHandOver(e, may):
		d.Show(newHandOver(d, e))
	case key == "c" && may.adds:
		return d.Go(desk.Registers{From: session.ContributionID(e.ID)})
	default:
		return s.withdraw(d, e, may, key)
	}
	return nil
}

// withdraw takes the keys by which people take back what they wrote, or let it be
// forgotten that it was they.
func (s *entrySheet) withdraw(d *desk.Desk, e *session.Entry, may rights, key string) tea.Cmd {
	reading := s.chosenReading(d, e)
	switch {
	case key == "x" && reading != "":
		if d.Confirm(key, "item.sure.take_back", "id", reading) {
			return d.Do(&session.TakeBackReading{Register: e.Register, Entry: e.ID, Reading: reading}, "")
		}
	case key == "x" && may.mine:
		if d.Confirm(key, "item.sure.take_back", "id", e.ID) {
			return d.Do(&session.TakeBackEntry{Register: e.Register, Entry: e.ID}, "")
		}
	case key == "f" && may.mine && d.Own.Signed(string(e.ID), e.By).Member == "":
		if d.Confirm(key, "item.sure.forget_me", "id", e.ID) {
			return d.Do(&session.ForgetMe{Contribution: string(e.ID)}, "")
		}
	default:
		d.Stray(key)
	}
	return nil
}

// declines reports whether the person's organisation is asked to lead.
func declines(d *desk.Desk, e *session.Entry) bool {
	return e.HandedTo != "" && e.HandedTo == d.Own.Member.Organisation
}

func mayHandOver(e *session.Entry, may rights) bool {
	return may.reports && e.Lead().Organisation != ""
}

// chosenReading is the reading of the person's own under the pointer, if there is
// one.
func (s *entrySheet) chosenReading(d *desk.Desk, e *session.Entry) session.ReadingID {
	chosen := s.sheet.Choice(s.entries(d, e))
	for _, r := range e.Readings {
		if string(r.ID) == chosen && !r.TakenBack && d.Own.Wrote(string(r.ID), r.By) {
			return r.ID
		}
	}
	return ""
}

func (s *entrySheet) answered(d *desk.Desk, a desk.Answer) {
	if a.Err != nil {
		return
	}
	switch change := a.Change.(type) {
	case *session.AnswerEdit:
		desk.AnsweredEdit(d, change)
	case *session.ConfirmEntry:
		d.Say("entry.confirmed")
	case *session.HandOver:
		d.Say("entry.declined")
	case *session.ForgetMe:
		d.Say("item.forgotten")
	}
}

// entries are the rows of the screen, with the links in it.
func (s *entrySheet) entries(d *desk.Desk, e *session.Entry) []kit.Entry {
	all := []kit.Entry{kit.Prose(func(w int) []string { return aboutEntry(d, e, w) })}
	if e.TakenBack {
		return append(all, timeline(d, e)...)
	}
	var why []kit.Entry
	for _, l := range e.Links() {
		if words := d.Words.Linked(d.Shared.Community, l.To); words != "" {
			why = append(why, kit.Link(d.Look, string(l.To), words))
		}
	}
	all = append(all, d.Headed(d.T("entry.why"), why)...)
	soWhat := desk.LedTo(d, session.ContributionID(e.ID))
	if len(soWhat) == 0 && mayWith(d, e).adds && e.Open() {
		soWhat = []kit.Entry{kit.Prose(func(w int) []string { return kit.Indented(d.T("entry.nothing_yet"), w, d.Theme.Muted) })}
	}
	all = append(all, d.Headed(d.T("item.so_what"), soWhat)...)
	return append(all, timeline(d, e)...)
}

// timeline lists what was said of an entry: each by whom, when and on what evidence.
func timeline(d *desk.Desk, e *session.Entry) []kit.Entry {
	var all []kit.Entry
	for _, r := range e.Readings {
		all = append(all, kit.Entry{Key: string(r.ID), Rows: func(chosen bool, w int) []string { return readingRows(d, e, r, chosen, w) }})
	}
	heading := d.T("entry.timeline")
	if n := e.Carried(); n >= session.CarriedOften {
		heading += d.Between() + d.T("entry.carried", "n", n)
	}
	return d.Headed(heading, all)
}

func readingRows(d *desk.Desk, e *session.Entry, r session.Reading, chosen bool, w int) []string {
	words := d.Words.Reading(e.Register, r)
	if r.TakenBack {
		words = d.T("taken_back")
	}
	var rows []string
	for i, row := range d.Wrap(desk.DayOf(d, r.At)+d.Between()+words, max(1, w-6)) {
		if i > 0 {
			row = "  " + row
		}
		rows = append(rows, d.Line(row, chosen && i == 0, w))
	}
	if r.Kind != session.Decided && !r.TakenBack {
		rows = append(rows, d.Theme.Muted.Render(d.Cut("     "+desk.AttributionLine(d, r.By), w)))
	}
	return rows
}

// aboutEntry says everything that is known of an entry itself.
func aboutEntry(d *desk.Desk, e *session.Entry, w int) []string {
	title := d.Words.Titled(e)
	rows := append([]string{""}, kit.Indented(title, w, d.Theme.Title)...)
	if e.TakenBack {
		return rows
	}
	shows := []string{desk.ShownBy(d, e.Authored), d.T("audience." + string(e.Audience)), madeIn(d, e)}
	rows = append(rows, kit.Indented(strings.Join(filled(shows), d.Between()), w, d.Theme.Muted)...)
	if d.Edited(string(e.ID)) {
		words := func(fields any) []*kit.Field { return EntryQuestions(d, e.Register, fields, e.ID, true) }
		rows = append(append(rows, ""), desk.OriginalSay(d, string(e.ID), mayWith(d, e).answers, w)...)
		rows = append(rows, desk.OriginalAnswers(d, words(d.Own.Originals[string(e.ID)].Words), words(e.Fields), w)...)
	}
	if body := e.Register.Answer(session.UseBody, e.Fields); body != "" {
		rows = append(append(rows, ""), kit.Indented(body, w, theme.Style{})...)
	}
	rows = append(rows, "")
	for _, f := range facts(d, e) {
		rows = append(rows, f.Rows(d.Look, w)...)
	}
	if o := d.Shared.Organisations[e.HandedTo]; o != nil {
		rows = append(rows, kit.Fact{Label: d.T("field.handed_to"), Value: o.Name}.Rows(d.Look, w)...)
	}
	return rows
}

// facts are what the entry holds in its fields. What follows from a field is a mark
// behind what it holds; the title, the body and the links stand elsewhere.
func facts(d *desk.Desk, e *session.Entry) []kit.Fact {
	var all []kit.Fact
	for _, f := range e.Register.Fields[1:] { // the first is the title
		value := d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
		switch {
		case value == "" || f.Use == session.UseBody || f.Shape == session.ShapeLinks:
		case f.Shape == session.ShapeFollows:
			all[len(all)-1].Value += " " + d.Theme.Glyphs.Across + " " + value
		default:
			all = append(all, kit.Fact{Label: d.Words.Label(e.Register, f), Value: value})
		}
	}
	return all
}

// madeIn names the meeting in which an entry was made, where that is another one.
func madeIn(d *desk.Desk, e *session.Entry) string {
	if m := d.Shared.Meetings[e.Meeting]; m != nil && e.Meeting != d.Meeting {
		return d.T("entry.made_in", "meeting", m.Title)
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

func (s *entrySheet) Body(d *desk.Desk, w, h int) kit.Page {
	e := s.find(d)
	if e == nil {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T("error.not_found"), w, d.Theme.Muted)...)}
	}
	return kit.Page{Rows: s.sheet.Draw(d.Look, s.entries(d, e), w, h)}
}

func (s *entrySheet) Keys(d *desk.Desk) []kit.Hint {
	e := s.find(d)
	if e == nil {
		return []kit.Hint{d.Hint("Esc", "key.back")}
	}
	may := mayWith(d, e)
	var keys []kit.Hint
	offer := func(key, does string, when bool) {
		if when {
			keys = append(keys, d.Hint(key, does))
		}
	}
	offer("Enter", "key.open", s.sheet.Choice(s.entries(d, e)) != "")
	if may.answers {
		keys = append(keys, desk.AnswerKeys(d)...)
	}
	offer("y", "key.confirm", may.confirms)
	offer("n", "key.decline", declines(d, e))
	offer("s", "key.report", may.reports)
	offer("s", "key.observe", may.observes)
	offer("e", "key.edit", may.edits)
	offer("c", "key.comes_of", may.adds)
	offer("h", "key.hand_over", mayHandOver(e, may))
	offer("x", "key.take_back", may.mine || s.chosenReading(d, e) != "")
	offer("f", "key.forget_me", may.mine && d.Own.Signed(string(e.ID), e.By).Member == "")
	return append(keys, d.Hint("Esc", "key.back"))
}
