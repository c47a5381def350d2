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
		signedQuestion(d, proposedFor(d, e)))
	f := &kit.Form{Fields: all}
	id := method.NewID[method.ReadingID](d.Host.Random())
	s := &desk.FormScreen{
		Form: f, All: all, Heading: heading, ForAll: true,
		Moved: func() { tellSigned(d, e, f) },
		Name:  session.NameDraft("reading", "", string(e.ID)), // of no meeting: it is said also between two
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

// proposedFor is the rung on which the person signs most things, or where they report as
// whoever wrote the entry, one that shows no more of them than that does.
func proposedFor(d *desk.Desk, e *session.Entry) method.Ladder {
	own := d.Own.Member.Attribution
	if shown, only := shownOfAuthor(d, e); only && own.Above(shown) {
		return shown
	}
	return own
}

// tellSigned says what the chosen rung of attribution would tell.
func tellSigned(d *desk.Desk, e *session.Entry, f *kit.Form) {
	signed, rung := f.Field("attribution"), method.Ladder(f.Get("attribution"))
	signed.Note = ""
	switch shown, only := shownOfAuthor(d, e); {
	case only && rung.Above(shown):
		signed.Note = d.T("reading.tells_author")
	case rung != method.Named && d.Shared.Identifies(d.Meeting, d.Member, rung):
		signed.Note = d.T("board.identifies")
	}
}

// shownOfAuthor is how much an entry shows of the person, where they may report on it only
// because they wrote it.
func shownOfAuthor(d *desk.Desk, e *session.Entry) (rung method.Ladder, only bool) {
	id, shown := string(e.ID), method.Unattributed
	if by := d.Own.Signed(id, e.By); !by.Said {
		shown = by.Ladder()
	}
	return shown, d.Own.Wrote(id, e.By) && !d.Shared.AnswersFor(e, d.Member, false)
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
