package desk

import (
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
)

// TitleBar says where one is; on a phone the meeting's own screen shows its name.
func (d *Desk) TitleBar(title string, w int) kit.TitleBar {
	m := d.Current()
	bar := kit.TitleBar{Where: []string{"Convene"}}
	if m != nil {
		bar.Where = []string{m.Title}
		if timer := d.Timer(m, w); timer != "" {
			bar.Facts = []string{timer}
		}
		bar.Facts = append(bar.Facts, d.T("header.here", "n", d.Room.Count()))
	}
	switch {
	case title != "" && m != nil && w < kit.Narrow:
		bar.Where = []string{title}
	case title != "":
		bar.Where = append(bar.Where, title)
	}
	return bar
}

// Timer is what is left of the current item, in minutes until the last one.
func (d *Desk) Timer(m *session.Meeting, w int) string {
	if m.Deadline.IsZero() {
		return ""
	}
	left := time.Until(m.Deadline)
	switch {
	case left <= 0:
		return d.T("header.time_over")
	case left < time.Minute:
		return d.T("header.last_minute")
	}
	minutes := int((left + time.Minute - 1) / time.Minute)
	if w < kit.Narrow {
		return d.T("header.minutes_short", "n", minutes)
	}
	return d.T("header.minutes", "n", minutes)
}
