package main

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
)

// demoInvites is how long the join codes of the sample are good. Every start
// prints new ones; the old ones expire by themselves, so that whoever holds one
// is not locked out by a restart.
const demoInvites = 7 * 24 * time.Hour

// demonstrate loads the sample community, where it is absent, and prints a join
// code for each role.
func (m *Main) demonstrate(ctx context.Context) error {
	played := sample.KualaLumpur()
	cast, err := played.Raise(ctx, m.host)
	if err != nil {
		return err
	}
	for _, role := range method.Roles() {
		audience := method.Members
		if role == method.Observer {
			audience = method.Governments
		}
		code, err := m.host.Invite(ctx, played.Community, cast.Organiser, directory.Invitation{
			Meeting: played.Meeting, Role: role, Audience: audience,
			Uses: session.MaxMembers, Expires: time.Now().Add(demoInvites),
		})
		if err != nil {
			return err
		}
		m.say("demo join %s: %s", role, m.address().As(code).Connect())
	}
	return nil
}
