package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/report"
)

// kept is a register of pledges that somebody has kept in a spreadsheet for years.
const kept = "Our pledges since 2018;;;;;;\r\n" +
	"Nr;Pledged by the State;Title;Foro;Desk officer;Begins;Stage\r\n" +
	"1;Malaysia;No child in detention;GRF 2019;Ms Tan;31.1.2020;In progress\r\n" +
	"2;tailandia;\"Alternatives to detention;\nin every province\";GRF 2019;;1.2.2020;planning\r\n" +
	";;;;;;\r\n" +
	"3;Malaysia;Halfway there;GRF 2023;;2020-02-30;planning\r\n" +
	"4;Malaysia;No child in detention;GRF 2019;Mr Lim;31/01/2020;in-progress\r\n"

// says is a sentence of the catalogues in English.
func (i *installation) says(key string, pairs ...any) string {
	return i.Languages.In("en").T(key, pairs...)
}

// refused is the sentence of a refusal in English.
func (i *installation) refused(code refusal.Code, pairs ...any) string {
	return i.Languages.In("en").Error(refusal.New(code, pairs...))
}

// TestImportTakesATableIn: first it says what would be, then it does it, and what
// leaves comes back as it was.
func TestImportTakesATableIn(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Maya"})
	imports := func(file, options string) string {
		t.Helper()
		out, errs, code := i.sendFile(key, "import kuala-lumpur-2022 --register pledge "+options, []byte(file))
		want, wantCode := "", 0
		if nothing(out) {
			want, wantCode = i.says("command.import_none", "done", strings.Contains(options, "--apply"))+"\n", exitRefused
		}
		if code != wantCode || errs != want {
			t.Fatalf("exit code %d, %q, want %q", code, errs, want)
		}
		return out
	}
	exported := func() string {
		t.Helper()
		out, _, _ := i.send(key, "export kuala-lumpur-2022 --format csv --register pledges")
		return out
	}
	empty := exported()
	for _, apply := range []bool{false, true} {
		options, codes := "", []any{"", ""}
		last := "\n" + i.says("command.import_not_done")
		if apply {
			options, codes, last = "--apply", []any{"L1", "L2"}, ""
		}
		want := fmt.Sprintf("left\tNr\nleft\tDesk officer\ndates\tstart\tday-first\t1.2.2020\t2020-02-01\n"+
			"new\t3\t%s\t\tNo child in detention\t\n"+
			"new\t4\t%s\t\tAlternatives to detention; in every province\t\n", codes...) +
			"refused\t6\t\tstart\tHalfway there\t" + i.refused(refusal.NoDay, "in", "pledge", "field", "start") + "\n" +
			"refused\t7\t\t\tNo child in detention\t" + i.refused(refusal.RowTwice, "row", 3) + "\n" +
			"total\tnew 2\tchanged 0\tsame 0\tconflict 0\trefused 2" + last + "\n"
		if got := imports(kept, options); got != want {
			t.Errorf("import %s prints\n%s\nwant\n%s", options, got, want)
		}
		if there := exported() != empty; there != apply {
			t.Errorf("after import %q the register is\n%s", options, exported())
		}
	}
	file := exported()
	if got := imports(file, "--apply"); !strings.Contains(got, "total\tnew 0\tchanged 0\tsame 3\tconflict 0\trefused 0\n") || exported() != file {
		t.Errorf("what nobody has edited brings\n%s\n%s", got, exported())
	}
	mine := strings.Replace(file, "No child in detention", "No child in detention by 2025", 1)
	if got := imports(mine, "--apply"); !strings.Contains(got, "changed\t2\tL1\ttitle\tNo child in detention by 2025\t\n") {
		t.Errorf("an edit brings\n%s", got)
	}
	theirs := exported()
	late := strings.Replace(file, "No child in detention", "No child in detention ever", 1)
	got := imports(late, "--apply")
	if !strings.Contains(got, "conflict\t2\tL1\ttitle\tNo child in detention ever\t") || !strings.Contains(got, "“No child in detention by 2025”") || exported() != theirs {
		t.Errorf("an edit of what somebody else has edited brings\n%s\n%s", got, exported())
	}
	choose := regexp.MustCompile(`--mine L1@\d+`).FindString(got)
	if got := imports(late, choose+" --apply"); !strings.Contains(got, "changed\t2\tL1\ttitle\t") || !strings.Contains(exported(), "detention ever") {
		t.Errorf("%s brings\n%s", choose, got)
	}
	if got := imports(mine, choose+" --apply"); !strings.Contains(got, "conflict\t2\t") {
		t.Errorf("a version that nobody has seen was overwritten:\n%s", got)
	}
}

// nothing reports whether nothing of an import comes in, of what would change something.
func nothing(out string) bool {
	return strings.Contains(out, "total\tnew 0\tchanged 0\t") && !strings.Contains(out, "\tconflict 0\trefused 0\n")
}

// TestAnImportOfWhichNothingComesInIsRefused, whether it was meant or only asked for. Where
// nothing is to be done, nobody is told how to do it.
func TestAnImportOfWhichNothingComesInIsRefused(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Maya"})
	pledges := "title,forum,state\nA,GRF,MY\n"
	for _, test := range []struct {
		name, options, file string
		refused             bool
	}{
		{"refused", "", "title\nA\n", true},
		{"refused", "--apply", "title\nA\n", true},
		{"taken in", "--apply", pledges, false},
		{"the same", "", pledges, false},
		{"the same", "--apply", pledges, false},
		{"the same, and refused", "", pledges + "B,,\n", true},
	} {
		out, errs, code := i.sendFile(key, "import kuala-lumpur-2022 --register pledge "+test.options, []byte(test.file))
		if test.refused != (code == exitRefused) || test.refused == (errs == "") || test.refused != nothing(out) {
			t.Errorf("%s %s: exit code %d, %q, %q", test.name, test.options, code, errs, out)
		}
		if strings.Contains(out, i.says("command.import_not_done")) {
			t.Errorf("%s %s: it is told how to do it:\n%s", test.name, test.options, out)
		}
	}
}

// TestAWorkbookComesBack: the sheet that is called like the register is read, whatever
// others there are.
func TestAWorkbookComesBack(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Maya"})
	file, _, _ := i.send(key, "export kuala-lumpur-2022 --format xlsx")
	for _, r := range register.All() {
		out, errs, code := i.sendFile(key, "import kuala-lumpur-2022 --register "+r.Plural(), []byte(file))
		total := regexp.MustCompile(`total\tnew 0\tchanged 0\tsame \d+\tconflict 0\trefused 0\n`)
		if code != 0 || !total.MatchString(out) || strings.Contains(out, "left\t") {
			t.Errorf("%s: exit code %d, %q, %q", r.Name, code, errs, out)
		}
	}
	_, errs, code := i.sendFile(key, "import kuala-lumpur-2022 --register pledge --sheet people", []byte(file))
	if want := i.Languages.In("en").Error(refusal.NoneOf("sheet", report.Tables(register.All()))); code != exitUsage || errs != want+"\n" {
		t.Errorf("exit code %d, %q, want %q", code, errs, want)
	}
	out, errs, _ := i.sendFile(key, "import kuala-lumpur-2022 --register pledge --sheet commitments", []byte(file))
	if !strings.Contains(out, "refused\t2\t") {
		t.Errorf("commitments as pledges: %q, %q", out, errs)
	}
}

// TestImportIsRefused with one line that says why.
func TestImportIsRefused(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	facilitator := i.join(method.Facilitator, session.Profile{Name: "Maya"})
	participant := i.join(method.Participant, session.Profile{Name: "Siti"})
	for _, test := range []struct {
		name, options, file string
		participant         bool
		errs                string
	}{
		{"by a participant", "--register pledge", kept, true, i.refused(refusal.NotAllowed)},
		{"nothing", "--register pledge", "", false, i.refused(refusal.FileEmpty)},
		{"a picture", "--register pledge", "\x89PNG\r\n\x1a\n\x00\x00", false, i.refused(refusal.FileUnknown)},
		{"an old workbook", "--register pledge", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", false, i.refused(refusal.FileOld)},
		{"half a CSV", "--register pledge", "title,forum\nx,\"y", false, i.refused(refusal.FileQuotes, "line", 2)},
		{"a list of something else", "--register takeaway", "Fruit,Price\nApples,2\n", false, i.refused(refusal.FileHeadings, "values", "title, description, kind, country, from")},
		{"the same column twice", "--register pledge", "title,Title\nx,y\n", false, "Two columns mean the same: “title” and “Title”. Rename or delete one of them."},
		{"two identifiers", "--register pledge", "id,ID,title\n,,x\n", false, "Two columns mean the same: “id” and “ID”. Rename or delete one of them."},
	} {
		t.Run(test.name, func(t *testing.T) {
			key := facilitator
			if test.participant {
				key = participant
			}
			out, errs, code := i.sendFile(key, "import kuala-lumpur-2022 "+test.options, []byte(test.file))
			if code != exitRefused || errs != test.errs+"\n" || out != "" {
				t.Errorf("exit code %d, %q and %q, want %q", code, errs, out, test.errs)
			}
		})
	}
}

// TestATerminalSendsNoFile, and whoever asked for one is told so.
func TestATerminalSendsNoFile(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	s, err := i.dial(i.join(method.Facilitator, session.Profile{Name: "Maya"})).NewSession()
	if err == nil {
		err = s.RequestPty("xterm", 24, 80, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	out, _ := s.CombinedOutput("import kuala-lumpur-2022 --register pledge")
	if want := i.says("command.import_terminal"); strings.TrimSpace(string(out)) != want {
		t.Errorf("it says %q, want %q", out, want)
	}
}

// TestAnImportThatTheStoreDoesNotTake answers that it failed: the rows say that they were
// refused, and a script goes by the exit code.
func TestAnImportThatTheStoreDoesNotTake(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Maya"})
	if err := os.Remove(filepath.Join(i.Data, storeFile)); err != nil {
		t.Fatal(err)
	}
	out, errs, code := i.sendFile(key, "import kuala-lumpur-2022 --register pledge --apply", []byte(kept))
	if want := i.refused(refusal.StoreGone); code != exitRefused || errs != want+"\n" || !strings.Contains(out, "total\tnew 0\t") {
		t.Errorf("exit code %d, %q, %q", code, errs, out)
	}
}

// TestFiveThousandRowsComeInWithinSeconds.
func TestFiveThousandRowsComeInWithinSeconds(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Maya"})
	var file strings.Builder
	file.WriteString("title,forum,state,lead,start\n")
	for n := range 4990 {
		fmt.Fprintf(&file, "Pledge %d,GRF,MY,Organisation %d,2020-01-%02d\n", n, n%200, n%31+1)
	}
	for range 10 {
		file.WriteString("Pledge without a forum,,MY,,\n")
	}
	began := time.Now()
	out, errs, code := i.sendFile(key, "import kuala-lumpur-2022 --register pledge --apply", []byte(file.String()))
	took := time.Since(began)
	if code != 0 || !strings.Contains(out, "total\tnew 4990\tchanged 0\tsame 0\tconflict 0\trefused 10\n") || strings.Count(out, "organisation\t") != 200 {
		t.Errorf("exit code %d, %q, %q", code, errs, out[max(0, len(out)-300):])
	}
	t.Logf("it took %v", took)
}
