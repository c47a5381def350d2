package widening_test

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/widening"
)

// room is a hall in which what was gathered is revealed.
type room struct{ *halltest.Hall }

func newRoom(t *testing.T) room { return room{halltest.New(t)} }

// item is Siti's, for members, and revealed.
func (r room) item(shows method.Ladder) method.ContributionID {
	r.Helper()
	r.To(halltest.Malaysia, layout.Gather)
	a := r.NewItem(halltest.Secret)
	a.Attribution = shows
	r.Must(r.Siti, a)
	r.To(halltest.Malaysia, layout.Revealed)
	return method.ContributionID(a.Item)
}

func (r room) asks(to method.Audience, ids ...method.ContributionID) {
	r.Helper()
	r.Must(r.Facilitator(), &widening.Ask{Meeting: halltest.KL, Contributions: ids, To: to})
}

// answer is the one to what is asked about something, as it stands.
func (r room) answer(id method.ContributionID, a consent.Answer) *widening.Answer {
	to, revision := method.Audience(""), 0
	if _, it := r.Shared().Item(method.ItemID(id)); it != nil {
		to, revision = it.Widening.Question(), it.Revision
	}
	if e := r.Shared().Entries[method.EntryID(id)]; e != nil {
		to, revision = e.Widening.Question(), e.Revision
	}
	return &widening.Answer{Contribution: id, Revision: revision, To: to, Answer: a}
}

// reads says who reads the secret.
func (r room) reads() (all []method.Audience) {
	r.Helper()
	for _, a := range method.Audiences() {
		if strings.Contains(halltest.AsJSON(r, halltest.Whole(r.SharedBy(a))), halltest.Secret) {
			all = append(all, a)
		}
	}
	return all
}

func (r room) onlyTo(say string, widest method.Audience) {
	r.Helper()
	if all := r.reads(); len(all) == 0 || all[len(all)-1] != widest {
		r.Errorf("%s: it is read by %v, want up to %s", say, all, widest)
	}
}

// TestNothingIsWidenedBySilence, and what is widened is narrowed again.
func TestNothingIsWidenedBySilence(t *testing.T) {
	r := newRoom(t)
	id := r.item(method.Unattributed)
	r.onlyTo("not asked", method.Members)
	r.asks(method.Public, id)
	r.onlyTo("asked", method.Members)
	r.Must(r.Siti, r.answer(id, consent.No))
	r.onlyTo("no", method.Members)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.onlyTo("as it is", method.Public)
	r.Must(r.Siti, r.answer(id, consent.Unnamed))
	r.onlyTo("without a name", method.Public)
	r.Must(r.Siti, r.answer(id, consent.No))
	r.onlyTo("taken back", method.Members)
	r.asks(method.Governments, id)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.asks(method.Public, id)
	r.onlyTo("asked for more", method.Governments)
	r.asks("", id)
	r.onlyTo("asked no longer", method.Governments)
	r.Must(r.Siti, r.answer(id, consent.No))
	r.onlyTo("taken back again", method.Members)
	r.SameAfterRereading()
}

// TestWhoWidens: only whoever steers asks, and only the author answers.
func TestWhoWidens(t *testing.T) {
	r := newRoom(t)
	id := r.item(method.Named)
	ask := func() session.Change {
		return &widening.Ask{Meeting: halltest.KL, Contributions: []method.ContributionID{id}, To: method.Public}
	}
	for _, role := range method.Roles() {
		err := r.Do(r.Members[role], ask())
		if steers := role.May(method.Steer); (err == nil) != steers {
			t.Errorf("%s asks: %v", role, err)
		}
	}
	for _, role := range method.Roles() {
		r.Refused(r.Do(r.Members[role], r.answer(id, consent.AsItIs)), refusal.NotAllowed)
	}
	r.onlyTo("answered by others", method.Members)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.onlyTo("answered", method.Public)
}

// TestWhatIsNotAsked is refused with its reason.
func TestWhatIsNotAsked(t *testing.T) {
	r := newRoom(t)
	id := r.item(method.Unattributed)
	r.To(halltest.Malaysia, layout.Gather)
	hidden := method.ContributionID(r.Add(r.Siti, "Hidden"))
	gone := method.ContributionID(r.Make(r.Siti, commitment.Register(), "Gone"))
	r.Must(r.Siti, &session.TakeBackEntry{Register: commitment.Register(), Entry: method.EntryID(gone)})
	for name, tc := range map[string]struct {
		ids  []method.ContributionID
		to   method.Audience
		at   method.MeetingID
		code refusal.Code
	}{
		"nothing":              {nil, method.Public, halltest.KL, refusal.Missing},
		"too much":             {make([]method.ContributionID, widening.MaxAsked+1), method.Public, halltest.KL, refusal.Full},
		"nobody's":             {[]method.ContributionID{"none"}, method.Public, halltest.KL, refusal.NotFound},
		"waits for its reveal": {[]method.ContributionID{hidden}, method.Public, halltest.KL, refusal.NotFound},
		"another meeting's":    {[]method.ContributionID{id}, method.Public, halltest.Bangkok, refusal.NotAllowed},
		"taken back":           {[]method.ContributionID{gone}, method.Public, halltest.KL, refusal.TakenBack},
		"for members":          {[]method.ContributionID{id}, method.Members, halltest.KL, refusal.Invalid},
		"for no circle":        {[]method.ContributionID{id}, "everybody", halltest.KL, refusal.Invalid},
		"ends what is not":     {[]method.ContributionID{id}, "", halltest.KL, refusal.NotFound},
	} {
		if err := r.Do(r.Facilitator(), &widening.Ask{Meeting: tc.at, Contributions: tc.ids, To: tc.to}); !halltest.IsRefusal(err, tc.code) {
			t.Errorf("%s: got %v, want %s", name, err, tc.code)
		}
	}
	elsewhere := &widening.Ask{Meeting: halltest.Bangkok, Contributions: []method.ContributionID{id}, To: method.Public}
	r.Refused(r.Do(r.Members[method.Organiser], elsewhere), refusal.NotFound)
	r.Refused(r.Do(r.Siti, r.answer(id, consent.AsItIs)), refusal.NotFound)
	r.asks(method.Public, id)
	r.Refused(r.Do(r.Siti, r.answer(id, "perhaps")), refusal.Invalid)
	other := r.answer(id, consent.AsItIs)
	other.To = method.Governments
	r.Refused(r.Do(r.Siti, other), refusal.Changed)
	stale := r.answer(id, consent.AsItIs)
	r.Must(r.Facilitator(), &session.EditItem{Item: method.ItemID(id), Revision: 1, Text: halltest.Secret + " indeed"})
	r.Refused(r.Do(r.Siti, stale), refusal.EditedAgain)
}

// TestOtherWordsAreAskedForAgain: what somebody else has written under an author's yes is
// read by nobody new, nor is what comes back when that is undone.
func TestOtherWordsAreAskedForAgain(t *testing.T) {
	r := newRoom(t)
	id := r.item(method.Named)
	it := method.ItemID(id)
	agrees := func() { r.asks(method.Public, id); r.Must(r.Siti, r.answer(id, consent.AsItIs)) }
	agrees()
	r.Must(r.Siti, &session.EditItem{Item: it, Revision: 1, Text: halltest.Secret + ", she says"})
	r.onlyTo("edited by its author", method.Public)
	r.Must(r.Facilitator(), &session.EditItem{Item: it, Revision: 2, Text: halltest.Secret + ", they say"})
	r.onlyTo("edited", method.Members)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.onlyTo("agreed to", method.Public)
	r.Must(r.Facilitator(), &session.EditItem{Item: it, Revision: 3, Text: halltest.Secret + ", all say"})
	r.onlyTo("edited again", method.Members)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.Must(r.Facilitator(), &session.UndoItem{Item: it, Revision: 4})
	r.onlyTo("undone", method.Members)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.Must(r.Siti, &session.AnswerEdit{Contribution: string(id), Revision: 5, Restore: true})
	r.onlyTo("signed again", method.Members)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.Must(r.Facilitator(), &session.MoveItem{Item: it, To: layout.Threats})
	r.Must(r.Facilitator(), &session.UndoItem{Item: it, Revision: 7})
	r.onlyTo("moved there and back", method.Public)
	e := method.ContributionID(r.Make(r.Siti, commitment.Register(), "Words"))
	r.asks(method.Public, e)
	r.Must(r.Siti, r.answer(e, consent.AsItIs))
	r.Must(r.Facilitator(), r.Edit(method.EntryID(e), 1, "Other words"))
	if e := r.Entry(method.EntryID(e)); e.Audience != method.Members || !e.Widening.Pending() {
		t.Errorf("an entry that was edited is for %s: %+v", e.Audience, e.Widening)
	}
	r.SameAfterRereading()
}

// TestAYesIsForNobodyElsesWords: the wider circle reads neither the heading nor the lines in
// other languages that others have given an item, whenever they did, and gives it none.
func TestAYesIsForNobodyElsesWords(t *testing.T) {
	const heading, line = "A heading", "Una línea"
	r := newRoom(t)
	id := r.item(method.Named)
	it := method.ItemID(id)
	r.Must(r.Facilitator(), &session.GroupItem{Item: it, Heading: heading})
	r.asks(method.Public, id)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.Must(r.Members[method.Interpreter], &interpret.Write{Item: it, Revision: 1, Language: "es", Text: line})
	for _, a := range []method.Audience{method.Public, method.Members} {
		all := halltest.AsJSON(t, halltest.Whole(r.SharedBy(a)))
		for _, words := range []string{heading, line} {
			if got := strings.Contains(all, words); got != (a == method.Members) {
				t.Errorf("%s reads %q: %v", a, words, got)
			}
		}
	}
	interpreter := r.Join(halltest.KL, method.Interpreter, method.Public, session.Profile{Name: "Outside"})
	facilitator := r.Join(halltest.KL, method.Facilitator, method.Public, session.Profile{Name: "Outsider"})
	r.Refused(r.Do(interpreter, &interpret.Write{Item: it, Revision: 1, Language: "es", Text: "otra"}), refusal.NotAllowed)
	r.Refused(r.Do(facilitator, &session.GroupItem{Item: it, Heading: "Another"}), refusal.NotAllowed)
	r.SameAfterRereading()
}

// TestEachCircleHasItsCodes: no code tells a wider circle how much a closer one has, and
// whoever knows the earlier code finds it by that.
func TestEachCircleHasItsCodes(t *testing.T) {
	r := newRoom(t)
	first, id := r.item(method.Unattributed), r.item(method.Unattributed)
	entry := method.ContributionID(r.Make(r.Siti, commitment.Register(), "Promised"))
	r.Make(r.Siti, commitment.Register(), "Another")
	codes := func() string {
		return r.Item(method.ItemID(id)).Code + " " + r.Entry(method.EntryID(entry)).Code()
	}
	was := codes()
	r.asks(method.Public, first, id, entry)
	for _, x := range []method.ContributionID{id, entry} {
		r.Must(r.Siti, r.answer(x, consent.AsItIs))
	}
	if got := codes(); was != "MY-S2 C1" || got != "MY-SP1 CP1" {
		t.Errorf("the codes are %s, and were %s", got, was)
	}
	if _, it := r.Shared().ItemCoded("my-s2"); it == nil || r.Shared().EntryCoded("c1") == nil {
		t.Error("members do not find it by its earlier code")
	}
	public := r.SharedBy(method.Public)
	if all := halltest.AsJSON(t, halltest.Whole(public)); strings.Contains(all, "MY-S2") || public.EntryCoded("C1") != nil || public.EntryCoded("CP1") == nil {
		t.Errorf("the public reads %s", all)
	}
	for _, x := range []method.ContributionID{id, entry} {
		r.Must(r.Siti, r.answer(x, consent.No))
	}
	if got := codes(); got != was {
		t.Errorf("what was taken back has the codes %s", got)
	}
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	r.Must(r.Facilitator(), &session.MoveItem{Item: method.ItemID(id), To: layout.Threats})
	r.Must(r.Siti, &session.TakeBackItem{Item: method.ItemID(id)})
	if all := halltest.AsJSON(t, halltest.Whole(r.SharedBy(method.Public))); strings.Contains(all, "MY-S2") || !strings.Contains(all, "MY-TP1") {
		t.Errorf("of what was taken back the public reads %s", all)
	}
	r.SameAfterRereading()
}

// TestWithoutMyName: the wider circle learns nothing of the author; those for whom it was
// written go on reading who it was.
func TestWithoutMyName(t *testing.T) {
	r := newRoom(t)
	id := r.item(method.Named)
	shows := func(a method.Audience) session.MemberID {
		_, it := r.SharedBy(a).Item(method.ItemID(id))
		return it.By.Member
	}
	r.asks(method.Public, id)
	r.Must(r.Siti, r.answer(id, consent.Unnamed))
	if shows(method.Public) != "" || shows(method.Governments) != "" || shows(method.Members) != r.Siti {
		t.Errorf("members read that it is of %q, the public of %q", shows(method.Members), shows(method.Public))
	}
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	if shows(method.Public) != r.Siti {
		t.Error("as it is, the public does not read whose it is")
	}
}

// TestOthersAreNotWidened: neither what others said of an entry is, nor organisations that
// have not been asked.
func TestOthersAreNotWidened(t *testing.T) {
	r := newRoom(t)
	reg := commitment.Register()
	lead, _ := halltest.Leads(reg)
	beside, _ := halltest.Supports(reg)
	own, others := r.Organisation(r.Siti), r.Organisation(r.Members[method.Scribe])
	m := r.NewEntry(reg, "Promised")
	m.Attribution = method.ByOrganisation
	lead.SetSupports(m.Fields, []field.Support{{Organisation: own}})
	beside.SetSupports(m.Fields, []field.Support{{Organisation: others}})
	r.Must(r.Siti, m)
	r.Must(r.Members[method.Scribe], &session.ConfirmEntry{Register: reg, Entry: m.Entry, Organisation: others})
	said := r.Reading(m.Entry, method.Observed)
	said.Line = halltest.Secret
	r.Must(r.Members[method.Scribe], said)
	id := method.ContributionID(m.Entry)
	r.asks(method.Public, id)
	for answer, want := range map[consent.Answer][]field.Support{consent.Unnamed: nil, consent.AsItIs: {{Organisation: own, Confirmed: true}}} {
		r.Must(r.Siti, r.answer(id, answer))
		e := r.SharedBy(method.Public).Entries[m.Entry]
		if got := reg.Supports(e.Fields); len(got) != len(want) || len(got) > 0 && got[0] != want[0] || len(e.Readings) > 0 {
			t.Errorf("%s: the public reads of %v, and %v", answer, got, e.Readings)
		}
	}
	if got := reg.Supports(r.Entry(m.Entry).Fields); len(got) != 2 || len(r.Entry(m.Entry).Readings) != 1 {
		t.Errorf("members read of %v", got)
	}
	r.onlyTo("said of it", method.Members)
}

// TestNoRecordTellsWhoAnswers where they are not named, and nobody answers once nobody
// knows who wrote it.
func TestNoRecordTellsWhoAnswers(t *testing.T) {
	r := newRoom(t)
	id, forgotten := r.item(method.Unattributed), r.item(method.Unattributed)
	entry := method.ContributionID(r.Make(r.Siti, commitment.Register(), "Promised"))
	r.Must(r.Siti, &session.ForgetMe{Contribution: string(forgotten)})
	r.asks(method.Public, id, entry, forgotten)
	for _, x := range []method.ContributionID{id, entry} {
		r.Must(r.Siti, r.answer(x, consent.AsItIs))
	}
	for _, rec := range r.Records() {
		if rec.Kind == "widening.answered/1" && (rec.Author != "" || strings.Contains(string(rec.Body), string(r.Organisation(r.Siti)))) {
			t.Errorf("a record tells who answered: %s %s", rec.Author, rec.Body)
		}
	}
	r.Refused(r.Do(r.Siti, r.answer(forgotten, consent.AsItIs)), refusal.NotAllowed)
	r.Must(r.Facilitator(), &session.CloseMeeting{Meeting: halltest.KL})
	r.asks(method.Public, forgotten)
	r.Refused(r.Do(r.Siti, r.answer(id, consent.No)), refusal.NotAllowed)
}

// TestANoIsAsQuietAsSilence: nobody but the author sees it, and they see it until they
// say something else.
func TestANoIsAsQuietAsSilence(t *testing.T) {
	r := newRoom(t)
	id := r.item(method.Named)
	r.asks(method.Governments, id)
	if got := r.Own(r.Siti).Widenings; len(got) != 1 || got[id].Answer != "" || got[id].Question() != method.Governments {
		t.Errorf("its author is asked %v", got)
	}
	silent := halltest.AsJSON(t, halltest.Whole(r.Shared()))
	r.Must(r.Siti, r.answer(id, consent.No))
	if said := halltest.AsJSON(t, halltest.Whole(r.Shared())); said != silent {
		t.Errorf("a no is seen by others:\n%s\n%s", silent, said)
	}
	if got := r.Own(r.Siti).Widenings[id].Answer; got != consent.No {
		t.Errorf("its author has said %q", got)
	}
	if got := r.Own(r.Facilitator()).Widenings; len(got) > 0 {
		t.Errorf("somebody else is asked %v", got)
	}
}

// TestWhatWasTakenStaysWhereItWent: an author is told of the reports that hold their words
// because they were for more people then.
func TestWhatWasTakenStaysWhereItWent(t *testing.T) {
	r := newRoom(t)
	r.item(method.Named) // is withheld from all of them
	id := r.item(method.Named)
	taken := func() {
		r.OK(r.Host.RecordExport(r.Context(), halltest.CoP, r.Host.NewChange(), r.Facilitator(),
			session.Export{Meeting: halltest.KL, Audience: method.Public, Format: "md"}))
	}
	hold := func() (n int) {
		for _, x := range r.Exports(r.Siti) {
			n += len(x.Yours)
		}
		return n
	}
	taken()
	r.asks(method.Public, id)
	r.Must(r.Siti, r.answer(id, consent.AsItIs))
	if hold() != 0 {
		t.Error("a report from before is said to hold it")
	}
	taken()
	r.Must(r.Siti, r.answer(id, consent.No))
	taken()
	if all := r.Exports(r.Siti); hold() != 1 || len(all) != 2 || len(all[1].Yours) != 1 {
		t.Errorf("the reports are %+v", all)
	}
}
