package tui

import (
	"encoding/json"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// entryForm asks for an entry of a register, new or known.
type entryForm struct {
	register *session.Register
	known    *session.Entry // nil for a new one
	id       session.EntryID
	fields   any // that it began with
	name     session.DraftName
	all      []*field // those too that do not matter at the moment
	form     form
	versions
}

// newEntryForm asks for an entry that comes from somewhere, with what the person was
// writing there before.
func newEntryForm(d *desk, r *session.Register, from ...session.ContributionID) screen {
	f := &entryForm{register: r, id: session.NewID[session.EntryID](d.Host.Random())}
	f.name = session.NameDraft(r.Name, d.meeting, "new")
	return f.open(d, r.Blank(), 0, from)
}

// newEntryEdit changes an entry.
func newEntryEdit(d *desk, e *session.Entry) screen {
	f := &entryForm{register: e.Register, known: e, id: e.ID}
	f.name = session.NameDraft(e.Register.Name, d.meeting, string(e.ID))
	return f.open(d, e.Fields, e.Revision, nil)
}

func (f *entryForm) open(d *desk, fields any, revision int, from []session.ContributionID) screen {
	f.fields = withLinks(f.register, fields, f.kept(d, from))
	f.all = f.questions(d, f.fields)
	f.versions = versions{opened: answers(f.all), revision: revision}
	f.restore(f.all, d.draft(f.name))
	for _, to := range from {
		if q := linkQuestion(f.register, f.all); q != nil {
			q.chosen[string(to)] = true
		}
	}
	f.settle(d)
	return f
}

// kept are the links that a draft of something new has, wherever they lead, and
// those with which the form is opened now.
func (f *entryForm) kept(d *desk, from []session.ContributionID) []session.ContributionID {
	var k kept
	if f.known != nil || json.Unmarshal(d.draft(f.name), &k) != nil {
		return from
	}
	for _, field := range f.register.Fields {
		for _, to := range k.Answers[field.Key] {
			if id := session.ContributionID(to); field.Shape == session.ShapeLinks && !slices.Contains(from, id) {
				from = append(from, id)
			}
		}
	}
	return from
}

// withLinks adds links to the first field that holds some.
func withLinks(r *session.Register, fields any, to []session.ContributionID) any {
	for _, f := range r.Fields {
		if f.Shape != session.ShapeLinks || len(to) == 0 {
			continue
		}
		all := f.Get(fields)
		for _, id := range to {
			all = append(all, string(id))
		}
		return r.Filled(fields, map[string][]string{f.Key: all})
	}
	return fields
}

// linkQuestion is the question of that field, nil where the register has none.
func linkQuestion(r *session.Register, all []*field) *field {
	for _, f := range r.Fields {
		if f.Shape == session.ShapeLinks {
			return find(all, f.Key)
		}
	}
	return nil
}

func find(all []*field, key string) *field { return (&form{fields: all}).field(key) }

func answers(all []*field) map[string][]string { return (&form{fields: all}).values() }

// same reports whether two answers are the same, in whatever order.
func same(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// questions lays out the answers that fields hold.
func (f *entryForm) questions(d *desk, fields any) []*field {
	all := entryQuestions(d, f.register, fields, f.id, f.known != nil)
	if f.known == nil {
		all = append(all, authorQuestions(d)...)
	}
	return all
}

// filled are the fields as they are answered now. An organisation that leads is not
// named a second time.
func (f *entryForm) filled() any {
	given := answers(f.all)
	for _, field := range f.register.Fields {
		if field.Shape == session.ShapeLead {
			for key, all := range given {
				if other, ok := f.register.Field(key); ok && other.Shape == session.ShapeSupport {
					given[key] = slices.DeleteFunc(all, func(id string) bool { return slices.Contains(given[field.Key], id) })
				}
			}
		}
	}
	return f.register.Filled(f.fields, given)
}

// settle leaves out what does not matter now, and says what the chosen rung of
// attribution would tell.
func (f *entryForm) settle(d *desk) {
	fields := f.filled()
	f.form.fields = slices.DeleteFunc(slices.Clone(f.all), func(q *field) bool {
		of, ok := f.register.Field(q.key)
		return ok && !of.Matters(fields)
	})
	f.form.at = min(f.form.at, len(f.form.fields)-1)
	all := &form{fields: f.all}
	signed := all.field("attribution")
	if signed == nil {
		return
	}
	rung := session.Ladder(all.get("attribution"))
	signed.note = d.t("entry.attribution_note")
	if rung != session.Named && d.shared.Identifies(d.meeting, d.member, rung) {
		signed.note = d.t("board.identifies")
	}
	for _, of := range f.register.Fields {
		if of.Shape == session.ShapeLead {
			all.field(of.Key).note = leadNote(d, session.OrganisationID(all.get(of.Key)), rung)
		}
	}
}

// leadNote says whether an organisation is confirmed at once, and why where it
// is not. To confirm the author's own would tell where unsigned words are from.
func leadNote(d *desk, lead session.OrganisationID, signed session.Ladder) string {
	switch {
	case lead == "" || lead != d.own.Member.Organisation:
		return d.t("entry.support_note")
	case signed == session.Named || signed == session.ByOrganisation:
		return d.t("entry.own_confirmed")
	}
	return d.t("entry.own_proposed")
}

func (f *entryForm) draft() (session.DraftName, []byte) { return f.name, f.pack(f.all) }

func (f *entryForm) title(d *desk) string {
	if f.known != nil {
		return d.t(f.register.Name + ".change")
	}
	return d.t(f.register.Name + ".new")
}

func (f *entryForm) writing() bool { return f.clash == nil && f.form.writing() }

func (f *entryForm) update(d *desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(answer); ok {
		return f.answered(d, a)
	}
	if f.clash != nil {
		if f.choose(d, msg) {
			return f.sendChosen(d)
		}
		return nil
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		d.back()
		return d.putAway(f.draft())
	}
	send := f.form.update(d, msg)
	f.settle(d)
	if send {
		return f.send(d)
	}
	return nil
}

// sendChosen sends the answers that were chosen between two versions.
func (f *entryForm) sendChosen(d *desk) tea.Cmd {
	f.all = f.resolve()
	f.settle(d)
	return f.send(d)
}

func (f *entryForm) send(d *desk) tea.Cmd {
	if f.known != nil {
		return d.do(&session.EditEntry{
			Register: f.register, Entry: f.id, Revision: f.revision, Fields: f.filled(),
		}, f.name)
	}
	all := &form{fields: f.all}
	return d.do(&session.MakeEntry{
		Register: f.register, Entry: f.id, Meeting: d.meeting, Fields: f.filled(),
		Attribution: session.Ladder(all.get("attribution")), Audience: session.Audience(all.get("audience")),
	}, f.name)
}

func (f *entryForm) answered(d *desk, a answer) tea.Cmd {
	var conflict *session.Conflict
	switch {
	case a.err == nil:
		d.dismiss(f)
		d.say("entry.saved", "title", f.register.Title(f.filled()))
	case errors.As(a.err, &conflict):
		return f.offer(d, conflict)
	default:
		f.form.point(a.err)
	}
	return nil
}

// offer shows both versions. Where nobody else has answered anything anew, but
// has confirmed, say, there is nothing to choose.
func (f *entryForm) offer(d *desk, c *session.Conflict) tea.Cmd {
	if f.versions.offer(f.all, f.questions(d, c.Theirs), c.Revision) || d.top() != screen(f) {
		return nil
	}
	d.notice = ""
	return f.sendChosen(d)
}

func (f *entryForm) body(d *desk, w, h int) page {
	if f.clash != nil {
		return page{rows: f.clash.sheet.draw(d, f.clash.entries(d), w, h)}
	}
	p := f.form.body(d, w, max(1, h-1))
	p.rows = append([]string{""}, p.rows...)
	p.cursor.Y++
	return p
}

func (f *entryForm) keys(d *desk) []hint {
	if f.clash != nil {
		return f.clash.keys(d)
	}
	keys := []hint{{"Ctrl+S", d.t("key.send")}}
	switch q := f.form.fields[f.form.at]; {
	case q.many:
		keys = append(keys, hint{"< >", d.t("key.look")}, hint{"Space", d.t("key.mark")})
	case q.options != nil:
		keys = append(keys, hint{"< >", d.t("key.choose")})
	}
	return append(keys, hint{"Up Down", d.t("key.question")}, hint{"Esc", d.t("key.keep_draft")})
}
