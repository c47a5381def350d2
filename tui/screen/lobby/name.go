package lobby

import (
	"cmp"
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// newName asks what a community is called, which is new where it has no id. The lobby
// chooses it then.
func newName(d *desk.Desk, l *lobby, c directory.Listing) desk.Screen {
	name := kit.LineField("name", d.T("lobby.community_name"), c.Name, method.MaxTitle)
	short := kit.LineField("community", d.T("lobby.community_id"), string(c.Short), method.MaxSlug)
	short.Note = d.T("lobby.community_id_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{name, short}}, Heading: "key.found"}
	if c.ID != "" {
		s.Heading = "key.rename"
	}
	s.Moved = func() { short.Propose(desk.Slug(s.Get("name"))) }
	var id method.CommunityID
	s.Send = func(d *desk.Desk) tea.Cmd {
		called := s.Get("name")
		if strings.TrimSpace(called) == "" {
			s.Refuse(d, refusal.New(refusal.Missing, "field", "name"))
			return nil
		}
		if id = method.CommunityID(s.Get("community")); !id.Valid() {
			s.Focus("community")
			d.Notice, d.Failed = d.T("lobby.community_id_wrong"), true
			return nil
		}
		return d.Ask(naming{d.Host, d.Person, d.Profile, c.ID, id, called}.do)
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		if c.ID != "" {
			d.Say("lobby.renamed")
		}
		l.made = cmp.Or(c.ID, id)
		return l.Start(d)
	}
	return s.Open(d)
}

// naming is what a community is founded or renamed with, away from the screen.
type naming struct {
	host    *host.Host
	person  directory.PersonID
	profile session.Profile
	renames method.CommunityID // empty where one is founded
	short   method.CommunityID
	name    string
}

func (n naming) do(ctx context.Context) tea.Msg {
	if n.renames != "" {
		return desk.Outcome{Err: n.host.RenameCommunity(ctx, n.person, n.renames, n.name, n.short)}
	}
	err := n.host.Found(ctx, n.person, n.short, n.name, false)
	if err == nil && n.profile.Name != "" {
		// Where this fails, whoever opens the community is asked again.
		_, _ = n.host.EnterAsOrganiser(ctx, n.person, n.short, n.profile)
	}
	return desk.Outcome{Err: err}
}
