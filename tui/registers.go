package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// registers lets a person choose a register: one whose entries they read, or one to
// which they add what comes of an item or an entry.
type registers struct {
	from session.ContributionID // empty where they read
	list list
}

func newRegisters(from session.ContributionID) screen { return &registers{from: from} }

func (s *registers) title(d *desk) string {
	if s.from != "" {
		return d.t("entries.comes_of")
	}
	return d.t("meeting.registers")
}

func (s *registers) entries(d *desk) []entry {
	var all []pair
	for _, r := range d.shared.Registers {
		words, count := d.t(r.Name+".new"), ""
		if s.from == "" {
			words, count = d.t(r.Name+".many"), d.t("meeting.count", "n", len(d.shared.EntriesOf(r, d.meeting)))
		}
		all = append(all, pair{key: r.Name, words: strings.ToLower(r.Letter) + "  " + words, beside: count})
	}
	return d.pairs(all)
}

func (s *registers) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	for _, r := range d.shared.Registers {
		if key.String() == strings.ToLower(r.Letter) {
			s.open(d, r)
			return nil
		}
	}
	switch {
	case key.String() == "esc":
		d.back()
	case key.String() == "enter":
		s.open(d, d.shared.RegisterNamed(s.list.choice(s.entries(d))))
	case !s.list.update(msg, s.entries(d)):
		d.stray(key.String())
	}
	return nil
}

func (s *registers) open(d *desk, r *session.Register) {
	if s.from == "" {
		d.show(newEntries(r))
		return
	}
	d.back()
	d.show(newEntryForm(d, r, s.from))
}

func (s *registers) body(d *desk, w, h int) page {
	return page{rows: append([]string{""}, s.list.show(d, s.entries(d), w, max(1, h-1))...)}
}

func (s *registers) keys(d *desk) []hint {
	return []hint{{"Enter", d.t("key.choose")}, {"Esc", d.t("key.back")}}
}
