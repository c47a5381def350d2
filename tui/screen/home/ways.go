package home

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// way leads from the home to another screen, or turns something on or off.
type way struct {
	key     string
	letter  string // that goes there from anywhere on the home; may be empty
	words   string
	beside  func(*desk.Desk) string // says more, to whoever it is drawn for; nil for nothing
	to      place.Place
	changes func() // nil for one that leads somewhere
}

// deed is what the key of a way does.
func (w way) deed(d *desk.Desk) func() tea.Cmd {
	if w.changes != nil {
		return kit.Now(w.changes)
	}
	return d.To(w.to)
}

// The home makes its ways and keys anew for each key that is pressed, and room for as many
// as most people have.
const (
	mostWays = 20
	mostKeys = 8 // besides those of the ways and the boards
)

func ways(d *desk.Desk) []way {
	all := append(append(make([]way, 0, mostWays), askedWays(d)...), contentWays(d)...)
	if d.Steers() {
		all = append(all, way{key: "invite", letter: "i", words: d.T("meeting.invite"), to: place.Invite{}},
			way{key: "wall", letter: "q", words: d.T("wall.title"), beside: says("wall.beside"), to: place.Wall{}})
	}
	return append(append(append(all, reflectionWays(d)...), keptWays(d)...),
		way{key: "follow", letter: "f", words: d.T("key.follow"), beside: onOff(!d.Stays), changes: d.SwitchFollowing},
		way{key: "bell", words: d.T("key.bell"), beside: onOff(d.Bell), changes: d.AskForBell},
		way{key: "export", letter: "x", words: d.T("meeting.export"), to: place.Export{}},
		way{key: "help", letter: "?", words: d.T("key.help"), to: place.Help{}})
}

// contentWays lead to what the meeting holds. They are made once for all who see the same.
func contentWays(d *desk.Desk) []way {
	type waysIn struct {
		meeting  method.MeetingID
		language string
	}
	return session.OfContents(d.Shared, waysIn{d.Meeting, d.Words.Language}, func() []way {
		return slices.Concat(registerWays(d), reviewWays(d), lensWays(d), []way{
			{key: "between", letter: "b", words: d.T("between.title"), to: place.Between{},
				beside: counted("meeting.open", func(d *desk.Desk) int { return len(d.Shared.OpenEntries()) })},
			{key: "registers", letter: "r", words: d.T("meeting.registers"), beside: counted("meeting.count", added), to: place.Registers{}},
			{key: "people", letter: "p", words: d.T("meeting.people"), beside: peopleBeside, to: place.People{}},
			{key: "profile", letter: "y", words: d.T("key.profile"), to: place.Profile{}},
		})
	})
}

// says is a sentence.
func says(sentence string) func(*desk.Desk) string {
	return func(d *desk.Desk) string { return d.T(sentence) }
}

// onOff says whether something is on.
func onOff(on bool) func(*desk.Desk) string {
	if on {
		return says("visit.on")
	}
	return says("visit.off")
}

// counted is a sentence of how many there are.
func counted(sentence string, n func(*desk.Desk) int) func(*desk.Desk) string {
	return func(d *desk.Desk) string { return d.T(sentence, "n", n(d)) }
}

// peopleBeside says how many are here, and how many ask what this person may answer.
func peopleBeside(d *desk.Desk) string {
	said := d.T("header.here", "n", d.Room.Count())
	if n := askingThem(d); n > 0 {
		said += d.Between() + d.T("people.asking", "n", n)
	}
	return said
}

// askingThem is how many ask what this person may answer. Most people answer nobody, and
// need not look for who asks whenever somebody comes in.
func askingThem(d *desk.Desk) (n int) {
	if m := d.Own.Member; !m.Organiser() && !m.Speaks {
		return 0
	}
	for _, m := range asking(d) {
		if d.Shared.MayGrantSpeaking(d.Member, m.Organisation) {
			n++
		}
	}
	return n
}

// asking are the meeting's members who ask to speak for their organisations. They
// are looked for once for all who see the same.
func asking(d *desk.Desk) []*session.Member {
	type asking struct{ meeting method.MeetingID }
	return session.Derived(d.Shared, asking{d.Meeting}, func() []*session.Member {
		return d.Shared.Asking(d.Meeting)
	})
}

// withWays adds the digits that lead from the home to boards and the letters to other
// screens. Each stands beside its way.
func withWays(keys kit.Keys, d *desk.Desk, ways []way) kit.Keys {
	for _, b := range digits(d) {
		if listed(d, b.Board) {
			keys = append(keys, kit.On(b.digit, b.name, d.To(place.Board{ID: b.ID})).Aside())
		}
	}
	for _, w := range ways {
		if w.letter != "" && w.key != "help" {
			keys = append(keys, kit.On(w.letter, w.words, w.deed(d)).Aside())
		}
	}
	return keys
}

// reviewWays lead to the review of what was promised, where the agenda has one.
func reviewWays(d *desk.Desk) []way {
	if !slices.ContainsFunc(d.Current().Agenda, func(a session.AgendaItem) bool { return a.Kind.Reviews() }) {
		return nil
	}
	return []way{{key: "review", letter: "w", words: d.T("agenda.review"), beside: counted("meeting.count", func(d *desk.Desk) int { return len(desk.Reviewed(d)) }),
		to: place.Review{}}}
}

// lensWays lead to what nothing answers yet, where the meeting has an analysis, and to
// the comparison of countries, where it has several.
func lensWays(d *desk.Desk) []way {
	var all []way
	analyses, countries := 0, 0
	for _, b := range desk.Boards(d) {
		if b.Layout.Answered != nil {
			analyses++
			countries += min(1, len(b.Country))
		}
	}
	if countries > 1 {
		all = append(all, way{key: "countries", letter: "u", words: d.T("lens.title"), beside: counted("lens.countries", func(*desk.Desk) int { return countries }), to: place.Countries{}})
	}
	if analyses > 0 {
		all = append(all, way{key: "gaps", letter: "d", words: d.T("gaps.title"), beside: counted("meeting.count", func(d *desk.Desk) int { return desk.Gaps(d).N() }), to: place.GapReport{}})
	}
	return all
}

// registerWays lead to the registers in which the meeting's agenda makes entries, by
// the letters of their codes where those are free.
func registerWays(d *desk.Desk) []way {
	var all []way
	for _, r := range onAgenda(d) {
		letter := strings.ToLower(r.Letter)
		if !strings.Contains(freeLetters, letter) {
			letter = ""
		}
		n := func(d *desk.Desk) int { return d.Shared.EntriesKept(r, d.Meeting) }
		all = append(all, way{key: r.Name, letter: letter, words: d.T(r.Name + ".many"), beside: counted("meeting.count", n),
			to: place.Entries{Register: r}})
	}
	return all
}

// askedWays lead to what the person is asked about their own words, where they are.
func askedWays(d *desk.Desk) []way {
	all, waiting := d.Asked()
	if len(all) == 0 {
		return nil
	}
	beside := says("asked.all_answered")
	if waiting > 0 {
		beside = counted("asked.waiting", func(*desk.Desk) int { return waiting })
	}
	return []way{{key: "asked", letter: "n", words: d.T("asked.title"), beside: beside, to: place.Asked{}}}
}

// askedRows say that something waits for the person's word, and the key that leads there.
func askedRows(d *desk.Desk, w int) []string {
	_, waiting := d.Asked()
	if waiting == 0 {
		return nil
	}
	return kit.Styled(d.AtMost(2, d.T("asked.go", "n", waiting), w), d.Theme.Key)
}

// added counts what the meeting has added to all registers.
func added(d *desk.Desk) (n int) {
	for _, r := range d.Shared.Registers {
		n += d.Shared.EntriesKept(r, d.Meeting)
	}
	return n
}

// freeLetters are those that mean nothing else on the home, whoever reads it and whatever is
// on.
const freeLetters = "acg"

// onAgenda are the registers for whose entries the meeting has an item.
func onAgenda(d *desk.Desk) []*session.Register {
	made := map[string]bool{}
	for _, a := range d.Current().Agenda {
		made[a.Kind.Makes()] = true
	}
	return slices.DeleteFunc(slices.Clone(d.Shared.Registers), func(r *session.Register) bool { return !made[r.Name] })
}
