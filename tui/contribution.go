package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// openContribution shows the item or the entry of that id, if it is there.
func openContribution(d *desk, id session.ContributionID) tea.Cmd {
	if _, it := d.shared.Item(session.ItemID(id)); it != nil {
		return d.toPlace(placeItem{it.ID})
	} else if e := d.shared.Entries[session.EntryID(id)]; e != nil {
		return d.toPlace(placeEntry{e.ID})
	}
	return nil
}

// ledTo lists the entries that came from an item or an entry.
func ledTo(d *desk, from session.ContributionID) []entry {
	var all []entry
	for _, e := range d.shared.LedTo(from) {
		all = append(all, link(d, string(e.ID), e.Code()+" "+d.Words.Titled(e)))
	}
	return all
}
