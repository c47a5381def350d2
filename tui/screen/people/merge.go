package people

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// mergeKeys say that somebody is the same person as another member, or is not after
// all.
func mergeKeys(d *desk.Desk, m *session.Member, mends bool) kit.Keys {
	switch {
	case !mends:
		return nil
	case len(m.Also) > 0:
		return kit.Keys{partKey(d, m)}
	}
	return kit.Keys{kit.On("m", d.T("key.merge"), d.Shows(func() desk.Screen { return newMerge(d, m) }))}
}

// partKey parts the person from the member who was merged last.
func partKey(d *desk.Desk, m *session.Member) kit.Key {
	second := m.Also[len(m.Also)-1]
	return d.SureKey("m", d.T("key.two_people"), func() tea.Cmd {
		return merges(d, &session.MergeMembers{Meeting: d.Meeting, First: m.ID, Second: second, Parts: true})
	}, "people.sure.part", "name", m.Name, "also", d.Shared.Members.Of(second).Name)
}

// mergeable are the members whom somebody may really be; the first choice is nobody. Two who
// are called the same are told apart as in the list of people.
func mergeable(d *desk.Desk, m *session.Member) []kit.Option {
	all := []kit.Option{{Label: d.T("merge.nobody")}}
	for _, other := range desk.Present(d) {
		if other.ID == m.ID || other.ID == d.Member {
			continue
		}
		label := speaksFor(d, other.Name, other) + d.Between() + roleOf(d, other)
		all = append(all, kit.Option{Value: string(other.ID), Label: label})
	}
	return all
}

// newMerge asks who the person is whom somebody has met as somebody new.
func newMerge(d *desk.Desk, m *session.Member) desk.Screen {
	q := kit.OneField("same_as", d.T("field.same_as"), "", mergeable(d, m))
	q.Note = d.T("merge.note", "name", m.Name)
	about := d.Top()
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{q}}, Heading: "merge.title"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		if s.Get("same_as") == "" {
			s.Refuse(d, refusal.New(refusal.Missing, "field", "same_as"))
			return nil
		}
		first := d.Shared.Members.Of(session.MemberID(s.Get("same_as")))
		if first == nil {
			d.Refuse(refusal.New(refusal.NotFound))
			return nil
		}
		if !d.Confirm("ctrl+s", "people.sure.merge", "name", m.Name, "first", first.Name) {
			return nil
		}
		return merges(d, &session.MergeMembers{Meeting: d.Meeting, First: first.ID, Second: m.ID})
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		d.Dismiss(about) // there is nothing about them any more
		d.Say("form.saved")
		return nil
	}
	return s.Open(d)
}

// merges merges two members, or parts them.
func merges(d *desk.Desk, merge *session.MergeMembers) tea.Cmd {
	host, by, community := d.Host, d.Person, d.Community
	return d.Ask(func(ctx context.Context) tea.Msg {
		return desk.Outcome{Err: host.MergeMembers(ctx, by, community, merge)}
	})
}
