package export

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// log is who took what of the community away, the same for all members but for how
// much of it is their own.
type log struct {
	sheet kit.Sheet
	all   []taking
	known bool // they were looked up
}

// taking is what somebody took of a meeting for the same readers at about the same time,
// such as a folder with all its documents; the latest first.
type taking []session.Exported

// together is how long after one document another still belongs to the same taking.
const together = time.Hour

// takings puts together what was taken together. The exports are the latest first.
func takings(exports []session.Exported) (all []taking) {
	for _, x := range exports {
		at := slices.IndexFunc(all, func(t taking) bool { return t.takes(x) })
		if at < 0 {
			all = append(all, taking{x})
			continue
		}
		all[at] = append(all[at], x)
	}
	return all
}

// takes reports whether an earlier export belongs to it.
func (t taking) takes(x session.Exported) bool {
	last := t[len(t)-1]
	return last.By == x.By && last.Outsider == x.Outsider && last.Meeting == x.Meeting &&
		last.Audience == x.Audience && last.Last.Sub(x.Last) <= together
}

// key names a taking that has more than one document, which is opened by it.
func (t taking) key() string {
	if len(t) == 1 {
		return ""
	}
	return fmt.Sprint(t[0].By, t[0].Outsider, t[0].Meeting, t[0].Audience, t[0].Last.UnixNano())
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
		l.all, l.known = takings(got.all), true
	}
	return nil
}

func (l *log) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: l.sheet.Draw(d.Look, l.entries(d), w, h)}
}

func (l *log) entries(d *desk.Desk) kit.Few {
	say := []string{"exports.say"}
	if l.known && len(l.all) == 0 {
		say = append(say, "exports.none")
	}
	var all kit.Few
	for _, key := range say {
		all = append(all, kit.Prose(func(w int) []string {
			return append([]string{""}, d.Wrapped(d.T(key), w, d.Theme.Muted)...)
		}))
	}
	for _, t := range l.all {
		all = append(all, kit.Prose(func(w int) []string { return takenRows(d, t, w) }))
		if len(t) > 1 {
			all = append(all, kit.Link(d.Look, t.key(), d.T("exports.documents", "n", len(t))))
		}
	}
	return all
}

// takenRows say when something was taken, and what.
func takenRows(d *desk.Desk, t taking, w int) []string {
	return append(d.Heading(d.Words.Moment(t[0].Last), w), d.Facts(facts(d, t), w)...)
}

// chosen is the taking under the pointer; nil for none.
func (l *log) chosen(d *desk.Desk) taking {
	key := l.sheet.Choice(l.entries(d))
	at := slices.IndexFunc(l.all, func(t taking) bool { return key != "" && t.key() == key })
	if at < 0 {
		return nil
	}
	return l.all[at]
}

// facts say what was taken away, for whom, and what was withheld.
func facts(d *desk.Desk, t taking) []kit.Fact {
	fact := func(label, value string) kit.Fact { return kit.Fact{Label: d.T("exports." + label), Value: value} }
	x := t[0]
	all := []kit.Fact{fact("by", desk.TakerName(d, x)), fact("what", what(d, t))}
	if x.Audience != "" {
		all = append(all, fact("for", d.T("audience."+string(x.Audience))))
	}
	all = append(all, fact("withheld", withheld(d, t)))
	if len(t) == 1 && x.Times > 1 {
		all = append(all, fact("often", d.T("exports.times", "n", x.Times, "first", desk.DayOf(d, x.First))))
	}
	if yours := t.each(func(x session.Exported) []string { return x.Yours }); len(yours) > 0 {
		all = append(all, fact("yours", strings.Join(yours, ", ")))
	}
	return all
}

// each lists once what its documents have of something.
func (t taking) each(of func(session.Exported) []string) (all []string) {
	for _, x := range t {
		for _, one := range of(x) {
			if !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

// what says what it was: the report of a meeting, or everything. Of several documents it
// says of which meeting they are.
func what(d *desk.Desk, t taking) string {
	x := t[0]
	m := d.Shared.Meetings[x.Meeting]
	switch {
	case m == nil:
		return d.T("exports.backup")
	case len(t) > 1:
		return m.Title
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

func withheld(d *desk.Desk, t taking) string {
	var kinds []string
	for _, kind := range t.each(func(x session.Exported) []string { return x.Withheld }) {
		key := "withheld." + kind
		if slices.ContainsFunc(d.Shared.Registers, func(r *session.Register) bool { return r.Name == kind }) {
			key = kind + ".many"
		}
		kinds = append(kinds, d.T(key))
	}
	if len(kinds) == 0 {
		return d.T("exports.nothing")
	}
	return strings.Join(kinds, d.Between())
}

func (l *log) Keys(d *desk.Desk) kit.Keys {
	t := l.chosen(d)
	return kit.Keys{}.
		If(t != nil, kit.On("Enter", d.T("key.open"), d.Shows(func() desk.Screen { return &documents{all: t} }))).
		And(kit.On("r", d.T("key.refresh"), func() tea.Cmd { return l.Start(d) }),
			l.sheet.Moves(d.Look, l.entries(d)).Aside(), d.BackKey())
}

// documents are those that somebody took together, one by one.
type documents struct {
	kit.Scroll
	all taking
}

func (s *documents) Title(d *desk.Desk) string { return d.T("exports.documents", "n", len(s.all)) }

func (s *documents) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (s *documents) Body(d *desk.Desk, w, h int) kit.Page {
	var rows []string
	for _, x := range s.all {
		rows = append(rows, takenRows(d, taking{x}, w)...)
	}
	return kit.Page{Rows: s.View(d.Look, rows, w, h)}
}

func (s *documents) Keys(d *desk.Desk) kit.Keys { return kit.Keys{s.Moves(d.Look), d.BackKey()} }
