package tui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// invite lists the invitations to the meeting and makes new ones.
type invite struct {
	list    list
	all     []session.Invitation
	loaded  bool
	looking bool  // what they are now is being looked up
	stale   bool  // and something has changed since
	form    *form // the new invitation, or nil
}

func newInvite() screen { return &invite{} }

// start looks up what the screen lists.
func (i *invite) start(d *desk) tea.Cmd { return d.ask(doorOf(d).list) }

// look keeps what people watch as it is. One look at a time is enough.
func (i *invite) look(d *desk) tea.Cmd {
	if i.stale = i.looking; i.looking {
		return nil
	}
	i.looking = true
	return d.lookUp(i, doorOf(d).watch)
}

// watched is invitations, for somebody who looks on.
type watched struct{ invitations }

// invitations is the answer to a look at them, or to one that was revoked.
type invitations struct {
	all []session.Invitation
	err error
}

// invited is the answer to a new invitation.
type invited struct {
	invitation session.Invitation
	code       string
	err        error
}

// door is what invitations are made with, away from the screen.
type door struct {
	host      *session.Host
	community session.CommunityID
	meeting   session.MeetingID
	member    session.MemberID
}

func doorOf(d *desk) door { return door{d.Host, d.community, d.meeting, d.member} }

func (o door) list(ctx context.Context) tea.Msg {
	all, err := o.host.Invitations(ctx, o.community, o.member, o.meeting)
	return invitations{all, err}
}

func (o door) watch(ctx context.Context) tea.Msg {
	all, err := o.host.Invitations(ctx, o.community, o.member, o.meeting)
	return watched{invitations{all, err}}
}

// change does something to an invitation, and lists them again.
func (o door) change(do func(context.Context) error) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		if err := do(ctx); err != nil {
			return invitations{err: err}
		}
		return o.list(ctx)
	}
}

func (o door) revoke(id session.InvitationID) func(context.Context) tea.Msg {
	return o.change(func(ctx context.Context) error { return o.host.Revoke(ctx, o.community, o.member, id) })
}

func (o door) pause(id session.InvitationID, resume bool) func(context.Context) tea.Msg {
	return o.change(func(ctx context.Context) error { return o.host.Pause(ctx, o.community, o.member, id, resume) })
}

func (o door) renew(id session.InvitationID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		i, code, err := o.host.RenewInvitation(ctx, o.community, o.member, id)
		return invited{i, code, err}
	}
}

func (o door) invite(i session.Invitation) func(context.Context) tea.Msg {
	i.Meeting = o.meeting
	return func(ctx context.Context) tea.Msg {
		code, err := o.host.Invite(ctx, o.community, o.member, i)
		return invited{i, code, err}
	}
}

func (i *invite) title(d *desk) string { return d.t("meeting.invite") }

func (i *invite) writing() bool { return i.form != nil && i.form.writing() }

func (i *invite) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case invitations:
		if msg.err != nil {
			d.refuse(msg.err)
			return nil
		}
		i.all, i.loaded = msg.all, true
		return nil
	case watched:
		return i.watched(d, msg)
	case invited:
		return i.invited(d, msg)
	}
	if i.form != nil {
		return i.filled(d, msg)
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || i.list.update(msg, i.entries(d)) {
		return nil
	}
	switch key.String() {
	case "esc":
		d.back()
	case "a":
		if d.may(session.Steer) {
			i.form = newInvitation(d)
		}
	default:
		return i.changes(d, key.String())
	}
	return nil
}

// watched takes what a look has found, unless it is no longer so.
func (i *invite) watched(d *desk, msg watched) tea.Cmd {
	if i.looking = false; i.stale {
		return i.look(d)
	}
	if msg.err == nil {
		i.all, i.loaded = msg.all, true
	}
	return nil
}

// chosen is the invitation under the pointer, or nil.
func (i *invite) chosen(d *desk) *session.Invitation {
	id := i.list.choice(i.entries(d))
	for n, v := range i.all {
		if string(v.ID) == id {
			return &i.all[n]
		}
	}
	return nil
}

// changes takes the keys that change the chosen invitation, and asks first.
func (i *invite) changes(d *desk, key string) tea.Cmd {
	v := i.chosen(d)
	if v == nil {
		d.stray(key)
		return nil
	}
	var question string
	var do func(context.Context) tea.Msg
	switch key {
	case "p":
		question, do = "invite.sure.pause", doorOf(d).pause(v.ID, v.Paused)
		if v.Paused {
			question = "invite.sure.resume"
		}
	case "r":
		question, do = "invite.sure.renew", doorOf(d).renew(v.ID)
	case "x":
		question, do = "invite.sure.revoke", doorOf(d).revoke(v.ID)
	default:
		d.stray(key)
		return nil
	}
	if !d.confirm(key, question, "id", v.ID) {
		return nil
	}
	return d.ask(do)
}

// newInvitation asks for a new one. Nobody gives a role with more rights than
// their own.
func newInvitation(d *desk) *form {
	roles := slices.DeleteFunc(session.Roles(), func(r session.Role) bool { return r.Above(d.role()) })
	role := oneField("role", d.t("invite.role"), string(session.Participant), enumOptions(d, "role.", roles))
	audience := oneField("audience", d.t("invite.audience"), string(session.Members), enumOptions(d, "audience.", session.Audiences()))
	audience.note = d.t("invite.audience_note")
	uses := lineField("uses", d.t("invite.uses"), "", 5)
	uses.propose(strconv.Itoa(session.InviteUses))
	uses.note = d.t("invite.uses_note")
	days := lineField("expires", d.t("invite.days"), "", 3)
	days.propose(strconv.Itoa(int(session.InviteFor / oneDay)))
	return &form{fields: []*field{role, audience, uses, days}}
}

const oneDay = 24 * time.Hour

// filled takes a key into the new invitation.
func (i *invite) filled(d *desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		i.form = nil
		return nil
	}
	if !i.form.update(d, msg) || i.form.sent {
		return nil
	}
	uses, usesErr := strconv.Atoi(strings.TrimSpace(i.form.get("uses")))
	days, daysErr := strconv.Atoi(strings.TrimSpace(i.form.get("expires")))
	switch {
	case usesErr != nil:
		i.form.refuse(d, session.Refuse(session.Invalid, "field", "uses"))
		return nil
	case daysErr != nil:
		i.form.refuse(d, session.Refuse(session.Invalid, "field", "expires"))
		return nil
	}
	cmd := d.ask(doorOf(d).invite(session.Invitation{
		Role: session.Role(i.form.get("role")), Audience: session.Audience(i.form.get("audience")),
		Uses: uses, Expires: time.Now().Add(time.Duration(days) * oneDay),
	}))
	i.form.sent = cmd != nil
	return cmd
}

// invited shows the new code, and looks the list up again.
func (i *invite) invited(d *desk, made invited) tea.Cmd {
	if made.err != nil {
		d.refuse(made.err)
		if i.form != nil {
			i.form.sent = false
			i.form.point(made.err)
		}
		return nil
	}
	i.form = nil
	reload := d.ask(doorOf(d).list)
	d.show(&freshCode{keepsake{made.code}, made.invitation})
	return reload
}

func (i *invite) entries(d *desk) []entry {
	var all []pair
	for _, v := range i.all {
		words := d.t("role."+string(v.Role)) + d.between() + d.t("audience."+string(v.Audience))
		all = append(all, pair{key: string(v.ID), words: words, beside: invitationState(d, v)})
	}
	return d.pairs(all)
}

// invitationState says whom an invitation still lets in.
func invitationState(d *desk, v session.Invitation) string {
	parts := []string{d.t("invite.used", "used", v.Used, "uses", v.Uses)}
	if !v.Last.IsZero() {
		parts = append(parts, lastCame(d, v.Last))
	}
	switch {
	case v.Revoked:
		parts = slices.Insert(parts, 0, d.t("invite.revoked"))
	case !time.Now().Before(v.Expires):
		parts = slices.Insert(parts, 0, d.t("invite.expired"))
	case v.Paused:
		parts = slices.Insert(parts, 0, d.t("invite.paused"))
	default:
		parts = append(parts, d.t("invite.until", "when", d.Words.Until(v.Expires, time.Now())))
	}
	return strings.Join(parts, d.between())
}

// lastCame says about when somebody last came by a code: close enough to see
// that people are coming, and no closer.
func lastCame(d *desk, at time.Time) string {
	switch ago := time.Since(at); {
	case ago < 5*time.Minute:
		return d.t("invite.last.now")
	case ago < time.Hour:
		return d.t("invite.last.hour")
	}
	return d.t("invite.last.day", "when", dayOf(d, at))
}

func (i *invite) body(d *desk, w, h int) page {
	if i.form != nil {
		return i.form.body(d, w, h)
	}
	say := "invite.say"
	if i.loaded && len(i.all) == 0 {
		say = "invite.none"
	}
	rows := []string{""}
	for _, row := range text.Wrap(d.t(say), max(1, w-2)) {
		rows = append(rows, d.Theme.Muted.Render(" "+row))
	}
	rows = append(rows, "")
	return page{rows: append(rows, i.list.show(d, i.entries(d), w, max(1, h-len(rows)))...)}
}

func (i *invite) keys(d *desk) []hint {
	if i.form != nil {
		return []hint{{"Ctrl+S", d.t("key.make_code")}, {"Tab", d.t("key.question")}, {"< >", d.t("key.choose")}, {"Esc", d.t("key.cancel")}}
	}
	keys := []hint{{"a", d.t("key.new_invitation")}}
	if v := i.chosen(d); v != nil {
		pause := "key.pause"
		if v.Paused {
			pause = "key.resume"
		}
		keys = append(keys, hint{"p", d.t(pause)}, hint{"r", d.t("key.renew")}, hint{"x", d.t("key.revoke")})
	}
	return append(keys, hint{"Esc", d.t("key.back")})
}

// freshCode shows the code of a new invitation, once, and whom it lets in.
type freshCode struct {
	keepsake
	invitation session.Invitation
}

func (t *freshCode) title(d *desk) string { return d.t("invite.new_code") }

func (t *freshCode) body(d *desk, w, h int) page {
	code := strings.Join(strings.Split(t.code, ""), " ")
	if w < 40 {
		code = t.code
	}
	code = d.cut("   "+code+"   ", w-2)
	big := []string{"  " + d.Theme.Selected.Render(code)}
	if h >= roomy {
		blank := "  " + d.Theme.Selected.Render(strings.Repeat(" ", text.Width(code)))
		big = []string{"", blank, big[0], blank, ""}
	}
	i := t.invitation
	lets := d.t("invite.lets", "role", d.t("role."+string(i.Role)), "audience", d.t("audience."+string(i.Audience))) +
		d.between() + invitationState(d, i)
	return page{cursor: frame.Cursor{X: 2, Y: len(big) / 2}, rows: slices.Concat(big,
		d.wrapped(lets, w, d.Theme.Title),
		d.wrapped(d.t("invite.code_once"), w, d.Theme.Muted), []string{""},
		d.wrapped(d.t("invite.code_say"), w, d.Theme.Muted), d.connectRows(t.code, w),
	)}
}

// roomy is the height of a page from which a code stands in a box of its own.
const roomy = 18
