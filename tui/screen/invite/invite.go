// Package invite is where invitations are made and ended.
package invite

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

// invite lists the invitations to the meeting and makes new ones.
type invite struct {
	list   kit.List
	all    []directory.Invitation
	loaded bool
	asking bool // for what they are now
	stale  bool // something has changed since it was asked for
}

// New opens the invitations.
func New() desk.Screen { return &invite{} }

// Start looks up what the screen lists.
func (i *invite) Start(d *desk.Desk) tea.Cmd { return d.Ask(inviterOf(d).list) }

// AskAgain keeps what people watch as it is. It asks once at a time.
func (i *invite) AskAgain(d *desk.Desk) tea.Cmd {
	if i.stale = i.asking; i.asking {
		return nil
	}
	i.asking = true
	return d.LookUp(i, inviterOf(d).watch)
}

// watched is invitations, for somebody who looks on.
type watched struct{ invitations }

// invitations is the answer to a look at them, or to one that was revoked.
type invitations struct {
	all []directory.Invitation
	err error
}

// renewed is the answer to one that was to be renewed.
type renewed struct {
	invitation directory.Invitation
	code       string
	err        error
}

// inviter is what invitations are made with, away from the screen.
type inviter struct {
	host      *host.Host
	community method.CommunityID
	meeting   method.MeetingID
	member    session.MemberID
}

func inviterOf(d *desk.Desk) inviter { return inviter{d.Host, d.Community, d.Meeting, d.Member} }

func (o inviter) found(ctx context.Context) invitations {
	all, err := o.host.Invitations(ctx, o.community, o.member, o.meeting)
	return invitations{all, err}
}

func (o inviter) list(ctx context.Context) tea.Msg { return o.found(ctx) }

func (o inviter) watch(ctx context.Context) tea.Msg { return watched{o.found(ctx)} }

// change does something to an invitation, and lists them again.
func (o inviter) change(do func(context.Context) error) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		if err := do(ctx); err != nil {
			return invitations{err: err}
		}
		return o.list(ctx)
	}
}

func (o inviter) revoke(id directory.InvitationID) func(context.Context) tea.Msg {
	return o.change(func(ctx context.Context) error { return o.host.Revoke(ctx, o.community, o.member, id) })
}

func (o inviter) pause(id directory.InvitationID, resume bool) func(context.Context) tea.Msg {
	return o.change(func(ctx context.Context) error { return o.host.Pause(ctx, o.community, o.member, id, resume) })
}

func (o inviter) renew(id directory.InvitationID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		i, code, err := o.host.RenewInvitation(ctx, o.community, o.member, id)
		return renewed{i, code, err}
	}
}

func (i *invite) Title(d *desk.Desk) string { return d.T("meeting.invite") }

func (i *invite) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case invitations:
		if msg.err != nil {
			d.Refuse(msg.err)
			return nil
		}
		i.all, i.loaded = msg.all, true
		return nil
	case watched:
		return i.watched(d, msg)
	case renewed:
		if msg.err != nil {
			d.Refuse(msg.err)
			return nil
		}
		return i.show(d, msg.invitation, msg.code)
	}
	return nil
}

// watched takes the answer, unless it is no longer so.
func (i *invite) watched(d *desk.Desk, msg watched) tea.Cmd {
	if i.asking = false; i.stale {
		return i.AskAgain(d)
	}
	if msg.err == nil {
		i.all, i.loaded = msg.all, true
	}
	return nil
}

// chosen is the invitation under the pointer, or nil.
func (i *invite) chosen(d *desk.Desk) *directory.Invitation {
	id := i.list.Choice(i.entries(d))
	for n, v := range i.all {
		if string(v.ID) == id {
			return &i.all[n]
		}
	}
	return nil
}

// invitationFields ask for a new one. Nobody gives a role with more rights than
// their own, nor lets others read more than they do.
func invitationFields(d *desk.Desk) kit.Questions {
	roles := slices.DeleteFunc(method.Roles(), func(r method.Role) bool { return r.Above(d.Role()) })
	role := kit.OneField("role", d.T("invite.role"), string(method.Participant), kit.EnumOptions(d.Look, "role.", roles))
	reads := desk.Readable(d) // the closest circle first
	audience := kit.OneField("audience", d.T("invite.audience"), string(reads[0]), kit.EnumOptions(d.Look, "audience.", reads))
	audience.Note = d.T("invite.audience_note")
	uses := kit.LineField("uses", d.T("invite.uses"), "", 5)
	uses.Propose(strconv.Itoa(host.InviteUses))
	uses.Note = d.T("invite.uses_note")
	days := kit.LineField("expires", d.T("invite.days"), "", 3)
	days.Propose(strconv.Itoa(int(host.InviteFor / oneDay)))
	return kit.Questions{role, audience, uses, days}
}

// newInvitation asks for one, and shows its code.
func newInvitation(d *desk.Desk, of *invite) desk.Screen {
	s := &desk.FormScreen{Form: &kit.Form{Fields: invitationFields(d)}, Heading: "meeting.invite", Sends: "key.make_code"}
	var made directory.Invitation
	var code string
	s.Send = func(d *desk.Desk) tea.Cmd {
		uses, ok := s.Number(d, "uses", 1)
		if !ok {
			return nil
		}
		days, ok := s.Number(d, "expires", 1)
		if !ok {
			return nil
		}
		made = directory.Invitation{
			Meeting: d.Meeting, Role: method.Role(s.Get("role")), Audience: method.Audience(s.Get("audience")),
			Uses: uses, Expires: time.Now().Add(time.Duration(days) * oneDay),
		}
		by, asked := inviterOf(d), made
		return d.Ask(func(ctx context.Context) tea.Msg {
			var err error
			code, err = by.host.Invite(ctx, by.community, by.member, asked)
			return desk.Outcome{Err: err}
		})
	}
	s.Done = func(d *desk.Desk) tea.Cmd { return of.show(d, made, code) }
	return s.Open(d)
}

const oneDay = 24 * time.Hour

// show shows the new code, and looks the list up again.
func (i *invite) show(d *desk.Desk, v directory.Invitation, code string) tea.Cmd {
	d.ShowOnce(&freshCode{desk.Keepsake{Code: code}, v})
	if !d.StillOpen(i) {
		return nil
	}
	return d.LookUp(i, inviterOf(d).list)
}

func (i *invite) entries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, v := range i.all {
		words := d.T("role."+string(v.Role)) + d.Between() + d.T("audience."+string(v.Audience))
		all = append(all, kit.Pair{Key: string(v.ID), Words: words, Beside: invitationState(d, v)})
	}
	return d.Pairs(all)
}

// invitationState says whom an invitation still lets in.
func invitationState(d *desk.Desk, v directory.Invitation) string {
	parts := []string{d.T("invite.used", "used", v.Used, "uses", v.Uses)}
	if !v.Last.IsZero() {
		parts = append(parts, lastCame(d, v.Last))
	}
	switch {
	case v.Revoked:
		parts = slices.Insert(parts, 0, d.T("invite.revoked"))
	case !time.Now().Before(v.Expires):
		parts = slices.Insert(parts, 0, d.T("invite.expired"))
	case v.Paused:
		parts = slices.Insert(parts, 0, d.T("invite.paused"))
	default:
		parts = append(parts, d.T("invite.until", "when", d.Words.Until(v.Expires, time.Now())))
	}
	return strings.Join(parts, d.Between())
}

// lastCame says about when somebody last came by a code: close enough to see
// that people are coming, and no closer.
func lastCame(d *desk.Desk, at time.Time) string {
	switch ago := time.Since(at); {
	case ago < 5*time.Minute:
		return d.T("invite.last.now")
	case ago < time.Hour:
		return d.T("invite.last.hour")
	}
	return d.T("invite.last.day", "when", desk.DayOf(d, at))
}

func (i *invite) Body(d *desk.Desk, w, h int) kit.Page {
	say := "invite.say"
	if i.loaded && len(i.all) == 0 {
		say = "invite.none"
	}
	rows := append(append([]string{""}, d.Intro(6, d.T(say), w, h)...), "")
	return kit.Page{Rows: append(rows, i.list.Show(d.Look, i.entries(d), w, max(1, h-len(rows)))...)}
}

func (i *invite) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{}.
		If(d.Steers(), kit.On("a", d.T("key.new_invitation"), d.Shows(func() desk.Screen { return newInvitation(d, i) }))).
		And(changeKeys(d, i.chosen(d))...).
		If(len(i.all) > 1, i.list.Moves(d.Look, i.entries(d)).Aside()).
		And(d.BackKey())
}

// changeKeys change an invitation, and ask first. Without one there are none.
func changeKeys(d *desk.Desk, v *directory.Invitation) kit.Keys {
	if v == nil {
		return nil
	}
	sure := func(key, words, question string, do func(context.Context) tea.Msg) kit.Key {
		return d.SureKey(key, d.T(words), func() tea.Cmd { return d.Ask(do) }, question, "id", v.ID)
	}
	by := inviterOf(d)
	pause := sure("p", "key.pause", "invite.sure.pause", by.pause(v.ID, false))
	if v.Paused {
		pause = sure("p", "key.resume", "invite.sure.resume", by.pause(v.ID, true))
	}
	return kit.Keys{
		pause, sure("r", "key.renew", "invite.sure.renew", by.renew(v.ID)),
		sure("x", "key.revoke", "invite.sure.revoke", by.revoke(v.ID)),
	}
}

// freshCode shows the code of a new invitation, once, and whom it lets in.
type freshCode struct {
	desk.Keepsake
	invitation directory.Invitation
}

func (t *freshCode) Title(d *desk.Desk) string { return d.T("invite.new_code") }

func (t *freshCode) Body(d *desk.Desk, w, h int) kit.Page {
	code := strings.Join(strings.Split(t.Code, ""), " ")
	if w < 40 {
		code = t.Code
	}
	code = d.Cut("   "+code+"   ", w-2)
	shown := "  " + d.Theme.Selected.Render(code)
	big := []string{shown}
	if h >= roomy {
		blank := "  " + d.Theme.Selected.Render(strings.Repeat(" ", text.Width(code)))
		big = []string{"", blank, shown, blank, ""}
	}
	i := t.invitation
	lets := d.T("invite.lets", "role", d.T("role."+string(i.Role)), "audience", d.T("audience."+string(i.Audience))) +
		d.Between() + invitationState(d, i)
	p := t.ShowBelow(d, slices.Concat(big,
		d.Wrapped(lets, w, d.Theme.Title),
		d.Wrapped(d.T("invite.code_once"), w, d.Theme.Muted), []string{""},
		d.Wrapped(d.T("invite.code_say"), w, d.Theme.Muted)), w, h)
	p.Cursor = frame.Cursor{X: 2, Y: max(0, slices.Index(p.Rows, shown))}
	return p
}

// roomy is the height of a page from which a code stands in a box of its own.
const roomy = 18
