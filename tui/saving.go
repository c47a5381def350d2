package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// Drafts are saved once nobody has typed for draftDelay, and after draftWithin where
// somebody types on and on.
const (
	draftDelay  = time.Second
	draftWithin = 10 * time.Second
)

// pause says that draftDelay has passed since so many keys were typed.
type pause struct {
	after int
	since time.Time // there is something to be saved
}

// saveLater waits for a pause, if there is something to be saved.
func (m *Model) saveLater() tea.Cmd {
	if m.pausing {
		return nil // one wait at a time, also where ten thousand keys are pasted
	}
	return m.pauseSince(time.Now())
}

func (m *Model) pauseSince(since time.Time) tea.Cmd {
	if m.pausing = m.desk.Unsaved(); !m.pausing {
		return nil
	}
	return m.desk.Later(draftDelay, pause{m.keys, since})
}

// saveDrafts saves what is not saved yet, or waits again where more was typed.
func (m *Model) saveDrafts(p pause) tea.Cmd {
	m.pausing = false
	if p.after != m.keys && time.Since(p.since) < draftWithin {
		return m.pauseSince(p.since)
	}
	return m.desk.SaveAll()
}
