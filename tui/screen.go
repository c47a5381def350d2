package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// screen is one picture with its keys, in a file of its own. A screen keeps only
// what its person does there (what is selected, what is being written); what
// the community is, it reads from the [desk] each time.
type screen interface {
	// title stands at the top, after the meeting's.
	title(d *desk) string
	// update takes a key, a paste, or an answer to what the screen asked for.
	// It never waits: what takes time is in the command that it returns.
	update(d *desk, msg tea.Msg) tea.Cmd
	// body draws at most h rows of at most w cells.
	body(d *desk, w, h int) page
	// keys lists what can be pressed now, the most useful first.
	keys(d *desk) []hint
}

// writer is a screen on which letters are typed at times. While writing reports
// true, every letter is text; otherwise letters are commands. One that is no
// [drafter] keeps nothing, and the person is told so while they type.
type writer interface {
	writing() bool
}

// drafter is a screen that holds unsent words. They are kept on the server and
// come back after a dropped line.
type drafter interface {
	// draft names what is being written and returns it as it would be kept,
	// empty where it says nothing. The name is empty while nothing is written.
	draft() (name session.DraftName, words []byte)
}

// looker is a screen that shows what is in no view. It looks that up again
// whenever the community or its room has changed, also while another covers it.
type looker interface{ look(d *desk) tea.Cmd }

// passing is a screen of something that others can take away, such as a board with
// nothing on it.
type passing interface {
	gone(d *desk) bool
}

// stepped is a screen of something that goes through steps, such as the phases of
// a board. The frame around it shows them.
type stepped interface {
	steps(d *desk) (all []string, current int)
}

// starter is a screen that looks something up as soon as it is shown.
type starter interface{ start(d *desk) tea.Cmd }
