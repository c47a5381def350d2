package main

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
)

// demoInvites is how long the join codes of the sample are good. Every start
// prints new ones; the old ones expire by themselves, so that whoever holds one
// is not locked out by a restart.
const demoInvites = 7 * 24 * time.Hour

// demoKey is the key of the sample's own organiser. It is no fingerprint of any
// key, so nobody can sign with it.
const demoKey directory.Fingerprint = "sample"

// demonstrate loads the sample community, where it is absent, and prints a join
// code for each role.
func (m *Main) demonstrate(ctx context.Context) error {
	s, err := raise(ctx, m.host)
	if err != nil {
		return err
	}
	for _, role := range method.Roles() {
		audience := method.Members
		if role == method.Observer {
			audience = method.Governments
		}
		code, err := m.host.Invite(ctx, sampleCommunity, s.organiser, directory.Invitation{
			Meeting: sampleMeeting, Role: role, Audience: audience,
			Uses: session.MaxMembers, Expires: time.Now().Add(demoInvites),
		})
		if err != nil {
			return err
		}
		m.say("demo join %s: %s", role, m.connect(code))
	}
	return nil
}
