package tui

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/store/storetest"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/shell"
	"github.com/convene-ssh/convene/tui/theme"
)

var update = flag.Bool("update", false, "write the golden screens anew")

// stage is a community in memory with people at terminals, in a bubble of
// synctest: its clock moves only when everybody waits for it.
type stage struct {
	t      testing.TB
	seats  []*seat
	pool   *frame.Pool
	ctx    context.Context
	host   *host.Host
	store  *storetest.Memory
	random *steady
	keeps  []*session.Register // that the community keeps
	lead   directory.PersonID  // organiser of the installation
	all    map[string]session.MemberID
	people map[string]directory.PersonID // who they are to the directory
	// language is what terminals ask for that ask for none; empty for English.
	language string
}

const (
	stageCommunity method.CommunityID = "asia-pacific-cop"
	stageMeeting   method.MeetingID   = "kuala-lumpur-2022"
)

// steady is chance that is the same every time.
type steady struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func (s *steady) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from.Read(p)
}

// onStage plays a test on a new stage, of a community that keeps all registers that there
// are, and some more.
func onStage(t *testing.T, play func(t *testing.T, s *stage), more ...*session.Register) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		play(t, newStage(t, more...))
	})
}

func newStage(t testing.TB, more ...*session.Register) *stage {
	t.Helper()
	s := &stage{t: t, pool: frame.NewPool(), ctx: t.Context(), store: &storetest.Memory{}, all: map[string]session.MemberID{}, people: map[string]directory.PersonID{}}
	s.keeps = append(register.All(), more...)
	s.random = &steady{from: rand.NewChaCha8([32]byte{1})}
	s.start()
	host := s.host
	claim, err := host.OfferClaim(s.ctx)
	s.must(err)
	s.lead, _, err = host.Meet(s.ctx, "", "")
	s.must(err)
	s.must(host.Claim(s.ctx, s.lead, claim))
	s.must(host.Found(s.ctx, s.lead, stageCommunity, "Asia Pacific Community of Practice", false))
	organiser, err := host.EnterAsOrganiser(s.ctx, s.lead, stageCommunity, session.Profile{
		Name: "Mei", Organisation: "Harbour Trust", Type: method.CSO, Country: "MY",
	})
	s.must(err)
	s.all["Mei"], s.people["Mei"] = organiser, s.lead
	s.speaks(organiser)
	s.do("Mei", &session.ConveneMeeting{Meeting: stageMeeting, Details: stageDetails(), Agenda: stageAgenda()})
	return s
}

// start starts the server on what the store holds.
func (s *stage) start() {
	s.t.Helper()
	host, err := host.Open(s.ctx, s.store, host.Options{
		Registers: s.keeps, Random: s.random, Pepper: []byte("pepper"), Logf: s.t.Logf,
	})
	s.must(err)
	s.t.Cleanup(host.Close)
	s.host = host
}

// restart stops the server and starts it again.
func (s *stage) restart() {
	s.t.Helper()
	s.host.Close()
	s.start()
}

func stageDetails() session.MeetingDetails {
	return session.MeetingDetails{
		Title: "Kuala Lumpur 2022", Place: "Kuala Lumpur", First: "2022-08-09", Last: "2022-08-10",
		Convenors:  []string{"International Detention Coalition"},
		Objectives: []string{"Learn from each other", "Find what we can do together"},
	}
}

// swotOn adds a SWOT analysis to the agenda of a meeting.
func swotOn(meeting method.MeetingID, id method.BoardID, subject, prefix string, c method.Country) *agenda.Add {
	return &agenda.Add{Meeting: meeting, Item: session.AgendaItem{
		ID: method.AgendaID(id), Kind: method.SWOT, Title: subject, Board: id, Prefix: prefix, Country: c,
	}}
}

func stageAgenda() []session.AgendaItem {
	return []session.AgendaItem{
		{ID: "a1", Kind: method.Plenary, Title: "Opening", Day: 1, Start: "09:00", Minutes: 30},
		{ID: "a2", Kind: method.SWOT, Title: "Malaysia", Day: 1, Start: "09:30", Minutes: 90, Board: "my", Prefix: "MY", Country: "MY"},
		{ID: "a3", Kind: method.ActionPlanning, Title: "What we do together", Day: 2, Start: "09:00", Minutes: 120},
	}
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// do makes a change as somebody.
func (s *stage) do(name string, change session.Change) {
	s.t.Helper()
	s.must(s.host.Do(s.ctx, stageCommunity, host.Deed{
		ID: s.host.NewChange(), Member: s.all[name], Change: change,
	}))
}

// join brings somebody into the meeting, to read what members read.
func (s *stage) join(name string, role method.Role, p session.Profile) directory.PersonID {
	s.t.Helper()
	return s.joinAs(name, directory.Invitation{Role: role, Audience: method.Members}, p)
}

// joinAs brings somebody into a meeting by an invitation, the stage's own where it names none, who speaks for their
// organisation.
func (s *stage) joinAs(name string, i directory.Invitation, p session.Profile) directory.PersonID {
	s.t.Helper()
	person, _, err := s.host.Meet(s.ctx, "", "")
	s.must(err)
	i.Meeting, i.Uses, i.Expires = cmp.Or(i.Meeting, stageMeeting), 1, time.Now().Add(time.Hour)
	code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], i)
	s.must(err)
	entry, err := s.host.Present(code)
	s.must(err)
	p.Name, s.people[name] = name, person
	s.all[name], err = s.host.Join(s.ctx, person, *entry.Invitation, p)
	s.must(err)
	s.speaks(s.all[name])
	return person
}

// speaks lets somebody speak for the organisation that they say they are of.
func (s *stage) speaks(member session.MemberID) {
	s.t.Helper()
	if m := s.shared().Members.Of(member); m.Organisation != "" && !m.Speaks {
		s.must(s.host.Do(s.ctx, stageCommunity, host.Deed{ // under an id that is no chance
			ID: session.ChangeID("speaks-" + member), Member: s.all["Mei"],
			Change: &session.GrantSpeaking{Member: member, Organisation: m.Organisation},
		}))
	}
}

// seat is a terminal of a test: messages go in, a picture comes out.
type seat struct {
	*Model
	t     testing.TB
	stage *stage
	inbox chan tea.Msg // what commands have answered
}

// sit opens a terminal for somebody who is in the meeting already.
func (s *stage) sit(name string, profile theme.Profile, width, height int) *seat {
	s.t.Helper()
	at := s.arrive(Options{Terminal: profile}, width, height)
	at.sitsDown(name)
	return at
}

// sitIn is sit for another meeting.
func (s *stage) sitIn(meeting method.MeetingID, name string, profile theme.Profile, width, height int) *seat {
	s.t.Helper()
	at := s.arrive(Options{Terminal: profile}, width, height)
	at.sitsDownIn(meeting, name)
	return at
}

// sitsDown takes the place of somebody, at the home of the meeting.
func (at *seat) sitsDown(name string) {
	at.t.Helper()
	at.sitsDownIn(stageMeeting, name)
}

func (at *seat) sitsDownIn(meeting method.MeetingID, name string) {
	at.t.Helper()
	at.takesAChair(meeting, name)
	at.stage.settle()
}

// takesAChair is sitsDownIn without waiting for what others are told of it.
func (at *seat) takesAChair(meeting method.MeetingID, name string) {
	at.t.Helper()
	s, d := at.stage, at.desk
	d.Person = s.lead
	c, err := desk.MakeReady(s.ctx, s.host, desk.Chair{Community: stageCommunity, Member: s.all[name], Meeting: meeting})
	s.must(err)
	d.Sit(c)
	d.Only(place.Home{})
}

// arrive opens a terminal at the front door.
func (s *stage) arrive(o desk.Options, width, height int) *seat {
	s.t.Helper()
	at := s.terminal(o)
	s.seats = append(s.seats, at)
	at.run(at.Init())
	at.send(tea.WindowSizeMsg{Width: width, Height: height})
	return at
}

// terminal is one of which nothing has been seen yet.
func (s *stage) terminal(o desk.Options) *seat {
	s.t.Helper()
	words, err := locale.Load(s.keeps)
	s.must(err)
	o.Language = cmp.Or(o.Language, s.language)
	o.Host, o.Languages, o.Address = s.host, words, shell.Address{Host: "convene.example", Port: "2222"}
	o.Present = func(_ context.Context, code string) (directory.Admission, error) { return s.host.Present(code) }
	o.Rate = func(directory.PersonID) error { return nil }
	o.Pictures = s.pool
	o.Given, o.Refused = s.host.Recognise(s.ctx, o.Key, o.Given, o.Refused)
	return &seat{New(s.ctx, o), s.t, s, make(chan tea.Msg, 100)}
}

// send delivers a message and waits until nobody has anything left to do but
// wait.
func (at *seat) send(msg tea.Msg) {
	at.t.Helper()
	at.deliver(msg)
	at.stage.settle()
}

func (at *seat) deliver(msg tea.Msg) {
	if all, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range all {
			at.run(cmd)
		}
		return
	}
	_, cmd := at.Update(msg)
	at.run(cmd)
}

func (at *seat) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		if msg := cmd(); msg != nil {
			at.inbox <- msg
		}
	}()
}

// aMoment is how long it may take until everybody is told what somebody did.
const aMoment = 50 * time.Millisecond

// settle delivers what commands have answered and what is new, at every seat.
func (s *stage) settle() {
	s.deliverAll()
	<-time.After(aMoment)
	s.deliverAll()
}

func (s *stage) deliverAll() {
	for busy := true; busy; {
		synctest.Wait()
		busy = false
		for _, at := range s.seats {
			for len(at.inbox) > 0 {
				at.deliver(<-at.inbox)
				busy = true
			}
			if len(at.News()) > 0 {
				<-at.News()
				_, tick := at.Refresh()
				at.run(tick)
				busy = true
			}
		}
	}
}

// pass lets some time pass.
func (s *stage) pass(d time.Duration) {
	<-time.After(d)
	s.settle()
}

// press types keys by their names.
func (at *seat) press(keys ...string) {
	at.t.Helper()
	for _, k := range keys {
		at.send(key(k))
	}
}

// key is the press of a key by its name.
func key(name string) tea.KeyPressMsg {
	named := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "end": tea.KeyEnd, "backspace": tea.KeyBackspace, "space": tea.KeySpace, "delete": tea.KeyDelete, "f1": tea.KeyF1,
	}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// write types a text letter by letter.
func (at *seat) write(s string) {
	at.t.Helper()
	for _, r := range s {
		at.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// screen is the picture as text. Every row of it keeps the width invariant.
func (at *seat) screen() string {
	at.t.Helper()
	f := at.Frame()
	if fresh := at.fresh(); !slices.Equal(f.Rows, fresh.Rows) || f.Cursor != fresh.Cursor {
		at.t.Errorf("the shared picture is\n%s\nand a fresh one\n%s", strings.Join(f.Rows, "\n"), strings.Join(fresh.Rows, "\n"))
	}
	var rows []string
	for i, row := range f.Rows {
		if w, wc := ansi.StringWidth(row), ansi.StringWidthWc(row); w != wc || w > f.Width {
			at.t.Errorf("row %d is %d cells by grapheme, %d by wcwidth, of %d: %q", i, w, wc, f.Width, row)
		}
		rows = append(rows, strings.TrimRight(ansi.Strip(row), " "))
	}
	if len(f.Rows) > f.Height {
		at.t.Errorf("%d rows on a screen of %d", len(f.Rows), f.Height)
	}
	return strings.Join(rows, "\n") + "\n"
}

// fresh is the picture drawn for this person alone, in which nothing is shared.
func (at *seat) fresh() frame.Frame {
	shared := at.desk.Pool
	at.desk.Pool = frame.NewPool()
	defer func() { at.desk.Pool = shared }()
	return draw(at.desk, at.width, at.height)
}

// golden compares the picture with the one that somebody has looked at.
func (at *seat) golden(name string) {
	at.t.Helper()
	path := filepath.Join("testdata", "screens", name+".txt")
	got := at.screen()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			at.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			at.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		at.t.Fatal(err)
	}
	if got != string(want) {
		at.t.Errorf("screen %s is\n%s\nwanted\n%s", name, got, want)
	}
}

// goes shows a place as its key would.
func (at *seat) goes(to place.Place) {
	at.t.Helper()
	switch to.(type) {
	case place.Home, place.Lobby:
		at.run(at.desk.Only(to))
	default:
		at.run(at.desk.Go(to))
	}
	at.stage.settle()
}

// on is the kind of screen that is shown.
func (at *seat) on() string { return strings.TrimPrefix(fmt.Sprintf("%T", at.desk.Top()), "*") }

// form is the form that is shown.
func (at *seat) form() interface {
	Field(key string) *kit.Field
	Focused() *kit.Field
	Focus(key string)
	Get(key string) string
} {
	at.t.Helper()
	f, ok := at.desk.Top().(interface {
		Field(key string) *kit.Field
		Focused() *kit.Field
		Focus(key string)
		Get(key string) string
	})
	if !ok {
		at.t.Fatalf("%s is no form:\n%s", at.on(), at.screen())
	}
	return f
}

// code is the one that is shown with the line to type.
func (at *seat) code() string {
	at.t.Helper()
	for _, word := range strings.Fields(at.screen()) {
		if code, ok := strings.CutSuffix(word, "@convene.example"); ok {
			return code
		}
	}
	at.t.Fatalf("no code is shown:\n%s", at.screen())
	return ""
}

// writing reports whether letters are text on the screen that is shown.
func (at *seat) writing() bool {
	w, ok := at.desk.Top().(desk.Writer)
	return ok && w.Writing()
}

// merges has Mei say that two members are one person, or are not after all.
func (s *stage) merges(first, second string, parts bool) {
	s.t.Helper()
	merge := &session.MergeMembers{Meeting: stageMeeting, First: s.all[first], Second: s.all[second], Parts: parts}
	s.must(s.host.MergeMembers(s.ctx, s.lead, stageCommunity, merge))
}
