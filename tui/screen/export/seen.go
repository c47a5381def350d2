package export

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// seen is the whole report exactly as an audience reads it, below what is withheld from
// them, which they do not read.
type seen struct {
	preview
	made bool
}

// NewSeen opens it.
func NewSeen(at place.SeenBy) desk.Screen { return &seen{preview: preview{audience: at.Audience}} }

// Start has it made.
func (s *seen) Start(d *desk.Desk) tea.Cmd {
	return d.LookUp(s, reading{d.Host, d.Words, d.Community, d.Meeting, d.Member, report.Minutes, s.audience}.make)
}

func (s *seen) Title(d *desk.Desk) string {
	return s.preview.Title(d) + d.Between() + d.T("audience."+string(s.audience))
}

// Update takes the report once it is made.
func (s *seen) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	made, ok := msg.(previewed)
	switch {
	case !ok:
		return s.preview.Update(d, msg)
	case made.err != nil:
		d.Refuse(made.err)
	default:
		s.document, s.made = made.document, true
	}
	return nil
}

func (s *seen) Body(d *desk.Desk, w, h int) kit.Page {
	top := append(s.withheld(d, w), "")
	if !s.made {
		return kit.Page{Rows: top}
	}
	page := s.preview.Body(d, w, max(1, h-len(top)))
	page.Rows = append(top, page.Rows...)
	if page.Cursor.Visible {
		page.Cursor.Y += len(top)
	}
	return page
}

// withheld says what kinds of things the audience does not read, because their authors
// have not said yes or were not asked.
func (s *seen) withheld(d *desk.Desk, w int) []string {
	withheld := slices.DeleteFunc(slices.Clone(desk.WrittenHere(d)), func(x desk.Written) bool { return s.audience.Reads(x.Reads()) })
	var asked, others []desk.Written
	for _, x := range withheld {
		if x.Authored().Widening.Pending() {
			asked = append(asked, x)
		} else {
			others = append(others, x)
		}
	}
	var rows []string
	if len(asked) > 0 {
		rows = append(rows, d.AtMost(2, d.T("seen.asked", "kinds", desk.KindsOf(d, asked)), w)...)
	}
	if len(others) > 0 {
		rows = append(rows, d.AtMost(2, d.T("seen.not_asked", "kinds", desk.KindsOf(d, others)), w)...)
	}
	if len(rows) == 0 {
		rows = d.AtMost(2, d.T("seen.nothing"), w)
	}
	return kit.Styled(rows, d.Theme.Key)
}

func (s *seen) Keys(d *desk.Desk) kit.Keys {
	if !s.made {
		return kit.Keys{d.BackKey()}
	}
	return s.preview.Keys(d)
}
