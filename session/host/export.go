package host

import (
	"context"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// RecordExport records, for the members to see, that words of a community are taken
// away. Without a member, an outsider takes them. A retry uses the same id.
func (h *Host) RecordExport(ctx context.Context, community method.CommunityID, id session.ChangeID, member session.MemberID, e session.Export) error {
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	return do(ctx, l.Ledger, ledger.Deed[*session.Community]{
		ID: id, Who: session.Who{Member: member, Host: member == ""}, Change: &session.RecordExport{Export: e},
	})
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
