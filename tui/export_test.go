package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/place"
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
	at.goes(place.Export{})
	at.press("enter")
	look("report", at)
	at.press("c", "down", "down")
	look("report_contents", at)
	at.press("enter", "/")
	at.write("kuala")
	look("report_search", at)
	at.press("enter", "esc", "l")
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
		at.goes(place.Export{})
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

// TestWhatIsTakenTogetherIsOneRow that says how many documents they are, and opens them.
func TestWhatIsTakenTogetherIsOneRow(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.taken("Mei", method.Members, "topics")
		s.pass(2 * time.Hour)
		for _, table := range []string{"", "items", "commitments"} {
			s.taken("Mei", method.Members, table)
			s.taken("Mei", method.Public, table)
		}
		at := s.sit("Mei", modern, 80, 60)
		at.goes(place.Exports{})
		if got := at.screen(); strings.Count(got, "3 documents") != 2 || strings.Count(got, "Mei") != 3 || strings.Contains(got, "commitments") {
			t.Errorf("what was taken together is listed as\n%s", got)
		}
		at.press("down", "enter")
		at.inOrder("3 documents", "One register (CSV) · commitments", "One register (CSV) · items", "Report (Markdown)")
		at.press("esc", "esc")
	})
}

// TestExportIsForThoseWhoMay; to read it is for everybody, as far as it is meant for them.
func TestExportIsForThoseWhoMay(t *testing.T) { onStage(t, exportIsForThoseWhoMay) }

func exportIsForThoseWhoMay(t *testing.T, s *stage) {
	s.join("Somchai", method.Participant, session.Profile{Country: "TH"})
	at := s.sit("Somchai", theme.Profile{}, 80, 24)
	at.press("x")
	if got := at.screen(); !strings.Contains(got, "Facilitators and organisers") || strings.Contains(got, "--format") {
		t.Errorf("a participant sees\n%s", got)
	}
	at.press("enter")
	at.wants("Minutes · Meeting 1 of", "Members only")
	at = s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("x")
	at.desk.Key = "SHA256:x"
	if want := "\nscp -P 2222 convene.example:/kuala-lumpur-2022/members/minutes.md \\\nkuala-lumpur-2022.md\n"; !strings.Contains(at.screen(), want) {
		t.Errorf("an organiser sees\n%s", at.screen())
	}
	at.press("tab", "tab")
	if !strings.Contains(at.screen(), "/public/minutes.md \\\nkuala-lumpur-2022-public.md") {
		t.Errorf("the public's report is not offered:\n%s", at.screen())
	}
	at.press("enter")
	if got := at.screen(); !strings.Contains(got, "\n Minutes · Meeting 1 of ") || !strings.Contains(got, "For                   Public") {
		t.Errorf("the report is\n%s", got)
	}
}

// TestNobodyReadsAReportForACloserCircle: whoever reads less than before is shown what they
// read now, and the report that was open is closed.
func TestNobodyReadsAReportForACloserCircle(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Dewi", method.Facilitator, session.Profile{Organisation: "Harbour Office", Type: method.CSO})
		at, reading, asking := s.sit("Dewi", plain, 80, 24), s.sit("Dewi", plain, 80, 24), s.sit("Dewi", plain, 80, 24)
		at.goes(place.Export{})
		reading.goes(place.Export{})
		reading.press("enter")
		reading.wants("For                   Members only")
		reading.press("c")
		asking.goes(place.SeenBy{Audience: method.Governments})
		asking.wants("For                   Members and governments")
		office := s.shared().Members.Of(s.all["Dewi"]).Organisation
		s.do("Mei", &session.CorrectOrganisation{Organisation: office, Name: "Harbour Office", Type: method.Government})
		s.settle()
		reading.isAt("export.export", "What was shown here is no longer there.", "For: < Members and governments >")
		asking.isAt("export.seen")
		at.press("enter")
		at.wants("For                   Members and governments")
		at.goes(place.SeenBy{Audience: method.Members})
		at.wants("Your role in this meeting does not include this.")
	})
}

// TestExportsHaveTheirTemplates: what goes with one is in the line to type.
func TestExportsHaveTheirTemplates(t *testing.T) { onStage(t, exportsHaveTheirTemplates) }

func exportsHaveTheirTemplates(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 120, 40)
	at.press("x", "t")
	if got := at.screen(); !strings.Contains(got, "For: < Members and governments >") ||
		!strings.Contains(got, "/governments/brief.md \\\nkuala-lumpur-2022-brief-governments.md") {
		t.Errorf("the brief is offered as\n%s", got)
	}
	at.press("tab", "enter")
	if got := at.screen(); !strings.Contains(got, "Brief · Meeting") || !strings.Contains(got, "For                   Public") {
		t.Errorf("the brief for the public is\n%s", got)
	}
}

// TestLinesAreForTheTerminalAtHome, as far as the client tells which one that is, and
// as the person says afterwards.
func TestLinesAreForTheTerminalAtHome(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 200, 60)
		for client, want := range map[string]string{
			"SSH-2.0-OpenSSH_9.7": "Linux, macOS", "SSH-2.0-OpenSSH_for_Windows_9.5": "PowerShell", "SSH-2.0-PuTTY_Release_0.78": "PuTTY",
		} {
			other := s.terminal(Options{Client: client})
			if got := other.desk.T("shell." + string(other.desk.Shell)); !strings.Contains(got, want) {
				t.Errorf("who comes with %s types into %s", client, got)
			}
		}
		at.press("x", "s", "s")
		if got := at.screen(); !strings.Contains(got, "PowerShell") || strings.Contains(got, "pscp") {
			t.Errorf("for PowerShell people see\n%s", got)
		}
		for _, tc := range []struct{ key, want string }{
			{"s", "pscp -P 2222 YOUR-RETURN-CODE@convene.example:/kuala-lumpur-2022/members/minutes.md kuala-lumpur-2022.md"},
			{"end", "psftp -P 2222 YOUR-RETURN-CODE@convene.example"},
			{"up", "pscp -r -P 2222 YOUR-RETURN-CODE@convene.example:/kuala-lumpur-2022/members ."},
		} {
			at.press(tc.key)
			if got := at.screen(); !strings.Contains(got, "\n"+tc.want+"\n") {
				t.Errorf("with PuTTY people type %q:\n%s", tc.want, got)
			}
		}
		at.press("esc", "x")
		if got := at.screen(); !strings.Contains(got, "PuTTY") {
			t.Errorf("what was said is forgotten:\n%s", got)
		}
	})
}

// TestALineIsCopied: the one that is chosen, on a terminal that may know how.
func TestALineIsCopied(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.press("x", "down")
		_, cmd := at.Update(key("c"))
		if want := "scp -P 2222 YOUR-RETURN-CODE@convene.example:/kuala-lumpur-2022/members/minutes.html kuala-lumpur-2022.html"; !yields(cmd, want) {
			t.Errorf("%q is not copied", want)
		}
		if got := at.screen(); !strings.Contains(got, "Your terminal has the line") || !strings.Contains(got, "minutes.html") {
			t.Errorf("after that the screen shows\n%s", got)
		}
		at = s.sit("Mei", theme.Profile{}, 80, 24)
		at.press("x", "c")
		if got := at.screen(); strings.Contains(got, "c Copy") || strings.Contains(got, "has the line") {
			t.Errorf("where nothing can be copied it is offered:\n%s", got)
		}
	})
}

// yields reports whether a command, or one of its batch, brings a message in these words.
func yields(cmd tea.Cmd, words string) bool {
	if cmd == nil {
		return false
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		return slices.ContainsFunc(batch, func(one tea.Cmd) bool { return yields(one, words) })
	}
	return fmt.Sprint(msg) == words
}

// TestLookingForWords goes to where they stand, on and back, and leaves the reader where
// they were who gives up.
func TestLookingForWords(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for _, title := range []string{"Train forty volunteer interpreters", "Train a hundred teachers"} {
			s.do("Mei", &session.MakeEntry{
				Register: commitment.Register(), Entry: method.EntryID(strings.ReplaceAll(title, " ", "-")), Meeting: stageMeeting, Audience: method.Members,
				Attribution: method.Unattributed, Fields: &commitment.Fields{Title: title},
			})
		}
		at := s.sit("Mei", modern, 40, 20)
		at.goes(place.Export{})
		at.press("enter")
		_ = at.screen() // parts are known once they were shown
		at.press("n", "/")
		before := at.screen()
		at.write("TRAIN a")
		at.wants("“TRAIN a”: place 1 of 4.")
		at.press("esc", "/")
		if got := at.screen(); got != before {
			t.Errorf("who gives up is at\n%s\nwas at\n%s", got, before)
		}
		at.write("train a")
		at.press("enter")
		at.wants("“train a”: place 1 of 4.")
		at.pointsAt(0, "Train a hundred")
		at.press("/")
		at.write("train")
		at.press("enter", "n")
		at.wants("“train”: place 2 of ")
		at.press("p", "p")
		if got := at.screen(); strings.Contains(got, "place 1 of") || strings.Contains(got, "place 2 of") {
			t.Errorf("before the first place comes the last, not\n%s", got)
		}
		at.press("/", "enter", "home", "n")
		if got := at.screen(); strings.Contains(got, "place") || !strings.Contains(got, "In short") {
			t.Errorf("without words, the next part is\n%s", got)
		}
		at.press("/")
		at.write("nowhere")
		at.wants("“nowhere” is not in this report.")
		at.press("enter")
		at.wants("“nowhere” is not in this report.")
	})
}

// TestContentsOfAReport lead to its parts, and who reads on in another window stays in
// theirs.
func TestContentsOfAReport(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.goes(place.Export{})
		at.press("enter")
		_ = at.screen()
		at.press("c", "down", "down")
		at.pointsAt(0, "Objectives")
		at.press("enter")
		first := func() string { return strings.Join(strings.SplitN(at.screen(), "\n", 5)[1:4], "") }
		if got := first(); !strings.Contains(got, "Objectives") {
			t.Errorf("it begins with %q", got)
		}
		at.send(tea.WindowSizeMsg{Width: 40, Height: 20})
		if got := first(); !strings.Contains(got, "Objectives") {
			t.Errorf("in a narrow window it begins with %q", got)
		}
	})
}

// TestReadingAReport goes from part to part, and shows tables where there is room for
// them.
func TestReadingAReport(t *testing.T) { onStage(t, readingAReport) }

func readingAReport(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	first := func() string { return strings.Join(strings.SplitN(at.screen(), "\n", 5)[1:4], "") }
	at.press("x", "enter")
	_ = at.screen() // parts are known once they were shown
	at.press("n", "n")
	if got := first(); !strings.Contains(got, "Objectives") {
		t.Errorf("the third part begins with %q:\n%s", got, at.screen())
	}
	at.press("p")
	if got := first(); !strings.Contains(got, "In short") {
		t.Errorf("the part before it begins with %q", got)
	}
	at.press("end")
	const row = "9 Aug 2022   09:00"
	if got := at.screen(); !strings.Contains(got, "About this document") {
		t.Errorf("the report ends with\n%s", got)
	}
	for size, want := range map[[2]int]bool{{80, 200}: true, {40, 200}: false} {
		at := s.sit("Mei", theme.Profile{}, size[0], size[1])
		at.press("x", "enter")
		if got := at.screen(); strings.Contains(got, row) != want {
			t.Errorf("with %d cells to a row, the agenda stands in columns: %v\n%s", size[0], !want, got)
		}
	}
}
