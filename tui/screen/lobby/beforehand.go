package lobby

import (
	"strings"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
)

// beforehandRows ask whoever contributes to a meeting to write before it, on the boards
// whose day is the next one to be over.
func beforehandRows(d *desk.Desk, r lobbyRow, w int) []string {
	if r.in == nil || !r.in.RoleIn(r.meeting.ID, r.member).May(method.Contribute) {
		return nil
	}
	var items []string
	day := method.Date("")
	for _, a := range r.in.Beforehand(r.meeting.ID) {
		if day == "" || a.Before < day {
			items, day = nil, a.Before
		}
		if a.Before == day {
			items = append(items, d.T("before.item", "title", a.Title, "kind", d.T("agenda."+string(a.Kind))))
		}
	}
	if day == "" {
		return nil
	}
	return noteRows(d, d.T("before.write", "day", d.Words.Day(day), "items", strings.Join(items, ", ")), d.Theme.Key, w)
}
