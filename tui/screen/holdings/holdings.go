// Package holdings is what the server holds about whoever asks, and how they are
// forgotten.
package holdings

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// holdings lists what the server holds about the person: what lets them come back,
// who they are in each community, and what can be traced to them there.
type holdings struct {
	sheet kit.Sheet
	all   host.Holdings
	known bool // they were looked up
}

// New opens what the server holds about the person.
func New() desk.Screen { return &holdings{} }

// loaded is the answer to a look at them, or to what was done about one of them.
type loaded struct {
	all  host.Holdings
	done string // the key of what to say; empty after a look
	err  error
}

// Start looks them up.
func (h *holdings) Start(d *desk.Desk) tea.Cmd { return d.LookUp(h, look(d.Host, d.Person, "")) }

func look(host *host.Host, person directory.PersonID, done string) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		all, err := host.Holdings(ctx, person)
		return loaded{all, done, err}
	}
}

func (h *holdings) Title(d *desk.Desk) string { return d.T("holdings.title") }

func (h *holdings) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	l, ok := msg.(loaded)
	switch {
	case !ok:
	case l.err != nil:
		d.Refuse(l.err)
	default:
		h.all, h.known = l.all, true
		if l.done != "" {
			d.Say(l.done)
		}
	}
	return nil
}

// thing is what can be chosen here: a contribution, or a draft.
type thing struct {
	in    host.CommunityHoldings
	held  *session.Held // nil for a draft
	draft session.DraftName
}

// key names it among all that are shown.
func (t thing) key() string {
	if t.held != nil {
		return string(t.in.ID) + "/held/" + t.held.ID
	}
	return string(t.in.ID) + "/draft/" + string(t.draft)
}

// away is the change by which the thing is gone.
func (t thing) away() session.Change {
	if t.held != nil {
		return t.held.TakeBack()
	}
	return &session.SaveDraft{Name: t.draft}
}

// things are all that can be chosen in a community.
func things(in host.CommunityHoldings) []thing {
	var all []thing
	for i := range in.Contributions {
		all = append(all, thing{in: in, held: &in.Contributions[i]})
	}
	for _, name := range slices.Sorted(maps.Keys(in.Drafts)) {
		all = append(all, thing{in: in, draft: name})
	}
	return all
}

// chosen is the thing under the pointer, or nil.
func (h *holdings) chosen(all kit.Few) *thing {
	key := h.sheet.Choice(all)
	for _, in := range h.all.Communities {
		for _, t := range things(in) {
			if t.key() == key {
				return &t
			}
		}
	}
	return nil
}

// do makes a change for a thing, in its community, and looks everything up again.
func (h *holdings) do(d *desk.Desk, t *thing, change session.Change, done string) tea.Cmd {
	host, person := d.Host, d.Person
	return d.Ask(func(ctx context.Context) tea.Msg {
		err := host.Do(ctx, t.in.ID, deed(host, t.in.Member.ID, change))
		if err != nil {
			return loaded{err: err}
		}
		return look(host, person, done)(ctx)
	})
}

func deed(h *host.Host, member session.MemberID, change session.Change) host.Deed {
	return host.Deed{ID: h.NewChange(), Member: member, Change: change}
}

func (h *holdings) Body(d *desk.Desk, w, height int) kit.Page {
	return kit.Page{Rows: h.sheet.Draw(d.Look, h.entries(d), w, height)}
}

func (h *holdings) entries(d *desk.Desk) kit.Few {
	if !h.known {
		return kit.Few{}
	}
	all := append(kit.Few{said(d, "holdings.say"), facts(d, d.T("holdings.here"), h.here(d)...)}, h.keys(d)...)
	for _, in := range h.all.Communities {
		all = append(all, facts(d, in.Name, profile(d, in)...), traced(d, in))
		var rows []kit.Pair
		for _, t := range things(in) {
			rows = append(rows, kit.Pair{Key: t.key(), Words: t.words(d), Beside: t.beside(d)})
		}
		all = append(all, d.Pairs(rows)...)
	}
	return append(all, said(d, "holdings.untraced"))
}

// said is a paragraph.
func said(d *desk.Desk, key string) kit.Entry {
	return kit.Prose(func(w int) []string { return append([]string{""}, d.Wrapped(d.T(key), w, d.Theme.Muted)...) })
}

// facts are what is known under a heading.
func facts(d *desk.Desk, heading string, all ...kit.Fact) kit.Entry {
	return kit.Prose(func(w int) []string { return append(d.Heading(heading, w), d.Facts(all, w)...) })
}

// here is what the installation knows of the person.
func (h *holdings) here(d *desk.Desk) []kit.Fact {
	all := []kit.Fact{{Label: d.T("holdings.language"), Value: locale.Name(d.Words.Language)}}
	code := "holdings.no_code"
	if h.all.HasReturnCode() {
		code = "holdings.has_code"
	}
	return append(all, kit.Fact{Label: d.T("holdings.code"), Value: d.T(code)})
}

// keys are those by which the person comes back. Each can be forgotten but the one by which
// they are here.
func (h *holdings) keys(d *desk.Desk) kit.Few {
	all := make([]kit.Pair, len(h.all.Keys))
	for i, key := range h.all.Keys {
		all[i] = kit.Pair{Key: string(key), Words: d.T("holdings.key"), Beside: string(key)}
		if key == d.Key {
			all[i].Beside += d.Between() + d.T("holdings.key_now")
		}
	}
	return d.Pairs(all)
}

// forgetKey makes a key bring the person back no longer.
func (h *holdings) forgetKey(d *desk.Desk, key directory.Fingerprint) kit.Key {
	host, person, by := d.Host, d.Person, d.Key
	return d.SureKey("x", d.T("key.forget_key"), func() tea.Cmd {
		return d.Ask(func(ctx context.Context) tea.Msg {
			if err := host.ForgetKey(ctx, person, key, by); err != nil {
				return loaded{err: err}
			}
			return look(host, person, "holdings.key_gone")(ctx)
		})
	}, "holdings.sure.forget_key", "fingerprint", string(key))
}

// profile is what a community knows of the person.
func profile(d *desk.Desk, in host.CommunityHoldings) []kit.Fact {
	p := in.Profile
	all := []kit.Fact{{Label: d.T("holdings.name"), Value: p.Name}}
	if p.Organisation != "" {
		all = append(all, kit.Fact{Label: d.T("holdings.organisation"), Value: p.Organisation})
	}
	if p.Country != "" {
		all = append(all, kit.Fact{Label: d.T("holdings.country"), Value: d.Words.Country(p.Country)})
	}
	if in.Member.Contact.Words != "" {
		all = append(all, kit.Fact{Label: d.T("field.contact"), Value: in.Member.Contact.Words})
	}
	if in.Lived {
		all = append(all, kit.Fact{Label: d.T("holdings.lived"), Value: d.T("holdings.says_lived")})
	}
	all = append(all, kit.Fact{Label: d.T("holdings.reads"), Value: d.T("audience." + string(in.Reads))})
	for _, m := range in.Attends {
		role := d.T("role." + string(m.Attendance.Of(in.Member.ID)))
		all = append(all, kit.Fact{Label: d.T("holdings.attends"), Value: m.Title + d.Between() + role})
	}
	if in.Codes > 0 {
		all = append(all, kit.Fact{Label: d.T("holdings.came_by"), Value: strconv.Itoa(in.Codes)})
	}
	if in.Ballots > 0 {
		all = append(all, kit.Fact{Label: d.T("holdings.votes"), Value: d.T("holdings.voted", "n", in.Ballots)})
	}
	if in.Wanted > 0 {
		all = append(all, kit.Fact{Label: d.T("holdings.wanted"), Value: d.T("holdings.wants", "n", in.Wanted)})
	}
	if in.Answers > 0 {
		all = append(all, kit.Fact{Label: d.T("holdings.answers"), Value: d.T("holdings.answered", "n", in.Answers)})
	}
	return all
}

// traced says how many contributions can be traced to the person, above them.
func traced(d *desk.Desk, in host.CommunityHoldings) kit.Entry {
	words := d.T("holdings.traced", "n", len(in.Contributions), "linked", linked(in))
	return kit.Prose(func(w int) []string { return append([]string{""}, kit.Styled(d.AtMost(3, words, w), d.Theme.Title)...) })
}

// linked counts the contributions whose author only the shelf knows.
func linked(in host.CommunityHoldings) (n int) {
	for _, c := range in.Contributions {
		if c.Linked {
			n++
		}
	}
	return n
}

func (t thing) words(d *desk.Desk) string {
	if t.held == nil {
		draft := d.T("holdings.draft")
		if words := kit.DraftWords(t.in.Drafts[t.draft]); words != "" {
			draft += d.Between() + words
		}
		return draft
	}
	return strings.TrimSpace(t.held.Code + " " + t.held.Words)
}

func (t thing) beside(d *desk.Desk) string {
	said := t.meeting(d)
	if t.held == nil {
		return said
	}
	said += d.Between() + d.T("attribution."+string(t.held.Shows))
	if t.held.Linked {
		said += d.Between() + d.T("holdings.linked")
	}
	var takers []string
	for _, x := range t.held.Exports { // the latest first
		taker := desk.TakerName(d, x)
		if slices.Contains(takers, taker) {
			continue
		}
		takers = append(takers, taker)
		said += d.Between() + d.T("holdings.taken", "by", taker, "day", desk.DayOf(d, x.Last))
	}
	return said
}

// meeting is where a thing belongs: between the meetings, where it belongs to none.
func (t thing) meeting(d *desk.Desk) string {
	of := t.draft.Meeting()
	if t.held != nil {
		of = t.held.Meeting
	}
	if m := t.in.Meetings[of]; m != nil {
		return m.Title
	}
	return d.T("between.title")
}

func (h *holdings) Keys(d *desk.Desk) kit.Keys {
	all := h.entries(d)
	return h.sheet.About(all, h.awayKeys(d, all)...).
		If(h.known, kit.On("e", d.T("key.erase"), d.Shows(func() desk.Screen { return &erasing{} }))).
		And(h.sheet.Moves(d.Look, all).Aside(), d.BackKey())
}

// awayKeys are those by which what is chosen goes away.
func (h *holdings) awayKeys(d *desk.Desk, all kit.Few) kit.Keys {
	if key := directory.Fingerprint(h.sheet.Choice(all)); key != d.Key && slices.Contains(h.all.Keys, key) {
		return kit.Keys{h.forgetKey(d, key)}
	}
	t := h.chosen(all)
	if t == nil {
		return nil
	}
	question := "holdings.sure.take_back"
	if t.held == nil {
		question = "holdings.sure.draft"
	}
	named := d.Cut(t.words(d), 30) // the screen may have no room for the row itself
	return kit.Keys{d.SureKey("x", d.T("key.take_back"), func() tea.Cmd {
		return h.do(d, t, t.away(), "holdings.gone")
	}, question, "of", t.key(), "words", named)}.
		If(t.held != nil && t.held.Linked, d.SureKey("f", d.T("key.forget_me"), func() tea.Cmd {
			return h.do(d, t, &session.ForgetMe{Contribution: t.held.ID}, "holdings.forgotten")
		}, "holdings.sure.forget_me", "of", t.key(), "words", named))
}
