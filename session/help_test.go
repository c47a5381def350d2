package session_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/store/storetest"
)

// chance is the same in every run.
type chance struct {
	mu sync.Mutex
	*rand.ChaCha8
}

func newChance(seed string) *chance {
	var b [32]byte
	copy(b[:], seed)
	return &chance{ChaCha8: rand.NewChaCha8(b)}
}

func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ChaCha8.Read(p)
}

const (
	cop     session.CommunityID = "asia-pacific-cop"
	kl      session.MeetingID   = "kuala-lumpur-2022"
	bangkok session.MeetingID   = "bangkok-2023"
	my      session.BoardID     = "board-my"
)

// hall is a community with a meeting in which every role is taken.
type hall struct {
	testing.TB
	host  *session.Host
	store ledger.Store
	boss  session.PersonID // organiser of the installation
	// members by role; each is of an organisation of their own.
	members map[session.Role]session.MemberID
	siti    session.MemberID // a participant from Malaysia

	mu  sync.Mutex
	log strings.Builder // what the host has logged
}

func openHost(t testing.TB, store ledger.Store, seed string) *session.Host {
	t.Helper()
	host, err := session.Open(t.Context(), store, session.Options{
		Random: newChance(seed), Pepper: []byte("pepper"), Logf: func(string, ...any) {},
		Registers: registers(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return host
}

func newHall(t testing.TB) *hall { return newHallIn(t, &storetest.Memory{}) }

func newHallIn(t testing.TB, store ledger.Store) *hall {
	t.Helper()
	h := newFoundation(t, store)
	h.members = map[session.Role]session.MemberID{}
	profile := session.Profile{Name: "Organiser", Organisation: "Org organiser", Country: "TH"}
	var err error
	h.members[session.Organiser], err = h.host.EnterAsOrganiser(t.Context(), h.boss, cop, profile)
	h.ok(err)
	for _, m := range []session.MeetingID{kl, bangkok} {
		h.must(h.members[session.Organiser], &session.ConveneMeeting{
			Meeting: m, Details: session.MeetingDetails{Title: string(m), First: "2022-08-09", Last: "2022-08-10"},
			Agenda: hallAgenda(m),
		})
	}
	for _, r := range session.Roles()[1:] {
		h.members[r] = h.join(kl, r, session.Members, session.Profile{
			Name: string(r), Organisation: "Org " + string(r), Country: "ID", Type: session.CSO,
		})
	}
	h.siti = h.join(kl, session.Participant, session.Members, session.Profile{
		Name: "Siti", Organisation: "Org siti", Country: "MY", Type: session.CSO,
	})
	return h
}

// hallAgenda is an opening at every meeting, and a SWOT analysis at the first.
func hallAgenda(m session.MeetingID) []session.AgendaItem {
	agenda := []session.AgendaItem{{ID: "plenary", Kind: session.Plenary, Title: "Opening", Day: 1, Minutes: 60}}
	if m == kl {
		agenda = append(agenda, session.AgendaItem{
			ID: "swot", Kind: session.SWOT, Title: "Malaysia", Day: 1, Minutes: 60, Board: my, Prefix: "MY", Country: "MY",
		})
	}
	return agenda
}

// swot is the layout of most boards here.
var swot = session.SWOT.Layout()

// swotOn adds a SWOT analysis to the agenda of a meeting.
func swotOn(meeting session.MeetingID, id session.BoardID, subject, prefix string, c session.Country) *session.AddAgendaItem {
	return &session.AddAgendaItem{Meeting: meeting, Item: session.AgendaItem{
		ID: session.AgendaID(id), Kind: session.SWOT, Title: subject, Board: id, Prefix: prefix, Country: c,
	}}
}

// newFoundation is a hall with a founded community and nobody in it.
func newFoundation(t testing.TB, store ledger.Store) *hall {
	t.Helper()
	h := &hall{TB: t, store: store}
	var err error
	h.host, err = session.Open(t.Context(), store, session.Options{
		Random: newChance("hall"), Pepper: []byte("pepper"), Logf: h.logf,
		Registers: registers(),
	})
	h.ok(err)
	t.Cleanup(h.host.Close)
	claim, err := h.host.OfferClaim(t.Context())
	h.ok(err)
	h.boss = h.meet("")
	h.ok(h.host.Claim(t.Context(), h.boss, claim))
	h.ok(h.host.Found(t.Context(), h.boss, cop, "Asia Pacific", true))
	return h
}

func (h *hall) logf(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	fmt.Fprintf(&h.log, format+"\n", args...)
}

// logged is what the host has logged.
func (h *hall) logged() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.String()
}

func (h *hall) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *hall) meet(key session.Fingerprint) session.PersonID {
	h.Helper()
	p, _, err := h.host.Meet(h.Context(), key, "")
	h.ok(err)
	return p
}

func (h *hall) invite(m session.MeetingID, r session.Role, a session.Audience, uses int) string {
	h.Helper()
	code, err := h.host.Invite(h.Context(), cop, h.members[session.Organiser], session.Invitation{
		Meeting: m, Role: r, Audience: a, Uses: uses, Expires: time.Now().Add(session.InviteFor),
	})
	h.ok(err)
	return code
}

// shown presents a code that must be a good invitation.
func (h *hall) shown(code string) session.Invitation {
	h.Helper()
	e, err := h.host.Present(code)
	h.ok(err)
	return *e.Invitation
}

// join brings somebody new into a meeting.
func (h *hall) join(m session.MeetingID, r session.Role, a session.Audience, p session.Profile) session.MemberID {
	h.Helper()
	member, err := h.host.Join(h.Context(), h.meet(""), h.shown(h.invite(m, r, a, 1)), p)
	h.ok(err)
	return member
}

func (h *hall) facilitator() session.MemberID { return h.members[session.Facilitator] }

func (h *hall) deed(who session.MemberID, c session.Change) session.Deed {
	return session.Deed{ID: h.host.NewChange(), Member: who, Change: c}
}

func (h *hall) do(who session.MemberID, c session.Change) error {
	return h.host.Do(h.Context(), cop, h.deed(who, c))
}

func (h *hall) must(who session.MemberID, c session.Change) {
	h.Helper()
	if err := h.do(who, c); err != nil {
		h.Fatalf("%T: %v", c, err)
	}
}

// refused fails unless the error is a refusal with one of the codes.
func (h *hall) refused(err error, codes ...session.Code) {
	h.Helper()
	for _, c := range codes {
		if errors.Is(err, session.Refuse(c)) {
			return
		}
	}
	h.Errorf("got %v, want a refusal with %v", err, codes)
}

func newItem(h *hall, text string) *session.AddItem {
	return &session.AddItem{
		Board: my, Item: session.NewID[session.ItemID](h.host.Random()), Part: session.Strengths, Text: text,
		Audience: session.Members, Attribution: session.Unattributed,
	}
}

// add adds an unattributed strength for members.
func (h *hall) add(who session.MemberID, text string) session.ItemID {
	h.Helper()
	a := newItem(h, text)
	h.must(who, a)
	return a.Item
}

// to takes the board to a phase, step by step.
func (h *hall) to(board session.BoardID, phase session.Phase) {
	h.Helper()
	for h.shared().Boards[board].Phase != phase {
		b := h.shared().Boards[board]
		to := b.Next()
		if to == "" || phase == session.Gather || phase == b.Back() {
			to = b.Back()
		}
		h.must(h.facilitator(), &session.ChangePhase{Board: board, From: b.Phase, To: to})
	}
}

func (h *hall) shared() *session.Shared { h.Helper(); return h.sharedBy(session.Members) }

func (h *hall) sharedBy(a session.Audience) *session.Shared {
	h.Helper()
	s, err := h.host.Shared(h.Context(), cop, a)
	h.ok(err)
	return s
}

func (h *hall) own(who session.MemberID) *session.Own {
	h.Helper()
	_, own, err := h.host.See(h.Context(), cop, who)
	h.ok(err)
	return own
}

func (h *hall) item(id session.ItemID) *session.Item {
	h.Helper()
	_, it := h.shared().Item(id)
	if it == nil {
		h.Fatalf("no item %s", id)
	}
	return it
}

// registers are those of the halls: all that there are, and one that only these
// tests have.
func registers() []*session.Register { return append(register.All(), things()) }

func registerNamed(name string) *session.Register {
	for _, r := range registers() {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// newEntry is an unattributed entry for members, with an answer to each question
// that has to be answered.
func newEntry(h *hall, r *session.Register, title string) *session.MakeEntry {
	h.Helper()
	answers := map[string]map[string][]string{ // that rules ask for
		"pledge": {"state": {"MY"}}, "agreement": {"others": {"an embassy"}},
	}[r.Name]
	if answers == nil {
		answers = map[string][]string{}
	}
	answers[r.Fields[0].Key] = []string{title}
	for _, f := range r.Fields[1:] {
		switch {
		case !f.Required || f.Later:
		case f.Shape == session.ShapeLine, f.Shape == session.ShapeText:
			answers[f.Key] = []string{"words"}
		case f.Shape == session.ShapeDay:
			answers[f.Key] = []string{"2022-09-01"}
		case f.Shape == session.ShapeCountry, f.Shape == session.ShapeCountries:
			answers[f.Key] = []string{"MY"}
		case f.Shape == session.ShapeLead, f.Shape == session.ShapeSupport:
			answers[f.Key] = []string{string(h.organisation(h.siti))}
		}
	}
	return &session.MakeEntry{
		Register: r, Entry: session.NewID[session.EntryID](h.host.Random()), Meeting: kl, Audience: session.Members,
		Attribution: session.Unattributed, Fields: r.Filled(r.Blank(), answers),
	}
}

// says answers one question of a form.
func says(m *session.MakeEntry, key string, answers ...string) {
	m.Fields = m.Register.Filled(m.Fields, map[string][]string{key: answers})
}

// newEntries are one of every register.
func newEntries(h *hall, title string) []*session.MakeEntry {
	h.Helper()
	var all []*session.MakeEntry
	for _, r := range registers() {
		all = append(all, newEntry(h, r, title))
	}
	return all
}

// make makes an unattributed entry for members.
func (h *hall) make(who session.MemberID, r *session.Register, title string) session.EntryID {
	h.Helper()
	m := newEntry(h, r, title)
	h.must(who, m)
	return m.Entry
}

func (h *hall) entry(id session.EntryID) *session.Entry {
	h.Helper()
	e := h.shared().Entries[id]
	if e == nil {
		h.Fatalf("no entry %s", id)
	}
	return e
}

// edit gives an entry another title.
func (h *hall) edit(id session.EntryID, revision int, title string) *session.EditEntry {
	h.Helper()
	return h.fill(id, revision, h.entry(id).Register.Fields[0].Key, title)
}

// fill answers one question of an entry otherwise.
func (h *hall) fill(id session.EntryID, revision int, key string, answers ...string) *session.EditEntry {
	h.Helper()
	e := h.entry(id)
	return &session.EditEntry{
		Register: e.Register, Entry: id, Revision: revision,
		Fields: e.Register.Filled(e.Fields, map[string][]string{key: answers}),
	}
}

// reading is what somebody who is not named says of an entry between meetings, or
// what bangkok decides.
func reading(h *hall, id session.EntryID, kind session.ReadingKind) *session.AddReading {
	h.Helper()
	said := &session.AddReading{Register: h.entry(id).Register, Entry: id, Attribution: session.Unattributed, Reading: session.Reading{
		ID: session.NewID[session.ReadingID](h.host.Random()), Kind: kind,
	}}
	if kind == session.Decided {
		said.Meeting, said.Outcome = bangkok, session.Continue
	} else {
		said.Completion = session.Limited
	}
	return said
}

// shaped is the first field of a register that has a shape, if one has.
func shaped(r *session.Register, s session.Shape) (session.Field, bool) {
	for _, f := range r.Fields {
		if f.Shape == s {
			return f, true
		}
	}
	return session.Field{}, false
}

// leads is the field of a register that names who leads, if one does.
func leads(r *session.Register) (session.Field, bool) { return shaped(r, session.ShapeLead) }

// supports is the field of a register that names organisations, several if one does.
func supports(r *session.Register) (session.Field, bool) {
	if f, ok := shaped(r, session.ShapeSupport); ok {
		return f, true
	}
	return leads(r)
}

func newCommitment(h *hall, title string) (*session.MakeEntry, *commitment.Fields) {
	h.Helper()
	m := newEntry(h, commitment.Register(), title)
	return m, m.Fields.(*commitment.Fields)
}

func newAction(h *hall, title string) (*session.MakeEntry, *action.Fields) {
	h.Helper()
	m := newEntry(h, action.Register(), title)
	return m, m.Fields.(*action.Fields)
}

// organisation is what the member speaks for.
func (h *hall) organisation(who session.MemberID) session.OrganisationID {
	if m := h.shared().Members.Of(who); m != nil {
		return m.Organisation
	}
	return ""
}

// speaksFor is the name of that organisation.
func (h *hall) speaksFor(who session.MemberID) string {
	if o := h.shared().Organisations[h.organisation(who)]; o != nil {
		return o.Name
	}
	return ""
}

// records reads a log from its beginning.
func records(t testing.TB, store ledger.Store, name string) []ledger.Record {
	t.Helper()
	log, err := store.Log(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	var all []ledger.Record
	for r, err := range log.Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

func (h *hall) records() []ledger.Record { h.Helper(); return records(h, h.store, string(cop)) }

// logText is every word that the community's log holds.
func (h *hall) logText() string {
	h.Helper()
	var b strings.Builder
	for _, r := range h.records() {
		fmt.Fprintf(&b, "%s %s\n", r.Author, r.Body)
	}
	return b.String()
}

// onShelf lists the values of a kind as member/name.
func (h *hall) onShelf(kind string) []string {
	h.Helper()
	values, err := h.store.Shelf(h.Context(), string(cop), "")
	h.ok(err)
	var all []string
	for _, v := range values {
		if v.Kind == kind {
			all = append(all, string(v.Of)+"/"+v.Name)
		}
	}
	return all
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func isRefusal(err error, code session.Code) bool { return errors.Is(err, session.Refuse(code)) }
