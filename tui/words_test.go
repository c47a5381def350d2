package tui

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

var writings = flag.Int("writings", 12, "how many plays TestEveryWordIsSomewhere has")

// spot is a screen on which Mei writes.
type spot struct {
	made string // the function or the type that makes it
	open func(at *seat)
}

// nextMeeting is the one that decides about what was promised in the first.
const nextMeeting = "bangkok-2023"

// places are all screens whose words come back. A screen is in here or among
// those that keep nothing: see TestEveryWriterIsAmongThem.
func places() []spot {
	writes := func(made string, to place.Place, key string) spot {
		return spot{made, func(at *seat) {
			at.goes(to)
			if !at.writing() { // a draft that is back is written on already
				at.press(key)
			}
		}}
	}
	return []spot{
		writes("board.board", place.Board{ID: "my"}, "a"),
		writes("board.newEditing", place.Item{ID: "mine"}, "e"),
		{"board.newInterpreting", func(at *seat) {
			at.goes(place.Item{ID: "i"})
			at.press("i")
		}},
		{"board.newHiding", func(at *seat) {
			at.goes(place.Item{ID: "i"})
			if at.press("h"); !at.writing() { // it was hidden, and is shown again
				at.press("h")
			}
		}},
		{"board.newDoubts", func(at *seat) {
			if at.desk.Shared.Boards["asked"] == nil {
				at.stage.opensVote("asked", layout.Consent)
				at.stage.settle()
			}
			at.goes(place.Board{ID: "asked"})
			at.press("-")
		}},
		writes("home.newItemForm", place.Home{}, "s"),
		{"home.newItemForm", func(at *seat) {
			at.goes(place.Home{})
			at.points("What we do together")
			at.press("m")
		}},
		{"home.NewReflection", func(at *seat) { at.goes(place.Reflection{}) }},
		{"home.newScore", func(at *seat) {
			at.goes(place.Home{})
			at.points("Learn from each other")
			at.press("enter", "tab")
		}},
		writes("home.newMeetingForm", place.Home{}, "e"),
		writes("home.newKeptForm", place.Kept{}, "e"),
		writes("people.NewProfile", place.People{}, "e"),
		{"people.newNameForm", func(at *seat) {
			at.goes(place.Person{ID: at.stage.all["Budi"]})
			at.press("n")
		}},
		{"people.NewCountryCorrection", func(at *seat) { at.goes(place.CountryCorrection{From: "ID"}) }},
		{"people.NewOrganisationCorrection", func(at *seat) {
			at.goes(place.OrganisationCorrection{ID: at.stage.shared().Members.Of(at.stage.all["Budi"]).Organisation})
		}},
		{"home.NewConvening", func(at *seat) { at.press("esc", "n") }},
		writes("entries.newForm", place.Entries{Register: commitment.Register()}, "a"),
		writes("entries.newEdit", place.Entry{ID: "c"}, "e"),
		writes("entries.newForm", place.Entries{Register: action.Register()}, "a"),
		writes("entries.newEdit", place.Entry{ID: "a"}, "e"),
		{"evaluation.newAnswers", func(at *seat) {
			at.goes(place.Evaluation{Agenda: "how"})
			at.press("a", "down", "down", "down", "down", "down")
		}},
		writes("turns.newNames", place.Turns{Agenda: "a1"}, "a"),
		{"groups.newGroups", func(at *seat) {
			if _, there := at.desk.Current().AgendaItem("sides"); !there {
				at.stage.do("Mei", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "sides", Kind: method.WorkingGroup, Title: "Sides"}})
				at.stage.settle()
			}
			at.goes(place.Groups{Agenda: "sides"})
			at.press("a")
		}},
		{"groups.newName", func(at *seat) {
			in := session.InItem{Meeting: stageMeeting, Item: "named"}
			if _, there := at.desk.Current().AgendaItem(in.Item); !there {
				at.stage.do("Mei", &agenda.Add{Meeting: in.Meeting, Item: session.AgendaItem{ID: in.Item, Kind: method.WorkingGroup, Title: "Named"}})
				at.stage.do("Mei", &groups.Make{InItem: in, Layout: "swot", Groups: []groups.Named{{Name: "One"}}})
				at.stage.settle()
			}
			at.goes(place.Groups{Agenda: in.Item})
			at.press("e")
		}},
		writes("people.newCount", place.People{}, "c"),
		{"entries.newOrganisation", func(at *seat) {
			writes("", place.Entries{Register: commitment.Register()}, "a").open(at)
			at.form().Focus("lead")
			at.press("ctrl+o")
		}},
		writes("entries.newReading", place.Entry{ID: "c"}, "s"),
		writes("entries.newReading", place.Entry{ID: "a"}, "s"),
		{"entries.newDecision", func(at *seat) {
			at.sitsDownIn(nextMeeting, "Mei")
			writes("", place.Review{}, "c").open(at)
		}},
	}
}

// points moves the pointer of a list down to some words.
func (at *seat) points(words string) {
	for range 100 {
		for _, row := range draw(at.desk, 120, 40).Rows {
			if strings.Contains(row, at.desk.Theme.Glyphs.Pointer) && strings.Contains(row, words) {
				return
			}
		}
		at.press("down")
	}
	at.t.Errorf("the pointer does not come to %q", words)
}

// forgetful are the screens that keep nothing, and how to write there.
func forgetful() map[string]func(s *stage) *seat {
	return map[string]func(s *stage) *seat{
		"welcome.welcome": func(s *stage) *seat { return s.arrive(Options{}, 80, 24) },
		"invite.newInvitation": func(s *stage) *seat { // numbers
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			at.press("i", "a", "tab", "tab")
			return at
		},
		"lobby.newName": func(s *stage) *seat { // the name of a community that is being founded
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			at.press("esc", "f")
			return at
		},
		"board.newGrouping": func(s *stage) *seat {
			board := s.filled()
			s.phase(board, layout.Gather, layout.Revealed)
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			at.goes(place.Board{ID: board})
			at.press("g")
			return at
		},
		"home.NewTimer": func(s *stage) *seat {
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			s.opens("a1")
			at.goes(place.Timer{})
			return at
		},
	}
}

// TestWhoKeepsNothingSaysSo at the first letter.
func TestWhoKeepsNothingSaysSo(t *testing.T) {
	for made, open := range forgetful() {
		t.Run(made, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := open(s)
				at.press("1")
				at.wants("Kept once you send it, not before.")
			})
		})
	}
}

// TestEveryWriterIsAmongThem finds in the source what letters are typed on: the
// screens with a method Writing, and whatever makes a form.
func TestEveryWriterIsAmongThem(t *testing.T) {
	known := map[string]bool{"kit.Form": true, "desk.FormScreen": true, "entries.newHandOver": true, "people.newRoleForm": true, "people.newMerge": true, "board.newHands": true, "board.newVote": true, "lens.newMatching": true, "groups.newPlacing": true, "groups.newSpread": true} // what the others are made of
	known["export.preview"] = true                                                                                                                                                                                                                                                      // it looks for what is typed
	for _, p := range places() {
		known[p.made] = true
	}
	for made := range forgetful() {
		known[made] = true
	}
	found := map[string]bool{}
	var files []string
	for _, rooms := range []string{"*.go", "*/*.go", "screen/*/*.go"} {
		some, err := filepath.Glob(rooms)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && !strings.HasSuffix(path, "_test.go") {
				for _, made := range writersIn(f) {
					found[file.Name.Name+"."+made] = true
				}
			}
		}
	}
	for made := range found {
		if !known[made] {
			t.Errorf("nothing tests what becomes of words typed on what %s makes", made)
		}
	}
	for made := range known {
		if !found[made] {
			t.Errorf("there is no %s", made)
		}
	}
}

// writersIn is the type of a method Writing, or a function that makes a form.
func writersIn(f *ast.FuncDecl) (found []string) {
	if f.Recv != nil && f.Name.Name == "Writing" {
		found = append(found, f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if c, ok := n.(*ast.CompositeLit); ok {
			if s, ok := c.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "FormScreen" {
				found = append(found, f.Name.Name)
			}
		}
		return true
	})
	return found
}

// TestEveryWordIsSomewhere plays at random: somebody writes on every screen,
// sends, goes away and comes back, loses the line and the server, while others
// change the same and the store fails at times. Afterwards each word is in the
// log, or in its place when that is opened again.
func TestEveryWordIsSomewhere(t *testing.T) {
	logged, kept := 0, 0
	for seed := range uint64(*writings) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			promisedStage(t, func(t *testing.T, s *stage) {
				w := newWriting(s, seed)
				for range 300 {
					w.step()
				}
				in, back := w.check()
				logged, kept = logged+in, kept+back
			})
		})
	}
	if logged == 0 || kept == 0 {
		t.Errorf("%d words are in the log and %d came back: this test could not fail", logged, kept)
	}
}

// writing is one play of TestEveryWordIsSomewhere.
type writing struct {
	*stage
	*rand.Rand
	at     *seat
	drop   context.CancelFunc
	names  []session.DraftName // of the drafts of all places
	words  []string
	placed map[string]session.DraftName // where each was written
	did    []string
}

func newWriting(s *stage, seed uint64) *writing {
	s.asksHowItWas(stageMeeting, "Mei")
	s.do("Mei", &session.AddItem{
		Board: "my", Item: "mine", Part: layout.Weaknesses, Text: "mine",
		Audience: method.Members, Attribution: method.Named,
	})
	s.do("Mei", &session.ConveneMeeting{Meeting: nextMeeting, Details: session.MeetingDetails{Title: "The next one", First: "2023-08-09"}})
	w := &writing{stage: s, Rand: rand.New(rand.NewPCG(seed, 11)), placed: map[string]session.DraftName{}}
	for name := range w.opensAll() {
		budi := s.shared().Members.Of(s.all["Budi"])
		homeless := []session.DraftName{"profile", "convene", "correct//ID", "hide//i", "organisation",
			session.NameDraft("name", "", string(budi.ID)), session.NameDraft("correct-organisation", "", string(budi.Organisation)),
			session.NameDraft("kept", "", string(stageMeeting)), session.NameDraft("count", "", string(stageMeeting)),
			session.NameDraft("reading", "", "c"), session.NameDraft("reading", "", "a")}
		if of := name.Meeting(); of != stageMeeting && of != nextMeeting && !slices.Contains(homeless, name) {
			s.t.Errorf("the draft %s is for the meeting %q", name, of)
		}
		w.names = append(w.names, name)
	}
	w.arrives()
	return w
}

// opensAll opens every place, each at a new terminal, and returns what stands
// there.
func (w *writing) opensAll() map[session.DraftName]string {
	back := map[session.DraftName]string{}
	for _, p := range places() {
		at := w.sit("Mei", theme.Profile{}, 80, 24)
		p.open(at)
		name, words := at.desk.Top().(desk.Drafter).Draft()
		back[name] = string(words)
	}
	w.seats = nil
	return back
}

// arrives sits Mei down at a new terminal.
func (w *writing) arrives() {
	w.at = w.sit("Mei", theme.Profile{}, 80, 24)
	w.at.desk.Ctx, w.drop = context.WithCancel(w.ctx)
	w.goes()
}

// goes leaves the screen as keys do, and opens another.
func (w *writing) goes() {
	for range 6 {
		if w.at.on() == "home.meeting" && w.at.desk.Meeting == stageMeeting {
			break
		}
		w.at.press("esc")
	}
	if w.at.desk.Meeting != stageMeeting {
		w.at.sitsDown("Mei")
	}
	to := places()[w.IntN(len(places()))]
	w.did = append(w.did, "opens "+to.made)
	to.open(w.at)
}

func (w *writing) step() {
	switch n := w.IntN(24); {
	case n < 8:
		w.writes()
	case n < 10:
		w.pastes()
	case n < 15:
		k := []string{"enter", "enter", "ctrl+s", "tab", "tab", "esc", "f1"}[w.IntN(7)]
		w.did = append(w.did, k)
		w.at.press(k)
	case n < 16:
		w.burst()
	case n < 18:
		w.goes()
	case n < 20:
		w.others()
	case n < 21:
		w.did = append(w.did, "rest")
		w.rest()
	default:
		w.leaves()
	}
}

// word is one that was never written before.
func (w *writing) word() string {
	word := fmt.Sprintf("w%dx", len(w.words))
	w.words = append(w.words, word)
	w.placed[word] = name(w.at.desk.Top().(desk.Drafter))
	w.did = append(w.did, word)
	return word
}

// canWrite reports whether letters are text now, in one of the places. A country or a
// language is a choice: what is typed over one takes its place, so nothing is.
func (w *writing) canWrite() bool {
	d, kept := w.at.desk.Top().(desk.Drafter)
	s, ok := w.at.desk.Top().(desk.Writer)
	return kept && ok && s.Writing() && !w.at.desk.Locked() && slices.Contains(w.names, name(d)) && !chosen(w.at.desk.Top())
}

// chosen reports whether the focus is on a question that a country or a language answers
// already, or that has as many letters as one.
func chosen(s desk.Screen) bool {
	f, ok := s.(interface{ Focused() *kit.Field })
	if !ok {
		return false
	}
	q := f.Focused()
	return (strings.HasPrefix(q.Key, "countr") || q.Key == "language") && strings.Join(q.Values(), "") != ""
}

func name(d desk.Drafter) session.DraftName {
	name, _ := d.Draft()
	return name
}

func (w *writing) writes() {
	if w.canWrite() {
		w.at.burst(w.word() + " ")
		w.settle()
	}
}

func (w *writing) pastes() {
	if w.canWrite() {
		w.at.send(tea.PasteMsg{Content: w.word() + "\n" + w.word()})
	}
}

// burst sends and writes on in one go, before anything is answered; at times the
// line drops before that too, or the store fails.
func (w *writing) burst() {
	if !w.canWrite() {
		return
	}
	outcome, drops := []error{nil, errDisk}[w.IntN(2)], w.IntN(2) == 0
	lines := w.at.on() == "board.board"
	release := w.hold()
	w.did = append(w.did, fmt.Sprint("burst: ", outcome, drops))
	w.at.burst(w.word()+" ", "ctrl+s")
	if lines {
		w.at.burst("enter", w.word()+" ", "enter", w.word()+" ")
	}
	w.at.burst([]string{"esc", "f1"}[w.IntN(2)])
	if drops {
		w.at.leaves(w.drop, func() { release(outcome) })
	} else {
		release(outcome)
		w.settle()
	}
	w.store.BeforeAppend = nil
	if drops {
		w.seats = nil
		w.arrives()
	}
}

// others change what Mei may be writing on.
func (w *writing) others() {
	shared := w.shared()
	board, mine := shared.Boards["my"], "changed meanwhile"
	changes := []session.Change{
		&session.ChangePhase{Board: "my", From: board.Phase, To: board.Next()},
		&session.ChangePhase{Board: "my", From: board.Phase, To: board.Back()},
		&session.EditItem{Item: "mine", Revision: 1, Text: mine},
	}
	if _, it := shared.Item("mine"); it != nil {
		changes = append(changes, &session.EditItem{Item: "mine", Revision: it.Revision, Text: mine + fmt.Sprint(it.Revision)})
	}
	fields := *shared.Entries["c"].Fields.(*commitment.Fields)
	fields.Description = fmt.Sprint("changed meanwhile ", shared.Entries["c"].Revision)
	changes = append(changes, &session.EditEntry{Register: commitment.Register(), Entry: "c", Revision: shared.Entries["c"].Revision, Fields: &fields})
	c := changes[w.IntN(len(changes))]
	w.did = append(w.did, fmt.Sprintf("%T", c))
	_ = w.host.Do(w.ctx, stageCommunity, host.Deed{ // what is refused changes nothing
		ID: w.host.NewChange(), Member: w.all["Budi"], Change: c,
	})
	w.settle()
}

// leaves ends the terminal, the server too at times: in order, or by a power cut
// after a rest.
func (w *writing) leaves() {
	how := w.IntN(4)
	w.did = append(w.did, fmt.Sprint("leaves ", how))
	if how == 0 {
		w.rest()
	} else {
		w.at.Leave(w.ctx)
	}
	w.drop()
	w.seats = nil
	if how < 2 {
		w.restart()
	}
	w.arrives()
}

// check counts the words that are in the log and those that came back, and names
// those that are nowhere.
func (w *writing) check() (logged, kept int) {
	w.t.Helper()
	w.at.Leave(w.ctx)
	w.drop()
	w.seats = nil
	w.restart()
	if b := w.shared().Boards["my"]; b.Phase == layout.Voting {
		w.do("Budi", &session.ChangePhase{Board: "my", From: layout.Voting, To: layout.Discuss})
	}
	if _, it := w.shared().Item("i"); it.Moderation != nil { // nobody interprets what is hidden
		w.do("Mei", &moderation.Restore{Item: "i"})
	}
	var log bytes.Buffer
	l, err := w.store.Log(w.ctx, string(stageCommunity))
	w.must(err)
	for r, err := range l.Read(w.ctx, 0) {
		w.must(err)
		log.Write(r.Body)
	}
	shelf, err := w.store.Shelf(w.ctx, string(stageCommunity), "")
	w.must(err)
	for _, v := range shelf {
		if v.Kind == "answer" || v.Kind == "ballot" { // and stays there until it is counted
			log.Write(v.Value)
		}
	}
	back := w.opensAll()
	for _, word := range w.words {
		switch {
		case bytes.Contains(log.Bytes(), []byte(word)):
			logged++
		case strings.Contains(back[w.placed[word]], word):
			kept++
		default:
			at := slices.IndexFunc(w.did, func(did string) bool { return strings.Contains(did, word) })
			w.t.Errorf("%s, written as %s, is nowhere; what was done: %q", word, w.placed[word], w.did[at:min(at+15, len(w.did))])
			return logged, kept
		}
	}
	return logged, kept
}
