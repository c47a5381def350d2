package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// newReadingForm asks how an entry stands: those who promised it report, others say
// what they see.
func newReadingForm(d *desk, e *session.Entry, reports bool) screen {
	kind, heading := session.Observed, "reading.observe"
	var all []*field
	none := []session.Completion{}
	if reports {
		kind, heading = session.Reported, "reading.report"
		stage, _ := e.Register.With(session.UseStage)
		all = append(all, entryQuestion(d, e.Register, stage, e.Fields, e.ID))
		none = append(none, "")
	}
	all = append(all,
		oneField("completion", d.t("field.completion"), "", enumOptions(d, "completion.", append(none, session.Completions()...))),
		lineField("line", d.t("field.line"), "", session.MaxItem),
		noted(lineField("evidence", d.t("field.evidence"), "", session.MaxItem), d.t("reading.evidence_note")),
		signedQuestion(d))
	f := &form{fields: all}
	id := session.NewID[session.ReadingID](d.Host.Random())
	s := &formScreen{form: f, name: session.NameDraft("reading", d.meeting, string(e.ID)), heading: heading}
	s.send = func(d *desk) tea.Cmd {
		said := session.Reading{
			ID: id, Kind: kind, Meeting: meetingNow(d), Completion: session.Completion(f.get("completion")),
			Line: f.get("line"), Evidence: f.get("evidence"),
		}
		if stage, ok := e.Register.With(session.UseStage); ok && reports && f.get(stage.Key) != e.Register.Answer(session.UseStage, e.Fields) {
			said.Stage = f.get(stage.Key)
		}
		return d.do(&session.AddReading{
			Register: e.Register, Entry: e.ID, Reading: said, Attribution: session.Ladder(f.get("attribution")),
		}, s.name)
	}
	return s.open(d)
}

// meetingNow is the meeting in which something is said; empty where the person is in
// none that is open to them: then it is said between meetings.
func meetingNow(d *desk) session.MeetingID {
	if d.may(session.Contribute) {
		return d.meeting
	}
	return ""
}

// newHandOver asks which organisation should take over the lead of an entry.
func newHandOver(d *desk, e *session.Entry) screen {
	none := option{"", d.t("organisation.none")}
	lead := noted(oneField("lead", d.t("field.handed_to"), string(e.HandedTo), append([]option{none}, organisationOptions(d)...)), d.t("entry.hand_over_note"))
	f := &form{fields: []*field{lead}}
	s := &formScreen{form: f, heading: "entry.hand_over"}
	s.send = func(d *desk) tea.Cmd {
		return d.do(&session.HandOver{Register: e.Register, Entry: e.ID, To: session.OrganisationID(f.get("lead"))}, "")
	}
	return s.open(d)
}
