package desk

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// Screen is one picture with its keys. It keeps only what its person does there (what
// is chosen, what is being written); what the community is, it reads from the [Desk]
// each time.
type Screen interface {
	// Title stands at the top, after the meeting's.
	Title(d *Desk) string
	// Update takes an answer to what the screen asked for, and while something is
	// being written, what is typed and pasted besides the keys of the table. It never
	// waits: what takes time is in the command that it returns.
	Update(d *Desk, msg tea.Msg) tea.Cmd
	// Body draws at most h rows of at most w cells.
	Body(d *Desk, w, h int) kit.Page
	// Keys is the table of what can be pressed now, the most useful first.
	Keys(d *Desk) kit.Keys
}

// Writer is a screen on which letters are typed at times. While writing reports
// true, every letter is text; otherwise letters are commands. One that is no
// [Drafter], or has no name for its draft, keeps nothing, and the person is told so while
// they type.
type Writer interface {
	Writing() bool
}

// Keeper is a screen that keeps the person there at times: something is asked, or is
// shown only once. Whoever is there is led nowhere. A [Writer] keeps them while they
// write.
type Keeper interface {
	Keeps() bool
}

// Drafter is a screen that holds unsent words. They are kept on the server and
// come back after a dropped line.
type Drafter interface {
	// Draft names what is being written and returns it as it would be kept,
	// empty where it says nothing. The name is empty where nothing is kept.
	Draft() (name session.DraftName, words []byte)
}

// Contributor is a [Drafter] of words that are for everybody in the meeting: items, entries,
// answers. Who steers, or says who they are, writes on others, and nobody waits for that.
type Contributor interface {
	// Contributes reports whether such words can be sent from here now.
	Contributes(d *Desk) bool
}

// Asker is a screen that shows what is in no view. It asks for that again whenever
// the community or its room has changed, also while another screen covers it.
type Asker interface{ AskAgain(d *Desk) tea.Cmd }

// Passing is a screen of something that others can take away, such as a board with
// nothing on it.
type Passing interface {
	Gone(d *Desk) bool
}

// Follower is a screen that goes along with what the meeting does: Follow is called once the
// person has a newer view, unless they stay where they are.
type Follower interface{ Follow(d *Desk) }

// Teller is a screen that tells whoever writes on it what became of that: Tell is called once
// the person has a newer view, with the one that they had.
type Teller interface {
	Tell(d *Desk, was *session.Shared)
}

// Pointer is a screen on which one contribution is looked at after another.
type Pointer interface {
	// PointsTo is the one that is looked at; empty for none.
	PointsTo(d *Desk) method.ContributionID
	// PointTo looks at another, if it is there.
	PointTo(d *Desk, to method.ContributionID)
}

// Stepped is a screen of something that goes through steps, such as the phases of
// a board. The frame around it shows them.
type Stepped interface {
	Steps(d *Desk) (all []string, current int)
}

// Starter is a screen that does something as soon as it is shown. Start may return nil.
type Starter interface{ Start(d *Desk) tea.Cmd }

// Sharer is a screen that looks the same to many: its picture is drawn once for
// all of them. A screen that is no sharer is drawn for each person.
type Sharer interface {
	// Share returns a comparable value of what the picture depends on besides what
	// those of all screens do, such as the view and the size; nil while it shows
	// something that is only this person's. A screen that shows who the members are
	// has to name the view's revision. As a [unique.Handle] a thousand people share one
	// value.
	Share(d *Desk) any
}
