package session

import (
	"context"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
)

// OrganiseCommunity makes a member an organiser of the community, or no longer,
// for one of the two reasons there are; see [Member].
type OrganiseCommunity struct {
	ledger.Base[*Community]
	Member         MemberID `json:"member"`
	Ends           bool     `json:"ends,omitempty"`
	ByInstallation bool     `json:"by_installation,omitempty"`
}

// Check lets organisers make somebody another, and end that, while there is
// another. What comes from the installation only the Host says.
func (o *OrganiseCommunity) Check(c *Community, who Who) error {
	if o.ByInstallation {
		return hostOnly(who)
	}
	by, m := c.Members.Of(who.Member), c.Members.Of(o.Member)
	switch {
	case by == nil || !by.Organiser():
		return Refuse(NotAllowed)
	case m == nil || o.Ends && !m.InOwnRight:
		return Refuse(NotFound)
	case o.Ends && !m.ByInstallation && !c.organisedBeside(m.ID):
		return Refuse(LastOrganiser)
	}
	return nil
}

func (c *Community) organisedBeside(member MemberID) bool {
	for id, m := range c.Members.All() {
		if id != member && m.Organiser() {
			return true
		}
	}
	return false
}

// Apply does it. Who was an organiser in a meeting by a code stays a participant.
func (o *OrganiseCommunity) Apply(c *Community, _ Stamp) {
	m := ledger.EditRoll(c.tx, &c.Members, o.Member)
	if o.ByInstallation {
		m.ByInstallation = !o.Ends
		return
	}
	m.InOwnRight = !o.Ends
	for id, mt := range c.Meetings {
		if o.Ends && mt.Attendance.Of(o.Member) == Organiser {
			ledger.PutRoll(c.tx, &ledger.Edit(c.tx, &c.Meetings, id).Attendance, o.Member, Participant)
		}
	}
}

// EnterAsOrganiser lets an organiser of the installation into a community.
func (h *Host) EnterAsOrganiser(ctx context.Context, person PersonID, community CommunityID, profile Profile) (MemberID, error) {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return "", err
	}
	p, _ := h.Person(person)
	if !p.Organiser {
		return "", Refuse(NotAllowed)
	}
	if p.Memberships[community] == "" {
		enter := &EnterCommunity{Person: person, Community: community, Member: NewID[MemberID](h.env.Random)}
		if err := h.inDirectory(ctx, enter); err != nil {
			return "", err
		}
	}
	return h.enter(ctx, person, community, &JoinMeeting{Role: Organiser, Audience: Members, Profile: &profile})
}

// agree brings into a community's log what the directory says: which of its members
// organise the installation. It is called when a community is opened and whenever
// one of the two has changed. So it also repairs what was written to one log only.
func (h *Host) agree(ctx context.Context, l *ledger.Ledger[*Community]) error {
	c, organises := l.State(), map[MemberID]bool{}
	for _, p := range h.directory.State().people.All() {
		if p.Organiser {
			organises[p.Memberships[c.ID]] = true
		}
	}
	for id, m := range c.Members.All() {
		if m.ByInstallation == organises[id] {
			continue
		}
		err := doAsHost(ctx, h, l, "", &OrganiseCommunity{
			Member: id, Ends: m.ByInstallation, ByInstallation: true,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// agreeAll is agree for every community that is open. The others follow when they
// are opened.
func (h *Host) agreeAll(ctx context.Context) error {
	h.mu.Lock()
	open := slices.Collect(maps.Keys(h.live))
	h.mu.Unlock()
	for _, id := range open {
		l, err := h.acquire(ctx, id)
		if err != nil {
			return err
		}
		err = h.agree(ctx, l.Ledger)
		l.release()
		if err != nil {
			return err
		}
	}
	return nil
}
