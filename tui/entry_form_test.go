package tui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// atNew sits somebody down at the form for a new entry.
func (s *stage) atNew(name string, r *session.Register, from method.ContributionID) *seat {
	s.t.Helper()
	at := s.sit(name, theme.Profile{}, 80, 40)
	at.adds(r, from)
	return at
}

// adds opens the form for a new entry, which may come from something.
func (at *seat) adds(r *session.Register, from method.ContributionID) {
	at.t.Helper()
	if from == "" {
		at.goes(place.Entries{Register: r})
		at.press("a")
		return
	}
	at.goes(place.Registers{From: from})
	at.press(strings.ToLower(r.Letter))
}

// atForm sits somebody down at a form.
func (s *stage) atForm(name string, form place.Place) *seat {
	s.t.Helper()
	at := s.sit(name, theme.Profile{}, 80, 40)
	at.goes(form)
	return at
}

func (s *stage) atCommitment(name string) *seat {
	s.t.Helper()
	at := s.atForm(name, place.Entry{ID: "c"})
	at.press("e")
	return at
}

// TestADraftOfAnEntryWaitsWhereItWasBegun: the key that brings it back says so, in the list
// and on the entry.
func TestADraftOfAnEntryWaitsWhereItWasBegun(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "")
		at.press("esc")
		at.wants("a Add")
		at.press("a")
		at.answer("title", "Open a shelter")
		at.press("esc")
		at.wants("a Your draft")
		at = s.atCommitment("Budi")
		at.answer("title", "Another shelter")
		at.press("esc")
		at.wants("e Your draft")
	})
}

func TestCommitFromAnItem(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "i")
		at.answer("title", "Open a shelter")
		at.answer("country", "malaysia")
		at.press("ctrl+s")
		at.wants("Saved: Open a shelter")
		made := s.made()
		if made.Title != "Open a shelter" || made.Country != "MY" || !slices.Equal(made.From, []field.Link{{To: "i"}}) {
			t.Errorf("made %+v", made)
		}
		if at.on() != "home.meeting" || len(at.desk.Own.Drafts) > 0 {
			t.Errorf("back at %T with the drafts %v", at.desk.Top(), at.desk.Own.Drafts)
		}
	})
}

// TestWhoPromisesWithoutANameIsTold that they can say nothing of it after the close, unless
// an organisation leads.
func TestWhoPromisesWithoutANameIsTold(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		const told = "only organisers can say what became of it"
		at := s.atNew("Siti", commitment.Register(), "i")
		tells := func(rung method.Ladder) bool {
			for at.form().Focus("attribution"); at.form().Get("attribution") != string(rung); {
				at.press("right")
			}
			return strings.Contains(strings.Join(strings.Fields(at.screen()), " "), told)
		}
		if !tells(method.Unattributed) || tells(method.Named) {
			t.Errorf("signed by name:\n%s", at.screen())
		}
		at.form().Focus("lead")
		at.press("right")
		if tells(method.Unattributed) {
			t.Errorf("led by an organisation:\n%s", at.screen())
		}
	})
}

func TestDraftKeepsWordsAndOrigins(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "i")
		at.press("esc")
		if len(at.desk.Own.Drafts) > 0 {
			t.Fatalf("nothing was written, and kept: %s", at.desk.Own.Drafts)
		}
		at.adds(commitment.Register(), "i")
		at.answer("title", "Not yet sent")
		at.press("esc")
		at = s.atNew("Siti", commitment.Register(), "c")
		at.wants("Not yet sent")
		at.press("ctrl+s")
		made := s.made()
		if want := []field.Link{{To: "i"}, {To: "c"}}; made.Title != "Not yet sent" || !slices.Equal(made.From, want) {
			t.Errorf("made %+v", made)
		}
	})
}

// TestDraftFromAnotherMeeting comes back where its origin is not offered.
func TestDraftFromAnotherMeeting(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.ConveneMeeting{Meeting: "bangkok-2023", Details: session.MeetingDetails{Title: "Bangkok", First: "2023-08-09"}})
		s.do("Mei", &session.MakeEntry{
			Register: commitment.Register(), Entry: "earlier", Meeting: "bangkok-2023", Audience: method.Members, Attribution: method.Unattributed,
			Fields: &commitment.Fields{Title: "Earlier"},
		})
		at := s.atNew("Siti", action.Register(), "earlier")
		at.answer("title", "Go on")
		at.press("esc")
		at.adds(action.Register(), "")
		at.wants("Comes from            C2 Earlier", "Go on")
	})
}

func TestDraftOfAnEditRemembersWhatItBeganFrom(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atCommitment("Siti")
		at.answer("title", "Mine")
		at.press("esc")
		s.edits("Budi", func(f *commitment.Fields) { f.Title, f.Country = "Theirs", "TH" })
		at = s.atCommitment("Siti")
		at.wants("Mine", "Thailand")
		at.press("ctrl+s")
		at.wants("(x) Your version", "Mine", "( ) What it says now", "Theirs")
		if s.commitment().Title != "Theirs" {
			t.Error("an old draft overwrote a newer version unasked")
		}
		at.press("enter")
		if c := s.commitment(); c.Title != "Mine" || c.Country != "TH" {
			t.Errorf("chose mine and got %+v", c)
		}
	})
}

func TestChoosingBetweenTwoVersions(t *testing.T) {
	for _, test := range []struct {
		name, keys  string
		title, text string
	}{
		{"one's own", "enter", "Mine", "mine too"},
		{"the first answer", "space enter", "Theirs", "mine too"},
		{"the second answer", "down right enter", "Mine", "theirs too"},
		{"all mine", "t m enter", "Mine", "mine too"},
		{"all theirs", "t ctrl+s", "Theirs", "theirs too"},
		{"later", "esc ctrl+s t enter", "Theirs", "theirs too"},
	} {
		t.Run(test.name, func(t *testing.T) {
			says := "Saved: " + test.title
			if test.title == "Theirs" && test.text == "theirs too" {
				says = "Nothing of yours was to be saved"
			}
			promisedStage(t, func(t *testing.T, s *stage) {
				s.edits("Siti", func(f *commitment.Fields) { f.Description = "as it was" })
				at := s.atCommitment("Siti")
				at.answer("title", "Mine")
				at.answer("description", "mine too")
				s.edits("Budi", func(f *commitment.Fields) { f.Title, f.Description, f.End = "Theirs", "theirs too", "2023-01-31" })
				at.press("ctrl+s")
				at.wants("Mine", "Theirs", "mine too", "theirs too")
				if got := at.screen(); strings.Contains(got, "Ends") {
					t.Errorf("they are asked about what they have not changed:\n%s", got)
				}
				at.press(strings.Fields(test.keys)...)
				if c := s.commitment(); c.Title != test.title || c.Description != test.text || c.End != "2023-01-31" {
					t.Errorf("saved %q, %q until %s", c.Title, c.Description, c.End)
				}
				at.wants(says)
			})
		})
	}
}

// TestTwoWhoChangeDifferentAnswersAreAskedNothing: each keeps what they changed.
func TestTwoWhoChangeDifferentAnswersAreAskedNothing(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atCommitment("Siti")
		at.answer("title", "Mine")
		s.edits("Budi", func(f *commitment.Fields) { f.Description = "theirs" })
		at.press("ctrl+s")
		at.wants("Saved: Mine")
		if c := s.commitment(); c.Title != "Mine" || c.Description != "theirs" {
			t.Errorf("saved %q, %q", c.Title, c.Description)
		}
	})
}

func TestAConfirmationMeanwhileIsNoClash(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atCommitment("Siti")
		at.answer("title", "Mine")
		s.do("Budi", &session.ConfirmEntry{Register: commitment.Register(), Entry: "c", Organisation: s.support("Budi").Organisation})
		at.press("ctrl+s")
		at.wants("Saved: Mine")
		if c := s.commitment(); c.Title != "Mine" || !c.Lead.Confirmed {
			t.Errorf("saved %+v", c)
		}
	})
}

// TestNobodyIsAskedToChooseAmongNothing: whoever reads help meanwhile sends the form again.
func TestNobodyIsAskedToChooseAmongNothing(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atCommitment("Siti")
		at.answer("title", "Mine")
		s.do("Budi", &session.ConfirmEntry{Register: commitment.Register(), Entry: "c", Organisation: s.support("Budi").Organisation})
		at.burst("ctrl+s", "f1")
		s.settle()
		at.press("esc")
		if got := at.screen(); strings.Contains(got, "Choose for each answer") {
			t.Errorf("they are asked\n%s", got)
		}
		at.press("ctrl+s")
		at.wants("Saved: Mine")
	})
}

func TestWordsSurviveARefusalAfterLeaving(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atCommitment("Siti")
		at.answer("start", "tomorrow")
		at.burst("ctrl+s", "esc")
		s.settle()
		if kept := at.desk.Own.Drafts["commitment/kuala-lumpur-2022/c"]; !strings.Contains(string(kept), "tomorrow") {
			t.Errorf("the draft is %s", kept)
		}
	})
}

func TestARefusalPointsToItsQuestion(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", action.Register(), "")
		at.press("ctrl+s")
		if key := at.form().Focused().Key; key != "title" {
			t.Errorf("without a title the focus is on %s", key)
		}
		at.answer("title", "Visit")
		at.answer("next_review", "soon")
		at.form().Focus("title")
		at.press("ctrl+s")
		if key := at.form().Focused().Key; key != "next_review" {
			t.Errorf("with a bad date the focus is on %s", key)
		}
	})
}

func TestAReasonIsAskedOfWhatIsWithdrawn(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atCommitment("Siti")
		if at.form().Field("reason") != nil {
			t.Error("a reason is asked for nothing")
		}
		at.form().Focus("stage")
		at.press("left")
		at.answer("reason", "The law changed")
		at.press("ctrl+s")
		if c := s.commitment(); c.Stage != promise.Withdrawn || c.Reason != "The law changed" {
			t.Errorf("saved %+v", c)
		}
	})
}

func TestCountriesAreChosenFromTheList(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", action.Register(), "")
		at.answer("title", "Campaign")
		at.answer("countries", "Indo")
		at.wants("Indonesia", "Add “Indo” as a label of this community")
		at.press("ctrl+s")
		at.wants("Nothing is chosen yet")
		at.press("enter")
		at.write("ID, indonesien, ")
		at.press("ctrl+u")
		at.write("Tailandia, ")
		at.write("Chiapas")
		at.press("down", "enter")
		at.write("guinea")
		at.press("down", "enter")
		at.write("Fiji")
		at.press("enter", "backspace")
		at.write("PHL")
		at.press("ctrl+s")
		a := s.shared().EntriesOf(action.Register(), stageMeeting)[1].Fields.(*action.Fields)
		if want := []method.Country{"ID", "TH", "Chiapas", "GW", "PH"}; !slices.Equal(a.Countries, want) {
			t.Errorf("the countries are %v, want %v", a.Countries, want)
		}
	})
}

// TestOriginsAreFound by their codes and by words, whatever the accents; neither the
// entry itself nor what was taken back is among them.
func TestOriginsAreFound(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.edits("Siti", func(f *commitment.Fields) { f.Title = "Réunion des juges" })
		s.do("Siti", &session.AddItem{
			Board: "my", Item: "gone", Part: layout.Strengths, Text: "shelter too", Audience: method.Members, Attribution: method.Unattributed,
		})
		s.do("Siti", &session.TakeBackItem{Item: "gone"})
		at := s.atForm("Siti", place.Entry{ID: "a"})
		at.press("e")
		at.answer("from", "a1")
		at.wants("Nothing is called “a1” here.")
		at.press("ctrl+s")
		at.wants("Nothing is called “a1” here.")
		at.press("ctrl+u")
		at.write("SHELTER")
		at.wants("> MY-S1 ")
		if got := at.screen(); strings.Contains(got, "MY-S2") {
			t.Errorf("what was taken back is offered:\n%s", got)
		}
		at.press("enter")
		at.wants("Comes from            MY-S1 ")
		at.press("backspace")
		at.write("reunion")
		at.press("ctrl+s")
		at.wants("> C1 Réunion des juges", "Nothing is chosen yet")
		at.press("ctrl+u")
		at.write("my-s1, c")
		at.wants("> C1 Réunion des juges")
		at.press("enter", "ctrl+s")
		links := s.shared().Entries["a"].Links()
		if want := []field.Link{{To: "i"}, {To: "c"}}; !slices.Equal(links, want) {
			t.Errorf("it comes from %v, want %v", links, want)
		}
	})
}

// TestAKnownLabelIsOffered, whatever in it is small, accented or invisible.
func TestAKnownLabelIsOffered(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.join("Lucía", method.Participant, session.Profile{Country: "Chiapas"})
		at := s.atNew("Siti", commitment.Register(), "i")
		at.answer("title", "Open a shelter")
		at.answer("country", "chia")
		at.wants("> Chiapas")
		at.press("ctrl+u")
		at.write("chiápas")
		at.wants("> Chiapas")
		at.press("ctrl+u")
		at.write("chia\u200dpas")
		at.press("ctrl+s")
		if made := s.made(); made.Country != "Chiapas" {
			t.Errorf("the country is %q", made.Country)
		}
	})
}

// TestWhatIsNotChosenIsADraft: it comes back as letters, not as a label.
func TestWhatIsNotChosenIsADraft(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "i")
		at.answer("country", "Indo")
		at.press("esc")
		at.adds(commitment.Register(), "i")
		if got := at.form().Field("country"); got.Values()[0] != " Indo" {
			t.Errorf("came back as %q", got.Values())
		}
	})
}

// TestFormsLoseNothing opens and sends what stands already, unchanged.
func TestFormsLoseNothing(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		for _, id := range []method.EntryID{"c", "a"} {
			before := s.shared().Entries[id]
			s.atForm("Siti", place.Entry{ID: id}).press("e", "ctrl+s")
			now := s.shared().Entries[id]
			if now.Revision == before.Revision || !reflect.DeepEqual(now.Fields, before.Fields) {
				t.Errorf("%s was %+v and is %+v", now.Code(), before.Fields, now.Fields)
			}
		}
	})
}

// TestTheLeadSaysWhyItIsProposed: signed, one's own organisation is confirmed at
// once; unsigned, that would tell where the author is from.
func TestTheLeadSaysWhyItIsProposed(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "i")
		own := string(at.desk.Own.Member.Organisation)
		for _, test := range []struct{ lead, signed, note string }{
			{"", "named", "entry.support_note"},
			{own, "unattributed", "entry.own_proposed"},
			{own, "country", "entry.own_proposed"},
			{own, "organisation", "entry.own_confirmed"},
		} {
			at.form().Field("lead").Set([]string{test.lead})
			at.form().Field("attribution").Set([]string{test.signed})
			at.press("tab")
			if got := at.form().Field("lead").Note; got != at.desk.T(test.note) {
				t.Errorf("led by %q and signed as %s: %q", test.lead, test.signed, got)
			}
		}
	})
}

// TestAShownAnswerBeginsAtItsBeginning once the focus is elsewhere.
func TestAShownAnswerBeginsAtItsBeginning(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "i")
		at.answer("title", "First words "+strings.Repeat("and more words ", 10))
		at.press("tab")
		at.wants("First words and more")
	})
}

// TestEveryFieldIsAQuestion: what a refusal may name, a form can point to.
func TestEveryFieldIsAQuestion(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", theme.Profile{}, 80, 60)
		asks := func(of, keys string) {
			for key := range strings.FieldsSeq(keys) {
				if at.form().Field(key) == nil {
					t.Errorf("the form of a %s has no question %s", of, key)
				}
			}
		}
		at.press("e")
		asks("meeting", "title place mode offers first last convenors objectives agenda")
		at.press("esc")
		at.adds(commitment.Register(), "i")
		asks("commitment", "attribution audience")
		at.press("esc")
		at.goes(place.Invite{})
		at.press("a")
		for _, of := range []string{"role", "audience", "uses", "days"} {
			at.wants(at.desk.T("invite." + of))
		}
		at.press("esc", "esc")
		for _, r := range register.All() {
			at.adds(r, "")
			for _, f := range r.Fields {
				if !f.Later && f.Set != nil {
					asks(r.Name, f.Key)
				}
			}
			at.press("esc")
		}
		for _, id := range []method.EntryID{"c", "a"} {
			at.goes(place.Entry{ID: id})
			at.press("e")
			e := s.shared().Entries[id]
			for _, f := range e.Register.Fields {
				if f.Set != nil && f.Matters(e.Fields) {
					asks(e.Register.Name, f.Key)
				}
			}
			at.press("esc", "esc")
		}
	})
}

// TestTheListPointsToWhatWasAdded, so that Enter opens that.
func TestTheListPointsToWhatWasAdded(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.atNew("Siti", commitment.Register(), "")
		at.answer("title", "Open a shelter")
		at.answer("country", "malaysia")
		at.press("ctrl+s", "enter")
		at.wants("Open a shelter", "Malaysia")
		if at.on() != "entries.entrySheet" {
			t.Errorf("Enter leads to %s", at.on())
		}
	})
}

// TestAnEmptyListNamesAKeyThatIsThere, which begins the first entry.
func TestAnEmptyListNamesAKeyThatIsThere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for language, press := range map[string]string{"en": "Press ", "es": "Pulse "} {
			lists := 0
			for _, r := range register.All() {
				at := s.sit("Mei", theme.Profile{}, 80, 24)
				at.language(language)
				at.goes(place.Entries{Register: r})
				_, named, told := strings.Cut(at.desk.T(r.Name+".empty"), press)
				if !told {
					continue
				}
				lists++
				if at.press(named[:1]); at.on() != "desk.FormScreen" {
					t.Errorf("in %s, %s leads from the %s to %s", language, named[:1], r.Name, at.on())
				}
				at.press("esc")
			}
			if lists == 0 {
				t.Errorf("in %s no list names a key", language)
			}
		}
	})
}

// TestWhatAJointStatementMustHoldIsNoLesson: a note in it is proposed as what came of it, and
// elsewhere as what people learnt.
func TestWhatAJointStatementMustHoldIsNoLesson(t *testing.T) {
	for kind, want := range map[method.AgendaKind]takeaway.Kind{method.JointStatements: takeaway.Result, method.Plenary: takeaway.Learning} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "say", Kind: kind, Title: "What we say together"}})
			at := s.sit("Budi", plain, 80, 24)
			s.opens("say")
			at.press("a")
			if got := at.form().Get("kind"); got != string(want) {
				t.Errorf("in an item of the kind %s it is a %q, wanted %q", kind, got, want)
			}
		})
	}
}
