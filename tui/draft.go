package tui

import (
	"bytes"
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// draftDelay is how long somebody stops typing before their draft is saved.
const draftDelay = time.Second

// pause says that draftDelay has passed after so many keys.
type pause struct{ after int }

// draft is what the person was writing under a name: as they left it at this
// terminal, or else as the server keeps it.
func (d *desk) draft(name string) []byte {
	if words, ok := d.left[name]; ok {
		return words
	}
	return d.own.Drafts[name]
}

// putAway leaves words for later: at this terminal at once, and on the server as
// soon as it has them.
func (d *desk) putAway(name string, words []byte) tea.Cmd {
	if len(words) == 0 && d.draft(name) == nil {
		return nil
	}
	d.left[name] = words
	if len(words) > session.MaxShelfValue {
		d.refuse(session.Refuse(session.TooLong, "max", session.MaxShelfValue, "got", len(words)))
		return nil
	}
	return d.do(&session.SaveDraft{Name: name, Value: words}, "")
}

// isSaved notes that the server keeps a draft.
func (d *desk) isSaved(draft *session.SaveDraft) {
	d.saved[draft.Name] = string(draft.Value)
	if bytes.Equal(d.left[draft.Name], draft.Value) {
		delete(d.left, draft.Name)
	}
}

// typedDraft notes that something was typed, and looks a little later whether
// more came.
func (m *Model) typedDraft() tea.Cmd {
	s, ok := m.desk.top().(drafter)
	if !ok || m.desk.community == "" {
		return nil
	}
	if name, value := s.draft(); name == "" || m.desk.saved[name] == string(value) {
		return nil
	}
	m.saves++
	if m.pausing {
		return nil // one wait at a time, also where ten thousand keys are pasted
	}
	return m.pauses()
}

// pauses waits until nothing may have been typed for draftDelay.
func (m *Model) pauses() tea.Cmd {
	m.pausing = true
	return m.desk.later(draftDelay, pause{m.saves})
}

// saveDraft sends the draft if nothing was typed in the pause.
func (m *Model) saveDraft(p pause) tea.Cmd {
	if p.after != m.saves {
		return m.pauses()
	}
	m.pausing = false
	save := m.unsaved()
	if save == nil {
		return nil
	}
	d := m.desk
	if _, ok := d.left[save.Name]; ok {
		d.left[save.Name] = save.Value
	}
	ctx, host, community, who := d.ctx, d.Host, d.community, session.Who{Member: d.member}
	return func() tea.Msg {
		err := host.Do(ctx, community, session.Deed[*session.Community]{ID: host.NewChange(), Who: who, Change: save})
		if err != nil {
			return nil // it is still on the screen, and unsaved
		}
		return draftSaved{community, save}
	}
}

// draftSaved says that the server keeps a draft.
type draftSaved struct {
	community session.CommunityID
	*session.SaveDraft
}

// unsaved is a draft of one of the screens that is not saved as it stands. Words
// that are on their way are none.
func (m *Model) unsaved() *session.SaveDraft {
	d := m.desk
	if d.community == "" {
		return nil
	}
	for _, on := range slices.Backward(d.stack) {
		s, ok := on.(drafter)
		if !ok {
			continue
		}
		name, value := s.draft()
		if name != "" && d.sending(name) == nil && d.saved[name] != string(value) && len(value) <= session.MaxShelfValue {
			return &session.SaveDraft{Name: name, Value: value}
		}
	}
	return nil
}

// keep saves a draft when nobody is left to tell if it fails.
func (d *desk) keep(ctx context.Context, community session.CommunityID, who session.Who, draft *session.SaveDraft) {
	if draft != nil {
		_ = d.Host.Do(ctx, community, session.Deed[*session.Community]{ID: d.Host.NewChange(), Who: who, Change: draft})
	}
}
