package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// The most letters of the questions that take several lines.
const (
	maxLines  = 20 * session.MaxItem
	maxAgenda = session.MaxAgenda * (session.MaxTitle + 40)
)

// meetingFields asks for what a meeting is, answered as it stands.
func meetingFields(d *desk, m *session.Meeting) []*field {
	first := dateField(d, "first", d.t("meeting.form.first"), m.First, d.t("meeting.form.date_note"))
	last := dateField(d, "last", d.t("meeting.form.last"), m.Last, d.t("meeting.form.last_note"))
	convenors := linesField("convenors", d.t("meeting.form.convenors"), m.Convenors, maxLines)
	convenors.note = d.t("meeting.form.lines_note")
	objectives := linesField("objectives", d.t("meeting.form.objectives"), m.Objectives, maxLines)
	objectives.note = d.t("meeting.form.lines_note")
	agenda := linesField("agenda", d.t("meeting.form.agenda"), writeAgenda(d.Words, m.Agenda), maxAgenda)
	agenda.note = d.t("meeting.form.agenda_note", "kinds", strings.Join(kindWords(d.Words), ", "),
		"swot", kindWord(d.Words, session.SWOT))
	offers := oneField("offers", d.t("meeting.form.offers"), string(m.Offers), enumOptions(d, "attribution.", ladders(d)))
	offers.note = d.t("meeting.form.offers_note")
	return []*field{
		lineField("title", d.t("meeting.form.title"), m.Title, session.MaxTitle),
		lineField("place", d.t("meeting.form.place"), m.Place, session.MaxTitle),
		oneField("mode", d.t("meeting.form.mode"), string(m.Mode), enumOptions(d, "mode.", session.Modes())),
		first, last, convenors, objectives, agenda, offers,
	}
}

// meetingDetails reads the answers of meetingFields, all but the agenda.
func meetingDetails(f *form) session.MeetingDetails {
	lines := func(key string) []string { return strings.Split(f.get(key), "\n") }
	return session.MeetingDetails{
		Title: f.get("title"), Place: f.get("place"), Mode: session.Mode(f.get("mode")),
		First: dateOf(f, "first"), Last: dateOf(f, "last"),
		Convenors: lines("convenors"), Objectives: lines("objectives"), Offers: session.Ladder(f.get("offers")),
	}
}

// newMeetingForm changes the meeting that the person is in.
func newMeetingForm(d *desk) screen {
	s := &formScreen{heading: "meeting.form.edit", name: session.NameDraft("meeting", d.meeting)}
	s.form = &form{fields: meetingFields(d, d.current())}
	s.revision = d.current().Revision
	s.theirs = func(d *desk, saved any) []*field {
		m, _ := saved.(session.Meeting)
		return meetingFields(d, &m)
	}
	s.send = func(d *desk) tea.Cmd {
		agenda, err := readAgenda(d.Words, s.get("agenda"), d.current().Agenda, d.Host.Random())
		if err != nil {
			d.refuse(err)
			s.focus("agenda")
			return nil
		}
		return d.do(&session.ChangeMeeting{
			Meeting: d.meeting, Revision: s.revision, Details: meetingDetails(s.form), Agenda: agenda,
		}, s.name)
	}
	return s.open(d)
}

// newConveneForm convenes the next meeting of the community that the person
// sits at. They leave it again when they go away.
func newConveneForm(d *desk) screen {
	blank := &session.Meeting{MeetingDetails: session.MeetingDetails{Offers: session.Named}}
	id := lineField("meeting", d.t("meeting.form.id"), "", maxSlug)
	id.note = d.t("meeting.form.id_note")
	fields := meetingFields(d, blank)
	s := &formScreen{heading: "meeting.form.convene", name: session.NameDraft("convene", "")}
	s.form = &form{fields: append([]*field{fields[0], id}, fields[1:]...)}
	s.moved = func() { id.propose(string(proposeSlug(d.shared.Meetings, s.get("title")))) }
	s.send = func(d *desk) tea.Cmd {
		agenda, err := readAgenda(d.Words, s.get("agenda"), nil, d.Host.Random())
		if err != nil {
			d.refuse(err)
			s.focus("agenda")
			return nil
		}
		return d.do(&session.ConveneMeeting{
			Meeting: session.MeetingID(s.get("meeting")), Details: meetingDetails(s.form), Agenda: agenda,
		}, s.name)
	}
	s.done = func(d *desk) tea.Cmd {
		return comeIn(d, chair{community: d.community, member: d.member, meeting: session.MeetingID(s.get("meeting"))})
	}
	s.away = func(d *desk) { d.stand() }
	return s.open(d)
}
