package entries

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// newReading asks how an entry stands: those who promised it report, others say
// what they see.
func newReading(d *desk.Desk, e *session.Entry, reports bool) desk.Screen {
	kind, heading := method.Observed, "reading.observe"
	var all kit.Questions
	none := []method.Completion{}
	if reports {
		kind, heading = method.Reported, "reading.report"
		stage, _ := e.Register.With(field.UseStage)
		all = append(all, entryQuestion(d, e.Register, stage, e.Fields, e.ID))
		none = append(none, "")
	}
	all = append(all,
		kit.OneField("completion", d.T("field.completion"), "", kit.EnumOptions(d.Look, "completion.", append(none, method.Completions()...))),
		noted(kit.LineField("line", d.T("field.line"), "", method.MaxItem), desk.ReadersNote(d, cmp.Or(e.Widening.Meant, e.Audience))),
		noted(kit.LineField("evidence", d.T("field.evidence"), "", method.MaxItem), d.T("reading.evidence_note")),
		signedQuestion(d))
	f := &kit.Form{Fields: all}
	id := method.NewID[method.ReadingID](d.Host.Random())
	s := &desk.FormScreen{
		Form: f, Heading: heading,
		Name: session.NameDraft("reading", "", string(e.ID)), // of no meeting: it is said also between two
	}
	s.Revision = e.Revision // a draft holds only what was changed: somebody else may have said how it stands since
	s.Send = func(d *desk.Desk) tea.Cmd {
		said := session.Reading{
			ID: id, Kind: kind, Meeting: meetingNow(d), Completion: method.Completion(f.Get("completion")),
			Line: f.Get("line"), Evidence: f.Get("evidence"),
		}
		if stage, ok := e.Register.With(field.UseStage); ok && reports && f.Get(stage.Key) != e.Register.Answer(field.UseStage, e.Fields) {
			said.Stage = f.Get(stage.Key)
		}
		return d.Do(&session.AddReading{
			Register: e.Register, Entry: e.ID, Reading: said, Attribution: method.Ladder(f.Get("attribution")),
		}, s.Name)
	}
	return s.Open(d)
}

// meetingNow is the meeting in which something is said; empty where the person is in
// none that is open to them: then it is said between meetings.
func meetingNow(d *desk.Desk) method.MeetingID {
	if d.May(method.Contribute) {
		return d.Meeting
	}
	return ""
}

// newHandOver asks which organisation should take over the lead of an entry.
func newHandOver(d *desk.Desk, e *session.Entry) desk.Screen {
	lead := noted(kit.OneField("lead", d.T("field.handed_to"), string(e.HandedTo), organisationOrNone(d)), d.T("entry.hand_over_note"))
	f := &kit.Form{Fields: kit.Questions{lead}}
	s := &desk.FormScreen{Form: f, Heading: "entry.hand_over"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.HandOver{Register: e.Register, Entry: e.ID, To: method.OrganisationID(f.Get("lead"))}, "")
	}
	return s.Open(d)
}
