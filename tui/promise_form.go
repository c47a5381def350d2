package tui

import (
	"encoding/json"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// promiseForm asks for a commitment or an action, new or known.
type promiseForm struct {
	of   questioner
	all  []*field // those too that do not matter at the moment
	form form
	versions
}

// questioner is what the forms of a commitment and of an action do not share.
type questioner interface {
	title() string // the key of its words
	// questions lays out the answers that [session.Conflict] may hold. A
	// question has the name by which a refusal points to it.
	questions(d *desk, fields any) []*field
	change(d *desk, f *form, revision int) change
}

// newPromiseForm opens a form, with what the person was writing there before
// and, beside the origins it had then, those that it is opened from now.
func newPromiseForm(d *desk, of questioner, draft session.DraftName, fields any, revision int, from []session.Origin) screen {
	f := &promiseForm{of: of, all: of.questions(d, fields)}
	f.form.name = draft
	f.versions = versions{opened: answers(f.all), revision: revision}
	f.restore(f.all, d.draft(draft))
	for _, o := range from {
		find(f.all, "from").chosen[originValue(o)] = true
	}
	f.settle(d)
	return f
}

func find(all []*field, key string) *field { return (&form{fields: all}).field(key) }

func answers(all []*field) map[string][]string { return (&form{fields: all}).values() }

// same reports whether two answers are the same, in whatever order.
func same(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// settle leaves out what does not matter now, and says what the chosen rung of
// attribution would tell.
func (f *promiseForm) settle(d *desk) {
	all := &form{fields: f.all}
	f.form.fields = slices.DeleteFunc(slices.Clone(f.all), func(q *field) bool {
		return q.key == "reason" && all.get("stage") != string(session.StageWithdrawn)
	})
	f.form.at = min(f.form.at, len(f.form.fields)-1)
	if q := all.field("attribution"); q != nil {
		q.note = d.t("promise.attribution_note")
		if l := session.Ladder(all.get("attribution")); l != session.Named && d.shared.Identifies(d.meeting, d.member, l) {
			q.note = d.t("board.identifies")
		}
		all.field("lead").note = leadNote(d, session.OrganisationID(all.get("lead")), session.Ladder(all.get("attribution")))
	}
}

// leadNote says whether an organisation is confirmed at once, and why where it
// is not. To confirm the author's own would tell where unsigned words are from.
func leadNote(d *desk, lead session.OrganisationID, signed session.Ladder) string {
	switch {
	case lead == "" || lead != d.own.Member.Organisation:
		return d.t("promise.support_note")
	case signed == session.Named || signed == session.ByOrganisation:
		return d.t("promise.own_confirmed")
	}
	return d.t("promise.own_proposed")
}

func (f *promiseForm) draft() (session.DraftName, []byte) { return f.form.name, f.pack(f.all) }

// withKept adds the origins that a draft has, wherever they are.
func withKept(d *desk, draft session.DraftName, from []session.Origin) []session.Origin {
	var k kept
	if json.Unmarshal(d.draft(draft), &k) != nil {
		return from // there is none
	}
	for _, o := range originsOf(k.Answers["from"]) {
		if !slices.Contains(from, o) {
			from = append(from, o)
		}
	}
	return from
}

func (f *promiseForm) title(d *desk) string { return d.t(f.of.title()) }

func (f *promiseForm) writing() bool { return f.clash == nil && f.form.writing() }

func (f *promiseForm) update(d *desk, msg tea.Msg) tea.Cmd {
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
func (f *promiseForm) sendChosen(d *desk) tea.Cmd {
	f.all = f.resolve()
	f.settle(d)
	return f.send(d)
}

func (f *promiseForm) send(d *desk) tea.Cmd {
	return d.do(f.of.change(d, &f.form, f.revision), f.form.name)
}

func (f *promiseForm) answered(d *desk, a answer) tea.Cmd {
	var conflict *session.Conflict
	switch {
	case a.err == nil:
		d.stack = slices.DeleteFunc(d.stack, func(s screen) bool { return s == f })
		d.say("promise.saved", "title", f.form.get("title"))
	case errors.As(a.err, &conflict):
		return f.offer(d, conflict)
	default:
		f.form.point(a.err)
	}
	return nil
}

// offer shows both versions. Where nobody else has answered anything anew, but
// has confirmed, say, there is nothing to choose.
func (f *promiseForm) offer(d *desk, c *session.Conflict) tea.Cmd {
	if f.versions.offer(f.all, f.of.questions(d, c.Theirs), c.Revision) || d.top() != screen(f) {
		return nil
	}
	d.notice = ""
	return f.sendChosen(d)
}

func (f *promiseForm) body(d *desk, w, h int) page {
	if f.clash != nil {
		return page{rows: f.clash.sheet.draw(d, f.clash.entries(d), w, h)}
	}
	p := f.form.body(d, w, max(1, h-1))
	p.rows = append([]string{""}, p.rows...)
	p.cursor.Y++
	return p
}

func (f *promiseForm) keys(d *desk) []hint {
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
