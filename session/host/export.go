package host

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// SharedFor is [Host.Shared] for a member in a meeting. It is refused to whoever reads less
// than that audience, or was sent out.
func (h *Host) SharedFor(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID, a method.Audience) (*session.Shared, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	shared, _, err := l.views.lookAs(func(c *session.Community, _ uint64) (method.Audience, error) {
		if err := c.MayEnter(member, meeting); err != nil {
			return "", err
		}
		if !c.AudienceOf(member).Reads(a) {
			return "", refusal.New(refusal.NotAllowed)
		}
		return a, nil
	})
	return shared, err
}

// RecordExport records, for the members to see, that words of a community are taken
// away. Without a member, an outsider takes them. What was noted is recorded whatever has
// become of the community and the member since. A retry uses the same id.
func (h *Host) RecordExport(ctx context.Context, community method.CommunityID, id session.ChangeID, member session.MemberID, e session.Export) error {
	find, noted := h.community, !e.At.IsZero()
	if noted {
		find = h.kept
	}
	l, err := find(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	return do(ctx, l.Ledger, ledger.Deed[*session.Community]{
		ID: id, Who: session.Who{Member: member, Host: noted || member == ""}, Change: &session.RecordExport{Export: e},
	})
}

// Noted is an export of now that is recorded later: that of a meeting with what is in it and
// what is withheld, as far as the community can be read. Of a backup nothing is read: what is
// withheld is the same in all, and to open every community for it would take long.
func (h *Host) Noted(ctx context.Context, community method.CommunityID, e session.Export) session.Export {
	noted := session.RecordExport{Export: e}
	if e.Meeting != "" {
		if l, err := h.community(ctx, community); err == nil {
			defer l.release()
			last := l.Last()
			noted.Decide(l.State(), session.Decision{})
			noted.Seq = last
		}
	}
	noted.At = time.Now().UTC().Truncate(time.Millisecond)
	return noted.Export
}

// Exports lists what was taken away of a community, the latest first, as a member sees
// it, or whoever is none and may see it all.
func (h *Host) Exports(ctx context.Context, community method.CommunityID, member session.MemberID) ([]session.Exported, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	c := l.State()
	if member != "" {
		if err := c.MayEnter(member, ""); err != nil {
			return nil, err
		}
	}
	return c.Exports(member), nil
}
