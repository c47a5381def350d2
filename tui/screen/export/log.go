package export

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// log is who took what of the community away, the same for all members but for how
// much of it is their own.
type log struct {
	kit.Scroll
	all   []session.Exported
	known bool // they were looked up
}

// NewLog opens who took what away.
func NewLog() desk.Screen { return &log{} }

// loaded is the answer to a look at it.
type loaded struct {
	all []session.Exported
	err error
}

// Start looks it up.
func (l *log) Start(d *desk.Desk) tea.Cmd {
	host, community, member := d.Host, d.Community, d.Member
	return d.LookUp(l, func(ctx context.Context) tea.Msg {
		all, err := host.Exports(ctx, community, member)
		return loaded{all, err}
	})
}

func (l *log) Title(d *desk.Desk) string { return d.T("exports.title") }

func (l *log) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	got, ok := msg.(loaded)
	switch {
	case !ok:
	case got.err != nil:
		d.Refuse(got.err)
	default:
		l.all, l.known = got.all, true
	}
	return nil
}

func (l *log) Body(d *desk.Desk, w, h int) kit.Page {
	rows := append([]string{""}, d.Wrapped(d.T("exports.say"), w, d.Theme.Muted)...)
	if l.known && len(l.all) == 0 {
		rows = append(append(rows, ""), d.Wrapped(d.T("exports.none"), w, d.Theme.Muted)...)
	}
	for _, x := range l.all {
		rows = append(rows, d.Heading(d.Words.Moment(x.Last), w)...)
		rows = append(rows, d.Facts(facts(d, x), w)...)
	}
	return kit.Page{Rows: l.View(d.Look, rows, w, h)}
}

// facts say what was taken away, for whom, and what was withheld.
func facts(d *desk.Desk, x session.Exported) []kit.Fact {
	fact := func(label, value string) kit.Fact { return kit.Fact{Label: d.T("exports." + label), Value: value} }
	all := []kit.Fact{fact("by", desk.TakerName(d, x)), fact("what", what(d, x))}
	if x.Audience != "" {
		all = append(all, fact("for", d.T("audience."+string(x.Audience))))
	}
	all = append(all, fact("withheld", withheld(d, x)))
	if x.Times > 1 {
		all = append(all, fact("often", d.T("exports.times", "n", x.Times, "first", desk.DayOf(d, x.First))))
	}
	if len(x.Yours) > 0 {
		all = append(all, fact("yours", strings.Join(x.Yours, ", ")))
	}
	return all
}

// what says what it was: the report of a meeting, or everything.
func what(d *desk.Desk, x session.Exported) string {
	m := d.Shared.Meetings[x.Meeting]
	if m == nil {
		return d.T("exports.backup")
	}
	all := []string{m.Title, d.T("export.format." + x.Format)}
	if x.Document != "" {
		all = append(all, d.T("report.template."+x.Document))
	}
	if x.Table != "" {
		all = append(all, x.Table)
	}
	return strings.Join(all, d.Between())
}

func withheld(d *desk.Desk, x session.Exported) string {
	if len(x.Withheld) == 0 {
		return d.T("exports.nothing")
	}
	var kinds []string
	for _, kind := range x.Withheld {
		key := "withheld." + kind
		if slices.ContainsFunc(d.Shared.Registers, func(r *session.Register) bool { return r.Name == kind }) {
			key = kind + ".many"
		}
		kinds = append(kinds, d.T(key))
	}
	return strings.Join(kinds, d.Between())
}

func (l *log) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{
		kit.On("r", d.T("key.refresh"), func() tea.Cmd { return l.Start(d) }),
		l.Moves(d.Look).Aside(), d.BackKey(),
	}
}
