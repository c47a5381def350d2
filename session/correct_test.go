package session_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
)

// namesEverywhere has Siti and a board name a label wherever one can.
func (h *hall) namesEverywhere(label method.Country) (promised, planned method.EntryID, item method.ItemID) {
	h.Helper()
	h.Must(h.Siti, &session.ChangeProfile{Member: h.Siti, Revision: 1, Profile: session.Profile{Name: "Siti", Organisation: "Org siti", Country: label}})
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "b", "Another", "B", label))
	it := h.NewItem("by country")
	m, promise := h.newCommitment("title")
	k, plan := h.newAction("title")
	it.Attribution, m.Attribution, k.Attribution = method.ByCountry, method.ByCountry, method.ByCountry
	promise.Country, plan.Countries = label, []method.Country{label, "ID", "TH"}
	for _, c := range []change{it, m, k} {
		h.Must(h.Siti, c)
	}
	return m.Entry, k.Entry, it.Item
}

func TestACountryIsCorrectedEverywhere(t *testing.T) {
	h := newHall(t)
	promised, planned, item := h.namesEverywhere("Indonesia")
	h.Own(h.Siti) // as it was
	elsewhere := h.Shared().Meetings[bangkok]
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Indonesia", To: "id"})
	s, own := h.Shared(), h.Own(h.Siti)
	if used := s.CountriesUsed(); used["Indonesia"] != (session.CountryUse{}) || used["ID"].Boards != 1 || used["ID"].Entries != 2 {
		t.Errorf("the community names %v", used)
	}
	if e := s.Entries[promised]; e.Fields.(*commitment.Fields).Country != "ID" || e.By.Country != "ID" || e.Revision != 2 {
		t.Errorf("the commitment is %+v", e)
	}
	if e := s.Entries[planned]; !slices.Equal(e.Fields.(*action.Fields).Countries, []method.Country{"ID", "TH"}) || e.By.Country != "ID" || e.Revision != 2 {
		t.Errorf("the action is %+v", e)
	}
	if own.Member.Country != "ID" || s.Members.Of(h.Siti).Country != "ID" || own.Hidden[my][0].By.Country != "ID" {
		t.Errorf("Siti sees %+v and %+v", own.Member, own.Hidden[my][0].By)
	}
	if s.Meetings[bangkok] != elsewhere {
		t.Error("a meeting that does not name it is another")
	}
	h.SameAfterRereading()
	h.To(my, layout.Revealed)
	if it := h.Item(item); it.By.Country != "ID" {
		t.Errorf("the item is by %+v", it.By)
	}
}

// TestACorrectionIsTakenBackByItsOpposite where nothing has become one.
func TestACorrectionIsTakenBackByItsOpposite(t *testing.T) {
	h := newHall(t)
	h.namesEverywhere("Chiapas")
	before := h.Shared().CountriesUsed()
	for _, k := range []session.CorrectCountry{{From: "Chiapas", To: "MX"}, {From: "MX", To: "Chiapas"}} {
		h.Must(h.Members[method.Organiser], &k)
	}
	if now := h.Shared().CountriesUsed(); halltest.AsJSON(t, now) != halltest.AsJSON(t, before) {
		t.Errorf("became %v, was %v", now, before)
	}
}

// TestCountriesThatBecameOneStayOne: no opposite tells apart what was named by both.
func TestCountriesThatBecameOneStayOne(t *testing.T) {
	h := newHall(t)
	h.namesEverywhere("Indonesia")
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "c", "One more", "C", "ID"))
	for _, k := range []session.CorrectCountry{{From: "Indonesia", To: "ID"}, {From: "ID", To: "Indonesia"}} {
		h.Must(h.Members[method.Organiser], &k)
	}
	if b := h.Shared().Boards; b["b"].Country != "Indonesia" || b["c"].Country != "Indonesia" {
		t.Errorf("the boards are of %s and %s", b["b"].Country, b["c"].Country)
	}
	h.SameAfterRereading()
}

func TestCorrectionsAreChecked(t *testing.T) {
	h := newHall(t)
	for k, code := range map[session.CorrectCountry]refusal.Code{
		{From: "MY", To: ""}: refusal.Missing, {From: "MY", To: "MY"}: refusal.Invalid, {From: "MY", To: "ZZ"}: refusal.NoCountry,
		{From: "Nowhere", To: "ID"}: refusal.NotFound, {From: "", To: "ID"}: refusal.NotFound,
	} {
		h.Refused(h.Do(h.Members[method.Organiser], &k), code)
	}
}

// TestAnEditKnowsOfTheCorrection: the old label does not come back with what
// somebody was writing meanwhile, nor with what an author restores.
func TestAnEditKnowsOfTheCorrection(t *testing.T) {
	h := newHall(t)
	promised, _, _ := h.namesEverywhere("Indonesia")
	h.Must(h.Facilitator(), h.Edit(promised, 1, "edited by the facilitator"))
	late := h.Edit(promised, 2, "edited from before")
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Indonesia", To: "ID"})
	var conflict *refusal.Conflict
	if err := h.Do(h.Siti, late); !errors.As(err, &conflict) {
		t.Errorf("an edit from before the correction: got %v", err)
	}
	h.Must(h.Siti, &session.AnswerEdit{Contribution: string(promised), Revision: 3, Restore: true})
	if e := h.Entry(promised); e.Fields.(*commitment.Fields).Country != "ID" || e.By.Country != "ID" || e.Title() != "title" {
		t.Errorf("restored %+v", e)
	}
}

// TestAnOrganisationIsCorrected for all who are of it, and back.
func TestAnOrganisationIsCorrected(t *testing.T) {
	h := newHall(t)
	org := h.Organisation(h.Siti)
	correct := func(name string, kind method.OrganisationType) error {
		return h.Do(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: org, Name: name, Type: kind})
	}
	was := *h.Shared().Organisations[org]
	h.OK(correct("  Pelangi\tHouse ", method.Academia))
	if o := h.Shared().Organisations[org]; o.Name != "Pelangi House" || o.Type != method.Academia || h.Organisation(h.Siti) != org {
		t.Errorf("the organisation is %+v", o)
	}
	h.Refused(correct("", method.CSO), refusal.Missing)
	h.Refused(correct("Pelangi", "club"), refusal.Invalid)
	h.Refused(correct("Pelangi", ""), refusal.Invalid)
	h.OK(correct(was.Name, was.Type))
	if o := h.Shared().Organisations[org]; o.Name != was.Name || o.Type != was.Type {
		t.Errorf("the organisation is %+v", o)
	}
}

// TestOrganisationsBecomeOne under the name of the other: who is of them, who signs for
// them, and what names them.
func TestOrganisationsBecomeOne(t *testing.T) {
	h := newHall(t)
	scribe, organiser := h.Members[method.Scribe], h.Members[method.Organiser]
	twice, once := h.Organisation(h.Siti), h.Organisation(scribe)
	m, promise := h.newCommitment("both")
	promise.Lead.Organisation, promise.Supporting = once, []field.Support{{Organisation: twice}}
	it := h.NewItem("signed")
	it.Attribution = method.ByOrganisation
	asked, plan := h.newCommitment("handed over")
	plan.Lead.Organisation = h.Organisation(h.Members[method.Observer])
	for _, c := range []change{m, it, asked} {
		h.Must(h.Siti, c)
	}
	h.Must(h.Siti, &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: twice})
	h.Must(organiser, &session.HandOver{Register: asked.Register, Entry: asked.Entry, To: twice})
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Revealed})

	h.Must(organiser, &session.CorrectOrganisation{Organisation: twice, Name: h.SpeaksFor(scribe), Type: method.CSO})
	s := h.Shared()
	if s.Organisations[twice] != nil || h.Organisation(h.Siti) != once || h.Item(it.Item).By.Organisation != once || h.Entry(asked.Entry).HandedTo != once {
		t.Errorf("Siti is of %s; the item is by %+v; the promise is handed to %s", h.Organisation(h.Siti), h.Item(it.Item).By, h.Entry(asked.Entry).HandedTo)
	}
	if f := h.Entry(m.Entry).Fields.(*commitment.Fields); f.Lead != (field.Support{Organisation: once, Confirmed: true}) || len(f.Supporting) != 0 {
		t.Errorf("it is led by %+v and supported by %+v", f.Lead, f.Supporting)
	}
	if !s.Members.Of(h.Siti).Speaks {
		t.Error("Siti no longer speaks for it")
	}
	h.SameAfterRereading()
}

// both is a commitment that names two organisations, with what else there is of one of
// them: a member, what is signed by it, and what it was asked to take over.
type both struct {
	*hall
	twice, once    method.OrganisationID
	named, asked   method.EntryID
	alone          method.EntryID // which names only the one that becomes the other
	item           method.ItemID
	organiser, ani session.MemberID
}

func newBoth(t *testing.T) *both {
	h := &both{hall: newHall(t)}
	h.organiser, h.ani = h.Members[method.Organiser], h.comesFrom("Ani", "Org siti")
	h.twice, h.once = h.Organisation(h.Siti), h.Organisation(h.Members[method.Scribe])
	named, fields := h.newCommitment("both")
	fields.Lead.Organisation, fields.Supporting = h.once, []field.Support{{Organisation: h.twice}}
	alone, fields := h.newCommitment("alone")
	fields.Supporting = []field.Support{{Organisation: h.Organisation(h.organiser)}, {Organisation: h.twice}}
	asked, fields := h.newCommitment("handed over")
	fields.Lead.Organisation = h.Organisation(h.Members[method.Observer])
	it := h.NewItem("signed")
	it.Attribution = method.ByOrganisation
	for _, c := range []change{named, alone, asked, it} {
		h.Must(h.Siti, c)
	}
	h.named, h.alone, h.asked, h.item = named.Entry, alone.Entry, asked.Entry, it.Item
	h.Must(h.Siti, &session.ConfirmEntry{Register: named.Register, Entry: named.Entry, Organisation: h.twice})
	h.Must(h.organiser, &session.HandOver{Register: asked.Register, Entry: asked.Entry, To: h.twice})
	h.To(my, layout.Revealed)
	return h
}

func (h *both) merges() {
	h.Helper()
	h.Must(h.organiser, &session.CorrectOrganisation{Organisation: h.twice, Name: "Org scribe", Type: method.CSO})
}

func (h *both) parts() {
	h.Helper()
	h.Must(h.organiser, &session.CorrectOrganisation{Organisation: h.twice, Name: "Org siti", Type: method.CSO})
}

// names is everything in the community that an organisation can be in.
func (h *both) names() string {
	s := h.Shared()
	all := []any{s.Organisations[h.once], s.Organisations[h.twice], h.Item(h.item).By}
	for _, id := range []method.EntryID{h.named, h.alone, h.asked} {
		all = append(all, h.Entry(id).Fields, h.Entry(id).HandedTo, h.Entry(id).By)
	}
	for _, who := range []session.MemberID{h.Siti, h.ani, h.Members[method.Scribe]} {
		m := s.Members.Of(who)
		all = append(all, m.Organisation, m.Speaks, m.Audience)
	}
	return halltest.AsJSON(h, all)
}

// TestOrganisationsArePartedAgain: who is of them, who speaks for them, what is signed by
// them, and what names them, confirmed or not. It is told who did it.
func TestOrganisationsArePartedAgain(t *testing.T) {
	h := newBoth(t)
	before := h.names()
	h.merges()
	if h.names() == before || h.Shared().Organisations[h.twice] != nil || !slices.Equal(h.Shared().Organisations[h.once].Also, []method.OrganisationID{h.twice}) {
		t.Fatal("they are two still")
	}
	newcomer := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Budi", Organisation: "org SITI"})
	since := h.NewItem("since")
	since.Attribution = method.ByOrganisation
	h.Must(newcomer, since)
	h.parts()
	if now := h.names(); now != before {
		t.Errorf("they are\n%s\nand were\n%s", now, before)
	}
	if h.Organisation(newcomer) != h.once || h.Item(since.Item).By.Organisation != h.once {
		t.Error("what came since does not stay with the other")
	}
	var told []string
	for _, tr := range h.Shared().Traces {
		told = append(told, string(tr.What)+" "+tr.Was+" "+tr.Now)
		if tr.By != h.organiser || tr.Of != h.twice || tr.With != h.once || tr.At.IsZero() {
			t.Errorf("got %+v", tr)
		}
	}
	if want := []string{"organisation-merged Org siti Org scribe", "organisation-parted  "}; !slices.Equal(told, want) {
		t.Errorf("it is told that %q", told)
	}
	h.SameAfterRereading()
	h.merges()
	h.parts()
	if now := h.names(); now != before {
		t.Errorf("a second time, they are\n%s\nand were\n%s", now, before)
	}
}

// TestWhatWasChosenSinceStays when two organisations are parted: who is of another one,
// what was granted, and what an entry names.
func TestWhatWasChosenSinceStays(t *testing.T) {
	h := newBoth(t)
	h.merges()
	h.Must(h.Members[method.Scribe], &session.GrantSpeaking{Member: h.ani, Organisation: h.once})
	h.Must(h.Siti, &session.ChangeProfile{Member: h.Siti, Revision: h.Shared().Members.Of(h.Siti).Revision, Profile: session.Profile{Name: "Siti", Organisation: "Org organiser"}})
	h.Must(h.ani, &session.ConfirmEntry{Register: commitment.Register(), Entry: h.alone, Organisation: h.once})
	h.Must(h.organiser, h.Fill(h.named, h.Entry(h.named).Revision, "supporting", string(h.Organisation(h.organiser))))
	h.Must(h.organiser, h.Fill(h.alone, h.Entry(h.alone).Revision, "supporting", string(h.once)))
	h.Must(h.organiser, &session.HandOver{Register: commitment.Register(), Entry: h.asked, To: h.Organisation(h.organiser)})
	h.parts()
	s := h.Shared()
	if ani := s.Members.Of(h.ani); ani.Organisation != h.twice || ani.Speaks || h.Organisation(h.Siti) != h.Organisation(h.organiser) {
		t.Errorf("Ani is %+v, Siti of %s", ani, h.Organisation(h.Siti))
	}
	named, alone := h.Entry(h.named).Fields.(*commitment.Fields), h.Entry(h.alone).Fields.(*commitment.Fields)
	if named.Lead.Organisation != h.once || len(named.Supporting) != 1 || !slices.Equal(alone.Supporting, []field.Support{{Organisation: h.twice}}) {
		t.Errorf("they name %+v and %+v", named, alone)
	}
	if to := h.Entry(h.asked).HandedTo; to != h.Organisation(h.organiser) {
		t.Errorf("the promise is handed to %s", to)
	}
	h.SameAfterRereading()
}

// TestTheLastIsPartedFirst, and only under a name that is free.
func TestTheLastIsPartedFirst(t *testing.T) {
	h := newBoth(t)
	before := h.names()
	h.merges()
	facilitators := h.Organisation(h.Facilitator())
	h.Must(h.organiser, &session.CorrectOrganisation{Organisation: facilitators, Name: "Org scribe", Type: method.CSO})
	parts := func(org method.OrganisationID, name string) error {
		return h.Do(h.organiser, &session.CorrectOrganisation{Organisation: org, Name: name, Type: method.CSO})
	}
	h.Refused(parts(h.twice, "Org siti"), refusal.NotFound)
	for _, taken := range []string{"Org scribe", "Org organiser"} {
		h.Refused(parts(facilitators, taken), refusal.Exists)
	}
	h.OK(parts(facilitators, "Org facilitator"))
	h.OK(parts(h.twice, "Org siti"))
	h.Refused(parts("nobody", "Org siti"), refusal.NotFound)
	if now := h.names(); now != before {
		t.Errorf("they are\n%s\nand were\n%s", now, before)
	}
	h.SameAfterRereading()
}

// TestWhoReadAsAMemberReadsAsOneAgain: whoever was taken for a government by mistake,
// before their organisation became one with another or because of that.
func TestWhoReadAsAMemberReadsAsOneAgain(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Minister", Organisation: "Ministry", Type: method.Government})
	ministry, sitis := h.Organisation(minister), h.Organisation(h.Siti)
	correct := func(org method.OrganisationID, name string, kind method.OrganisationType) {
		h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: org, Name: name, Type: kind})
	}
	reads := func(who session.MemberID, want method.Audience) {
		t.Helper()
		if a := h.Shared().AudienceOf(who); a != want {
			t.Errorf("they read what is for %s, want %s", a, want)
		}
	}
	correct(sitis, "Ministry", method.Government)
	reads(h.Siti, method.Governments)
	correct(sitis, "Org siti", method.CSO)
	reads(h.Siti, method.Members)
	correct(ministry, "Org siti", method.CSO)
	reads(minister, method.Governments)
	correct(ministry, "Mining workers", method.Government)
	reads(minister, method.Governments)
	correct(ministry, "Mining workers", method.CSO)
	reads(minister, method.Members)
	h.SameAfterRereading()
}

// TestCorrectionsAreTold: who gave what another name, and when; a country only where it
// tells of nobody that it was named.
func TestCorrectionsAreTold(t *testing.T) {
	h := newHall(t)
	organiser, org := h.Members[method.Organiser], h.Organisation(h.Siti)
	h.Must(organiser, &session.CorrectOrganisation{Organisation: org, Name: "Pelangi", Type: method.Academia})
	h.Must(organiser, halltest.SwotOn(kl, "b", "Another", "B", "Borneo"))
	h.Must(organiser, &session.CorrectCountry{From: "Borneo", To: "ID"})
	h.Must(organiser, &session.CorrectCountry{From: "TH", To: "KH"}) // of one member only
	m := h.Shared().Meetings[kl]
	changed := &session.ChangeMeeting{Meeting: kl, Short: "kl-2022", Revision: m.Revision, Details: m.MeetingDetails, Agenda: m.Agenda}
	changed.Details.Title = "Kuala Lumpur"
	h.Must(organiser, changed)
	h.OK(h.Host.RenameCommunity(t.Context(), h.PersonOf(organiser), halltest.CoP, "Asia and the Pacific", ""))
	var got []string
	for _, tr := range h.Shared().Traces {
		if got = append(got, string(tr.What)+": "+tr.Was+" > "+tr.Now); tr.By != organiser {
			t.Errorf("%s was done by %q", tr.What, tr.By)
		}
	}
	want := []string{
		"organisation: Org siti > Pelangi", "organisation-type: cso > academia", "country: Borneo > ID",
		"meeting: kuala-lumpur-2022 > Kuala Lumpur", "meeting-short: kuala-lumpur-2022 > kl-2022", "community: Asia Pacific > Asia and the Pacific",
	}
	if !slices.Equal(got, want) {
		t.Errorf("it is told that %q", got)
	}
	h.SameAfterRereading()
}

// TestNobodyReadsMoreByACorrection: who was of a government still reads as one.
func TestNobodyReadsMoreByACorrection(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Minister", Organisation: "Ministry", Type: method.Government})
	if a := h.Shared().AudienceOf(minister); a != method.Governments {
		t.Fatalf("a minister reads what is for %s", a)
	}
	h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: h.Organisation(minister), Name: h.SpeaksFor(h.Siti), Type: method.CSO})
	if a := h.Shared().AudienceOf(minister); a != method.Governments {
		t.Errorf("they read what is for %s now", a)
	}
}

// TestTheSameFewAtEachMeetingAreFew: two who were counted by hand three times are not six.
func TestTheSameFewAtEachMeetingAreFew(t *testing.T) {
	h := newHall(t)
	boss := h.Members[method.Organiser]
	counted := func(of string, n int) {
		for _, m := range h.Shared().Series() {
			h.Must(boss, &standing.CountOthers{Meeting: m.ID, Revision: h.Shared().Meetings[m.ID].OthersRevision, Headcount: tally.Headcount{
				People: n, ByCountry: []tally.Count{{Of: of, N: n}},
			}})
		}
	}
	h.convenes("one", "two")
	for range 5 {
		h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Somebody"})
	}
	counted("LA", 2)
	if n := h.Shared().CountriesUsed()["LA"].Members; n != 0 {
		t.Errorf("of two people %d are told", n)
	}
	counted("LA", 6)
	if n := h.Shared().CountriesUsed()["LA"].Members; n != 6 {
		t.Errorf("of six people %d are told", n)
	}
}
