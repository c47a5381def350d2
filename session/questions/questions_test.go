package questions_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/session/refusal"
)

const panel method.BoardID = "panel"

// room is a hall with a panel to which two questions were put, by Siti and by the scribe.
type room struct{ *halltest.Hall }

func newRoom(t *testing.T) room {
	r := room{halltest.New(t)}
	r.Must(r.Facilitator(), &agenda.Add{Meeting: halltest.KL, Item: session.AgendaItem{
		ID: "panel", Kind: method.Panel, Title: "What works", Board: panel,
	}})
	r.asks(r.Siti, "cost")
	r.asks(r.Members[method.Scribe], "time")
	return r
}

// asks puts a question without a name, whose id is its text.
func (r room) asks(who session.MemberID, text string) {
	r.Helper()
	q := r.NewItem(text)
	q.Board, q.Part, q.Item = panel, layout.Questions, method.ItemID(text)
	r.Must(who, q)
}

func (r room) want(who session.MemberID, question method.ItemID, not bool) error {
	return r.Do(who, &questions.Want{Question: question, Not: not})
}

// counts is how many want each question asked, as an audience sees it: "cost 2 time 0".
func (r room) counts(a method.Audience) string {
	var all []string
	for _, it := range r.SharedBy(a).Boards[panel].Items {
		all = append(all, fmt.Sprint(it.ID, " ", it.Wanted))
	}
	return strings.Join(all, " ")
}

// TestManyWantAQuestionAsked: each person once, and as long as they want; everybody sees
// at once how many do, the authors included, who may want what they ask like anything else.
func TestManyWantAQuestionAsked(t *testing.T) {
	for words, want := range map[string]string{
		"":                                "cost 0 time 0",
		"+cost":                           "cost 1 time 0",
		"+cost +cost":                     "cost 1 time 0",
		"+cost +time":                     "cost 1 time 1",
		"+cost -cost":                     "cost 0 time 0",
		"-cost":                           "cost 0 time 0",
		"+cost facilitator:+cost":         "cost 2 time 0",
		"+cost scribe:+cost scribe:+time": "cost 2 time 1",
		"+cost scribe:+cost -cost":        "cost 1 time 0",
		"+cost !cost":                     "cost 1 time 0",
		"+cost xcost":                     "cost 0 time 0",
	} {
		r := newRoom(t)
		for word := range strings.FieldsSeq(words) {
			who := r.Siti
			if role, rest, other := strings.Cut(word, ":"); other {
				who, word = r.Members[method.Role(role)], rest
			}
			before := r.Shared()
			switch id := method.ItemID(word[1:]); word[0] {
			case '!':
				r.Must(r.Facilitator(), &session.MoveItem{Item: id, To: layout.Answers})
			case 'x':
				r.Must(who, &session.TakeBackItem{Item: id})
			default:
				was := r.counts(method.Members)
				r.OK(r.want(who, id, word[0] == '-'))
				moved := r.Shared().Contents != before.Contents
				if changed := r.counts(method.Members) != was; changed != moved {
					t.Errorf("%s: at %s the counts change: %v, and the view: %v", words, word, changed, moved)
				}
			}
		}
		if got := r.counts(method.Members); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
		r.SameAfterRereading()
	}
}

// TestWhatCannotBeWanted: what is no question, is not there for the reader, was answered,
// has no words any more, or was counted.
func TestWhatCannotBeWanted(t *testing.T) {
	r := newRoom(t)
	item := r.OthersItem()
	r.To(halltest.Malaysia, layout.Revealed)
	r.Refused(r.want(r.Siti, item, false), refusal.NotFound)
	r.Refused(r.want(r.Siti, "nothing", false), refusal.NotFound)
	outsider := r.Join(halltest.KL, method.Participant, method.Public, session.Profile{Name: "Outsider"})
	r.Refused(r.want(outsider, "cost", false), refusal.NotFound)
	if seen := r.counts(method.Public); seen != "" {
		t.Errorf("the public sees %q", seen)
	}
	r.Must(r.Facilitator(), &moderation.Hide{Item: "cost", Reason: "it names a family"})
	r.Refused(r.want(r.Siti, "cost", false), refusal.Moderated)
	r.Must(r.Facilitator(), &moderation.Restore{Item: "cost"})
	r.Must(r.Facilitator(), &session.MoveItem{Item: "cost", To: layout.Answers})
	r.Refused(r.want(r.Siti, "cost", false), refusal.Answered)
	r.Must(r.Members[method.Scribe], &session.TakeBackItem{Item: "time"})
	r.Refused(r.want(r.Siti, "time", false), refusal.TakenBack)
}

// TestWhoWantsWhatIsNowhere: not in the log, not in anybody's view but their own, and not
// on the shelf once the meeting is closed. What was counted stays, and is counted once.
func TestWhoWantsWhatIsNowhere(t *testing.T) {
	r := newRoom(t)
	r.OK(r.want(r.Members[method.Scribe], "cost", false))
	before, records, others := r.Readers(r.Siti), len(r.Records()), r.Shared().Boards[panel]
	r.OK(r.want(r.Siti, "cost", false))
	if n := len(r.Records()); n != records {
		t.Errorf("the log has %d records more", n-records)
	}
	for who, seen := range r.Readers(r.Siti) {
		counted := strings.ReplaceAll(before[who], `"Wanted":1`, `"Wanted":2`)
		if seen != before[who] && seen != counted || strings.Contains(seen, string(r.Siti)) {
			t.Errorf("%s sees more than the count: %s", who, seen)
		}
	}
	if others.Items[0].Wanted != 1 {
		t.Error("a view that somebody holds has changed")
	}
	held, err := r.Host.Holdings(t.Context(), r.PersonOf(r.Siti))
	r.OK(err)
	if in := held.Communities[0]; in.Wanted != 1 || in.Ballots != 0 {
		t.Errorf("they are told that %d questions and %d ballots are held", in.Wanted, in.Ballots)
	}
	if own := r.Own(r.Siti).Ballots[panel]; !maps.Equal(own, ballot.Ballot{"cost": {N: 1}}) {
		t.Errorf("of their own they see %v", own)
	}
	r.Must(r.Facilitator(), &session.CloseMeeting{Meeting: halltest.KL})
	closed := r.Records()[len(r.Records())-1]
	if body := string(closed.Body); !strings.Contains(body, `"wanted":{"cost":2}`) || strings.Contains(body, string(r.Siti)) {
		t.Errorf("the meeting is closed with %s", body)
	}
	if kept := r.OnShelf("ballot"); len(kept) > 0 {
		t.Errorf("the shelf still has %v", kept)
	}
	r.Must(r.Members[method.Organiser], &session.ReopenMeeting{Meeting: halltest.KL})
	r.Refused(r.want(r.Siti, "cost", false), refusal.Counted)
	r.OK(r.want(r.Siti, "time", false))
	if got := r.counts(method.Members); got != "cost 2 time 1" {
		t.Errorf("the meeting goes on with %q", got)
	}
	r.SameAfterRereading()
}

// TestNobodyIsAskedWhereNobodySpeaks: groups have other boards, and a panel's is open at
// once and put to no vote.
func TestNobodyIsAskedWhereNobodySpeaks(t *testing.T) {
	for _, k := range method.AgendaKinds() {
		if k.Asks() != (k == method.Panel) {
			t.Errorf("%s asks: %v", k, k.Asks())
		}
		for _, l := range k.GroupLayouts() {
			if l.Asks() {
				t.Errorf("groups in %s have boards for questions", k)
			}
		}
	}
	if b := newRoom(t).Shared().Boards[panel]; b.Phase != layout.Discuss || b.Layout.Voted() {
		t.Errorf("the board begins at %s", b.Phase)
	}
}

// TestWhatEitherWantsAskedBothWant: two members who turn out to be one person want what
// each of them wanted, once.
func TestWhatEitherWantsAskedBothWant(t *testing.T) {
	r := newRoom(t)
	second := r.Join(halltest.KL, method.Participant, method.Members, session.Profile{Name: "Siti again"})
	r.OK(r.want(r.Siti, "cost", false))
	r.OK(r.want(second, "cost", false))
	r.OK(r.want(second, "time", false))
	r.OK(r.Host.MergeMembers(r.Context(), r.PersonOf(r.Members[method.Organiser]), halltest.CoP,
		&session.MergeMembers{Meeting: halltest.KL, First: r.Siti, Second: second}))
	if got := r.counts(method.Members); got != "cost 1 time 1" {
		t.Errorf("they want %s", got)
	}
}
