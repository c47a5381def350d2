package halltest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/store/storetest"
)

// chance is the same in every run.
type chance struct {
	mu sync.Mutex
	*rand.ChaCha8
}

// NewChance is a chance that is the same for the same seed.
func NewChance(seed string) *chance {
	var b [32]byte
	copy(b[:], seed)
	return &chance{ChaCha8: rand.NewChaCha8(b)}
}

// Read gives the next bytes.
func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ChaCha8.Read(p)
}

const (
	CoP      method.CommunityID = "asia-pacific-cop"
	KL       method.MeetingID   = "kuala-lumpur-2022"
	Bangkok  method.MeetingID   = "bangkok-2023"
	Malaysia method.BoardID     = "board-my"
)

// Hall is a community with a meeting in which every role is taken.
type Hall struct {
	testing.TB
	Host  *host.Host
	Store ledger.Store
	Boss  directory.PersonID // organiser of the installation
	// members by role; each is of an organisation of their own.
	Members map[method.Role]session.MemberID
	Siti    session.MemberID // a participant from Malaysia

	mu  sync.Mutex
	log strings.Builder // what the host has logged
}

// OpenHost opens a host beside the one of a hall, with another chance.
func OpenHost(t testing.TB, store ledger.Store, seed string) *host.Host {
	t.Helper()
	host, err := host.Open(t.Context(), store, host.Options{
		Random: NewChance(seed), Pepper: []byte("pepper"), Logf: func(string, ...any) {},
		Registers: Registers(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return host
}

// New is a hall in a store of its own, which is in memory.
func New(t testing.TB) *Hall { return NewIn(t, &storetest.Memory{}) }

// NewIn is New in another store.
func NewIn(t testing.TB, store ledger.Store) *Hall {
	t.Helper()
	h := NewFoundation(t, store)
	h.Members = map[method.Role]session.MemberID{}
	profile := session.Profile{Name: "Organiser", Organisation: "Org organiser", Country: "TH"}
	var err error
	h.Members[method.Organiser], err = h.Host.EnterAsOrganiser(t.Context(), h.Boss, CoP, profile)
	h.OK(err)
	h.speaks(h.Members[method.Organiser])
	for _, m := range []method.MeetingID{KL, Bangkok} {
		h.Must(h.Members[method.Organiser], &session.ConveneMeeting{
			Meeting: m, Details: session.MeetingDetails{Title: string(m), First: "2022-08-09", Last: "2022-08-10"},
			Agenda: HallAgenda(m),
		})
	}
	for _, r := range method.Roles()[1:] {
		h.Members[r] = h.Join(KL, r, method.Members, session.Profile{
			Name: string(r), Organisation: "Org " + string(r), Country: "ID", Type: method.CSO,
		})
	}
	h.Siti = h.Join(KL, method.Participant, method.Members, session.Profile{
		Name: "Siti", Organisation: "Org siti", Country: "MY", Type: method.CSO,
	})
	return h
}

// HallAgenda is an opening at every meeting, and a SWOT analysis at the first.
func HallAgenda(m method.MeetingID) []session.AgendaItem {
	agenda := []session.AgendaItem{{ID: "plenary", Kind: method.Plenary, Title: "Opening", Day: 1, Minutes: 60}}
	if m == KL {
		agenda = append(agenda, session.AgendaItem{
			ID: "swot", Kind: method.SWOT, Title: "Malaysia", Day: 1, Minutes: 60, Board: Malaysia, Prefix: "MY", Country: "MY",
		})
	}
	return agenda
}

// SWOT is the layout of most boards here.
var SWOT = method.SWOT.Layout()

// SwotOn adds a SWOT analysis to the agenda of a meeting.
func SwotOn(meeting method.MeetingID, id method.BoardID, subject, prefix string, c method.Country) *agenda.Add {
	return &agenda.Add{Meeting: meeting, Item: session.AgendaItem{
		ID: method.AgendaID(id), Kind: method.SWOT, Title: subject, Board: id, Prefix: prefix, Country: c,
	}}
}

// NewFoundation is a hall with a founded community and nobody in it.
func NewFoundation(t testing.TB, store ledger.Store) *Hall {
	t.Helper()
	h := &Hall{TB: t, Store: store}
	var err error
	h.Host, err = host.Open(t.Context(), store, host.Options{
		Random: NewChance("hall"), Pepper: []byte("pepper"), Logf: h.logf,
		Registers: Registers(),
	})
	h.OK(err)
	t.Cleanup(h.Host.Close)
	claim, err := h.Host.OfferClaim(t.Context())
	h.OK(err)
	h.Boss = h.Meet("")
	h.OK(h.Host.Claim(t.Context(), h.Boss, claim))
	h.OK(h.Host.Found(t.Context(), h.Boss, CoP, "Asia Pacific", true))
	return h
}

func (h *Hall) logf(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	fmt.Fprintf(&h.log, format+"\n", args...)
}

// Logged is what the host has logged.
func (h *Hall) Logged() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.log.String()
}

// OK fails where there is an error.
func (h *Hall) OK(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// Meet brings a person who is new here.
func (h *Hall) Meet(key directory.Fingerprint) directory.PersonID {
	h.Helper()
	p, _, err := h.Host.Meet(h.Context(), key, "")
	h.OK(err)
	return p
}

// Invite makes a join code for a meeting.
func (h *Hall) Invite(m method.MeetingID, r method.Role, a method.Audience, uses int) string {
	h.Helper()
	code, err := h.Host.Invite(h.Context(), CoP, h.Members[method.Organiser], directory.Invitation{
		Meeting: m, Role: r, Audience: a, Uses: uses, Expires: time.Now().Add(host.InviteFor),
	})
	h.OK(err)
	return code
}

// Shown presents a code that must be a good invitation.
func (h *Hall) Shown(code string) directory.Invitation {
	h.Helper()
	e, err := h.Host.Present(code)
	h.OK(err)
	return *e.Invitation
}

// Join brings somebody new into a meeting, who speaks for their organisation.
func (h *Hall) Join(m method.MeetingID, r method.Role, a method.Audience, p session.Profile) session.MemberID {
	h.Helper()
	member, err := h.Host.Join(h.Context(), h.Meet(""), h.Shown(h.Invite(m, r, a, 1)), p)
	h.OK(err)
	h.speaks(member)
	return member
}

// speaks lets somebody speak for the organisation that they say they are of.
func (h *Hall) speaks(member session.MemberID) {
	h.Helper()
	if org := h.Organisation(member); org != "" {
		h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: member, Organisation: org})
	}
}

// PersonOf is whoever is that member.
func (h *Hall) PersonOf(member session.MemberID) directory.PersonID {
	h.Helper()
	for _, r := range Records(h, h.Store, "_directory") {
		if body := string(r.Body); strings.Contains(body, string(member)) {
			_, rest, _ := strings.Cut(body, `"person":"`)
			id, _, _ := strings.Cut(rest, `"`)
			return directory.PersonID(id)
		}
	}
	h.Fatalf("nobody is %s", member)
	return ""
}

// Facilitator is the member who facilitates.
func (h *Hall) Facilitator() session.MemberID { return h.Members[method.Facilitator] }

// Deed is a change under a new id.
func (h *Hall) Deed(who session.MemberID, c session.Change) host.Deed {
	return host.Deed{ID: h.Host.NewChange(), Member: who, Change: c}
}

// Do makes a change and returns how it was answered.
func (h *Hall) Do(who session.MemberID, c session.Change) error {
	return h.Host.Do(h.Context(), CoP, h.Deed(who, c))
}

// Must makes a change that has to be accepted.
func (h *Hall) Must(who session.MemberID, c session.Change) {
	h.Helper()
	if err := h.Do(who, c); err != nil {
		h.Fatalf("%T: %v", c, err)
	}
}

// Refused fails unless the error is a refusal with one of the codes.
func (h *Hall) Refused(err error, codes ...refusal.Code) {
	h.Helper()
	for _, c := range codes {
		if errors.Is(err, refusal.New(c)) {
			return
		}
	}
	h.Errorf("got %v, want a refusal with %v", err, codes)
}

// NewItem is a form for an unattributed strength for members.
func (h *Hall) NewItem(text string) *session.AddItem {
	return &session.AddItem{
		Board: Malaysia, Item: method.NewID[method.ItemID](h.Host.Random()), Part: layout.Strengths, Text: text,
		Audience: method.Members, Attribution: method.Unattributed,
	}
}

// Add adds an unattributed strength for members.
func (h *Hall) Add(who session.MemberID, text string) method.ItemID {
	h.Helper()
	a := h.NewItem(text)
	h.Must(who, a)
	return a.Item
}

// To takes the board to a phase, step by step.
func (h *Hall) To(board method.BoardID, phase layout.Phase) {
	h.Helper()
	for h.Shared().Boards[board].Phase != phase {
		b := h.Shared().Boards[board]
		to := b.Next()
		if to == "" || phase == layout.Gather || phase == b.Back() {
			to = b.Back()
		}
		h.Must(h.Facilitator(), &session.ChangePhase{Board: board, From: b.Phase, To: to})
	}
}

// Shared is what members see.
func (h *Hall) Shared() *session.Shared { h.Helper(); return h.SharedBy(method.Members) }

// SharedBy is what an audience sees.
func (h *Hall) SharedBy(a method.Audience) *session.Shared {
	h.Helper()
	s, err := h.Host.Shared(h.Context(), CoP, a)
	h.OK(err)
	return s
}

// Own is what somebody alone sees.
func (h *Hall) Own(who session.MemberID) *session.Own {
	h.Helper()
	_, own, err := h.Host.See(h.Context(), CoP, who)
	h.OK(err)
	return own
}

// Exports are what somebody sees of what was taken away.
func (h *Hall) Exports(who session.MemberID) []session.Exported {
	h.Helper()
	all, err := h.Host.Exports(h.Context(), CoP, who)
	h.OK(err)
	return all
}

// Item is an item that has to be there.
func (h *Hall) Item(id method.ItemID) *session.Item {
	h.Helper()
	_, it := h.Shared().Item(id)
	if it == nil {
		h.Fatalf("no item %s", id)
	}
	return it
}

// Organisation is what the member speaks for.
func (h *Hall) Organisation(who session.MemberID) method.OrganisationID {
	if m := h.Shared().Members.Of(who); m != nil {
		return m.Organisation
	}
	return ""
}

// SpeaksFor is the name of that organisation.
func (h *Hall) SpeaksFor(who session.MemberID) string {
	if o := h.Shared().Organisations[h.Organisation(who)]; o != nil {
		return o.Name
	}
	return ""
}
