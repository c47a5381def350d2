package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// draftDelay is how long somebody stops typing before their drafts are saved.
const draftDelay = time.Second

// pause says that draftDelay has passed after so many keys.
type pause struct{ after int }

// saveLater waits for a pause, if there is something to be saved.
func (m *Model) saveLater() tea.Cmd {
	if m.pausing || !m.desk.Unsaved() {
		return nil // one wait at a time, also where ten thousand keys are pasted
	}
	m.pausing = true
	return m.desk.Later(draftDelay, pause{m.keys})
}

// saveDrafts saves what was left, if nothing was typed in the pause.
func (m *Model) saveDrafts(p pause) tea.Cmd {
	m.pausing = false
	if p.after != m.keys {
		return m.saveLater()
	}
	return m.desk.SaveAll()
}
