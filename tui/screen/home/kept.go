package home

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// kept says how long what people contribute to the meeting is kept, and what becomes
// of it then.
type kept struct{ kit.Scroll }

// NewKept opens what there is to say of it.
func NewKept() desk.Screen { return &kept{} }

// keptWays lead to it, where there is something to say or the person may say it.
func keptWays(d *desk.Desk) []way {
	m := d.Current()
	if m.Kept.Until == "" && !d.Role().May(method.Organise) && m.Kept.By == "" {
		return nil
	}
	return []way{{key: "kept", words: d.T("kept.title"), beside: func(d *desk.Desk) string { return keptFor(d, m) }, to: place.Kept{}}}
}

// keptFor says in few words how long it is.
func keptFor(d *desk.Desk, m *session.Meeting) string {
	switch {
	case !m.Kept.Erased.IsZero():
		return d.T("kept.erased", "day", desk.DayOf(d, m.Kept.Erased))
	case m.KeptUntil() == "":
		return d.T("kept.for_good")
	}
	return d.T("kept.until", "day", d.Words.Day(m.KeptUntil()))
}

// keptRows announce that contributions will be erased, or say that they were.
func keptRows(d *desk.Desk, m *session.Meeting, w int) []string {
	if say := desk.KeptNotice(d, m); say != "" {
		return kit.Styled(d.AtMost(3, say, w), d.Theme.Key)
	}
	return nil
}

func (k *kept) Title(d *desk.Desk) string { return d.T("kept.title") }

// Update has nothing to take: what a key has changed is in the view.
func (k *kept) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (k *kept) Body(d *desk.Desk, w, h int) kit.Page {
	m := d.Current()
	rows := []string{""}
	say := func(words string, style theme.Style) { rows = append(append(rows, d.Wrapped(words, w, style)...), "") }
	switch notice := desk.KeptNotice(d, m); {
	case notice != "":
		say(notice, d.Theme.Key)
	case m.KeptUntil() != "":
		say(d.T("kept.now", "day", d.Words.Day(m.KeptUntil())), d.Theme.Title)
	default:
		say(d.T("kept.now_for_good"), d.Theme.Title)
	}
	if m.Kept.By != "" && m.Kept.Erased.IsZero() {
		say(d.T("kept.by", "name", desk.SteererName(d, m.Kept.By)), theme.Style{})
	}
	say(d.T("kept.say", "n", session.KeptNotice), d.Theme.Muted)
	say(d.T("kept.stays", "registers", promises(d)), d.Theme.Muted)
	return kit.Page{Rows: k.View(d.Look, rows, w, h)}
}

// promises names the registers whose entries stay.
func promises(d *desk.Desk) string {
	var all []string
	for _, r := range d.Shared.Registers {
		if r.Promises() {
			all = append(all, d.T(r.Name+".many"))
		}
	}
	return strings.Join(all, ", ")
}

func (k *kept) Keys(d *desk.Desk) kit.Keys {
	m := d.Current()
	changes := d.Role().May(method.Organise) && m.Kept.Erased.IsZero() && !m.KeptUntil().Over(time.Now())
	return kit.Keys{}.
		If(changes, kit.On("e", d.T("key.keep_until"), d.Shows(func() desk.Screen { return newKeptForm(d) }))).
		And(k.Moves(d.Look).Aside(), d.BackKey())
}

// newKeptForm asks for the last day.
func newKeptForm(d *desk.Desk) desk.Screen {
	day := desk.DateField(d, "until", d.T("kept.day"), d.Current().Kept.Until, d.T("kept.day_note", "n", session.KeptNotice))
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{day}}, Heading: "kept.title",
		Name: session.NameDraft("kept", "", string(d.Meeting)), // of no meeting: a closed one keeps no drafts
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.KeepUntil{Meeting: d.Meeting, Until: desk.DateOf(s.Form, "until")}, s.Name)
	}
	return s.Open(d)
}
