package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/voting"
)

func TestWhileGatheringOnlyCountsAreSeen(t *testing.T) {
	for _, rung := range method.Ladders() {
		t.Run(string(rung), func(t *testing.T) {
			h := newHall(t)
			a := h.NewItem("prisons overflow")
			a.Attribution = rung
			h.Must(h.Siti, a)
			secrets := []string{"overflow", string(a.Item), string(h.Siti), string(h.Organisation(h.Siti))}
			for who, seen := range h.Readers(h.Siti) {
				for _, s := range secrets {
					if strings.Contains(seen, s) {
						t.Errorf("%s sees %q in %s", who, s, seen)
					}
				}
			}
			if n := h.Shared().Boards[my].Hidden[layout.Strengths]; n != 1 {
				t.Errorf("%d strengths wait for the reveal, want 1", n)
			}
			if mine := h.Own(h.Siti).Hidden[my]; len(mine) != 1 || mine[0].Text != "prisons overflow" {
				t.Errorf("the author sees %v", mine)
			}
			h.To(my, layout.Revealed)
			if it := h.Item(a.Item); it.Text != "prisons overflow" {
				t.Errorf("revealed: %+v", it)
			}
			if mine := h.Own(h.Siti).Hidden[my]; len(mine) != 0 {
				t.Errorf("the author still has %v to wait for", mine)
			}
		})
	}
}

// TestHiddenTextDoesNotMoveTheView: a revision that moved would tell that
// somebody is at work on their words.
func TestHiddenTextDoesNotMoveTheView(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "first")
	before := h.Shared()
	h.Must(h.Siti, &session.EditItem{Item: id, Revision: 1, Text: "second"})
	h.Must(h.Siti, &session.UndoItem{Item: id, Revision: 2})
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("third")})
	if now := h.Shared(); now.Revision != before.Revision {
		t.Errorf("the revision moved from %v to %v", before.Revision, now.Revision)
	}
	h.Must(h.Siti, &session.MoveItem{Item: id, To: layout.Threats})
	now := h.Shared()
	if now.Revision == before.Revision || now.Boards[my].Hidden[layout.Threats] != 1 {
		t.Errorf("the counts did not follow: %+v", now.Boards[my])
	}
	if before.Boards[my].Hidden[layout.Strengths] != 1 {
		t.Error("a view that somebody holds has changed")
	}
}

func TestWhileVotingNoTallyIsSeen(t *testing.T) {
	h := newHall(t)
	first, second := h.Add(h.Siti, "first"), h.Add(h.Siti, "second")
	h.To(my, layout.Voting)
	before, revision := h.Readers(h.Siti), h.Shared().Revision
	h.Must(h.Siti, &voting.Cast{Board: my, Item: first, Dots: 2})
	for who, seen := range h.Readers(h.Siti) {
		if seen != before[who] {
			t.Errorf("%s sees the vote: %s", who, seen)
		}
	}
	if h.Shared().Revision != revision {
		t.Error("a vote moved the revision of the view")
	}
	if got := h.Own(h.Siti).Ballots[my]; got[first].N != 2 {
		t.Errorf("the voter sees %v", got)
	}
	h.To(my, layout.Discuss)
	if h.Votes(first) != 2 || h.Votes(second) != 0 || h.Shared().Boards[my].Rounds[0].Voters != 1 {
		t.Errorf("counted: %+v", h.Shared().Boards[my])
	}
	// Of a second vote nothing is seen either. What the first one counted stays:
	// everybody has talked about it, and hiding it now would only leave it to
	// those who remember.
	h.To(my, layout.Voting)
	before, revision = h.Readers(h.Siti), h.Shared().Revision
	h.Must(h.Siti, &voting.Cast{Board: my, Item: second, Dots: 3})
	for who, seen := range h.Readers(h.Siti) {
		if seen != before[who] {
			t.Errorf("%s sees the second vote: %s", who, seen)
		}
	}
	if h.Votes(first) != 2 || h.Votes(second) != 0 || h.Shared().Revision != revision {
		t.Errorf("the first vote has become %s", halltest.AsJSON(t, h.Shared().Boards[my]))
	}
}

func TestAudiencesSeeTheirOwnCircle(t *testing.T) {
	h := newHall(t)
	meant := map[string]method.Audience{}
	for _, a := range method.Audiences() {
		it := h.NewItem("item for " + string(a))
		it.Audience = a
		h.Must(h.Siti, it)
		meant[it.Text], meant[string(it.Item)] = a, a
		for _, r := range halltest.Registers() {
			m := h.NewEntry(r, r.Name+" for "+string(a))
			m.Audience = a
			h.Must(h.Siti, m)
			meant[r.Title(m.Fields)], meant[string(m.Entry)] = a, a
		}
	}
	for i, reader := range method.Audiences() {
		if n := h.SharedBy(reader).Boards[my].Hidden[layout.Strengths]; n != 3-i {
			t.Errorf("%s: %d items wait for the reveal, want those %d that they will see", reader, n, 3-i)
		}
	}
	h.To(my, layout.Revealed)
	for i, reader := range method.Audiences() {
		s := h.SharedBy(reader)
		seen := halltest.AsJSON(t, []any{s.Boards, s.Entries})
		for words, a := range meant {
			want := i == 0 || a == method.Public || a == reader
			if strings.Contains(seen, words) != want {
				t.Errorf("%s sees %q: %v, want %v", reader, words, !want, want)
			}
		}
	}
}

// TestNobodyWidensTheirOwnCircle: what people say about themselves can narrow
// what they read, never widen it.
func TestNobodyWidensTheirOwnCircle(t *testing.T) {
	h := newHall(t)
	for _, code := range method.Audiences() {
		for _, kind := range method.OrganisationTypes() {
			name := fmt.Sprintf("%s %s", code, kind)
			m := h.Join(kl, method.Participant, code, session.Profile{Name: "Ani", Organisation: name, Type: kind})
			want := code
			if kind == method.Government && code == method.Members {
				want = method.Governments
			}
			if got := h.Shared().AudienceOf(m); got != want {
				t.Errorf("%s: reads as %s, want %s", name, got, want)
			}
		}
	}
}

// TestNobodyTouchesWhatTheyCannotRead, not even who steers and has learnt an id
// from a link: a conflict would tell them the words.
func TestNobodyTouchesWhatTheyCannotRead(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Facilitator, method.Governments, session.Profile{
		Name: "Minister", Organisation: "Ministry", Type: method.Government,
	})
	item := h.OthersItem()
	all := []change{
		&session.EditItem{Item: item, Revision: 9, Text: "better"},
		&session.MoveItem{Item: item, To: layout.Threats},
		&session.UndoItem{Item: item, Revision: 1},
		&session.TakeBackItem{Item: item},
		&moderation.Hide{Item: item, Reason: "it names a family"},
		&session.GroupItem{Item: item, Heading: "Money"},
		&interpret.Write{Item: item, Revision: 9, Language: "es", Text: "otras palabras"},
	}
	for _, r := range halltest.Registers() {
		id := h.Make(h.Siti, r, "Train judges")
		all = append(all,
			h.Edit(id, 9, "Train more"),
			&session.ConfirmEntry{Register: r, Entry: id, Organisation: h.Organisation(minister)},
			&session.HandOver{Register: r, Entry: id, To: h.Organisation(minister)},
			h.Reading(id, method.Observed),
			&session.TakeBackReading{Register: r, Entry: id, Reading: "r"},
		)
	}
	for _, c := range all {
		if err := h.Do(minister, c); !halltest.IsRefusal(err, refusal.NotFound) {
			t.Errorf("%T: got %v", c, err)
		}
	}
	add := h.NewItem("for members")
	h.Refused(h.Do(minister, add), refusal.AudienceTooNarrow)
	for _, m := range h.NewEntries("From it") {
		if f, ok := halltest.Shaped(m.Register, field.ShapeLinks); ok {
			m.Audience = method.Governments
			halltest.Says(m, f.Key, string(item))
			h.Refused(h.Do(minister, m), refusal.Invalid)
		}
	}
}

// TestRecordsKeepNoAuthorWhoIsNotNamed goes through everything that an author
// can do to a contribution.
func TestRecordsKeepNoAuthorWhoIsNotNamed(t *testing.T) {
	for _, rung := range method.Ladders() {
		t.Run(string(rung), func(t *testing.T) {
			h := newHall(t)
			h.Pair() // is the organiser's
			from := len(h.Records())
			h.contribute(rung)
			seen := map[string]bool{}
			for _, r := range h.Records()[from:] {
				seen[r.Kind] = true
				if r.Author == h.Facilitator() {
					continue
				}
				told := r.Author != "" || strings.Contains(string(r.Body), string(h.Siti))
				if told != (rung == method.Named) {
					t.Errorf("%s tells its author: %v (by %q) %s", r.Kind, told, r.Author, r.Body)
				}
			}
			for kind := range session.CommunityKinds(halltest.Registers(), host.Kinds()...) {
				if byAuthors(kind) && !seen[kind] {
					t.Errorf("no %s was recorded", kind)
				}
			}
		})
	}
}

// byAuthors reports whether a change is one to a contribution that its author makes as
// its author: to confirm is an organisation's, and to decide a meeting's.
func byAuthors(kind string) bool {
	name, what, _ := strings.Cut(kind, ".")
	if name == "item" {
		return !slices.Contains([]string{"moderated/1", "restored/1", "upheld/1", "grouped/1", "interpreted/1"}, what)
	}
	r := halltest.RegisterNamed(name)
	switch {
	case r == nil, what == "confirmed/1", what == "decided/1":
		return false
	case what == "handed-over/1":
		_, led := halltest.Leads(r)
		return led
	case what == "reported/1", what == "observed/1", what == "reading-taken-back/1":
		return r.Promises()
	}
	return true
}

// contribute makes, changes and takes back one of everything as Siti.
func (h *hall) contribute(rung method.Ladder) {
	it := h.NewItem("first")
	it.Attribution = rung
	for _, c := range []change{
		it, &session.EditItem{Item: it.Item, Revision: 1, Text: "second"},
		&session.MoveItem{Item: it.Item, To: layout.Threats}, &session.UndoItem{Item: it.Item, Revision: 3},
		&session.TakeBackItem{Item: it.Item},
	} {
		h.Must(h.Siti, c)
	}
	for _, m := range h.NewEntries("Train judges") {
		m.Attribution = rung
		h.Must(h.Siti, m)
		h.Must(h.Siti, h.Edit(m.Entry, 1, "Train more"))
		if _, ok := halltest.Leads(m.Register); ok {
			h.Must(h.Siti, &session.HandOver{Register: m.Register, Entry: m.Entry, To: h.Organisation(h.Members[method.Scribe])})
		}
		if m.Register.Promises() {
			said := h.Reading(m.Entry, method.Reported)
			said.Attribution = rung
			h.Must(h.Siti, said)
			h.Must(h.Siti, &session.TakeBackReading{Register: m.Register, Entry: m.Entry, Reading: said.ID})
			h.observe(h.Siti, m.Register, rung)
		}
		h.Must(h.Siti, &session.TakeBackEntry{Register: m.Register, Entry: m.Entry})
	}
	h.To(my, layout.Revealed)
	hidden := h.NewItem("third")
	hidden.Attribution = rung
	h.Must(h.Siti, hidden)
	h.Must(h.Facilitator(), &moderation.Hide{Item: hidden.Item, Reason: "it names a family"})
	h.Must(h.Siti, &moderation.Appeal{Item: hidden.Item})
}

// observe says how somebody else's entry stands.
func (h *hall) observe(who session.MemberID, r *session.Register, rung method.Ladder) {
	h.Helper()
	m := h.NewEntry(r, "another's")
	m.Attribution = rung
	if f, ok := halltest.Leads(r); ok {
		halltest.Says(m, f.Key)
	}
	h.Must(h.Members[method.Participant], m)
	said := h.Reading(m.Entry, method.Observed)
	said.Attribution = rung
	h.Must(who, said)
}

func TestAttributionShowsOneRungAndNoMore(t *testing.T) {
	h := newHall(t)
	org := h.Organisation(h.Siti)
	want := map[method.Ladder]session.Attribution{
		method.Unattributed: {}, method.ByCountry: {Country: "MY"},
		method.ByOrganisation: {Organisation: org}, method.Named: {Member: h.Siti},
	}
	for _, rung := range method.Ladders() {
		a := h.NewEntry(commitment.Register(), "Train judges")
		a.Attribution = rung
		h.Must(h.Siti, a)
		if got := h.Entry(a.Entry).By; got != want[rung] || got.Ladder() != rung {
			t.Errorf("%s shows %+v, want %+v", rung, got, want[rung])
		}
	}
}

// TestNobodySignsWithWhatTheyHaveNotGiven: it would show less than they chose. Whoever writes
// down what others say signs nothing.
func TestNobodySignsWithWhatTheyHaveNotGiven(t *testing.T) {
	h := newHall(t)
	alone := h.Join(kl, method.Scribe, method.Members, session.Profile{Name: "Ani"})
	promised := h.NewEntry(commitment.Register(), "Train judges")
	h.Must(h.Siti, promised)
	for rung, why := range map[method.Ladder]refusal.Code{
		method.ByCountry: refusal.SignsNoCountry, method.ByOrganisation: refusal.SignsNoOrg,
	} {
		it, m, said := h.NewItem("text"), h.NewEntry(commitment.Register(), "Train guards"), h.Reading(promised.Entry, method.Observed)
		it.Attribution, m.Attribution, said.Attribution = rung, rung, rung
		for _, c := range []change{it, m, said} {
			h.Refused(h.Do(alone, c), why)
		}
		m.SaidBy = &session.SaidBy{Country: "MY"}
		h.Must(alone, m)
	}
}

// TestIdentifies: authors are told where a rung points to nobody else, by what
// that rung shows and nothing besides.
func TestIdentifies(t *testing.T) {
	for name, c := range map[string]struct {
		others                []session.Profile
		country, organisation bool // whether the rung still points to Siti
	}{
		"nobody else":                 {nil, true, true},
		"another country":             {[]session.Profile{{Country: "VN", Organisation: "Other"}}, true, true},
		"the same country":            {[]session.Profile{{Country: "MY", Organisation: "Other"}}, false, true},
		"the same organisation":       {[]session.Profile{{Country: "VN", Organisation: "Org siti"}}, true, false},
		"the same of both":            {[]session.Profile{{Country: "MY", Organisation: "Org siti"}}, false, false},
		"one of each, two of neither": {[]session.Profile{{Country: "MY"}, {Organisation: "Org siti"}, {}, {}}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			for _, p := range c.others {
				p.Name = "Other"
				h.Join(kl, method.Participant, method.Members, p)
			}
			for rung, want := range map[method.Ladder]bool{
				method.Unattributed: false, method.ByCountry: c.country, method.ByOrganisation: c.organisation, method.Named: true,
			} {
				if got := h.Shared().Identifies(kl, h.Siti, rung); got != want {
					t.Errorf("%s: %v, want %v", rung, got, want)
				}
			}
		})
	}
}

func TestMeetingLowersWhatItOffersAndNeverRaisesIt(t *testing.T) {
	h := newHall(t)
	offer := func(l method.Ladder) error {
		d := halltest.Details
		d.Offers = l
		return h.Do(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: h.Shared().Meetings[kl].Revision, Details: d, Agenda: halltest.HallAgenda(kl)})
	}
	h.OK(offer(method.ByCountry))
	h.Refused(offer(method.ByOrganisation), refusal.AttributionBarred)
	for _, rung := range method.Ladders() {
		it := h.NewItem("text")
		it.Attribution = rung
		all := []change{it}
		for _, m := range h.NewEntries("title") {
			m.Attribution = rung
			all = append(all, m)
		}
		for _, c := range all {
			err := h.Do(h.Siti, c)
			if rung == method.Unattributed || rung == method.ByCountry {
				h.OK(err)
			} else {
				h.Refused(err, refusal.AttributionBarred)
			}
		}
	}
}

// TestOnWall shows what everybody may read who attends: whoever comes and reads less
// makes it less, until they are sent out.
func TestOnWall(t *testing.T) {
	h := newHall(t)
	shows := func(reads, want method.Audience) {
		t.Helper()
		if got, err := h.Shared().OnWall(bangkok, reads); err != nil || got != want {
			t.Errorf("for who reads %s it shows %s (%v), wanted %s", reads, got, err, want)
		}
	}
	for _, a := range method.Audiences() {
		shows(a, a)
	}
	minister := h.Join(bangkok, method.Observer, method.Governments, session.Profile{Name: "Minister"})
	shows(method.Members, method.Governments)
	shows(method.Public, method.Public)
	h.Must(h.Members[method.Organiser], &standing.SendOut{Member: minister, Meeting: bangkok})
	shows(method.Members, method.Members)
	_, err := h.Shared().OnWall("nowhere", method.Members)
	h.Refused(err, refusal.NotFound)
	h.Must(h.Members[method.Organiser], &session.RemoveMeeting{Meeting: bangkok})
	if a, err := h.Shared().OnWall(bangkok, method.Members); err == nil {
		t.Errorf("the wall of a removed meeting shows %s", a)
	}
}
