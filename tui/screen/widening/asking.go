// Package widening is how a report for a wider circle comes to hold what people wrote for
// a closer one: whoever steers asks, and each author answers.
package widening

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/widening"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// asking lists what was written for a closer circle than the one that a report is for,
// with marks on that about which its authors are asked.
type asking struct {
	list kit.List
	to   method.Audience
}

// NewAsking opens it for a report for a circle; where everybody in that may read
// everything, for the widest one.
func NewAsking(d *desk.Desk, at place.Asking) desk.Screen {
	a := &asking{to: method.Public}
	if slices.Contains(circles(d), at.For) {
		a.to = at.For
	}
	return a
}

// circles are those that read less than the person does.
func circles(d *desk.Desk) []method.Audience { return desk.Readable(d)[1:] }

func (a *asking) Title(d *desk.Desk) string { return d.T("asking.title") }

func (a *asking) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

// all is what was not written for the circle.
func (a *asking) all(d *desk.Desk) []desk.Written {
	return slices.DeleteFunc(slices.Clone(desk.WrittenHere(d)), func(x desk.Written) bool { return a.to.Reads(x.Meant()) })
}

// asked reports whether the author of something is asked for the circle and has not said
// yes.
func (a *asking) asked(x desk.Written) bool {
	w := x.Authored().Widening
	return w.Pending() && w.Asked == a.to
}

// reads reports whether the circle reads something.
func (a *asking) reads(x desk.Written) bool { return a.to.Reads(x.Reads()) }

func (a *asking) entries(d *desk.Desk) kit.Entries {
	var parts []kit.Part
	all := a.all(d)
	for len(all) > 0 {
		among := all[0].Among(d)
		n := slices.IndexFunc(all, func(x desk.Written) bool { return x.Among(d) != among })
		if n < 0 {
			n = len(all)
		}
		parts = append(parts, kit.Part{Heading: among, Entries: kit.Many[desk.Written]{
			All: all[:n], Keep: func(x desk.Written) string { return string(x.ID()) },
			Rows: func(x desk.Written, chosen bool, w int) []string { return a.rows(d, x, chosen, w) },
		}})
		all = all[n:]
	}
	return d.Parts(parts...)
}

// rows are the mark, the words and what became of the question.
func (a *asking) rows(d *desk.Desk, x desk.Written, chosen bool, w int) []string {
	mark, beside := "[ ] ", ""
	switch {
	case a.reads(x) && x.Authored().Widening.Unnamed:
		mark, beside = "[x] ", d.T("asking.unnamed")
	case a.reads(x):
		mark, beside = "[x] ", d.T("asking.agreed")
	case a.asked(x):
		mark, beside = "[?] ", d.T("asking.asked")
	}
	if beside != "" {
		beside = d.Between()[1:] + beside
	}
	return []string{d.LineBeside(mark+x.Label(d), beside, chosen, w)}
}

func (a *asking) Body(d *desk.Desk, w, h int) kit.Page {
	rows := append(d.Intro(5, d.T("asking.say"), w, h),
		d.Theme.Key.Render(d.Cut(" "+d.T("export.audience")+" < "+d.T("audience."+string(a.to))+" >", w)))
	all := a.entries(d)
	if all.Len() == 0 {
		return kit.Page{Rows: append(append(rows, ""), kit.Indented(d.T("asking.none"), w, d.Theme.Muted)...)}
	}
	return kit.Page{Rows: append(rows, a.list.Show(d.Look, all, w, max(1, h-len(rows)))...)}
}

func (a *asking) Keys(d *desk.Desk) kit.Keys {
	all, entries := a.all(d), a.entries(d)
	var waiting, free []method.ContributionID
	for _, x := range all {
		switch {
		case a.asked(x):
			waiting = append(waiting, x.ID())
		case !a.reads(x):
			free = append(free, x.ID())
		}
	}
	return kit.Keys{}.
		And(a.markKey(d, all, entries)...).
		If(len(free) > 0, kit.On("a", d.T("key.ask_all"), a.asks(d, free, a.to))).
		If(len(waiting) > 0, kit.On("n", d.T("key.ask_none"), a.asks(d, waiting, ""))).
		And(kit.On("Enter", d.T("key.see_report"), d.To(place.SeenBy{Audience: a.to}))).
		If(len(circles(d)) > 1, kit.On("Tab", d.T("key.readers"), kit.Now(func() { a.to = desk.After(circles(d), a.to) }), "tab", "right")).
		If(len(all) > 0, a.list.Moves(d.Look, entries).Aside()).
		And(d.BackKey())
}

// markKey asks about what is chosen, or no longer.
func (a *asking) markKey(d *desk.Desk, all []desk.Written, entries kit.Entries) kit.Keys {
	i := a.list.Find(entries)
	if i < 0 || a.reads(all[i]) {
		return nil
	}
	x := []method.ContributionID{all[i].ID()}
	if a.asked(all[i]) {
		return kit.Keys{kit.On("Space", d.T("key.ask_no_more"), a.asks(d, x, ""), "space")}
	}
	return kit.Keys{kit.On("Space", d.T("key.ask_this"), a.asks(d, x, a.to), "space")}
}

// asks asks the authors of some for a circle, or no longer where it is empty.
func (a *asking) asks(d *desk.Desk, some []method.ContributionID, to method.Audience) func() tea.Cmd {
	return func() tea.Cmd {
		return d.Do(&widening.Ask{Meeting: d.Meeting, Contributions: some[:min(len(some), widening.MaxAsked)], To: to}, "")
	}
}
