package widening

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/widening"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// asked lists what the person has written and is asked about: who else reads it.
type asked struct {
	list    kit.List
	narrows method.ContributionID // what others have read until the last answer
}

// NewAsked opens it.
func NewAsked() desk.Screen { return &asked{} }

func (a *asked) Title(d *desk.Desk) string { return d.T("asked.title") }

// Update says what a no cannot bring back.
func (a *asked) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	done, ok := msg.(desk.Answer)
	if !ok || done.Err != nil {
		return nil
	}
	if answer, ok := done.Change.(*widening.Answer); ok && answer.Answer == consent.No && a.narrows == answer.Contribution {
		d.Say("asked.narrowed")
	}
	return nil
}

// entries are drawn in a list of h rows.
func (a *asked) entries(d *desk.Desk, h int) kit.Entries {
	all, _ := d.Asked()
	return kit.Many[desk.Written]{
		All: all, Keep: func(x desk.Written) string { return string(x.ID()) },
		Rows: func(x desk.Written, chosen bool, w int) []string { return rows(d, x, chosen, w, h) },
	}
}

// questionRows is how many rows the question takes on a phone.
const questionRows = 3

// rows are the words, for whom they are asked, and what the person has answered. Long words
// are cut, so that the question is in sight.
func rows(d *desk.Desk, x desk.Written, chosen bool, w, h int) []string {
	all := d.WholeTo(x.Label(d), max(1, (h-questionRows)/2), chosen, w)
	below := func(words string, style theme.Style) {
		for _, row := range d.Wrap(words, max(1, w-6)) {
			all = append(all, style.Render("     "+row))
		}
	}
	own := d.Own.Widenings[x.ID()]
	says := d.T("asked.silent")
	if own.Answer != "" {
		says = d.T("asked.answer." + string(own.Answer))
	}
	below(d.T("asked.for."+string(own.Question()))+d.Between()+says, d.Theme.Key)
	if chosen {
		for _, words := range consequences(d, x) {
			below(words, d.Theme.Muted)
		}
	}
	return append(all, "")
}

// consequences are what else there is to know before one answers.
func consequences(d *desk.Desk, x desk.Written) []string {
	by := signed(d, x)
	all := []string{d.T("asked.shows", "name", desk.AttributionLine(d, by))}
	names := x.Entry != nil && len(x.Entry.Register.Supports(x.Entry.Fields)) > 0
	switch {
	case names && (by.Member != "" || by.Organisation != ""):
		all = append(all, d.T("asked.only_yours"))
	case names:
		all = append(all, d.T("asked.no_organisation"))
	}
	if by.Member == "" {
		all = append(all, d.T("asked.link"))
	}
	return all
}

// signed is what the person let it show of them.
func signed(d *desk.Desk, x desk.Written) session.Attribution {
	return d.Own.Signed(string(x.ID()), x.Authored().By)
}

func (a *asked) Body(d *desk.Desk, w, h int) kit.Page {
	top := append(d.Intro(6, d.T("asked.say"), w, h), "")
	room := max(1, h-len(top))
	all := a.entries(d, room)
	if all.Len() == 0 {
		return kit.Page{Rows: append(top, kit.Indented(d.T("asked.none"), w, d.Theme.Muted)...)}
	}
	return kit.Page{Rows: append(top, a.list.Show(d.Look, all, w, room)...)}
}

func (a *asked) Keys(d *desk.Desk) kit.Keys {
	all, _ := d.Asked()
	entries := a.entries(d, 0)
	if len(all) == 0 {
		return kit.Keys{d.BackKey()}
	}
	x := all[a.list.Find(entries)]
	answer := func(key, words string, says consent.Answer) kit.Key {
		return kit.On(key, d.T(words), func() tea.Cmd { return a.answers(d, x, says) })
	}
	return kit.Keys{answer("y", "key.as_it_is", consent.AsItIs)}.
		If(signed(d, x) != session.Attribution{}, answer("w", "key.without_name", consent.Unnamed)).
		And(answer("n", "key.not_wider", consent.No)).
		And(kit.On("Enter", d.T("key.open"), func() tea.Cmd { return desk.OpenContribution(d, x.ID()) })).
		And(a.list.Moves(d.Look, entries), d.BackKey())
}

// waits reports whether the person has said nothing yet about something.
func waits(d *desk.Desk, x desk.Written) bool {
	return d.Own.Widenings[x.ID()].Answer == "" && !d.Awaits(func(c session.Change) bool {
		a, answers := c.(*widening.Answer)
		return answers && a.Contribution == x.ID()
	})
}

// answers says it of something. The pointer goes on to the next that waits for an answer,
// and from the last to the first.
func (a *asked) answers(d *desk.Desk, x desk.Written, says consent.Answer) tea.Cmd {
	own := d.Own.Widenings[x.ID()]
	if a.narrows = ""; own.Agreed != "" {
		a.narrows = x.ID()
	}
	cmd := d.Do(&widening.Answer{Contribution: x.ID(), Revision: x.Revision(), To: own.Question(), Answer: says}, "")
	all, _ := d.Asked()
	at := slices.IndexFunc(all, func(o desk.Written) bool { return o.ID() == x.ID() })
	for i := range all {
		if next := (at + i) % len(all); waits(d, all[next]) {
			a.list.Choose(string(all[next].ID()), next)
			break
		}
	}
	return cmd
}
