package session_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// readers is what each audience and each member but one can see of boards and
// entries.
func (h *hall) readers(but session.MemberID) map[string]string {
	h.Helper()
	seen := map[string]string{}
	for _, a := range session.Audiences() {
		s := h.sharedBy(a)
		seen["audience "+string(a)] = asJSON(h, []any{s.Boards, s.Entries})
	}
	for id := range h.shared().Members.All() {
		if id != but {
			o := h.own(id)
			seen["member "+string(id)] = asJSON(h, []any{o.Hidden, o.Ballots, o.Drafts, o.Originals})
		}
	}
	return seen
}

func TestWhileGatheringOnlyCountsAreSeen(t *testing.T) {
	for _, rung := range session.Ladders() {
		t.Run(string(rung), func(t *testing.T) {
			h := newHall(t)
			a := newItem(h, "prisons overflow")
			a.Attribution = rung
			h.must(h.siti, a)
			secrets := []string{"overflow", string(a.Item), string(h.siti), string(h.organisation(h.siti))}
			for who, seen := range h.readers(h.siti) {
				for _, s := range secrets {
					if strings.Contains(seen, s) {
						t.Errorf("%s sees %q in %s", who, s, seen)
					}
				}
			}
			if n := h.shared().Boards[my].Hidden[session.Strengths]; n != 1 {
				t.Errorf("%d strengths wait for the reveal, want 1", n)
			}
			if mine := h.own(h.siti).Hidden[my]; len(mine) != 1 || mine[0].Text != "prisons overflow" {
				t.Errorf("the author sees %v", mine)
			}
			h.to(my, session.Revealed)
			if it := h.item(a.Item); it.Text != "prisons overflow" {
				t.Errorf("revealed: %+v", it)
			}
			if mine := h.own(h.siti).Hidden[my]; len(mine) != 0 {
				t.Errorf("the author still has %v to wait for", mine)
			}
		})
	}
}

// TestHiddenTextDoesNotMoveTheView: a revision that moved would tell that
// somebody is at work on their words.
func TestHiddenTextDoesNotMoveTheView(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "first")
	before := h.shared()
	h.must(h.siti, &session.EditItem{Item: id, Revision: 1, Text: "second"})
	h.must(h.siti, &session.UndoItem{Item: id, Revision: 2})
	h.must(h.siti, &session.SaveDraft{Name: "item", Value: []byte("third")})
	if now := h.shared(); now.Revision != before.Revision {
		t.Errorf("the revision moved from %v to %v", before.Revision, now.Revision)
	}
	h.must(h.siti, &session.MoveItem{Item: id, To: session.Threats})
	now := h.shared()
	if now.Revision == before.Revision || now.Boards[my].Hidden[session.Threats] != 1 {
		t.Errorf("the counts did not follow: %+v", now.Boards[my])
	}
	if before.Boards[my].Hidden[session.Strengths] != 1 {
		t.Error("a view that somebody holds has changed")
	}
}

func TestWhileVotingNoTallyIsSeen(t *testing.T) {
	h := newHall(t)
	first, second := h.add(h.siti, "first"), h.add(h.siti, "second")
	h.to(my, session.Voting)
	before, revision := h.readers(h.siti), h.shared().Revision
	h.must(h.siti, &session.CastVote{Board: my, Item: first, Dots: 2})
	for who, seen := range h.readers(h.siti) {
		if seen != before[who] {
			t.Errorf("%s sees the vote: %s", who, seen)
		}
	}
	if h.shared().Revision != revision {
		t.Error("a vote moved the revision of the view")
	}
	if got := h.own(h.siti).Ballots[my]; got[first] != 2 {
		t.Errorf("the voter sees %v", got)
	}
	h.to(my, session.Discuss)
	if h.votes(first) != 2 || h.votes(second) != 0 || h.shared().Boards[my].Rounds[0].Voters != 1 {
		t.Errorf("counted: %+v", h.shared().Boards[my])
	}
	// Of a second vote nothing is seen either. What the first one counted stays:
	// everybody has talked about it, and hiding it now would only leave it to
	// those who remember.
	h.to(my, session.Voting)
	before, revision = h.readers(h.siti), h.shared().Revision
	h.must(h.siti, &session.CastVote{Board: my, Item: second, Dots: 3})
	for who, seen := range h.readers(h.siti) {
		if seen != before[who] {
			t.Errorf("%s sees the second vote: %s", who, seen)
		}
	}
	if h.votes(first) != 2 || h.votes(second) != 0 || h.shared().Revision != revision {
		t.Errorf("the first vote has become %s", asJSON(t, h.shared().Boards[my]))
	}
}

func TestAudiencesSeeTheirOwnCircle(t *testing.T) {
	h := newHall(t)
	meant := map[string]session.Audience{}
	for _, a := range session.Audiences() {
		it := newItem(h, "item for "+string(a))
		it.Audience = a
		h.must(h.siti, it)
		meant[it.Text], meant[string(it.Item)] = a, a
		for _, r := range registers() {
			m := newEntry(h, r, r.Name+" for "+string(a))
			m.Audience = a
			h.must(h.siti, m)
			meant[r.Title(m.Fields)], meant[string(m.Entry)] = a, a
		}
	}
	for i, reader := range session.Audiences() {
		if n := h.sharedBy(reader).Boards[my].Hidden[session.Strengths]; n != 3-i {
			t.Errorf("%s: %d items wait for the reveal, want those %d that they will see", reader, n, 3-i)
		}
	}
	h.to(my, session.Revealed)
	for i, reader := range session.Audiences() {
		s := h.sharedBy(reader)
		seen := asJSON(t, []any{s.Boards, s.Entries})
		for words, a := range meant {
			want := i == 0 || a == session.Public || a == reader
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
	for _, code := range session.Audiences() {
		for _, kind := range session.OrganisationTypes() {
			name := fmt.Sprintf("%s %s", code, kind)
			m := h.join(kl, session.Participant, code, session.Profile{Name: "Ani", Organisation: name, Type: kind})
			want := code
			if kind == session.Government && code == session.Members {
				want = session.Governments
			}
			if got := h.shared().AudienceOf(m); got != want {
				t.Errorf("%s: reads as %s, want %s", name, got, want)
			}
		}
	}
}

// TestNobodyTouchesWhatTheyCannotRead, not even who steers and has learnt an id
// from a link: a conflict would tell them the words.
func TestNobodyTouchesWhatTheyCannotRead(t *testing.T) {
	h := newHall(t)
	minister := h.join(kl, session.Facilitator, session.Governments, session.Profile{
		Name: "Minister", Organisation: "Ministry", Type: session.Government,
	})
	item := othersItem(h)
	all := []change{
		&session.EditItem{Item: item, Revision: 9, Text: "better"},
		&session.MoveItem{Item: item, To: session.Threats},
		&session.UndoItem{Item: item, Revision: 1},
		&session.TakeBackItem{Item: item},
	}
	for _, r := range registers() {
		id := h.make(h.siti, r, "Train judges")
		all = append(all,
			h.edit(id, 9, "Train more"),
			&session.ConfirmEntry{Register: r, Entry: id, Organisation: h.organisation(minister)},
			&session.HandOver{Register: r, Entry: id, To: h.organisation(minister)},
			reading(h, id, session.Observed),
			&session.TakeBackReading{Register: r, Entry: id, Reading: "r"},
		)
	}
	for _, c := range all {
		if err := h.do(minister, c); !isRefusal(err, session.NotFound) {
			t.Errorf("%T: got %v", c, err)
		}
	}
	add := newItem(h, "for members")
	h.refused(h.do(minister, add), session.AudienceTooNarrow)
	for _, m := range newEntries(h, "From it") {
		if f, ok := shaped(m.Register, session.ShapeLinks); ok {
			m.Audience = session.Governments
			says(m, f.Key, string(item))
			h.refused(h.do(minister, m), session.Invalid)
		}
	}
}

// TestRecordsKeepNoAuthorWhoIsNotNamed goes through everything that an author
// can do to a contribution.
func TestRecordsKeepNoAuthorWhoIsNotNamed(t *testing.T) {
	for _, rung := range session.Ladders() {
		t.Run(string(rung), func(t *testing.T) {
			h := newHall(t)
			from := len(h.records())
			h.contribute(rung)
			seen := map[string]bool{}
			for _, r := range h.records()[from:] {
				seen[r.Kind] = true
				told := r.Author != "" || strings.Contains(string(r.Body), string(h.siti))
				if told != (rung == session.Named) {
					t.Errorf("%s tells its author: %v (by %q) %s", r.Kind, told, r.Author, r.Body)
				}
			}
			for kind := range session.CommunityKinds(registers()) {
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
		return true
	}
	r := registerNamed(name)
	switch {
	case r == nil, what == "confirmed/1", what == "decided/1":
		return false
	case what == "handed-over/1":
		_, led := leads(r)
		return led
	case what == "reported/1", what == "observed/1", what == "reading-taken-back/1":
		return r.Promises()
	}
	return true
}

// contribute makes, changes and takes back one of everything as Siti.
func (h *hall) contribute(rung session.Ladder) {
	it := newItem(h, "first")
	it.Attribution = rung
	for _, c := range []change{
		it, &session.EditItem{Item: it.Item, Revision: 1, Text: "second"},
		&session.MoveItem{Item: it.Item, To: session.Threats}, &session.UndoItem{Item: it.Item, Revision: 3},
		&session.TakeBackItem{Item: it.Item},
	} {
		h.must(h.siti, c)
	}
	for _, m := range newEntries(h, "Train judges") {
		m.Attribution = rung
		h.must(h.siti, m)
		h.must(h.siti, h.edit(m.Entry, 1, "Train more"))
		if _, ok := leads(m.Register); ok {
			h.must(h.siti, &session.HandOver{Register: m.Register, Entry: m.Entry, To: h.organisation(h.members[session.Scribe])})
		}
		if m.Register.Promises() {
			said := reading(h, m.Entry, session.Reported)
			said.Attribution = rung
			h.must(h.siti, said)
			h.must(h.siti, &session.TakeBackReading{Register: m.Register, Entry: m.Entry, Reading: said.ID})
			h.observe(h.siti, m.Register, rung)
		}
		h.must(h.siti, &session.TakeBackEntry{Register: m.Register, Entry: m.Entry})
	}
}

// observe says how somebody else's entry stands.
func (h *hall) observe(who session.MemberID, r *session.Register, rung session.Ladder) {
	h.Helper()
	m := newEntry(h, r, "another's")
	m.Attribution = rung
	if f, ok := leads(r); ok {
		says(m, f.Key)
	}
	h.must(h.members[session.Participant], m)
	said := reading(h, m.Entry, session.Observed)
	said.Attribution = rung
	h.must(who, said)
}

func TestAttributionShowsOneRungAndNoMore(t *testing.T) {
	h := newHall(t)
	org := h.organisation(h.siti)
	want := map[session.Ladder]session.Attribution{
		session.Unattributed: {}, session.ByCountry: {Country: "MY"},
		session.ByOrganisation: {Organisation: org}, session.Named: {Member: h.siti},
	}
	for _, rung := range session.Ladders() {
		a := newEntry(h, commitment.Register(), "Train judges")
		a.Attribution = rung
		h.must(h.siti, a)
		if got := h.entry(a.Entry).By; got != want[rung] || got.Ladder() != rung {
			t.Errorf("%s shows %+v, want %+v", rung, got, want[rung])
		}
	}
	// Without an organisation there is nothing to show: never the name instead.
	alone := h.join(kl, session.Participant, session.Members, session.Profile{Name: "Ani"})
	a := newEntry(h, commitment.Register(), "Train judges")
	a.Attribution = session.ByOrganisation
	h.must(alone, a)
	if got := h.entry(a.Entry).By; got != (session.Attribution{}) {
		t.Errorf("somebody without an organisation shows %+v", got)
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
				h.join(kl, session.Participant, session.Members, p)
			}
			for rung, want := range map[session.Ladder]bool{
				session.Unattributed: false, session.ByCountry: c.country, session.ByOrganisation: c.organisation, session.Named: true,
			} {
				if got := h.shared().Identifies(kl, h.siti, rung); got != want {
					t.Errorf("%s: %v, want %v", rung, got, want)
				}
			}
		})
	}
}

func TestMeetingLowersWhatItOffersAndNeverRaisesIt(t *testing.T) {
	h := newHall(t)
	offer := func(l session.Ladder) error {
		d := details
		d.Offers = l
		return h.do(h.facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: h.shared().Meetings[kl].Revision, Details: d, Agenda: hallAgenda(kl)})
	}
	h.ok(offer(session.ByCountry))
	h.refused(offer(session.ByOrganisation), session.AttributionBarred)
	for _, rung := range session.Ladders() {
		it := newItem(h, "text")
		it.Attribution = rung
		all := []change{it}
		for _, m := range newEntries(h, "title") {
			m.Attribution = rung
			all = append(all, m)
		}
		for _, c := range all {
			err := h.do(h.siti, c)
			if rung == session.Unattributed || rung == session.ByCountry {
				h.ok(err)
			} else {
				h.refused(err, session.AttributionBarred)
			}
		}
	}
}
