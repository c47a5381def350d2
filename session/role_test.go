package session_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// Those who try every change, besides the roles.
const (
	elsewhere = "elsewhere" // facilitates another meeting of the community
	stranger  = "stranger"  // is no member
	nobody    = "nobody"    // has no name at all
)

var (
	steerers     = []string{"organiser", "facilitator"}
	contributors = []string{"organiser", "facilitator", "scribe", "participant"}
	everyMember  = []string{"organiser", "facilitator", "scribe", "interpreter", "participant", "observer", elsewhere}
	everybody    = append(slices.Clone(everyMember), stranger, nobody)
)

type change = session.Change

// attempt is a change that would be accepted from whoever may make it.
type attempt struct {
	kind string // as in the log, or the name of a change that is on the shelf only
	how  string
	may  []string
	make func(h *hall, who session.MemberID) change
}

// author is who, where they may contribute; otherwise somebody who does.
func author(h *hall, who session.MemberID) session.MemberID {
	if r := h.shared().RoleIn(kl, who); r.May(session.Contribute) {
		return who
	}
	return h.siti
}

func ownItem(h *hall, who session.MemberID) session.ItemID { return h.add(author(h, who), "own") }

// othersItem is by Siti, and everybody sees it.
func othersItem(h *hall) session.ItemID {
	id := h.add(h.siti, "another's")
	h.to(my, session.Revealed)
	return id
}

var details = session.MeetingDetails{Title: "KL", First: "2022-08-09"}

func attempts() []attempt {
	return slices.Concat(houseAttempts(), boardAttempts(), itemAttempts(), entryAttempts(), shelfAttempts())
}

func houseAttempts() []attempt {
	return []attempt{
		{"community.founded/1", "", nil, func(*hall, session.MemberID) change {
			return &session.FoundCommunity{Community: "another", Name: "Another"}
		}},
		{"member.joined/1", "as organiser", nil, func(_ *hall, who session.MemberID) change {
			return &session.JoinMeeting{Member: who, Meeting: kl, Role: session.Organiser, Audience: session.Members,
				Profile: &session.Profile{Name: "Mallory"}}
		}},
		{"member.profile/1", "own", everyMember, func(h *hall, who session.MemberID) change {
			return &session.ChangeProfile{Member: who, Revision: 1, Profile: session.Profile{Name: "New", Organisation: h.speaksFor(who)}}
		}},
		{"member.profile/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.ChangeProfile{Member: h.siti, Revision: 1, Profile: session.Profile{Name: "New"}}
		}},
		{"member.organises/1", "one more", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &session.OrganiseCommunity{Member: h.siti}
		}},
		{"member.organises/1", "one less", steerers[:1], func(h *hall, _ session.MemberID) change {
			h.must(h.members[session.Organiser], &session.OrganiseCommunity{Member: h.siti})
			return &session.OrganiseCommunity{Member: h.siti, Ends: true}
		}},
		{"member.organises/1", "by the installation", nil, func(h *hall, who session.MemberID) change {
			return &session.OrganiseCommunity{Member: who, ByInstallation: true}
		}},
		{"country.corrected/1", "", steerers[:1], func(*hall, session.MemberID) change {
			return &session.CorrectCountry{From: "MY", To: "ID"}
		}},
		{"meeting.convened/1", "", steerers[:1], func(*hall, session.MemberID) change {
			return &session.ConveneMeeting{Meeting: "jakarta-2024", Details: details}
		}},
		{"meeting.changed/1", "", steerers, func(*hall, session.MemberID) change {
			return &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: details}
		}},
		{"meeting.closed/1", "", steerers, func(*hall, session.MemberID) change {
			return &session.CloseMeeting{Meeting: kl}
		}},
		{"agenda.opened/1", "", steerers, func(*hall, session.MemberID) change {
			return &session.OpenAgendaItem{Meeting: kl, Item: "plenary"}
		}},
		{"agenda.timed/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.must(h.facilitator(), &session.OpenAgendaItem{Meeting: kl, Item: "plenary"})
			return &session.SetTimer{Meeting: kl, Minutes: 5}
		}},
	}
}

func boardAttempts() []attempt {
	return []attempt{
		{"agenda.added/1", "", steerers, func(*hall, session.MemberID) change {
			return swotOn(kl, "board-th", "Thailand", "TH", "")
		}},
		{"board.phase/1", "forward", steerers, func(*hall, session.MemberID) change {
			return &session.ChangePhase{Board: my, From: session.Gather, To: session.Revealed}
		}},
		{"board.phase/1", "back", steerers, func(h *hall, _ session.MemberID) change {
			h.to(my, session.Revealed)
			return &session.ChangePhase{Board: my, From: session.Revealed, To: session.Gather}
		}},
	}
}

// editedItem is by author(who), and somebody else has edited it.
func editedItem(h *hall, who session.MemberID) session.ItemID {
	id, editor := ownItem(h, who), h.facilitator()
	h.to(my, session.Revealed)
	if author(h, who) == editor {
		editor = h.members[session.Organiser]
	}
	h.must(editor, &session.EditItem{Item: id, Revision: 1, Text: "better"})
	return id
}

func itemAttempts() []attempt {
	return []attempt{
		{"edit.answered/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.AnswerEdit{Contribution: string(editedItem(h, who)), Revision: 2}
		}},
		{"edit.answered/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.AnswerEdit{Contribution: string(editedItem(h, h.siti)), Revision: 2}
		}},
		{"item.added/1", "", contributors, func(h *hall, _ session.MemberID) change { return newItem(h, "new") }},
		{"item.edited/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.EditItem{Item: ownItem(h, who), Revision: 1, Text: "better"}
		}},
		{"item.edited/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			return &session.EditItem{Item: othersItem(h), Revision: 1, Text: "better"}
		}},
		{"item.edited/1", "another's, hidden", nil, func(h *hall, _ session.MemberID) change {
			return &session.EditItem{Item: h.add(h.siti, "hidden"), Revision: 1, Text: "better"}
		}},
		{"item.moved/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.MoveItem{Item: ownItem(h, who), To: session.Threats}
		}},
		{"item.moved/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			return &session.MoveItem{Item: othersItem(h), To: session.Threats}
		}},
		{"item.moved/1", "another's, hidden", nil, func(h *hall, _ session.MemberID) change {
			return &session.MoveItem{Item: h.add(h.siti, "hidden"), To: session.Threats}
		}},
		{"item.undone/1", "own", contributors, func(h *hall, who session.MemberID) change {
			id := ownItem(h, who)
			h.must(author(h, who), &session.EditItem{Item: id, Revision: 1, Text: "better"})
			return &session.UndoItem{Item: id, Revision: 2}
		}},
		{"item.undone/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			id := othersItem(h)
			h.must(h.siti, &session.EditItem{Item: id, Revision: 1, Text: "better"})
			return &session.UndoItem{Item: id, Revision: 2}
		}},
		{"item.taken-back/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.TakeBackItem{Item: ownItem(h, who)}
		}},
		{"item.taken-back/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.TakeBackItem{Item: othersItem(h)}
		}},
		{"item.taken-back/1", "another's, hidden", nil, func(h *hall, _ session.MemberID) change {
			return &session.TakeBackItem{Item: h.add(h.siti, "hidden")}
		}},
	}
}

// entryAttempts are those of every register.
func entryAttempts() []attempt {
	var all []attempt
	for _, r := range registers() {
		all = append(all, entryWords(r)...)
		all = append(all, entrySupports(r)...)
		all = append(all, entryReadings(r)...)
	}
	return all
}

// with is a list of names and one more.
func with(names []string, more string) []string { return append(slices.Clone(names), more) }

// those are the names, where a register has what they need.
func those(has bool, names ...string) []string {
	if !has {
		return nil
	}
	return names
}

func entryWords(r *session.Register) []attempt {
	return []attempt{
		{r.Name + ".made/1", "", contributors, func(h *hall, _ session.MemberID) change { return newEntry(h, r, "Train judges") }},
		{r.Name + ".edited/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return h.edit(h.make(author(h, who), r, "Train judges"), 1, "Train more judges")
		}},
		{r.Name + ".edited/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			return h.edit(h.make(h.siti, r, "Train judges"), 1, "Train more judges")
		}},
		{r.Name + ".taken-back/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.TakeBackEntry{Register: r, Entry: h.make(author(h, who), r, "Train judges")}
		}},
		{r.Name + ".taken-back/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.TakeBackEntry{Register: r, Entry: h.make(h.siti, r, "Train judges")}
		}},
	}
}

func entrySupports(r *session.Register) []attempt {
	field, supported := supports(r)
	_, led := leads(r)
	naming := func(h *hall, org session.OrganisationID) session.EntryID {
		m := newEntry(h, r, "Train judges")
		if supported && org != "" {
			says(m, field.Key, string(org))
		}
		h.must(h.siti, m)
		return m.Entry
	}
	asks := func(by, to session.Role) func(*hall, session.MemberID) change {
		return func(h *hall, who session.MemberID) change {
			id := h.make(author(h, who), r, "Train judges")
			if by != "" {
				id = h.make(h.members[by], r, "Train judges")
			}
			return &session.HandOver{Register: r, Entry: id, To: h.organisation(h.members[to])}
		}
	}
	return []attempt{
		{r.Name + ".confirmed/1", "own organisation", those(supported, with(contributors, elsewhere)...), func(h *hall, who session.MemberID) change {
			org := h.organisation(who)
			return &session.ConfirmEntry{Register: r, Entry: naming(h, org), Organisation: org}
		}},
		{r.Name + ".confirmed/1", "another organisation", nil, func(h *hall, _ session.MemberID) change {
			org := h.organisation(h.siti)
			return &session.ConfirmEntry{Register: r, Entry: naming(h, org), Organisation: org}
		}},
		{r.Name + ".handed-over/1", "own", those(led, contributors...), asks("", session.Observer)},
		{r.Name + ".handed-over/1", "another's", those(led, "organiser", "scribe"), asks(session.Scribe, session.Observer)},
		{r.Name + ".handed-over/1", "declined", those(led, with(contributors, elsewhere)...), func(h *hall, who session.MemberID) change {
			id := h.make(h.siti, r, "Train judges")
			if org := h.organisation(who); led && org != "" {
				h.must(h.siti, &session.HandOver{Register: r, Entry: id, To: org})
			}
			return &session.HandOver{Register: r, Entry: id}
		}},
	}
}

func entryReadings(r *session.Register) []attempt {
	promises := r.Promises()
	reads := func(kind session.ReadingKind, by func(*hall, session.MemberID) session.MemberID) func(*hall, session.MemberID) change {
		return func(h *hall, who session.MemberID) change {
			m := newEntry(h, r, "Train judges")
			if f, ok := leads(r); ok {
				says(m, f.Key)
			}
			h.must(by(h, who), m)
			return reading(h, m.Entry, kind)
		}
	}
	sitis := func(h *hall, _ session.MemberID) session.MemberID { return h.siti }
	takesBack := func(by func(*hall, session.MemberID) session.MemberID) func(*hall, session.MemberID) change {
		return func(h *hall, who session.MemberID) change {
			id := h.make(by(h, who), r, "Train judges")
			said := reading(h, id, session.Reported)
			if promises {
				h.must(by(h, who), said)
			}
			return &session.TakeBackReading{Register: r, Entry: id, Reading: said.ID}
		}
	}
	return []attempt{
		{r.Name + ".reported/1", "own", those(promises, contributors...), reads(session.Reported, author)},
		{r.Name + ".reported/1", "another's", those(promises, "organiser"), reads(session.Reported, sitis)},
		{r.Name + ".observed/1", "own", those(promises, elsewhere), reads(session.Observed, author)}, // which is Siti's there
		{r.Name + ".observed/1", "another's", those(promises, with(contributors[1:], elsewhere)...), reads(session.Observed, sitis)},
		{r.Name + ".decided/1", "", those(promises, "organiser", elsewhere), reads(session.Decided, sitis)},
		{r.Name + ".reading-taken-back/1", "own", those(promises, contributors...), takesBack(author)},
		{r.Name + ".reading-taken-back/1", "another's", nil, takesBack(sitis)},
	}
}

func shelfAttempts() []attempt {
	return []attempt{
		{"CastVote", "", contributors, func(h *hall, _ session.MemberID) change {
			id := othersItem(h)
			h.to(my, session.Voting)
			return &session.CastVote{Board: my, Item: id, Dots: 1}
		}},
		{"SaveDraft", "", everyMember, func(*hall, session.MemberID) change {
			return &session.SaveDraft{Name: "item", Value: []byte("half a thou")}
		}},
		{"ForgetMe", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.ForgetMe{Contribution: string(ownItem(h, who))}
		}},
		{"ForgetMe", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.ForgetMe{Contribution: string(othersItem(h))}
		}},
	}
}

// TestEveryRoleAgainstEveryChange tries each change as everybody, each time in
// a meeting of its own.
func TestEveryRoleAgainstEveryChange(t *testing.T) {
	for _, a := range attempts() {
		for _, name := range everybody {
			t.Run(strings.Join([]string{a.kind, a.how, name}, " "), func(t *testing.T) {
				h := newHall(t)
				who := h.named(name)
				c := a.make(h, who)
				before, records := h.state(), len(h.records())
				err := h.do(who, c)
				if slices.Contains(a.may, name) {
					h.ok(err)
					return
				}
				h.refused(err, session.NotAllowed, session.NotFound, session.NotYourOrg, session.UndoTouched)
				if h.state() != before || len(h.records()) != records {
					t.Error("a refused change has changed something")
				}
			})
		}
	}
}

// named finds or makes the member whom the tables call by that name.
func (h *hall) named(name string) session.MemberID {
	switch name {
	case elsewhere:
		return h.join(bangkok, session.Facilitator, session.Members, session.Profile{Name: "Else", Organisation: "Org elsewhere"})
	case stranger:
		return "0000000000000000"
	case nobody:
		return ""
	}
	return h.members[session.Role(name)]
}

// state is everything that anybody can see.
func (h *hall) state() string {
	h.Helper()
	all := []any{}
	for _, a := range session.Audiences() {
		all = append(all, h.sharedBy(a))
	}
	for _, m := range h.members {
		all = append(all, h.own(m))
	}
	values, err := h.store.Shelf(h.Context(), string(cop), "")
	h.ok(err)
	slices.SortFunc(all, func(a, b any) int { return strings.Compare(asJSON(h, a), asJSON(h, b)) })
	return asJSON(h, append(all, values))
}

// TestEveryChangeHasItsRow fails when somebody adds a change and forgets the
// table above. For the directory see TestOnlyTheHostChangesTheDirectory.
func TestEveryChangeHasItsRow(t *testing.T) {
	rows := map[string]bool{}
	for _, a := range attempts() {
		rows[a.kind] = true
	}
	for kind := range session.CommunityKinds(registers()) {
		if !rows[kind] {
			t.Errorf("%s is in no row of the table", kind)
		}
	}
}

// TestOnlyTheHostChangesTheDirectory: no role is enough, not even for a change
// that is complete.
func TestOnlyTheHostChangesTheDirectory(t *testing.T) {
	for kind, c := range session.DirectoryKinds() {
		for _, who := range []session.Who{{}, {Member: "siti"}} {
			if err := c.Check(&session.Directory{}, who); !isRefusal(err, session.NotAllowed) {
				t.Errorf("%s by %v: got %v", kind, who, err)
			}
		}
	}
}

// TestClosedMeetingTakesNoMore goes through the changes of those who may make
// them, once more, in a meeting that is closed.
func TestClosedMeetingTakesNoMore(t *testing.T) {
	still := []string{"community.founded/1", "member.joined/1", "member.profile/1", "member.organises/1", "country.corrected/1", "meeting.convened/1", "SaveDraft"}
	for _, a := range attempts() {
		if len(a.may) == 0 || slices.Contains(still, a.kind) || outlives(a.kind) {
			continue
		}
		t.Run(a.kind+" "+a.how, func(t *testing.T) {
			h := newHall(t)
			c := a.make(h, h.facilitator())
			h.to(my, session.Discuss)
			h.must(h.facilitator(), &session.CloseMeeting{Meeting: kl})
			want := session.MeetingClosed
			if a.kind == "ForgetMe" || strings.Contains(a.kind, "taken-back") {
				want = session.NotAllowed // nobody is known as the author any more
			}
			h.refused(h.do(h.facilitator(), c), want)
		})
	}
}

// outlives reports whether a change of an entry is possible after its meeting; see
// TestEntriesOutliveTheirMeeting.
func outlives(kind string) bool {
	_, what, _ := strings.Cut(kind, ".")
	return slices.Contains([]string{"confirmed/1", "handed-over/1", "reported/1", "observed/1", "decided/1"}, what)
}

// TestLeadOrganisationEdits: whoever speaks for the lead may keep it up to date.
func TestLeadOrganisationEdits(t *testing.T) {
	h := newHall(t)
	participant, scribe := h.members[session.Participant], h.members[session.Scribe]
	for _, m := range newEntries(h, "Train judges") {
		lead, ok := leads(m.Register)
		if !ok {
			continue
		}
		says(m, lead.Key, string(h.organisation(participant)))
		h.must(h.siti, m)
		if h.entry(m.Entry).Lead().Confirmed {
			t.Errorf("%s: somebody else bound an organisation", m.Register.Name)
		}
		h.refused(h.do(scribe, h.edit(m.Entry, 1, "Train judges")), session.NotAllowed)
		h.must(participant, h.edit(m.Entry, 1, "Train judges"))
		if !h.entry(m.Entry).Lead().Confirmed {
			t.Errorf("%s: an organisation's own member did not confirm it", m.Register.Name)
		}
	}
}

// TestSupportIsProposedUntilConfirmed also by whoever claims otherwise.
func TestSupportIsProposedUntilConfirmed(t *testing.T) {
	h := newHall(t)
	scribe, observer := h.organisation(h.members[session.Scribe]), h.organisation(h.members[session.Observer])
	m, fields := newCommitment(h, "Train judges")
	fields.Supporting = []session.Support{{Organisation: scribe, Confirmed: true}, {Organisation: observer, Confirmed: true}}
	h.must(h.siti, m)
	got := func() []session.Support { return h.entry(m.Entry).Fields.(*commitment.Fields).Supporting }
	want := []session.Support{{Organisation: scribe}, {Organisation: observer}}
	if !slices.Equal(got(), want) {
		t.Errorf("got %v, want %v", got(), want)
	}
	h.must(h.members[session.Scribe], &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: scribe})
	want[0].Confirmed = true
	if !slices.Equal(got(), want) {
		t.Errorf("confirmed: got %v, want %v", got(), want)
	}
	// An edit keeps what was confirmed and adds nothing.
	again := *fields
	again.Supporting = []session.Support{{Organisation: observer, Confirmed: true}, {Organisation: scribe}}
	h.must(h.siti, &session.EditEntry{Register: m.Register, Entry: m.Entry, Revision: 2, Fields: &again})
	want[0], want[1] = want[1], want[0]
	if !slices.Equal(got(), want) {
		t.Errorf("edited: got %v, want %v", got(), want)
	}
}

// TestWhichRoleIsAboveWhich: one has more rights, or neither has.
func TestWhichRoleIsAboveWhich(t *testing.T) {
	ranks := map[session.Role]int{
		"": 0, session.Observer: 1, session.Interpreter: 1, session.Participant: 2, session.Scribe: 2,
		session.Facilitator: 3, session.Organiser: 4,
	}
	for a, high := range ranks {
		for b, low := range ranks {
			if got := a.Above(b); got != (high > low) {
				t.Errorf("%q above %q: %v", a, b, got)
			}
		}
	}
	if roles := session.Roles(); slices.ContainsFunc(roles[1:], func(r session.Role) bool { return r.Above(roles[0]) }) ||
		!slices.IsSortedFunc(roles, func(a, b session.Role) int { return ranks[b] - ranks[a] }) {
		t.Errorf("%v do not begin with the most rights", roles)
	}
}
