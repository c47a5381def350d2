package host

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// EnterAsOrganiser lets an organiser of the installation into a community.
func (h *Host) EnterAsOrganiser(ctx context.Context, person directory.PersonID, community method.CommunityID, profile session.Profile) (session.MemberID, error) {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return "", err
	}
	p, _ := h.Person(person)
	if !p.Organiser {
		return "", refusal.New(refusal.NotAllowed)
	}
	if p.Memberships[community] == "" {
		enter := &directory.EnterCommunity{Person: person, Community: community, Member: method.NewID[session.MemberID](h.env.Random)}
		if err := h.inDirectory(ctx, enter); err != nil {
			return "", err
		}
	}
	return h.enter(ctx, person, community, &session.JoinMeeting{Role: method.Organiser, Audience: method.Members, Profile: &profile}, false)
}

// agree brings into a community's log what the directory says: how it is called, and
// which of its members organise the installation; and into the directory, who has turned
// out to be the same as another member, and when something is to be erased. It is called
// when a community is opened, unless it is only read, and whenever one of the two has
// changed. So it also repairs what was written to one log only. What fails keeps nothing
// else from being brought there.
func (h *Host) agree(ctx context.Context, l *ledger.Ledger[*session.Community]) error {
	failed := errors.Join(h.takeName(ctx, l, ""), h.noteErasure(ctx, l.State()))
	c, organises := l.State(), map[session.MemberID]bool{} // by member, whom several people may be
	for _, p := range h.directory.State().People() {
		if m := p.Memberships[c.ID]; m != "" {
			organises[m] = organises[m] || p.Organiser
		}
		failed = errors.Join(failed, h.follow(ctx, c, p))
	}
	for id, m := range c.Members.All() {
		now, somebody := organises[id]
		if m.ByInstallation == now || !somebody && m.Same == "" {
			continue // nobody here can be a member of a community that came from elsewhere
		}
		failed = errors.Join(failed, doAsHost(ctx, h, l, "", &session.OrganiseCommunity{
			Member: id, Ends: m.ByInstallation, ByInstallation: true,
		}))
	}
	return failed
}

// follow names a person in a community as the member who they turned out to be, or
// again as who they were.
func (h *Host) follow(ctx context.Context, c *session.Community, p *directory.Person) error {
	now, before := c.Members.Of(p.Memberships[c.ID]), c.Members.Of(p.Before(c.ID))
	switch {
	case now != nil && now.Same != "":
		return h.inDirectory(ctx, &directory.MergePerson{Person: p.ID, Community: c.ID, Member: now.Same})
	case before != nil && before.Same == "":
		return h.inDirectory(ctx, &directory.MergePerson{Person: p.ID, Community: c.ID})
	}
	return nil
}

// agreeAll is agree for every community that is open. The others follow when they
// are opened.
func (h *Host) agreeAll(ctx context.Context) error {
	h.mu.Lock()
	open := slices.Collect(maps.Keys(h.live))
	h.mu.Unlock()
	var failed error
	for _, id := range open {
		l, err := h.acquire(ctx, id)
		if err == nil {
			err = h.agree(ctx, l.Ledger)
			l.release()
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// RenameCommunity gives a community another name, or another short name, for one of
// those who organise it.
func (h *Host) RenameCommunity(ctx context.Context, by directory.PersonID, community method.CommunityID, name string, short method.CommunityID) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	p, _ := h.Person(by)
	if m := l.State().Members.Of(p.Memberships[community]); !p.Organiser && (m == nil || !m.Organiser()) {
		return refusal.New(refusal.NotAllowed)
	}
	rename := &directory.RenameCommunity{Community: community, Name: name, Short: short, By: by}
	if err := h.inDirectory(ctx, rename); err != nil {
		return err
	}
	return h.takeName(ctx, l.Ledger, p.Memberships[community])
}

// takeName gives a community the name that the directory has for it, because of a member,
// or of nobody who is known.
func (h *Host) takeName(ctx context.Context, l *ledger.Ledger[*session.Community], by session.MemberID) error {
	c := l.State()
	called, _ := h.directory.State().Listing(c.ID)
	if c.ID == "" || called.Name == c.Name {
		return nil
	}
	return doAsHost(ctx, h, l, by, &session.RenameCommunity{Name: called.Name})
}

// RemoveCommunity takes away a community that was founded by mistake, in which nothing
// was said, for an organiser of the installation.
func (h *Host) RemoveCommunity(ctx context.Context, by directory.PersonID, community method.CommunityID) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	if l.State().Used() {
		return refusal.New(refusal.CommunityUsed)
	}
	err = h.inDirectory(ctx, &directory.RemoveCommunity{Community: community, By: by})
	if err != nil || !l.State().Used() {
		return err
	}
	if err := h.RestoreCommunity(ctx, by, community); err != nil { // something was said between the two logs
		return err
	}
	return refusal.New(refusal.CommunityUsed)
}

// RestoreCommunity brings back a community that was removed.
func (h *Host) RestoreCommunity(ctx context.Context, by directory.PersonID, community method.CommunityID) error {
	return h.inDirectory(ctx, &directory.RemoveCommunity{Community: community, By: by, Back: true})
}

// RemovedCommunities lists, for an organiser of the installation, the communities that
// can be brought back.
func (h *Host) RemovedCommunities(by directory.PersonID) []directory.Listing {
	if d := h.directory.State(); d.Organises(by) {
		return d.RemovedCommunities()
	}
	return nil
}
