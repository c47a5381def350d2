package directory

import (
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Invitation is a join code without the code.
type Invitation struct {
	ID        InvitationID       `json:"id"`
	Community method.CommunityID `json:"community"`
	Meeting   method.MeetingID   `json:"meeting"`
	Role      method.Role        `json:"role"`
	Audience  method.Audience    `json:"audience"`
	Hash      Hash               `json:"hash"`
	Expires   time.Time          `json:"expires"`
	Uses      int                `json:"uses"` // how many people may use it
	Used      int                `json:"-"`
	Last      time.Time          `json:"-"` // when somebody came by it, to the minute; zero for nobody yet
	Paused    bool               `json:"-"`
	Revoked   bool               `json:"-"`
}

// refusal says why an invitation no longer lets anybody in.
func (i *Invitation) refusal(now time.Time) error {
	if err := i.ended(now); err != nil {
		return err
	}
	switch {
	case i.Used >= i.Uses:
		return refusal.New(refusal.CodeUsedUp)
	case i.Paused:
		return refusal.New(refusal.CodePaused)
	}
	return nil
}

// ended says why an invitation is good for nothing any more.
func (i *Invitation) ended(now time.Time) error {
	switch {
	case i.Revoked:
		return refusal.New(refusal.CodeRevoked)
	case !now.Before(i.Expires):
		return expired(i.Expires)
	}
	return nil
}

// expired refuses a code that was good until then.
func expired(at time.Time) error {
	return refusal.New(refusal.CodeExpired, "when", at.UTC().Format("2006-01-02 15:04 UTC"))
}

// MakeInvitation adds a join code.
type MakeInvitation struct {
	ledger.Base[*Directory]
	Invitation
}

// Check refuses an invitation that would let nobody in, whenever it is shown. Whether it is
// over already, the Host has to ask: a change knows no time.
func (m *MakeInvitation) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	switch {
	case d.communities[m.Community] == nil:
		return refusal.New(refusal.NotFound)
	case m.Expires.IsZero():
		return refusal.New(refusal.Invalid, "field", "expires")
	case d.byCode.Of(m.Hash) != "":
		return refusal.New(refusal.Exists, "name", "code")
	}
	return m.Invitation.Check()
}

// Check refuses an invitation that could let nobody in, whoever made it.
func (i *Invitation) Check() error {
	switch {
	case !i.Role.Valid():
		return refusal.NoneOf("role", method.Roles())
	case !i.Audience.Valid():
		return refusal.NoneOf("audience", method.Audiences())
	case i.Uses < 1 || i.Uses > session.MaxMembers:
		return refusal.New(refusal.NoNumber, "field", "uses", "least", 1, "most", session.MaxMembers)
	}
	return nil
}

// Apply adds it.
func (m *MakeInvitation) Apply(d *Directory, _ session.Stamp) {
	ledger.PutRoll(d.tx, &d.invitations, m.ID, &m.Invitation)
	ledger.PutRoll(d.tx, &d.byCode, m.Hash, m.ID)
}

// UseInvitation lets somebody into a community. Whoever was let in by an invitation uses it
// no second time.
type UseInvitation struct {
	ledger.Base[*Directory]
	Invitation InvitationID     `json:"invitation"`
	Person     PersonID         `json:"person"`
	Member     session.MemberID `json:"member"`

	Now time.Time `json:"-"` // when it was shown
}

// Check refuses codes that are expired, used up, revoked or paused. Somebody whom
// it let in before stays in.
func (u *UseInvitation) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	i, p := d.invitations.Of(u.Invitation), d.people.Of(u.Person)
	if i == nil || p == nil {
		return refusal.New(refusal.CodeWrong)
	}
	if p.grants[u.Invitation] {
		return nil
	}
	return i.refusal(u.Now)
}

// Apply counts the use.
func (u *UseInvitation) Apply(d *Directory, s session.Stamp) {
	if d.people.Of(u.Person).grants[u.Invitation] {
		return
	}
	i := ledger.EditRoll(d.tx, &d.invitations, u.Invitation)
	i.Used++
	i.Last = s.At.Truncate(time.Minute)
	ledger.Put(d.tx, &ledger.EditRoll(d.tx, &d.people, u.Person).grants, u.Invitation, true)
	d.enter(u.Person, i.Community, u.Member, s, &UseInvitation{Invitation: u.Invitation, Person: u.Person})
}

// checkInvitation refuses one that is not there.
func (d *Directory) checkInvitation(id InvitationID, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if d.invitations.Of(id) == nil {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// RevokeInvitation ends a join code; who is in stays in.
type RevokeInvitation struct {
	ledger.Base[*Directory]
	Invitation InvitationID `json:"invitation"`
}

// Check refuses one that is not there.
func (r *RevokeInvitation) Check(d *Directory, who session.Who) error {
	return d.checkInvitation(r.Invitation, who)
}

// Apply ends it.
func (r *RevokeInvitation) Apply(d *Directory, _ session.Stamp) {
	ledger.EditRoll(d.tx, &d.invitations, r.Invitation).Revoked = true
}

// PauseInvitation lets a join code let nobody new in until it is resumed.
type PauseInvitation struct {
	ledger.Base[*Directory]
	Invitation InvitationID `json:"invitation"`
	Resume     bool         `json:"resume,omitempty"`
}

// Check refuses one that is not there.
func (p *PauseInvitation) Check(d *Directory, who session.Who) error {
	return d.checkInvitation(p.Invitation, who)
}

// Apply pauses it, or resumes it.
func (p *PauseInvitation) Apply(d *Directory, _ session.Stamp) {
	ledger.EditRoll(d.tx, &d.invitations, p.Invitation).Paused = !p.Resume
}

// RenewInvitation puts a new join code in the place of one that got into the
// wrong hands. It keeps its remaining uses and everything else; only a pause ends.
type RenewInvitation struct {
	ledger.Base[*Directory]
	Invitation InvitationID `json:"invitation"`
	Hash       Hash         `json:"hash"`

	Now time.Time `json:"-"` // when it was asked for
}

// Check refuses one that would let nobody in.
func (r *RenewInvitation) Check(d *Directory, who session.Who) error {
	if err := d.checkInvitation(r.Invitation, who); err != nil {
		return err
	}
	if d.byCode.Of(r.Hash) != "" {
		return refusal.New(refusal.Exists, "name", "code")
	}
	return d.invitations.Of(r.Invitation).resumed().refusal(r.Now)
}

// Apply puts it in its place. The code before stays known as void.
func (r *RenewInvitation) Apply(d *Directory, _ session.Stamp) {
	i := ledger.EditRoll(d.tx, &d.invitations, r.Invitation)
	i.Hash, i.Paused = r.Hash, false
	ledger.PutRoll(d.tx, &d.byCode, r.Hash, r.Invitation)
}

// resumed is the invitation as it would be if it were not paused.
func (i Invitation) resumed() *Invitation {
	i.Paused = false
	return &i
}

// InvitationsTo lists a meeting's invitations, those with most rights first.
func (d *Directory) InvitationsTo(community method.CommunityID, meeting method.MeetingID) []Invitation {
	var all []Invitation
	for _, i := range d.invitations.All() {
		if i.Community == community && i.Meeting == meeting {
			all = append(all, *i)
		}
	}
	slices.SortFunc(all, func(a, b Invitation) int {
		if x := slices.Index(method.Roles(), a.Role) - slices.Index(method.Roles(), b.Role); x != 0 {
			return x
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}

// Invitation is the join code of that id, without the code.
func (d *Directory) Invitation(id InvitationID) (Invitation, bool) {
	if i := d.invitations.Of(id); i != nil {
		return *i, true
	}
	return Invitation{}, false
}
