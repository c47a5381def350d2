package entries

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// form asks for an entry of a register, new or known.
type form struct {
	*desk.FormScreen
	register *session.Register
	group    method.BoardID // the board of the working group that makes a new one; it may be none
	known    bool
	id       method.EntryID
	fields   any // that it began with
}

// newForm asks for an entry that is added where its list is, and may come from
// something, with what the person was writing there before.
func newForm(d *desk.Desk, at place.Entries, from ...method.ContributionID) desk.Screen {
	f := &form{register: at.Register, group: at.Group, id: method.NewID[method.EntryID](d.Host.Random())}
	f.FormScreen = &desk.FormScreen{Name: newName(d, at), Heading: at.Register.Name + ".new", ForAll: true}
	f.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.MakeEntry{
			Register: f.register, Entry: f.id, Meeting: d.Meeting, Agenda: at.Agenda, Group: f.group, Fields: f.filled(),
			Attribution: method.Ladder(f.All.Get("attribution")), SaidBy: f.saidBy(), Audience: method.Audience(f.All.Get("audience")),
		}, f.Name)
	}
	return f.open(d, proposed(d, at), from)
}

// proposed are the fields of something new, of the kind that people mostly note down in the
// item of the agenda.
func proposed(d *desk.Desk, at place.Entries) any {
	blank := at.Register.Blank()
	if at.Agenda == "" {
		return blank
	}
	a, _ := d.Current().AgendaItem(at.Agenda)
	if noted := a.Kind.Noted(); noted != "" {
		return at.Register.Filled(blank, map[string][]string{"kind": {noted}})
	}
	return blank
}

// newName is the name of the draft of a new entry, and editName that of a change.
func newName(d *desk.Desk, at place.Entries) session.DraftName {
	return session.NameDraft(at.Register.Name, d.Meeting, "new", string(at.Agenda), string(at.Group))
}

func editName(d *desk.Desk, e *session.Entry) session.DraftName {
	return session.NameDraft(e.Register.Name, d.Meeting, string(e.ID))
}

// newEdit changes an entry.
func newEdit(d *desk.Desk, e *session.Entry) desk.Screen {
	f := &form{register: e.Register, known: true, id: e.ID}
	f.FormScreen = &desk.FormScreen{Name: editName(d, e), Heading: e.Register.Name + ".change", ForAll: true}
	f.Revision = e.Revision
	f.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.EditEntry{Register: f.register, Entry: f.id, Revision: f.Revision, Fields: f.filled()}, f.Name)
	}
	return f.open(d, e.Fields, nil)
}

func (f *form) open(d *desk.Desk, fields any, from []method.ContributionID) desk.Screen {
	of, links := linksOf(f.register)
	if f.fields = fields; links {
		f.fields = f.register.Filled(fields, map[string][]string{of.Key: with(of.Get(fields), from)})
	}
	all := f.questions(d, f.fields)
	f.Form, f.All, f.Sends = &kit.Form{Fields: all}, all, "key.send"
	f.Moved = func() { f.settle(d) }
	f.Theirs, f.Done, f.Also = f.questions, f.done, f.keys
	f.Open(d)
	if links {
		q := f.All.Find(of.Key)
		q.Set(with(q.Values(), from))
	}
	return f.FormScreen
}

// linksOf is the first field of a register that holds links.
func linksOf(r *session.Register) (field.Field, bool) {
	for _, f := range r.Fields {
		if f.Shape == field.ShapeLinks {
			return f, true
		}
	}
	return field.Field{}, false
}

// with adds ids to a list of links, each once.
func with(all []string, more []method.ContributionID) []string {
	for _, id := range more {
		if id != "" && !slices.Contains(all, string(id)) {
			all = append(all, string(id))
		}
	}
	return all
}

// questions lays out the answers that fields hold.
func (f *form) questions(d *desk.Desk, fields any) kit.Questions {
	all := entryQuestions(d, f.register, fields, f.id, f.known)
	if !f.known {
		all = append(all, authorQuestions(d, d.Shared.Boards[f.group])...)
	}
	return all
}

// filled are the fields as they are answered now. An organisation that leads is not
// named a second time.
func (f *form) filled() any {
	given := f.All.Answers()
	for _, of := range f.register.Fields {
		if of.Shape == field.ShapeLead {
			for key, all := range given {
				if other, ok := f.register.Field(key); ok && other.Shape == field.ShapeSupport {
					given[key] = slices.DeleteFunc(all, func(id string) bool { return slices.Contains(given[of.Key], id) })
				}
			}
		}
	}
	return f.register.Filled(f.fields, given)
}

// settle leaves out what does not matter now, and says what the chosen rung of
// attribution would tell.
func (f *form) settle(d *desk.Desk) {
	fields, said := f.filled(), f.saidBy()
	f.Fields = slices.DeleteFunc(slices.Clone(f.All), func(q *kit.Field) bool {
		of, ok := f.register.Field(q.Key)
		return ok && !of.Matters(fields) || q.Key == "said_by" && said == nil
	})
	signed := f.All.Find("attribution")
	if signed == nil {
		return
	}
	rung := method.Ladder(f.All.Get("attribution"))
	signed.Note = d.T("entry.attribution_note")
	switch {
	case said != nil && d.Shared.IdentifiesSaid(d.Meeting, *said):
		signed.Note = d.T("said.identifies")
	case said == nil && rung != method.Named && d.Shared.Identifies(d.Meeting, d.Member, rung):
		signed.Note = d.T("board.identifies")
	case said == nil && rung != method.Named && f.register.Promises() && f.register.Lead(fields).Organisation == "":
		signed.Note = d.T("entry.attribution_unlinked")
	}
	for _, of := range f.register.Fields {
		if of.Shape == field.ShapeLead {
			f.All.Find(of.Key).Note = leadNote(d, method.OrganisationID(f.All.Get(of.Key)), rung)
		}
	}
}

// saidBy is whose words it is; nil for the person's own.
func (f *form) saidBy() *session.SaidBy {
	if f.All.Get("attribution") != desk.SomebodyElses {
		return nil
	}
	s := desk.SaidAnswered(f.All.Get("said_by"))
	return &s
}

// leadNote says whether an organisation is confirmed at once, and why where it
// is not. To confirm the author's own would tell where unsigned words are from.
func leadNote(d *desk.Desk, lead method.OrganisationID, signed method.Ladder) string {
	switch {
	case lead == "" || lead != d.Own.Member.Organisation:
		return d.T("entry.support_note")
	case d.Own.Member.Speaking() != lead:
		return d.T("entry.own_claimed")
	case signed == method.Named || signed == method.ByOrganisation:
		return d.T("entry.own_confirmed")
	}
	return d.T("entry.own_proposed")
}

// done goes to the entry in its list, and remembers whose words were written down.
func (f *form) done(d *desk.Desk) tea.Cmd {
	if !f.known {
		d.SaidBy = f.saidBy()
	}
	if list, ok := d.Top().(*entries); ok {
		list.chooses(d, f.id)
	}
	d.Say("entry.saved", "title", f.register.Title(f.filled()))
	return nil
}

// keys name an organisation that nobody here is of, where one is asked for.
func (f *form) keys(d *desk.Desk) kit.Keys {
	q := f.Focused()
	return kit.Keys{}.If(f.namesOrganisations(q),
		kit.On("Ctrl+O", d.T("key.name_organisation"), d.Shows(func() desk.Screen { return newOrganisation(d, f, q) })))
}
