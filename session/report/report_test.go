package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/voting"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (go test -update writes it anew); got:\n%s", path, got)
	}
}

func write(t *testing.T, r Report, f Format, c Choice) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f, r, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everything is a report in all formats and templates at once, what is zipped unpacked.
func everything(t *testing.T, r Report) string {
	t.Helper()
	var all strings.Builder
	for _, f := range Formats() {
		for _, c := range choices(f) {
			body := write(t, r, f, c)
			if !f.Binary() {
				all.Write(body)
				continue
			}
			for _, file := range unzipped(t, body) {
				all.Write(file.body)
			}
		}
	}
	return all.String()
}

// choices are all that may be chosen of a format.
func choices(f Format) []Choice {
	var all []Choice
	switch {
	case f == FormatCSV:
		for _, table := range Tables(register.All()) {
			all = append(all, Choice{Table: table})
		}
	case f.Document():
		for _, template := range Templates() {
			all = append(all, Choice{Template: template})
		}
	default:
		all = []Choice{{}}
	}
	return all
}

// file is one of a zip.
type file struct {
	name string
	body []byte
}

func unzipped(t *testing.T, body []byte) []file {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var all []file
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file{f.Name, content})
	}
	return all
}

func TestGolden(t *testing.T) { whenMade(t, goldenReports) }

func goldenReports(t *testing.T) {
	w := kualaLumpur(t)
	members := w.report(method.Members, "en")
	golden(t, "members.en.md", write(t, members, FormatMarkdown, Choice{}))
	golden(t, "members.es.md", write(t, w.report(method.Members, "es"), FormatMarkdown, Choice{}))
	golden(t, "governments.en.md", write(t, w.report(method.Governments, "en"), FormatMarkdown, Choice{}))
	for _, template := range Templates()[1:] {
		r := w.report(template.Audiences()[0], "en")
		golden(t, string(template)+".en.md", write(t, r, FormatMarkdown, Choice{Template: template}))
		golden(t, string(template)+".en.html", write(t, r, FormatHTML, Choice{Template: template}))
	}
	golden(t, "members.en.html", write(t, members, FormatHTML, Choice{}))
	golden(t, "members.en.ics", write(t, members, FormatICS, Choice{}))
	golden(t, "members.json", write(t, members, FormatJSON, Choice{}))
	for _, g := range Tables(register.All()) {
		golden(t, string(g)+".csv", write(t, members, FormatCSV, Choice{Table: g}))
	}
}

// TestBoardsStandInTheOrderOfTheAgenda, whatever they are called.
func TestBoardsStandInTheOrderOfTheAgenda(t *testing.T) {
	whenMade(t, boardsStandInTheOrderOfTheAgenda)
}

func boardsStandInTheOrderOfTheAgenda(t *testing.T) {
	var subjects []string
	for _, b := range kualaLumpur(t).report(method.Members, "en").Boards {
		subjects = append(subjects, b.Subject)
	}
	if want := []string{"Malaysia", "Indonesia", "Thailand", "What each of us brings"}; !slices.Equal(subjects, want) {
		t.Errorf("the boards are %q, want %q", subjects, want)
	}
}

func TestEmptyMeeting(t *testing.T) { whenMade(t, emptyMeeting) }

func emptyMeeting(t *testing.T) {
	golden(t, "empty.en.md", write(t, newWorld(t, false).report(method.Public, "en"), FormatMarkdown, Choice{}))
}

func TestTheSameEveryTime(t *testing.T) { whenMade(t, theSameEveryTime) }

func theSameEveryTime(t *testing.T) {
	r := kualaLumpur(t).report(method.Members, "es")
	again := kualaLumpur(t).report(method.Members, "es")
	for _, f := range Formats() {
		if !bytes.Equal(write(t, r, f, Choice{Table: TableItems}), write(t, again, f, Choice{Table: TableItems})) {
			t.Errorf("two reports of the same meeting differ as %s", f)
		}
	}
}

// TestHidden looks in every format for what a reader may not see, and for
// something beside it that they may, so that the search itself is tested.
func TestHidden(t *testing.T) { whenMade(t, hiddenWords) }

func hiddenWords(t *testing.T) {
	w := kualaLumpur(t)
	for _, tc := range []struct {
		audience     method.Audience
		there, never []string
	}{
		{method.Members,
			[]string{"Few interpreters", "A promise for members"},
			[]string{"hidden strength", "hidden weakness", "i-hidden", "ชัย", "Taken back later", "Regretted", "Greta", "Olga"}},
		{method.Governments,
			[]string{"A regional mechanism listens", "Shadow report", "Train ten interpreters"},
			[]string{"Few interpreters", "กฎหมาย", "A promise for members", "c-2", "i-w1", "i-t1", "MY-W1", "Visit", "hidden strength"}},
		{method.Public,
			[]string{"Local partners trust each other"},
			[]string{"A regional mechanism listens", "Shadow report", "Train ten", "Pelangi", "Budi", "i-o1", "hidden strength"}},
	} {
		all := everything(t, w.report(tc.audience, "en"))
		for _, s := range tc.there {
			if !strings.Contains(all, s) {
				t.Errorf("the report for %s lacks %q", tc.audience, s)
			}
		}
		for _, s := range tc.never {
			if strings.Contains(all, s) {
				t.Errorf("the report for %s holds %q", tc.audience, s)
			}
		}
	}
}

// TestWhyWordsAreHiddenIsForMembers in every format; for others it says only that they are.
func TestWhyWordsAreHiddenIsForMembers(t *testing.T) { whenMade(t, whyWordsAreHiddenIsForMembers) }

func whyWordsAreHiddenIsForMembers(t *testing.T) {
	w := kualaLumpur(t)
	w.do(w.organiser, &moderation.Hide{Item: "i-s1", Reason: "It accuses Somchai"})
	for _, reader := range method.Audiences() {
		r := w.report(reader, "en")
		if all := everything(t, r); strings.Contains(all, "Somchai") != (reader == method.Members) || strings.Contains(all, "Local partners") {
			t.Errorf("the report for %s holds\n%s", reader, all)
		}
		if md := string(write(t, r, FormatMarkdown, Choice{})); !strings.Contains(md, "Hidden by whoever steered the meeting") {
			t.Errorf("the report for %s lacks that it is hidden:\n%s", reader, md)
		}
	}
}

// TestAudiencesReadTheirOwn: of an entry of each register for each audience, and of an
// item that it comes from, every format and template holds what its reader may read.
func TestAudiencesReadTheirOwn(t *testing.T) { whenMade(t, audiencesReadTheirOwn) }

func audiencesReadTheirOwn(t *testing.T) {
	w := newWorld(t, false)
	siti := w.join(method.Members, session.Profile{Name: "Siti", Organisation: "Harbour House", Type: method.CSO, Country: "MY"})
	w.join(method.Members, session.Profile{Name: "Budi", Organisation: "Pelangi", Type: method.CSO, Country: "ID"})
	w.board("b", "Malaysia", "MY", "MY")
	w.phase("b", layout.Gather, layout.Revealed)
	meant := map[string]method.Audience{} // by the words
	for _, a := range method.Audiences() {
		item := "item-for-" + string(a)
		w.add(siti, "b", method.ItemID(item), layout.Strengths, "words-of-"+item, method.Unattributed, a)
		meant["words-of-"+item] = a
		for _, r := range register.All() {
			words := "words-of-" + r.Name + "-for-" + string(a)
			w.answered(siti, r, words, a, item)
			meant[words] = a
		}
	}
	for _, reader := range method.Audiences() {
		all := everything(t, w.report(reader, "en"))
		for words, a := range meant {
			if got, want := strings.Contains(strings.ReplaceAll(all, `\`, ""), words), reader.Reads(a); got != want {
				t.Errorf("for %s, %q is in a file: %v, want %v", reader, words, got, want)
			}
		}
	}
}

// TestWhoMayReadSomethingIsSaidInWords: codes name parts and registers with the same letters
// as audiences, so that none says who may read something.
func TestWhoMayReadSomethingIsSaidInWords(t *testing.T) {
	whenMade(t, whoMayReadSomethingIsSaidInWords)
}

func whoMayReadSomethingIsSaidInWords(t *testing.T) {
	w := kualaLumpur(t)
	for template, wider := range map[Template]string{
		Minutes: "R-AP1** Twelve children sleep at home\n  - *National · somebody from Malaysia · Public*",
		Brief:   "(proposed) · Planning · Public*",
	} {
		made := w.commit("Meant for all " + string(template))
		made.Fields.(*commitment.Fields).Lead = field.Support{Organisation: w.see(method.Members).OrganisationNamed("Pelangi | Network").ID}
		w.do(w.organiser, made)
		md := string(write(t, w.report(template.Audiences()[0], "en"), FormatMarkdown, Choice{Template: template}))
		if !strings.Contains(md, wider) || strings.Contains(md, "before the number") || !strings.Contains(md, "No code tells who may read it") {
			t.Errorf("%q is not in\n%s", wider, md)
		}
	}
}

// TestWhatProposedMeansIsSaidWhereItStands, and not where every organisation has confirmed.
func TestWhatProposedMeansIsSaidWhereItStands(t *testing.T) {
	whenMade(t, whatProposedMeansIsSaidWhereItStands)
}

func whatProposedMeansIsSaidWhereItStands(t *testing.T) {
	w := newWorld(t, false)
	speaks := w.join(method.Members, session.Profile{Name: "Nadia", Organisation: "Harbour House", Country: "TL"})
	w.join(method.Members, session.Profile{Name: "Anan", Organisation: "River Clinic", Country: "TH"})
	c := w.see(method.Members)
	for lead, says := range map[string]bool{"Harbour House": false, "River Clinic": true} {
		made := w.commit("Led by " + lead)
		made.Attribution, made.Fields.(*commitment.Fields).Lead = method.ByOrganisation, field.Support{Organisation: c.OrganisationNamed(lead).ID}
		w.do(speaks, made)
		md := string(write(t, w.report(method.Public, "en"), FormatMarkdown, Choice{}))
		if strings.Contains(md, "“Proposed” stands behind") != says {
			t.Errorf("led by %s: what proposed means is said %v in\n%s", lead, !says, md)
		}
		w.do(speaks, &session.TakeBackEntry{Register: commitment.Register(), Entry: made.Entry})
	}
}

// TestAnObjectiveWithoutAScoreIsCounted beside those that have one.
func TestAnObjectiveWithoutAScoreIsCounted(t *testing.T) {
	whenMade(t, anObjectiveWithoutAScoreIsCounted)
}

func anObjectiveWithoutAScoreIsCounted(t *testing.T) {
	w := newWorld(t, false)
	w.do(w.organiser, &closing.Score{Meeting: theMeeting, Objective: "Learn from each other", Scored: closing.Scored{Met: closing.Fully, Why: "All came"}})
	md := string(write(t, w.report(method.Members, "en"), FormatMarkdown, Choice{}))
	if !strings.Contains(md, "| Met | 1 |") || !strings.Contains(md, "| No score | 1 |") {
		t.Errorf("the objectives are not counted in\n%s", md)
	}
}

// TestAuthors checks that a contribution shows what its author chose: of Siti's
// and Chai's, only the ids of those who are named are anywhere in a report.
func TestAuthors(t *testing.T) { whenMade(t, authors) }

func authors(t *testing.T) {
	w := newWorld(t, false)
	shown := w.join(method.Members, session.Profile{Name: "Nadia Named", Organisation: "Org One", Country: "MY"})
	silent := w.join(method.Members, session.Profile{Name: "Ursula Unnamed", Organisation: "Org Two", Country: "TH"})
	w.board("b", "Malaysia", "MY", "MY")
	w.phase("b", layout.Gather, layout.Revealed)
	w.add(shown, "b", "i1", layout.Strengths, "By name", method.Named, method.Members)
	w.add(silent, "b", "i2", layout.Strengths, "By nobody", method.Unattributed, method.Members)
	w.do(silent, &session.MakeEntry{
		Register: commitment.Register(), Entry: "c", Meeting: theMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &commitment.Fields{Title: "Ours"},
	})
	all := everything(t, w.report(method.Members, "en"))
	for _, s := range []string{"Nadia Named", string(shown), "By nobody", "Ours"} {
		if !strings.Contains(all, s) {
			t.Errorf("the report lacks %q", s)
		}
	}
	for _, s := range []string{"Ursula", string(silent), "Org Two"} {
		if strings.Contains(all, s) {
			t.Errorf("the report holds %q of an author who is not named", s)
		}
	}
}

// TestEditedWordsAreNotSigned in any format.
func TestEditedWordsAreNotSigned(t *testing.T) { whenMade(t, editedWordsAreNotSigned) }

func editedWordsAreNotSigned(t *testing.T) {
	w := kualaLumpur(t)
	w.do(w.organiser, &session.EditItem{Item: "i-s1", Revision: 1, Text: "Partners trust"})
	e := w.see(method.Members).Entries["a-1"]
	fields := e.Register.Filled(e.Fields, map[string][]string{"title": {"Reports"}})
	w.do(w.organiser, &session.EditEntry{Register: e.Register, Entry: "a-1", Revision: e.Revision, Fields: fields})
	r := w.report(method.Members, "en")
	all := everything(t, r)
	for _, s := range []string{"Siti\\_Aminah", "Siti_Aminah", "Local partners trust each other", "Shadow report", "Budi"} {
		if strings.Contains(all, s) {
			t.Errorf("the report holds %q", s)
		}
	}
	md := string(write(t, r, FormatMarkdown, Choice{}))
	for _, want := range []string{"*3 votes · for other words than it has now · National · edited, not by its author", "- **Written by:** edited, not by its author"} {
		if !strings.Contains(md, want) {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
	if !r.Boards[0].Parts[0].Items[0].Edited || r.Boards[0].Parts[1].Items[0].Edited || !r.Registers[2].Entries[1].Edited {
		t.Errorf("the JSON says of what is edited %+v", r)
	}
}

func TestVotes(t *testing.T) { whenMade(t, votesAreCounted) }

func votesAreCounted(t *testing.T) {
	for _, b := range kualaLumpur(t).report(method.Members, "en").Boards {
		for _, q := range b.Parts {
			for _, it := range q.Items {
				if counted := b.Subject == "Malaysia" && !it.TakenBack; (it.Votes != nil) != counted {
					t.Errorf("%s has votes: %v, want %v", it.Code, it.Votes != nil, counted)
				}
				if it.ID == "i-s1" && *it.Votes != 3 {
					t.Errorf("%s has %d votes, want 3", it.Code, *it.Votes)
				}
			}
		}
	}
}

// TestEarlierVotesAreTold beside the last one, also while a new one is open.
func TestEarlierVotesAreTold(t *testing.T) { whenMade(t, earlierVotesAreTold) }

func earlierVotesAreTold(t *testing.T) {
	w := kualaLumpur(t)
	w.phase("b-my", layout.Discuss, layout.Voting)
	w.do(w.organiser, &voting.Cast{Board: "b-my", Item: "i-w1", Dots: 2})
	md := string(write(t, w.report(method.Members, "en"), FormatMarkdown, Choice{}))
	for _, want := range []string{"A new vote is open", "2 people voted.", "*3 votes ·"} {
		if !strings.Contains(md, want) {
			t.Errorf("while a second vote is open, %q is not in\n%s", want, md)
		}
	}
	w.phase("b-my", layout.Voting, layout.Discuss)
	r := w.report(method.Members, "en")
	md = string(write(t, r, FormatMarkdown, Choice{}))
	for _, want := range []string{"There was 1 vote before", "1 person voted.", "*Vote 1. Dots: 3 votes*", "*2 votes · National"} {
		if !strings.Contains(md, want) {
			t.Errorf("after the second vote, %q is not in\n%s", want, md)
		}
	}
	for _, b := range r.Boards {
		if b.ID == "b-my" && (len(b.Rounds) != 2 || b.Rounds[0].Voters != 2 || !slices.Equal(b.Parts[0].Items[0].Rounds, []int{3, 0})) {
			t.Errorf("the rounds are %+v", b)
		}
	}
}

// TestMovedItemsKeepTheirFormerCodes: people cite them by those.
func TestMovedItemsKeepTheirFormerCodes(t *testing.T) { whenMade(t, movedItemsKeepTheirFormerCodes) }

func movedItemsKeepTheirFormerCodes(t *testing.T) {
	w := kualaLumpur(t)
	w.do(w.organiser, &session.MoveItem{Item: "i-s1", To: layout.Opportunities})
	w.do(w.organiser, &session.MoveItem{Item: "i-s1", To: layout.Weaknesses})
	for language, want := range map[string]string{"en": "was MY-SP1, MY-OP1", "es": "antes MY-SP1, MY-OP1"} {
		if got := string(write(t, w.report(method.Members, language), FormatMarkdown, Choice{})); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	var r Report
	if err := json.Unmarshal(write(t, w.report(method.Members, "en"), FormatJSON, Choice{}), &r); err != nil {
		t.Fatal(err)
	}
	for _, b := range r.Boards {
		for _, it := range b.Parts[1].Items {
			if it.ID == "i-s1" && strings.Join(it.Former, " ") == "MY-SP1 MY-OP1" {
				return
			}
		}
	}
	t.Error("the JSON does not hold the former codes")
}

func TestChain(t *testing.T) { whenMade(t, chainOfCodes) }

func chainOfCodes(t *testing.T) {
	r := kualaLumpur(t).report(method.Governments, "en")
	if got := codes(r.Registers[1].Entries[0].Links["from"]); got != "MY-SP1" {
		t.Errorf("CG1 came from %q for governments, who may not see MY-W1", got)
	}
	if got := codes(r.Registers[1].Entries[0].LedTo); got != "AG1" {
		t.Errorf("CG1 led to %q", got)
	}
	if got := codes(r.Registers[2].Entries[0].Links["from"]); got != "CG1; ID-OG1" {
		t.Errorf("AG1 came from %q", got)
	}
	for i := range r.items() {
		if i.ID == "i-s1" && codes(i.LedTo) != "CG1" {
			t.Errorf("MY-SP1 led to %q", codes(i.LedTo))
		}
	}
}

func TestJSONHasItsFormat(t *testing.T) { whenMade(t, jsonHasItsFormat) }

func jsonHasItsFormat(t *testing.T) {
	var got struct {
		Format    string
		Made      string
		Registers []struct {
			Entries []struct{ Links map[string][]map[string]any }
		}
	}
	if err := json.Unmarshal(write(t, kualaLumpur(t).report(method.Members, "en"), FormatJSON, Choice{}), &got); err != nil {
		t.Fatal(err)
	}
	if got.Format != "convene.meeting/2" || got.Made != "2022-08-10T09:30:00Z" {
		t.Errorf("format %q made %q", got.Format, got.Made)
	}
	if from := got.Registers[1].Entries[2].Links["from"]; len(from) != 2 || from[0]["to"] != "i-w1" || from[0]["code"] != "MY-W1" {
		t.Errorf("the commitment for governments came from %v", from)
	}
}

func TestZipHoldsEveryTable(t *testing.T) { whenMade(t, zipHoldsEveryTable) }

func zipHoldsEveryTable(t *testing.T) {
	r := kualaLumpur(t).report(method.Members, "en")
	files := unzipped(t, write(t, r, FormatZip, Choice{}))
	if len(files) != len(Tables(register.All())) {
		t.Fatalf("%d files", len(files))
	}
	for i, g := range Tables(register.All()) {
		if files[i].name != string(g)+".csv" {
			t.Errorf("file %d is %s, want %s.csv", i, files[i].name, g)
		}
		if !bytes.Equal(files[i].body, write(t, r, FormatCSV, Choice{Table: g})) {
			t.Errorf("%s.csv in the zip differs from the register", g)
		}
	}
}

func TestRefusals(t *testing.T) { whenMade(t, refusals) }

func refusals(t *testing.T) {
	w := newWorld(t, false)
	r := w.report(method.Members, "en")
	_, unknown := Build(w.see(method.Members), "no-such-meeting", nil, made)
	_, format := ParseFormat("pdf")
	var b bytes.Buffer
	for _, tc := range []struct {
		err  error
		want refusal.Code
	}{
		{unknown, refusal.NotFound},
		{format, refusal.OneOf},
		{Write(&b, "pdf", r, Choice{}), refusal.OneOf},
		{Write(&b, FormatCSV, r, Choice{}), refusal.OneOf},
		{Write(&b, FormatCSV, r, Choice{Table: "people"}), refusal.OneOf},
	} {
		if !errors.Is(tc.err, refusal.New(tc.want)) {
			t.Errorf("%v, want the refusal %s", tc.err, tc.want)
		}
	}
	if b.Len() > 0 {
		t.Errorf("a refusal wrote %q", b.String())
	}
	for _, f := range Formats() {
		if got, err := ParseFormat(string(f)); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
}

// full is a writer with no room left.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestWriteReportsTheWritersError(t *testing.T) { whenMade(t, writeReportsTheWritersError) }

func writeReportsTheWritersError(t *testing.T) {
	r := newWorld(t, false).report(method.Members, "en")
	for _, f := range Formats() {
		if err := Write(full{}, f, r, Choice{Table: TableItems}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", f, err)
		}
	}
}

// TestSeparator: each part of a row is a cell, whatever stands between them.
func TestSeparator(t *testing.T) { whenMade(t, separators) }

func separators(t *testing.T) {
	r := kualaLumpur(t).report(method.Members, "en")
	want := readCSV(t, write(t, r, FormatCSV, Choice{Table: TableItems}))
	for separator, comma := range map[Separator]rune{Semicolon: ';', Tab: '\t'} {
		body := write(t, r, FormatCSV, Choice{Table: TableItems, Separator: separator})
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte(byteOrderMark))))
		in.Comma = comma
		got, err := in.ReadAll()
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("parted by %s, it reads %q (%v)", separator, got, err)
		}
	}
	if _, err := ParseSeparator("dash"); !errors.Is(err, refusal.New(refusal.OneOf)) {
		t.Errorf("a dash parts cells: %v", err)
	}
}

// TestWhatWaitsIsNotNothing: minutes of a meeting in which all still waits for its reveal
// do not say that nothing was written.
func TestWhatWaitsIsNotNothing(t *testing.T) { whenMade(t, whatWaitsIsNotNothing) }

func whatWaitsIsNotNothing(t *testing.T) {
	w := newWorld(t, false)
	w.board("b", "Malaysia", "MY", "MY")
	const nothing, waits = "Nothing has been written", "wait for the reveal"
	minutes := func() string { return string(write(t, w.report(method.Members, "en"), FormatMarkdown, Choice{})) }
	if md := minutes(); !strings.Contains(md, nothing) {
		t.Errorf("of an empty meeting they are\n%s", md)
	}
	w.add(w.organiser, "b", "one", layout.Strengths, "One", method.Unattributed, method.Members)
	w.add(w.organiser, "b", "two", layout.Strengths, "Two", method.Unattributed, method.Members)
	if md := minutes(); strings.Contains(md, nothing) || !strings.Contains(md, waits) {
		t.Errorf("they are\n%s", md)
	}
}

// TestEveryItemWithATimeIsAnEvent: the first of them is not the last.
func TestEveryItemWithATimeIsAnEvent(t *testing.T) { whenMade(t, everyItemWithATimeIsAnEvent) }

func everyItemWithATimeIsAnEvent(t *testing.T) {
	w := kualaLumpur(t)
	for i, title := range []string{"Tea", "Field visit"} {
		w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{
			ID: method.AgendaID(fmt.Sprint("timed-", i)), Kind: method.Plenary, Title: title, Day: 2, Start: fmt.Sprintf("1%d:00", i), Minutes: 30,
		}})
	}
	calendar := string(write(t, w.report(method.Members, "en"), FormatICS, Choice{}))
	for _, begins := range []string{"DTSTART:20220809T090000", "DTSTART:20220810T100000", "DTSTART:20220810T110000"} {
		if strings.Count(calendar, begins+"\r\n") != 1 {
			t.Errorf("no event has %s in\n%s", begins, calendar)
		}
	}
}

// TestAChangedDayReplacesItself in a calendar: it keeps its id, and has a later revision.
func TestAChangedDayReplacesItself(t *testing.T) { whenMade(t, aChangedDayReplacesItself) }

func aChangedDayReplacesItself(t *testing.T) {
	w := kualaLumpur(t)
	due := func() string {
		_, event, _ := strings.Cut(string(write(t, w.report(method.Members, "en"), FormatICS, Choice{})), "UID:due.c-1@")
		event, _, _ = strings.Cut(event, "END:VEVENT")
		return event
	}
	if got := due(); !strings.Contains(got, "SEQUENCE:1\r\n") || !strings.Contains(got, "VALUE=DATE:20221201") {
		t.Errorf("before, it is %q", got)
	}
	e := w.see(method.Members).Entries["c-1"]
	fields := e.Register.Filled(e.Fields, map[string][]string{"end": {"2022-12-24"}})
	w.do(w.organiser, &session.EditEntry{Register: e.Register, Entry: "c-1", Revision: e.Revision, Fields: fields})
	if got := due(); !strings.Contains(got, "SEQUENCE:2\r\n") || !strings.Contains(got, "VALUE=DATE:20221224") {
		t.Errorf("after, it is %q", got)
	}
}

// TestTemplatesHaveTheirAudience: no document is for a closer circle than its template.
func TestTemplatesHaveTheirAudience(t *testing.T) {
	for _, tc := range []struct {
		template Template
		reader   method.Audience
		want     method.Audience
		all      int
	}{
		{Minutes, method.Members, method.Members, 3},
		{Minutes, method.Governments, method.Governments, 3},
		{Brief, method.Members, method.Governments, 2},
		{Brief, method.Public, method.Public, 2},
		{Summary, method.Members, method.Public, 1},
		{Annex, method.Governments, method.Public, 1},
	} {
		if got := tc.template.For(tc.reader); got != tc.want || len(tc.template.Audiences()) != tc.all {
			t.Errorf("%s of %s is for %s, want %s; it may be for %v", tc.template, tc.reader, got, tc.want, tc.template.Audiences())
		}
	}
	if _, err := ParseTemplate("poem"); !errors.Is(err, refusal.New(refusal.OneOf)) {
		t.Errorf("a poem is a template: %v", err)
	}
}

func readCSV(t *testing.T, body []byte) [][]string {
	t.Helper()
	rest, marked := bytes.CutPrefix(body, []byte("\xef\xbb\xbf"))
	if !marked {
		t.Error("no byte order mark")
	}
	if bytes.Count(rest, []byte("\n")) != bytes.Count(rest, []byte("\r\n")) {
		t.Error("a line ends without CR")
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestCSVKeepsLines(t *testing.T) { whenMade(t, csvKeepsLines) }

func csvKeepsLines(t *testing.T) {
	rows := readCSV(t, write(t, kualaLumpur(t).report(method.Members, "en"), FormatCSV, Choice{Table: Table("commitments")}))
	const want = "In two rounds:\n'- one in August\n'- one in December\n\n# Not a heading"
	if got := rows[3][6]; got != want {
		t.Errorf("%s is %q, want %q", rows[0][6], got, want)
	}
}

func TestDays(t *testing.T) { whenMade(t, daysOfTheMeeting) }

func daysOfTheMeeting(t *testing.T) {
	r := newWorld(t, false).report(method.Members, "en")
	p := &page{Report: r, w: r.words}
	for _, tc := range []struct {
		first, last method.Date
		want        string
	}{
		{"", "", ""},
		{"2022-08-09", "2022-08-09", "9 August 2022"},
		{"2022-08-09", "2022-08-10", "9–10 August 2022"},
		{"2022-08-31", "2022-09-01", "31 August 2022 to 1 September 2022"},
		{"2022-08-01", "2023-08-01", "1 August 2022 to 1 August 2023"},
		{"2022-08-09", "", "from 9 August 2022"},
		{"", "2022-08-09", "until 9 August 2022"},
	} {
		if got := p.w.Days(tc.first, tc.last); got != tc.want {
			t.Errorf("days(%q, %q) = %q, want %q", tc.first, tc.last, got, tc.want)
		}
	}
}

// TestPress: those who want the same report share it while one of them holds it,
// and no others are made once all take too much.
func TestPress(t *testing.T) { whenMade(t, press) }

func press(t *testing.T) {
	w := kualaLumpur(t)
	words, err := locale.Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	var p Press
	take := func(a method.Audience, language string) (Report, func(), error) {
		return p.Take(w.see(a), theMeeting, words.In(language), made)
	}
	first, done, err := take(method.Members, "en")
	if err != nil {
		t.Fatal(err)
	}
	same, doneToo, err := take(method.Members, "en")
	if err != nil || &same.Boards[0] != &first.Boards[0] {
		t.Errorf("the same was made twice: %v", err)
	}
	for _, other := range []struct {
		audience method.Audience
		language string
	}{{method.Members, "es"}, {method.Governments, "en"}} {
		r, done, err := take(other.audience, other.language)
		if err != nil || &r.Boards[0] == &first.Boards[0] || r.Audience != other.audience {
			t.Errorf("%v was given another's: %v", other, err)
		}
		done()
	}
	p.size = mostHeld
	if _, _, err := take(method.Public, "en"); !errors.Is(err, refusal.New(refusal.Busy)) {
		t.Errorf("too much is held, and one more was made: %v", err)
	}
	if _, doneAgain, err := take(method.Members, "en"); err != nil {
		t.Errorf("what is held was refused: %v", err)
	} else {
		doneAgain()
	}
	for range 2 { // the second time does nothing
		done()
		doneToo()
	}
	if len(p.held) != 0 || p.size >= mostHeld {
		t.Errorf("%d are held that nobody wants, of %d bytes", len(p.held), p.size)
	}
}

// TestColumnsStay: what scripts read from the first version on is where it was, byte
// for byte, whatever columns have come since.
func TestColumnsStay(t *testing.T) { whenMade(t, columnsStay) }

func columnsStay(t *testing.T) {
	r := kualaLumpur(t).report(method.Members, "en")
	for _, name := range []string{"commitments", "actions"} {
		first, err := os.ReadFile(filepath.Join("testdata", "first", name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		head := readCSV(t, first)[0]
		now := readCSV(t, write(t, r, FormatCSV, Choice{Table: Table(name)}))
		var old bytes.Buffer
		old.WriteString(byteOrderMark)
		out := csv.NewWriter(&old)
		out.UseCRLF = true
		for _, row := range now {
			var kept []string
			for i, column := range now[0] {
				if slices.Contains(head, column) {
					kept = append(kept, row[i])
				}
			}
			if err := out.Write(kept); err != nil {
				t.Fatal(err)
			}
		}
		out.Flush()
		if !bytes.Equal(old.Bytes(), first) {
			t.Errorf("%s.csv was\n%s\nand is\n%s", name, first, &old)
		}
	}
}

// TestItemsStandUnderTheirHeadings as on the board: those of one heading together, the
// heading with the most votes first, and where nobody named one, by themselves.
func TestItemsStandUnderTheirHeadings(t *testing.T) { whenMade(t, itemsStandUnderTheirHeadings) }

func itemsStandUnderTheirHeadings(t *testing.T) {
	w := newWorld(t, false)
	siti := w.join(method.Members, session.Profile{Name: "Siti"})
	w.board("b", "Malaysia", "MY", "MY")
	for id, text := range map[method.ItemID]string{"alone": "Nobody asks children", "one": "Few interpreters", "two": "No words for it", "last": "Long ways"} {
		w.add(siti, "b", id, layout.Weaknesses, text, method.Unattributed, method.Public)
	}
	w.phase("b", layout.Gather, layout.Revealed)
	for _, id := range []method.ItemID{"one", "two"} {
		w.do(w.organiser, &session.GroupItem{Item: id, Heading: "People | who know the way"})
	}
	w.phase("b", layout.Revealed, layout.Voting)
	w.do(siti, &voting.Cast{Board: "b", Item: "one", Dots: 1})
	w.do(siti, &voting.Cast{Board: "b", Item: "two", Dots: 2})
	w.do(w.organiser, &voting.Cast{Board: "b", Item: "alone", Dots: 2})
	w.phase("b", layout.Voting, layout.Discuss)
	r := w.report(method.Members, "en")
	codes := regexp.MustCompile(`MY-WP\d`)
	for f, want := range map[Format][]string{
		FormatMarkdown: {`- **People \| who know the way** *(3 votes)*`, "  - **CODE** No words for it", "    - *2 votes", "  - **CODE** Few interpreters", "- **CODE** Nobody asks children", "  - *2 votes", "- **CODE** Long ways"},
		FormatHTML: {
			`<li><strong>People | who know the way</strong><span class="soft"> (3 votes)</span>` + "\n<ul>\n", "No words for it", "Few interpreters", "</ul>\n</li>", "Nobody asks children", "Long ways",
		},
		FormatDOCX: {`"ListBullet"`, "People | who know the way", `"ListBullet2"`, "No words for it", `"ListBullet2"`, "Few interpreters", `"ListBullet"`, "Nobody asks children", `"ListBullet"`, "Long ways"},
	} {
		body := string(write(t, r, f, Choice{}))
		if f == FormatDOCX {
			body = wordsOf(t, []byte(body), "word/document.xml")
		}
		_, rest, _ := strings.Cut(codes.ReplaceAllString(body, "CODE"), "Weaknesses (W)")
		if _, behind, again := strings.Cut(rest, "Weaknesses (W)"); again { // the chart has the first
			rest = behind
		}
		for _, part := range want {
			_, behind, found := strings.Cut(rest, part)
			if !found {
				t.Fatalf("%s: %q is not behind the others, in\n%s", f, part, rest)
			}
			rest = behind
		}
	}
}

// wordsOf is a part of a zip.
func wordsOf(t *testing.T, body []byte, name string) string {
	t.Helper()
	for _, f := range unzipped(t, body) {
		if f.name == name {
			return string(f.body)
		}
	}
	t.Fatalf("there is no %s", name)
	return ""
}

// TestAFileIsCalledAfterWhatIsInIt: the template of what people read, the table of a CSV.
func TestAFileIsCalledAfterWhatIsInIt(t *testing.T) {
	chosen := Choice{Template: Brief, Table: "votes"}
	for format, want := range map[Format]string{
		FormatMarkdown: "brief.md", FormatHTML: "brief.html", FormatDOCX: "brief.docx",
		FormatCSV: "votes.csv", FormatXLSX: "all.xlsx", FormatZip: "all.zip", FormatJSON: "all.json",
	} {
		if got := format.File(chosen); got != want {
			t.Errorf("%s is called %q, want %q", format, got, want)
		}
	}
	if got := FormatMarkdown.File(Choice{}); got != "minutes.md" {
		t.Errorf("without a choice it is %q", got)
	}
}

// TestBoardsStandAsTheMeetingWorkedOnThem: the groups of an item in their order, and behind
// all of them what was set aside, by name.
func TestBoardsStandAsTheMeetingWorkedOnThem(t *testing.T) {
	whenMade(t, boardsStandAsTheMeetingWorkedOnThem)
}

func boardsStandAsTheMeetingWorkedOnThem(t *testing.T) {
	w := newWorld(t, false)
	for id, subject := range map[method.BoardID]string{"1": "Zoning", "2": "Álvaro’s plan", "3": "ben"} {
		w.board(id, subject, "A"+string(id), "")
		w.add(w.organiser, id, "i"+method.ItemID(id), layout.Strengths, "Words", method.Unattributed, method.Members)
		w.do(w.organiser, &agenda.Remove{Meeting: theMeeting, Item: method.AgendaID(id)})
	}
	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{ID: "g", Kind: method.WorkingGroup, Title: "In groups"}})
	w.do(w.organiser, &groups.Make{
		InItem: session.InItem{Meeting: theMeeting, Item: "g"}, Layout: "swot", Groups: []groups.Named{{Name: "Shelters"}, {Name: "Courts"}},
	})
	var got []string
	for _, b := range w.report(method.Members, "en").Boards {
		got = append(got, b.Subject)
	}
	if want := []string{"Shelters", "Courts", "Álvaro’s plan", "ben", "Zoning"}; !slices.Equal(got, want) {
		t.Errorf("the boards stand as %q, wanted %q", got, want)
	}
}
