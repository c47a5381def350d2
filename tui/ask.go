package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// reply brings to a screen what it asked for, whatever is shown meanwhile.
type reply struct {
	to  screen
	msg tea.Msg
}

// ask does something outside the community's log, away from the screen. What it
// returns goes to the screen that is on top now.
func (d *desk) ask(do func(context.Context) tea.Msg) tea.Cmd {
	if err := d.Rate(); err != nil {
		d.refuse(err)
		return nil
	}
	to, parent := d.top(), d.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, patience)
		defer cancel()
		return reply{to, do(ctx)}
	}
}
