package entries

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// form asks for an entry of a register, new or known.
type form struct {
	register *session.Register
	agenda   method.AgendaID // the item in which a new one is made; it may be none
	group    method.BoardID  // the board of the working group that makes it; it may be none
	known    *session.Entry  // nil for a new one
	id       method.EntryID
	fields   any // that it began with
	name     session.DraftName
	all      []*kit.Field // those too that do not matter at the moment
	kit.Form
	kit.Versions
}

// newForm asks for an entry that is added where its list is, and may come from
// something, with what the person was writing there before.
func newForm(d *desk.Desk, at place.Entries, from ...method.ContributionID) desk.Screen {
	f := &form{register: at.Register, agenda: at.Agenda, group: at.Group, id: method.NewID[method.EntryID](d.Host.Random())}
	f.name = newName(d, at)
	return f.open(d, at.Register.Blank(), 0, from)
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
	f := &form{register: e.Register, known: e, id: e.ID}
	f.name = editName(d, e)
	return f.open(d, e.Fields, e.Revision, nil)
}

func (f *form) open(d *desk.Desk, fields any, revision int, from []method.ContributionID) desk.Screen {
	of, links := linksOf(f.register)
	if f.fields = fields; links {
		f.fields = f.register.Filled(fields, map[string][]string{of.Key: with(of.Get(fields), from)})
	}
	f.all = f.questions(d, f.fields)
	f.Versions = kit.Versions{Opened: kit.Answers(f.all), Revision: revision}
	d.Restore(&f.Versions, f.all, f.name)
	if links {
		q := kit.Find(f.all, of.Key)
		q.Set(with(q.Values(), from))
	}
	f.settle(d)
	return f
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
func (f *form) questions(d *desk.Desk, fields any) []*kit.Field {
	all := entryQuestions(d, f.register, fields, f.id, f.known != nil)
	if f.known == nil {
		all = append(all, authorQuestions(d, d.Shared.Boards[f.group])...)
	}
	return all
}

// filled are the fields as they are answered now. An organisation that leads is not
// named a second time.
func (f *form) filled() any {
	given := kit.Answers(f.all)
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
	f.Form.Fields = slices.DeleteFunc(slices.Clone(f.all), func(q *kit.Field) bool {
		of, ok := f.register.Field(q.Key)
		return ok && !of.Matters(fields) || q.Key == "said_by" && said == nil
	})
	f.Form.At = min(f.Form.At, len(f.Form.Fields)-1)
	all := &kit.Form{Fields: f.all}
	signed := all.Field("attribution")
	if signed == nil {
		return
	}
	rung := method.Ladder(all.Get("attribution"))
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
			all.Field(of.Key).Note = leadNote(d, method.OrganisationID(all.Get(of.Key)), rung)
		}
	}
}

// saidBy is whose words it is; nil for the person's own.
func (f *form) saidBy() *session.SaidBy {
	all := &kit.Form{Fields: f.all}
	if all.Get("attribution") != desk.SomebodyElses {
		return nil
	}
	s := desk.SaidAnswered(all.Get("said_by"))
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

func (f *form) Draft() (session.DraftName, []byte) { return f.name, f.Versions.Pack(f.all) }

func (f *form) Title(d *desk.Desk) string {
	if f.known != nil {
		return d.T(f.register.Name + ".change")
	}
	return d.T(f.register.Name + ".new")
}

func (f *form) Writing() bool { return f.Clash == nil && f.Form.Writing() }

func (f *form) Keeps() bool { return true }

func (f *form) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok {
		return f.answered(d, a)
	}
	send := f.Form.Update(d, msg)
	f.settle(d)
	if send {
		return f.send(d)
	}
	return nil
}

// sendChosen sends the answers that were chosen between two versions.
func (f *form) sendChosen(d *desk.Desk) tea.Cmd {
	f.all = f.Resolve()
	f.settle(d)
	return f.send(d)
}

// send makes the entry, or changes it.
func (f *form) send(d *desk.Desk) tea.Cmd {
	if f.known != nil {
		return d.Do(&session.EditEntry{
			Register: f.register, Entry: f.id, Revision: f.Revision, Fields: f.filled(),
		}, f.name)
	}
	all := &kit.Form{Fields: f.all}
	return d.Do(&session.MakeEntry{
		Register: f.register, Entry: f.id, Meeting: d.Meeting, Agenda: f.agenda, Group: f.group, Fields: f.filled(),
		Attribution: method.Ladder(all.Get("attribution")), SaidBy: f.saidBy(), Audience: method.Audience(all.Get("audience")),
	}, f.name)
}

func (f *form) answered(d *desk.Desk, a desk.Answer) tea.Cmd {
	var conflict *refusal.Conflict
	switch {
	case a.Err == nil:
		if made, ok := a.Change.(*session.MakeEntry); ok {
			d.SaidBy = made.SaidBy
		}
		d.Dismiss(f)
		if list, ok := d.Top().(*entries); ok {
			list.chooses(d, f.id)
		}
		d.Say("entry.saved", "title", f.register.Title(f.filled()))
	case errors.As(a.Err, &conflict):
		return f.offer(d, conflict)
	default:
		f.Form.Point(a.Err)
	}
	return nil
}

// offer shows both versions. Where nobody else has answered anything anew, but
// has confirmed, say, there is nothing to choose.
func (f *form) offer(d *desk.Desk, c *refusal.Conflict) tea.Cmd {
	if f.Versions.Offer(f.all, f.questions(d, c.Theirs), c.Revision) || d.Top() != desk.Screen(f) {
		return nil
	}
	d.Notice = ""
	return f.sendChosen(d)
}

func (f *form) Body(d *desk.Desk, w, h int) kit.Page {
	if f.Clash != nil {
		return kit.Page{Rows: f.Clash.Sheet.Draw(d.Look, f.Clash.Entries(d.Look), w, h)}
	}
	p := f.Form.Body(d.Look, w, max(1, h-1))
	p.Rows = append([]string{""}, p.Rows...)
	p.Cursor.Y++
	return p
}

func (f *form) Keys(d *desk.Desk) kit.Keys {
	if f.Clash != nil {
		return f.Versions.Keys(d.Look, func() tea.Cmd { return f.sendChosen(d) })
	}
	q := f.Form.Focused()
	keys := f.Form.Keys(d.Look, d.T("key.send")).
		If(f.namesOrganisations(q), kit.On("Ctrl+O", d.T("key.name_organisation"), d.Shows(func() desk.Screen { return newOrganisation(d, f, q) })))
	return keys.And(kit.On("Esc", d.T("key.keep_draft"), func() tea.Cmd {
		d.Back()
		return d.PutAway(f.Draft())
	}))
}
