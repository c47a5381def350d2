package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// draftDelay is how long nobody types before drafts are saved.
const draftDelay = time.Second

// pause says that draftDelay has passed since so many keys were typed.
type pause struct{ after int }

// saveLater waits for a pause, if there is something to be saved.
func (m *Model) saveLater() tea.Cmd {
	if m.pausing || !m.desk.Unsaved() {
		return nil // one wait at a time, also where ten thousand keys are pasted
	}
	m.pausing = true
	return m.desk.Later(draftDelay, pause{m.keys})
}

// saveDrafts saves what is not saved yet, or waits again where more was typed.
func (m *Model) saveDrafts(p pause) tea.Cmd {
	m.pausing = false
	if p.after != m.keys {
		return m.saveLater()
	}
	return m.desk.SaveAll()
}
