package entries

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// entrySheet is one entry: all that is known of it, why it is there, what came of
// it, and what was said of how it stands.
type entrySheet struct {
	id    method.EntryID
	sheet kit.Sheet
}

// NewSheet opens an entry.
func NewSheet(id method.EntryID) desk.Screen { return &entrySheet{id: id} }

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
	changes, contributes := d.May(method.Contribute), d.Shared.Contributes(d.Member)
	theirs := may.mine || own.Speaking() != "" && e.Lead().Organisation == own.Speaking()
	may.edits = changes && (theirs || d.May(method.Steer))
	may.answers = changes && d.Edited(string(e.ID))
	may.confirms = e.Awaits(own.Speaking()) && contributes
	may.reports = e.Register.Promises() && d.Shared.AnswersFor(e, d.Member, may.mine)
	may.observes = e.Register.Promises() && !may.reports && contributes
	may.adds = changes
	return may
}

// promised reports whether an entry is the person's: they wrote it, or the organisation
// leads it which they say they are of.
func promised(d *desk.Desk, e *session.Entry) bool {
	own := d.Own.Member.Organisation
	return d.Own.Wrote(string(e.ID), e.By) || own != "" && e.Lead().Organisation == own
}

func (s *entrySheet) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok {
		s.answered(d, a)
	}
	return nil
}

// declines reports whether the person's organisation is asked to lead.
func declines(d *desk.Desk, e *session.Entry) bool {
	return e.HandedTo != "" && e.HandedTo == d.Own.Member.Speaking()
}

func mayHandOver(e *session.Entry, may rights) bool {
	return may.reports && e.Lead().Organisation != ""
}

// readingOf is the reading of that key, or nil.
func readingOf(e *session.Entry, key string) *session.Reading {
	for i, r := range e.Readings {
		if string(r.ID) == key {
			return &e.Readings[i]
		}
	}
	return nil
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
	case *session.TakeBackEntry, *session.TakeBackReading:
		d.Say("entry.taken_back")
	case *session.ForgetMe:
		d.Say("item.forgotten")
	}
}

// entries are the rows of the screen, with the links in it.
func (s *entrySheet) entries(d *desk.Desk, e *session.Entry) kit.Few {
	all := kit.Few{kit.Prose(func(w int) []string { return aboutEntry(d, e, w) })}
	if e.TakenBack {
		return append(all, timeline(d, e)...)
	}
	var why kit.Few
	for _, l := range e.Links() {
		if words := d.Words.Linked(d.Shared.Community, l.To); words != "" {
			why = append(why, kit.Link(d.Look, string(l.To), words))
		}
	}
	all = append(all, d.Headed(d.T("entry.why"), why)...)
	soWhat := desk.LedTo(d, method.ContributionID(e.ID))
	if len(soWhat) == 0 && mayWith(d, e).adds && e.Open() {
		soWhat = kit.Few{kit.Prose(func(w int) []string { return kit.Indented(d.T("entry.nothing_yet"), w, d.Theme.Muted) })}
	}
	all = append(all, d.Headed(d.T("item.so_what"), soWhat)...)
	return append(all, timeline(d, e)...)
}

// timeline lists what was said of an entry: each by whom, when and on what evidence.
func timeline(d *desk.Desk, e *session.Entry) kit.Few {
	var all kit.Few
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
	rows := d.Whole(desk.DayOf(d, r.At)+d.Between()+words, chosen, w)
	if r.Kind != method.Decided && !r.TakenBack {
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
	shows := locale.Joined(d.Between(), desk.ShownBy(d, e.Authored), d.T("audience."+string(e.Audience)), madeIn(d, e))
	rows = append(rows, kit.Indented(shows, w, d.Theme.Muted)...)
	rows = append(rows, desk.SaidRows(d, e.By, w)...)
	if d.Edited(string(e.ID)) {
		words := func(fields any) kit.Questions { return entryQuestions(d, e.Register, fields, e.ID, true) }
		rows = append(append(rows, ""), desk.OriginalSay(d, string(e.ID), mayWith(d, e).answers, w)...)
		rows = append(rows, desk.OriginalAnswers(d, words(d.Own.Originals[string(e.ID)].Words), words(e.Fields), w)...)
	}
	if body := e.Register.Answer(field.UseBody, e.Fields); body != "" {
		rows = append(append(rows, ""), kit.Indented(body, w, theme.Style{})...)
	}
	return append(append(rows, ""), d.Facts(facts(d, e), w)...)
}

// facts are what the entry holds in its fields, and whom it is being handed over to.
// What follows from a field is a mark behind what it holds; the title, the body and the
// links stand elsewhere.
func facts(d *desk.Desk, e *session.Entry) []kit.Fact {
	var all []kit.Fact
	for _, f := range e.Register.Fields[1:] { // the first is the title
		value := d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
		switch {
		case value == "" || f.Use == field.UseBody || f.Shape == field.ShapeLinks:
		case f.Shape == field.ShapeFollows:
			last := &all[len(all)-1]
			last.Value = strings.TrimLeft(last.Value+" "+d.Theme.Glyphs.Across+" "+value, " ")
		default:
			all = append(all, fact(d, e, f, value))
		}
	}
	if o := d.Shared.Organisations[e.HandedTo]; o != nil {
		all = append(all, kit.Fact{Label: d.T("field.handed_to"), Value: o.Name})
	}
	return all
}

// fact is what one field holds: in a badge where that is seen at a glance.
func fact(d *desk.Desk, e *session.Entry, f field.Field, value string) kit.Fact {
	said := kit.Fact{Label: d.Words.Label(e.Register, f), Value: value}
	switch {
	case f.Use == field.UseStage:
		said.Badges = []kit.Badge{stageBadge(d, e)}
	case f.Use == field.UseDue && overdue(e):
		said.Badges = []kit.Badge{{Of: d.Theme.Badges.Overdue, Words: value}, {Of: d.Theme.Badges.Overdue, Words: d.T("entry.overdue")}}
	case f.Use == field.UseDue:
		said.Badges = []kit.Badge{{Of: d.Theme.Badges.Due, Words: value}}
	case f.HoldsCountries():
		for _, c := range f.Countries(e.Fields) {
			said.Badges = append(said.Badges, kit.Badge{Of: d.Theme.Badges.Country, Words: d.Words.Country(c)})
		}
	}
	if len(said.Badges) > 0 {
		said.Value = ""
	}
	return said
}

// madeIn names the meeting in which an entry was made, where that is another one.
func madeIn(d *desk.Desk, e *session.Entry) string {
	if m := d.Shared.Meetings[e.Meeting]; m != nil && e.Meeting != d.Meeting {
		return d.T("entry.made_in", "meeting", m.Title)
	}
	return ""
}

func (s *entrySheet) Body(d *desk.Desk, w, h int) kit.Page {
	e := s.find(d)
	if e == nil {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T("error.not_found"), w, d.Theme.Muted)...)}
	}
	return kit.Page{Rows: s.sheet.Draw(d.Look, s.entries(d, e), w, h)}
}

func (s *entrySheet) Keys(d *desk.Desk) kit.Keys {
	e := s.find(d)
	if e == nil {
		return kit.Keys{d.BackKey()}
	}
	may, r, all := mayWith(d, e), e.Register, s.entries(d, e)
	chosen := s.sheet.Choice(all)
	report := d.Shows(func() desk.Screen { return newReading(d, e, may.reports) })
	return kit.Keys{}.
		If(chosen != "" && readingOf(e, chosen) == nil, s.sheet.About(all, kit.On("Enter", d.T("key.open"), func() tea.Cmd {
			return desk.OpenContribution(d, method.ContributionID(chosen))
		}))...).
		If(may.answers, desk.AnswerKeys(d, string(e.ID), e.Revision)...).
		If(may.confirms, kit.On("y", d.T("key.confirm"),
			does(d, &session.ConfirmEntry{Register: r, Entry: e.ID, Organisation: d.Own.Member.Speaking()}))).
		If(declines(d, e), kit.On("n", d.T("key.decline"), does(d, &session.HandOver{Register: r, Entry: e.ID}))).
		And(desk.SaidKeys(d, method.ContributionID(e.ID), e.By)...).
		If(may.reports, kit.On("s", d.T("key.report"), report)).
		If(may.observes, kit.On("s", d.T("key.observe"), report)).
		If(may.edits, kit.On("e", d.OrDraft("key.edit", d.HasDraft(editName(d, e))), d.Shows(func() desk.Screen { return newEdit(d, e) }))).
		If(may.adds, kit.On("c", d.T("key.comes_of"), d.To(place.Registers{From: method.ContributionID(e.ID)}))).
		If(mayHandOver(e, may), kit.On("h", d.T("key.hand_over"), d.Shows(func() desk.Screen { return newHandOver(d, e) }))).
		And(s.withdrawKeys(d, e, may, all)...).
		And(kit.On("w", d.T("key.chain"), d.To(place.Chain{Of: method.ContributionID(e.ID)})),
			s.sheet.Moves(d.Look, all).Aside(), d.BackKey())
}

func does(d *desk.Desk, c session.Change) func() tea.Cmd {
	return func() tea.Cmd { return d.Do(c, "") }
}

// withdrawKeys are those by which people take back what they wrote, or let it be
// forgotten that it was they.
func (s *entrySheet) withdrawKeys(d *desk.Desk, e *session.Entry, may rights, all kit.Few) kit.Keys {
	var keys kit.Keys
	switch r := readingOf(e, s.sheet.Choice(all)); {
	case r != nil && !r.TakenBack && d.Own.Wrote(string(r.ID), r.By):
		keys = s.sheet.About(all, d.SureKey("x", d.T("key.take_back_said"), does(d, &session.TakeBackReading{Register: e.Register, Entry: e.ID, Reading: r.ID}),
			"entry.sure.take_back_said", "id", r.ID, "day", desk.DayOf(d, r.At)))
	case may.mine:
		keys = kit.Keys{d.SureKey("x", d.T("key.take_back_code", "code", e.Code()), does(d, &session.TakeBackEntry{Register: e.Register, Entry: e.ID}),
			"entry.sure.take_back", "id", e.ID, "code", e.Code())}
	}
	return keys.
		If(may.mine && d.Own.Signed(string(e.ID), e.By).Member == "",
			d.SureKey("f", d.T("key.forget_me"), does(d, &session.ForgetMe{Contribution: string(e.ID)}),
				"item.sure.forget_me", "id", e.ID))
}
