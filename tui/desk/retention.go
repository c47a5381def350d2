package desk

import "github.com/convene-ssh/convene/session"

// KeptNotice is what everybody has to know about how long what was contributed to a
// meeting is kept: that it will be erased soon, or that it was. It is empty otherwise.
func KeptNotice(d *Desk, m *session.Meeting) string {
	switch days, announced := m.KeptDays(); {
	case !m.Kept.Erased.IsZero():
		return d.T("kept.gone", "day", DayOf(d, m.Kept.Erased), "n", m.Kept.Items+m.Kept.Entries)
	case announced:
		return d.T("kept.announced", "day", d.Words.Day(m.KeptUntil()), "n", max(0, days))
	}
	return ""
}

// kept is how long the meeting that the person is in keeps what was contributed to it.
func (d *Desk) kept() (k session.Kept) {
	if m := d.Current(); m != nil {
		k = m.Kept
		k.By = "" // who is erased has changed nothing
	}
	return k
}

// tellRetention tells everybody in the meeting that this has changed.
func (d *Desk) tellRetention() {
	switch m := d.Current(); {
	case !m.Kept.Erased.IsZero():
		d.Notice, d.Failed = KeptNotice(d, m), false
	case m.KeptUntil() == "":
		d.Say("kept.now_for_good")
	default:
		d.Say("kept.now", "day", d.Words.Day(m.KeptUntil()))
	}
}
