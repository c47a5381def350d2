package home

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// The most letters of the questions that take several lines.
const (
	maxLines  = 20 * method.MaxItem
	maxAgenda = session.MaxAgenda * (method.MaxTitle + 40)
)

// meetingFields asks for what a meeting is, answered as it stands.
func meetingFields(d *desk.Desk, m *session.Meeting) kit.Questions {
	first := desk.DateField(d, "first", d.T("meeting.form.first"), m.First, d.T("meeting.form.date_note"))
	last := desk.DateField(d, "last", d.T("meeting.form.last"), m.Last, d.T("meeting.form.last_note"))
	convenors := kit.LinesField("convenors", d.T("meeting.form.convenors"), m.Convenors, maxLines)
	convenors.Note = d.T("meeting.form.lines_note")
	objectives := kit.LinesField("objectives", d.T("meeting.form.objectives"), m.Objectives, maxLines)
	objectives.Note = d.T("meeting.form.lines_note")
	agenda := kit.LinesField("agenda", d.T("meeting.form.agenda"), writeAgenda(d.Words, m.Agenda), maxAgenda)
	agenda.Note = d.T("meeting.form.agenda_note", "kinds", kindWords(d.Words, method.AgendaKinds()),
		"boards", kindWords(d.Words, method.BoardKinds()), "swot", kindWord(d.Words, method.SWOT))
	offers := kit.OneField("offers", d.T("meeting.form.offers"), string(m.Offers), kit.EnumOptions(d.Look, "attribution.", desk.Ladders(d)))
	offers.Note = d.T("meeting.form.offers_note")
	return kit.Questions{
		kit.LineField("title", d.T("meeting.form.title"), m.Title, method.MaxTitle), shortField(d, m.Short),
		kit.LineField("place", d.T("meeting.form.place"), m.Place, method.MaxTitle),
		kit.OneField("mode", d.T("meeting.form.mode"), string(m.Mode), kit.EnumOptions(d.Look, "mode.", method.Modes())),
		first, last, convenors, objectives, offers, agenda,
	}
}

// shortField asks what people type to mean the meeting.
func shortField(d *desk.Desk, short method.MeetingID) *kit.Field {
	f := kit.LineField("meeting", d.T("meeting.form.id"), string(short), method.MaxSlug)
	f.Note = d.T("meeting.form.id_note")
	return f
}

// freeName makes a short name from the title of a meeting, one that leads to no other.
func freeName(d *desk.Desk, title string) string {
	slug := cmp.Or(desk.Slug(title), "meeting")
	free := slug
	for n := 2; d.Shared.MeetingCalled(method.MeetingID(free)) != nil; n++ {
		free = slug + "-" + strconv.Itoa(n)
	}
	return free
}

// meetingDetails reads the answers of meetingFields, all but the agenda.
func meetingDetails(f *kit.Form) session.MeetingDetails {
	lines := func(key string) []string { return strings.Split(f.Get(key), "\n") }
	return session.MeetingDetails{
		Title: f.Get("title"), Place: f.Get("place"), Mode: method.Mode(f.Get("mode")),
		First: desk.DateOf(f, "first"), Last: desk.DateOf(f, "last"),
		Convenors: lines("convenors"), Objectives: lines("objectives"), Offers: method.Ladder(f.Get("offers")),
	}
}

// refuseAgenda says which line of the agenda cannot be read, and puts the cursor at its end.
func refuseAgenda(d *desk.Desk, s *desk.FormScreen, err error) {
	s.Refuse(d, err)
	var unread *lineError
	if !errors.As(err, &unread) {
		return
	}
	agenda := &s.Field("agenda").Text
	agenda.Begin()
	for range unread.line - 1 {
		agenda.End()
		agenda.Right()
	}
	agenda.End()
}

// newMeetingForm changes the meeting that the person is in.
func newMeetingForm(d *desk.Desk) desk.Screen {
	s := &desk.FormScreen{Heading: "meeting.form.edit", Name: session.NameDraft("meeting", d.Meeting)}
	s.Form = &kit.Form{Fields: meetingFields(d, d.Current())}
	s.Revision = d.Current().Revision
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		m, _ := saved.(session.Meeting)
		return meetingFields(d, &m)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		agenda, err := readAgenda(d.Words, s.Get("agenda"), d.Current().Agenda, d.Host.Random())
		if err != nil {
			refuseAgenda(d, s, err)
			return nil
		}
		return d.Do(&session.ChangeMeeting{
			Meeting: d.Meeting, Short: method.MeetingID(s.Get("meeting")), Revision: s.Revision, Details: meetingDetails(s.Form), Agenda: agenda,
		}, s.Name)
	}
	return s.Open(d)
}

// NewConvening convenes the next meeting of the community that the person
// sits at. They leave it again when they go away.
func NewConvening(d *desk.Desk) desk.Screen {
	blank := &session.Meeting{MeetingDetails: session.MeetingDetails{Offers: method.Named}}
	s, begun := &desk.FormScreen{Heading: "meeting.form.convene", Name: session.NameDraft("convene", "")}, &beginning{}
	fields := meetingFields(d, blank)
	agenda := slices.IndexFunc(fields, func(q *kit.Field) bool { return q.Key == "agenda" })
	s.Form = &kit.Form{Fields: slices.Insert(fields, agenda, templateField(d))}
	s.Moved = func() {
		fields.Find("meeting").Propose(freeName(d, s.Get("title")))
		begun.follow(d, s.Form)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		agenda, err := readAgenda(d.Words, s.Get("agenda"), nil, d.Host.Random())
		if err != nil {
			refuseAgenda(d, s, err)
			return nil
		}
		return d.Do(&session.ConveneMeeting{
			Meeting: method.MeetingID(s.Get("meeting")), Details: meetingDetails(s.Form), Agenda: agenda,
		}, s.Name)
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		return desk.ComeIn(d, s, desk.Chair{Community: d.Community, Member: d.Member, Meeting: method.MeetingID(s.Get("meeting"))})
	}
	s.Away = func(d *desk.Desk) { d.Stand() }
	s.Open(d)
	begun.template = s.Get("template") // with what a draft has of it
	begun.lines = templateLines(d, begun.template)
	return s
}
