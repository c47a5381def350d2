package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/theme"
)

// taken has the report taken for some readers, or everything where there are none.
func (s *stage) taken(by string, a method.Audience, table string) {
	s.t.Helper()
	e := session.Export{Meeting: stageMeeting, Audience: a, Format: "md"}
	if table != "" {
		e.Format, e.Table = "csv", table
	}
	if by == "" {
		e.Outsider = session.ByInstallation
	}
	if a == "" {
		e = session.Export{Outsider: session.AtShell}
	}
	s.must(s.host.RecordExport(s.ctx, stageCommunity, s.host.NewChange(), s.all[by], e))
}

// walkExports shows who took what away, before and after somebody did.
func (s *stage) walkExports(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	at := s.sit("Mei", profile, width, height)
	at.goes(desk.Export{})
	at.press("l")
	look("exports_none", at)
	s.taken("Mei", method.Governments, "")
	s.taken("Mei", method.Governments, "")
	s.taken("", method.Members, "commitments")
	s.pass(time.Hour)
	s.taken("", "", "")
	at.press("r")
	look("exports", at)
}

// TestReadingIsNoExport: what is read on the screen is not recorded. What is taken is,
// with what in it the reader wrote.
func TestReadingIsNoExport(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.MakeEntry{
			Register: commitment.Register(), Entry: "mine", Meeting: stageMeeting, Audience: method.Members, Attribution: method.Unattributed,
			Fields: &commitment.Fields{Title: "Train forty volunteer interpreters"},
		})
		at := s.sit("Mei", modern, 80, 24)
		at.goes(desk.Export{})
		at.press("enter", "esc", "l")
		if strings.Contains(at.screen(), "Taken") {
			t.Errorf("to read on the screen is recorded:\n%s", at.screen())
		}
		s.taken("Mei", method.Members, "")
		at.press("r")
		if got := at.screen(); !strings.Contains(got, "Taken") || !strings.Contains(got, "C1\n") {
			t.Errorf("an export is not recorded:\n%s", got)
		}
	})
}
