package host_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/voting"
)

const (
	wirasName = "Wira Quixotic"
	wirasKey  = "SHA256:zebra"
)

// wira has a key and an organisation of their own, was of another one before, and has
// written something of everything: signed, unattributed, for their organisation.
func wira(h *hall) (person directory.PersonID, member session.MemberID) {
	h.Helper()
	person = h.Meet(wirasKey)
	h.OK(h.Host.NameOrganisers(h.Context(), []directory.Fingerprint{wirasKey})) // by mistake
	h.OK(h.Host.OnlyOrganisers(h.Context(), nil))
	invitation := h.Shown(h.Invite(kl, method.Facilitator, method.Members, 1))
	member, err := h.Host.Join(h.Context(), person, invitation, session.Profile{
		Name: wirasName, Organisation: "Quagga House", Country: "MY", Attribution: method.Named,
	})
	h.OK(err)
	h.Must(member, &session.ChangeProfile{Member: member, Revision: 1, Profile: session.Profile{Name: wirasName + " Jr", Organisation: "Quagga House", Country: "MY"}, Lived: true})
	h.Must(h.Facilitator(), &standing.Rename{Member: member, Meeting: kl, Revision: 2, Name: "Wyra Quixotic"})
	h.Must(member, &standing.Rename{Member: h.Siti, Meeting: kl, Revision: 1, Name: "Siti M."})
	for _, rung := range method.Ladders() {
		a := h.NewItem("by " + string(rung))
		a.Attribution = rung
		h.Must(member, a)
		m := h.NewEntry(commitment.Register(), "by "+string(rung))
		m.Attribution = rung
		m.Fields.(*commitment.Fields).Lead = field.Support{Organisation: h.Organisation(member)}
		h.Must(member, m)
		said := h.Reading(m.Entry, method.Reported)
		said.Line, said.Attribution = "halfway", rung
		h.Must(member, said)
	}
	h.Must(h.Facilitator(), &standing.CountMember{Meeting: kl, Member: member})
	h.Must(member, &standing.CountOthers{Meeting: kl, Headcount: tally.Headcount{People: 3}})
	h.Must(member, &session.SaveDraft{Name: "profile", Value: []byte(wirasName)})
	h.Must(member, &session.RecordExport{Export: session.Export{Meeting: kl, Audience: method.Members, Format: "md"}})
	return person, member
}

// TestErasedIsForgotten: once nothing is pending, no byte of the store names them, and
// nothing leads to them.
func TestErasedIsForgotten(t *testing.T) {
	for _, words := range []bool{false, true} {
		h := newHouse(t)
		person, member := wira(h.hall)
		h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: member, Organisation: h.Organisation(member)})
		h.Must(member, &session.ChangeProfile{
			Member: member, Revision: 3, Profile: h.Shared().ProfileOf(h.Shared().Members.Of(member)),
			Contact: session.Contact{Words: "office@quokka.example", For: method.Public}, Lived: true,
		})
		outcast := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Outcast"})
		h.Must(member, &standing.SendOut{Member: outcast, Meeting: kl})
		p, _ := h.Host.Person(person)
		h.OK(h.Host.Erase(t.Context(), person, words))
		for _, a := range method.Audiences() {
			if seen := halltest.AsJSON(t, halltest.Whole(h.SharedBy(a))); strings.Contains(seen, "Quagga") || strings.Contains(seen, "quokka") || strings.Contains(seen, string(member)) {
				t.Errorf("%s still see them: %s", a, seen)
			}
		}
		if _, _, err := h.Host.See(t.Context(), cop, outcast); !halltest.IsRefusal(err, refusal.SentOut) {
			t.Errorf("whom they sent out sees the community: %v", err)
		}
		if x := h.Exports(h.Siti); len(x) != 1 || x[0].By != "" {
			t.Errorf("what they took away is %+v", x)
		}
		h.Must(h.Facilitator(), &standing.LetIn{Member: outcast, Meeting: kl})
		h.SameAfterRereading()
		if _, known := h.Host.PersonByKey(wirasKey); known {
			t.Error("the key brings somebody back")
		}
		if n, err := h.Host.Pending(t.Context()); err != nil || n == 0 {
			t.Errorf("%d are pending, %v: the bytes cannot be gone yet", n, err)
		}
		second := halltest.OpenHost(t, h.Store, "second")
		if _, known := second.Person(person); known {
			t.Error("a restart knows them")
		}
		second.Close()
		left, _ := h.disk(member)
		for _, trace := range []string{"Quixotic", "Quagga", "quokka", wirasKey, string(member) + "link", string(member) + "lived", string(person) + `","member":"` + string(member)} {
			if bytes.Contains(left, []byte(trace)) {
				t.Errorf("%q is still in the files", trace)
			}
		}
		if bytes.Contains(left, []byte("by unattributed")) == words {
			t.Errorf("what they wrote is in the files: %v", !words)
		}
		if p.Memberships[cop] != member {
			t.Error("nobody was erased")
		}
	}
}

// TestNobodyComesBackWhoIsErased, by a key or a code that is on its way while they are.
func TestNobodyComesBackWhoIsErased(t *testing.T) {
	for name, comes := range map[string]func(*hall, directory.PersonID) error{
		"a key": func(h *hall, p directory.PersonID) error { return h.Host.Know(h.Context(), p, "SHA256:new") },
		"a return code": func(h *hall, p directory.PersonID) error {
			_, err := h.Host.Renew(h.Context(), p)
			return err
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			store := newFrail()
			h := newHallIn(t, store)
			person := h.Meet("SHA256:old")
			errs := h.together(store, func() error { return h.Host.Prefer(t.Context(), h.Boss, "es") },
				func() error { return h.Host.Erase(t.Context(), person, true) },
				func() error { return comes(h, person) })
			h.OK(errs[0])
			h.Refused(errs[1], refusal.NotFound)
			if _, known := h.Host.Person(person); known {
				t.Errorf("%s brings back whoever was erased", name)
			}
		})
	}
}

// TestWhatOthersShareStays: an organisation that somebody else is of, or was, and what
// others wrote.
func TestWhatOthersShareStays(t *testing.T) {
	h := newHall(t)
	person, member := wira(h)
	colleague := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Ani", Organisation: "Quagga House"})
	others := h.Add(h.Siti, "Siti's own")
	h.To(my, layout.Revealed)
	org := h.Organisation(colleague)
	h.OK(h.Host.Erase(t.Context(), person, false))
	if o := h.Shared().Organisations[org]; o == nil || o.Name != "Quagga House" {
		t.Errorf("the organisation is %+v", o)
	}
	if it := h.Item(others); it.Text != "Siti's own" {
		t.Errorf("somebody else's item is %+v", it)
	}
	for _, it := range h.Shared().Boards[my].Items {
		if it.By.Member == member {
			t.Errorf("%s is still signed by them", it.Text)
		}
	}
	h.SameAfterRereading()
	// The last who was of it takes its name along, also out of the records of who
	// was erased before.
	last := h.PersonOf(colleague)
	h.OK(h.Host.Erase(t.Context(), last, false))
	if text := h.LogText(); strings.Contains(text, "Quagga") {
		t.Errorf("the log still names the organisation: %s", text)
	}
	h.SameAfterRereading()
}

// TestWhatOthersHaveNamedStays: an organisation that nobody was of then.
func TestWhatOthersHaveNamedStays(t *testing.T) {
	h := newHall(t)
	h.Must(h.Siti, &session.AddOrganisation{Organisation: "quagga", Name: "Quagga House", Type: method.CSO})
	person, member := wira(h)
	if h.Organisation(member) != "quagga" {
		t.Fatal("they are of another one")
	}
	h.OK(h.Host.Erase(t.Context(), person, false))
	if o := h.Shared().Organisations["quagga"]; o == nil || o.Name != "Quagga House" {
		t.Errorf("the organisation is %+v", o)
	}
	h.SameAfterRereading()
}

// TestWhoeverOrganisesTheInstallationStays until somebody else does.
func TestWhoeverOrganisesTheInstallationStays(t *testing.T) {
	h := newHall(t)
	before := h.State()
	h.Refused(h.Host.Erase(t.Context(), h.Boss, true), refusal.StillOrganises)
	if h.State() != before {
		t.Error("a refusal has changed something")
	}
	h.Refused(h.Host.Erase(t.Context(), "nobody", true), refusal.NotFound)
}

// TestHoldingsListWhatCanBeTraced, and nothing once the link is gone.
func TestHoldingsListWhatCanBeTraced(t *testing.T) {
	h := newHall(t)
	person, member := wira(h)
	h.Add(h.Siti, "somebody else's")
	all, err := h.Host.Holdings(t.Context(), person)
	h.OK(err)
	if len(all.Keys) != 1 || all.Keys[0] != wirasKey || !all.HasReturnCode() || len(all.Communities) != 1 {
		t.Fatalf("got %+v", all)
	}
	held := all.Communities[0]
	if held.Profile.Name != "Wyra Quixotic" || len(held.Attends) != 1 || len(held.Drafts) != 1 || !held.Lived {
		t.Errorf("got %+v", held)
	}
	rungs, linked := len(method.Ladders()), 0
	for _, c := range held.Contributions {
		if c.Linked {
			linked++
		}
	}
	if len(held.Contributions) != 3*rungs || linked != 3*(rungs-1) {
		t.Errorf("%d contributions, %d of them linked", len(held.Contributions), linked)
	}
	for _, c := range held.Contributions {
		if c.Linked {
			h.Must(member, &session.ForgetMe{Contribution: c.ID})
		} else {
			h.Must(member, c.TakeBack())
		}
	}
	all, err = h.Host.Holdings(t.Context(), person)
	h.OK(err)
	if left := all.Communities[0].Contributions; len(left) != 0 {
		t.Errorf("still traced: %+v", left)
	}
}

// TestErasedAfterACorrection: what a correction and a grant have told of an
// organisation goes with it, and the rest is read again as it was.
func TestErasedAfterACorrection(t *testing.T) {
	for _, into := range []string{"Quokka House", "Org siti"} {
		t.Run(into, func(t *testing.T) {
			h := newHouse(t)
			person, member := wira(h.hall)
			organiser, org := h.Members[method.Organiser], h.Organisation(member)
			h.Must(organiser, &session.GrantSpeaking{Member: member, Organisation: org})
			h.Must(organiser, &session.CorrectOrganisation{Organisation: org, Name: into, Type: method.CSO})
			m := h.NewEntry(commitment.Register(), "by another")
			m.Fields.(*commitment.Fields).Lead = field.Support{Organisation: h.Organisation(member)}
			h.Must(h.Siti, m)
			h.OK(h.Host.Erase(t.Context(), person, false))
			h.SameAfterRereading()
			if log := h.LogText(); strings.Contains(log, "Quagga") || strings.Contains(log, "Quokka") {
				t.Errorf("the log still names it: %s", log)
			}
		})
	}
}

// TestErasedWhateverTheirOrganisationsBecame: in whatever order organisations become one,
// are parted and called otherwise, and those who are of them change to others or are erased,
// what is read again is what was there; and once nobody is left who was of them, no record
// names them.
func TestErasedWhateverTheirOrganisationsBecame(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { erasedInAnyOrder(t, rand.New(rand.NewPCG(seed, 11))) })
	}
}

func erasedInAnyOrder(t *testing.T, chance *rand.Rand) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	types := []method.OrganisationType{method.CSO, method.Government}
	var people []directory.PersonID
	var members []session.MemberID
	for i := range 6 {
		people = append(people, h.Meet(""))
		p := session.Profile{Name: "Somebody", Organisation: fmt.Sprint("Quagga ", i/2), Type: types[i/2%2]}
		member, err := h.Host.Join(t.Context(), people[i], h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), p)
		h.OK(err)
		members = append(members, member)
		m := h.NewEntry(commitment.Register(), "promised")
		m.Attribution, m.Audience = method.ByOrganisation, h.Shared().AudienceOf(member)
		m.Fields.(*commitment.Fields).Lead = field.Support{Organisation: h.Organisation(member)}
		m.Fields.(*commitment.Fields).Supporting = []field.Support{{Organisation: h.Organisation(h.Siti)}}
		h.Must(member, m)
	}
	correct := func(id method.OrganisationID, name string) { // some are refused
		_ = h.Do(organiser, &session.CorrectOrganisation{Organisation: id, Name: name, Type: types[chance.IntN(2)]})
	}
	for range 30 {
		s := h.Shared()
		var all []*session.Organisation
		for _, id := range slices.Sorted(maps.Keys(s.Organisations)) {
			if o := s.Organisations[id]; strings.HasPrefix(o.Name, "Quagga") || len(o.Also) > 0 || o.Name == "Org siti" {
				all = append(all, o)
			}
		}
		one, other := all[chance.IntN(len(all))], all[chance.IntN(len(all))]
		switch chance.IntN(8) {
		case 0, 1:
			if strings.HasPrefix(one.Name, "Quagga") {
				correct(one.ID, other.Name)
			}
		case 2, 3:
			if n := len(one.Also); n > 0 {
				correct(one.Also[n-1], fmt.Sprint("Quagga ", chance.IntN(100)))
			}
		case 4:
			if strings.HasPrefix(one.Name, "Quagga") {
				correct(one.ID, fmt.Sprint("Quagga ", chance.IntN(100)))
			}
		case 5:
			if i := chance.IntN(len(people)); i > 0 {
				h.OK(h.Host.Erase(t.Context(), people[i], false))
				people, members = slices.Delete(people, i, i+1), slices.Delete(members, i, i+1)
			}
		case 6, 7:
			m := s.Members.Of(members[chance.IntN(len(members))])
			p := session.Profile{Name: m.Name, Organisation: other.Name, Type: types[chance.IntN(2)]}
			h.Must(m.ID, &session.ChangeProfile{Member: m.ID, Revision: m.Revision, Profile: p})
		}
		h.SameAfterRereading()
	}
	for _, p := range people {
		h.OK(h.Host.Erase(t.Context(), p, false))
		h.SameAfterRereading()
	}
	if log := h.LogText(); strings.Contains(log, "Quagga") {
		t.Errorf("the log still names one: %s", log)
	}
	if seen := halltest.AsJSON(t, halltest.Whole(h.Shared())); strings.Contains(seen, "Quagga") {
		t.Errorf("the community still names one: %s", seen)
	}
}

// TestWhatAnOrganisationWasOutlivesWhoeverNamedIt: who has left it goes on reading what
// they read, whichever type it has got since, and though whoever named it is erased.
func TestWhatAnOrganisationWasOutlivesWhoeverNamedIt(t *testing.T) {
	for was, reads := range map[method.OrganisationType]method.Audience{method.Government: method.Governments, method.CSO: method.Members} {
		h := newHall(t)
		first, code := h.Meet(""), h.Invite(kl, method.Participant, method.Members, 1)
		_, err := h.Host.Join(t.Context(), first, h.Shown(code), session.Profile{Name: "First", Organisation: "Ministry", Type: was})
		h.OK(err)
		left := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Left", Organisation: "Ministry"})
		org, other := h.Organisation(left), method.CSO
		if was == method.CSO {
			other = method.Government
		}
		h.Must(left, &session.ChangeProfile{Member: left, Revision: 1, Profile: session.Profile{Name: "Left", Organisation: "Elsewhere"}})
		h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: org, Name: "Ministry", Type: other})
		h.OK(h.Host.Erase(t.Context(), first, false))
		if got := h.Shared().AudienceOf(left); got != reads {
			t.Errorf("who has left an organisation of type %s reads for %s", was, got)
		}
		h.SameAfterRereading()
	}
}

// TestALabelGoesWithTheLastWhoGaveItThemselves, whatever it was corrected to; but not where
// something else has named it.
func TestALabelGoesWithTheLastWhoGaveItThemselves(t *testing.T) {
	const label = "Quagga, stateless"
	for _, elsewhere := range []bool{false, true} {
		h := newHall(t)
		var people []directory.PersonID
		for range 2 {
			people = append(people, h.Meet(""))
			code := h.Invite(kl, method.Participant, method.Members, 1)
			_, err := h.Host.Join(t.Context(), people[len(people)-1], h.Shown(code), session.Profile{Name: "Somebody", Country: label})
			h.OK(err)
		}
		promised := h.Make(h.Siti, commitment.Register(), "promised")
		if elsewhere {
			h.Must(h.Facilitator(), halltest.SwotOn(kl, "b", "Another", "B", label))
		}
		for _, k := range []session.CorrectCountry{{From: label, To: "Quagga"}, {From: "Quagga", To: "MM"}} {
			h.Must(h.Members[method.Organiser], &k)
		}
		for i, p := range people {
			h.OK(h.Host.Erase(t.Context(), p, false))
			kept := elsewhere || i == 0
			if got := strings.Contains(h.LogText(), "Quagga"); got != kept {
				t.Errorf("after %d are erased, the log names the label: %v, want %v", i+1, got, kept)
			}
			if got := len(h.Shared().Traces) > 0; got != kept {
				t.Errorf("after %d are erased, the correction is told: %v, want %v", i+1, got, kept)
			}
			h.SameAfterRereading()
		}
		if got := h.Entry(promised).Revision; got != 5 { // two corrections and two erasures
			t.Errorf("the promise is in revision %d", got)
		}
	}
}

// TestNobodyIsLeftToBePartedFrom: an organisation whose people were all erased keeps its
// name only while another is one with it, and goes with the last of those.
func TestNobodyIsLeftToBePartedFrom(t *testing.T) {
	h := newHall(t)
	person, _ := wira(h)
	organiser, org := h.Members[method.Organiser], h.Organisation(h.Siti)
	h.Must(organiser, &session.CorrectOrganisation{Organisation: org, Name: "Quagga House", Type: method.CSO})
	h.OK(h.Host.Erase(t.Context(), person, false))
	h.Refused(h.Do(organiser, &session.CorrectOrganisation{Organisation: org, Name: "Org siti", Type: method.CSO}), refusal.NobodyOfIt)
	if got := h.SpeaksFor(h.Siti); got != "Quagga House" {
		t.Errorf("Siti is of %q", got)
	}
	h.OK(h.Host.Erase(t.Context(), h.PersonOf(h.Siti), false))
	if log := h.LogText(); strings.Contains(log, "Quagga") || strings.Contains(log, "Org siti") {
		t.Errorf("the log still names one: %s", log)
	}
}

// TestAnOrganisationStaysThatIsOneWithANamedOne, although everybody who was of it is erased.
func TestAnOrganisationStaysThatIsOneWithANamedOne(t *testing.T) {
	h := newHall(t)
	h.Must(h.Siti, &session.AddOrganisation{Organisation: "un", Name: "UN agency", Type: method.UNAgency})
	person, member := wira(h)
	org := h.Organisation(member)
	h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: "un", Name: "Quagga House", Type: method.UNAgency})
	h.OK(h.Host.Erase(t.Context(), person, false))
	if o := h.Shared().Organisations[org]; o == nil || o.Name != "Quagga House" {
		t.Errorf("the organisation is %+v", o)
	}
	h.SameAfterRereading()
}

// TestAnOrganisationGoesAfterItWasParted: that somebody had named the other one does not
// keep it.
func TestAnOrganisationGoesAfterItWasParted(t *testing.T) {
	h := newHall(t)
	h.Must(h.Siti, &session.AddOrganisation{Organisation: "un", Name: "UN agency", Type: method.UNAgency})
	person, _ := wira(h)
	for _, name := range []string{"Quagga House", "UN agency"} {
		h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: "un", Name: name, Type: method.UNAgency})
	}
	h.OK(h.Host.Erase(t.Context(), person, false))
	if log := h.LogText(); strings.Contains(log, "Quagga") || !strings.Contains(log, "UN agency") {
		t.Errorf("the log names %s", log)
	}
	h.SameAfterRereading()
}

// TestACorrectionIsToldWithoutWhoWasErased.
func TestACorrectionIsToldWithoutWhoWasErased(t *testing.T) {
	h := newHall(t)
	person, member := wira(h)
	h.Must(h.Members[method.Organiser], &session.OrganiseCommunity{Member: member})
	h.Must(member, &session.CorrectOrganisation{Organisation: h.Organisation(h.Siti), Name: "Pelangi", Type: method.CSO})
	h.OK(h.Host.Erase(t.Context(), person, false))
	told := h.Shared().Traces
	if len(told) != 1 || told[0].Was != "Org siti" || told[0].Now != "Pelangi" || told[0].By == member || told[0].By == "" {
		t.Errorf("it is told that %+v", told)
	}
	h.SameAfterRereading()
}

// TestWhoCountedHandsIsForgotten, in votes that were closed and in the one that is open.
// What they have counted stays.
func TestWhoCountedHandsIsForgotten(t *testing.T) {
	h := newHall(t)
	scribe, item := h.Members[method.Scribe], h.Add(h.Siti, "an item")
	for _, then := range []layout.Phase{layout.Discuss, layout.Voting} {
		h.To(my, layout.Voting)
		h.Must(scribe, &voting.CountHands{Board: my, Item: item, Hands: 3})
		h.To(my, then)
	}
	h.OK(h.Host.Erase(t.Context(), h.PersonOf(scribe), false))
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Voting, To: layout.Discuss})
	seen := h.Shared().Boards[my].Item(item)
	for round := range 2 {
		if n := seen.CountIn(round); n.N != 3 || n.Hands.N != 3 || n.Hands.By == "" || n.Hands.By == scribe {
			t.Errorf("in round %d is counted %+v", round, n)
		}
	}
	h.SameAfterRereading()
}

// TestOnlyWhoIsErasedIsForgotten as the one who keeps or has removed a meeting. It stays
// removed, and no other meeting is.
func TestOnlyWhoIsErasedIsForgotten(t *testing.T) {
	h := newHall(t)
	first := h.Members[method.Organiser]
	second := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Wira"})
	h.Must(first, &session.OrganiseCommunity{Member: second})
	h.Must(first, &session.KeepUntil{Meeting: kl, Until: "9000-01-01"})
	h.Must(second, &session.KeepUntil{Meeting: bangkok, Until: "9000-01-01"})
	h.Must(second, &session.RemoveMeeting{Meeting: bangkok})
	h.OK(h.Host.Erase(t.Context(), h.PersonOf(second), false))
	seen := h.Shared().Meetings
	if m := seen[bangkok]; m.Kept.By != "" || m.Removed == "" || m.Removed == second {
		t.Errorf("it is kept by %q and was removed by %q", m.Kept.By, m.Removed)
	}
	if m := seen[kl]; m.Kept.By != first || m.Removed != "" {
		t.Errorf("another is kept by %q and was removed by %q", m.Kept.By, m.Removed)
	}
	h.SameAfterRereading()
}
