package evaluation_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// how is the item in which people say how it was.
var how = session.InItem{Meeting: halltest.KL, Item: "how"}

// asks is a hall that asks how it was.
func asks(t *testing.T) *halltest.Hall {
	h := halltest.New(t)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: halltest.KL, Item: session.AgendaItem{ID: how.Item, Kind: method.Evaluation, Title: "How it was"}})
	return h
}

// answers lets so many people answer: 1, 2, … on a scale, and in words.
func answers(h *halltest.Hall, people int) []session.MemberID {
	h.Helper()
	var all []session.MemberID
	for i := range people {
		all = append(all, h.Join(halltest.KL, method.Participant, method.Members, session.Profile{Name: fmt.Sprint("p", i)}))
		h.Must(all[i], answer(i%evaluation.Most+1, fmt.Sprint(halltest.Secret, i)))
	}
	return all
}

func answer(n int, words string) *evaluation.Answer {
	return &evaluation.Answer{InItem: how, Answers: evaluation.Answers{
		Scales: map[string]int{"useful": n}, Words: map[string]string{"helped": words},
	}}
}

func results(h *halltest.Hall, a method.Audience) *evaluation.Results {
	return evaluation.Of(h.SharedBy(a).Meetings[halltest.KL], how.Item)
}

// TestNobodyReadsAnAnswerBeforeAllAreCounted: not in the log, and in nobody's view but
// the author's; counted, nothing tells whose it was.
func TestNobodyReadsAnAnswerBeforeAllAreCounted(t *testing.T) {
	h := asks(t)
	people := answers(h, 6)
	if text := h.LogText(); strings.Contains(text, halltest.Secret) {
		t.Fatalf("the log holds an answer: %s", text)
	}
	if own, given := evaluation.Own(h.Own(people[2]), how); !given || own.Scales["useful"] != 3 || own.Words["helped"] != halltest.Secret+"2" {
		t.Errorf("the author reads %+v", own)
	}
	if _, given := evaluation.Own(h.Own(h.Facilitator()), how); given || strings.Contains(halltest.AsJSON(h, h.Own(h.Facilitator())), halltest.Secret) {
		t.Error("the facilitator reads an answer")
	}
	h.Must(people[0], answer(5, "changed"))
	two := answer(4, halltest.Secret)
	two.Scales["time"] = 1 // which four others do not answer
	h.Must(people[3], two)
	h.Must(h.Facilitator(), &evaluation.Count{InItem: how})
	r := results(h, method.Members)
	if r.People != 6 || len(r.Scales) != 1 || r.Scales["useful"] != [...]int{1, 1, 1, 1, 2} {
		t.Errorf("counted is %+v", r)
	}
	if words := slices.Sorted(slices.Values(r.Words["helped"])); len(words) != 6 || words[0] != "changed" || slices.IsSorted(r.Words["helped"]) {
		t.Errorf("the words are %v", r.Words["helped"])
	}
	if left := h.OnShelf("answer"); len(left) > 0 {
		t.Errorf("on the shelf is still %v", left)
	}
	for _, rec := range h.Records() {
		if strings.HasPrefix(rec.Kind, "evaluation") && slices.Contains(people, rec.Author) {
			t.Errorf("the record tells of %s", rec.Author)
		}
	}
	if public := results(h, method.Public); public.People != 6 || len(public.Words) > 0 || len(public.Scales) == 0 {
		t.Errorf("the public reads %+v", public)
	}
}

// TestAnAnswerThatIsCountedIsNobodysAnyMore: it is in nobody's own either, where it stays as
// it is while others answer.
func TestAnAnswerThatIsCountedIsNobodysAnyMore(t *testing.T) {
	h := asks(t)
	people := answers(h, 6)
	before := h.Own(people[0])
	h.Must(people[1], answer(4, "changed"))
	if h.Own(people[0]) != before {
		t.Error("their own is made anew although only somebody else has answered")
	}
	h.Must(h.Facilitator(), &evaluation.Count{InItem: how})
	if _, given := evaluation.Own(h.Own(people[0]), how); given {
		t.Error("their own still holds what they answered")
	}
}

// TestTooFewAreNeverCounted, and go with the meeting; enough of them have to be counted
// before it is closed.
func TestTooFewAreNeverCounted(t *testing.T) {
	h := asks(t)
	answers(h, 4)
	h.Refused(h.Do(h.Facilitator(), &evaluation.Count{InItem: how}), refusal.TooFew)
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: halltest.KL})
	if left := h.OnShelf("answer"); len(left) > 0 {
		t.Errorf("on the shelf is still %v", left)
	}
	h = asks(t)
	answers(h, 5)
	h.Refused(h.Do(h.Facilitator(), &session.CloseMeeting{Meeting: halltest.KL}), refusal.BoardsOpen)
	h.Must(h.Facilitator(), &evaluation.Count{InItem: how})
	h.Refused(h.Do(h.Facilitator(), &evaluation.Count{InItem: how}), refusal.Counted)
	h.Refused(h.Do(h.Siti, answer(3, "late")), refusal.Counted)
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: halltest.KL})
}

// TestAnswersGoWithTheirMeeting, also to what was taken off the agenda of one that is
// removed.
func TestAnswersGoWithTheirMeeting(t *testing.T) {
	h := asks(t)
	answers(h, 1)
	h.Must(h.Facilitator(), &agenda.Remove{Meeting: halltest.KL, Item: how.Item})
	h.Must(h.Members[method.Organiser], &session.RemoveMeeting{Meeting: halltest.KL})
	if left := h.OnShelf("answer"); len(left) > 0 {
		t.Errorf("on the shelf is still %v", left)
	}
}

// TestWhoTurnedOutToBeOneAnswersOnce: the first's answer counts, and where they have
// given none, the second's is theirs.
func TestWhoTurnedOutToBeOneAnswersOnce(t *testing.T) {
	h := asks(t)
	people := answers(h, 6)
	merge := func(first, second session.MemberID) {
		h.OK(h.Host.MergeMembers(h.Context(), h.PersonOf(h.Members[method.Organiser]), halltest.CoP,
			&session.MergeMembers{Meeting: halltest.KL, First: first, Second: second}))
	}
	merge(people[0], people[4])
	merge(h.Siti, people[5])
	if own, given := evaluation.Own(h.Own(h.Siti), how); !given || own.Scales["useful"] != 1 {
		t.Errorf("the answer of who they also were is not theirs: %+v", own)
	}
	h.Must(h.Facilitator(), &evaluation.Count{InItem: how})
	if r := results(h, method.Members); r.People != 5 || r.Scales["useful"] != [...]int{2, 1, 1, 1, 0} {
		t.Errorf("counted is %+v", r)
	}
}

// TestAnswersAreNotLostWithTheirItem: it stays what it is until they are counted, however
// the agenda is changed.
func TestAnswersAreNotLostWithTheirItem(t *testing.T) {
	for _, counted := range []bool{false, true} {
		for name, change := range map[string]func(*session.Meeting) session.Change{
			"taken off": func(*session.Meeting) session.Change { return &agenda.Remove{Meeting: halltest.KL, Item: how.Item} },
			"of another kind": func(m *session.Meeting) session.Change {
				return &agenda.Change{Meeting: halltest.KL, Revision: m.Revision, Item: session.AgendaItem{ID: how.Item, Kind: method.Plenary, Title: "Close", Day: 1}}
			},
			"another agenda": func(m *session.Meeting) session.Change {
				return &session.ChangeMeeting{Meeting: halltest.KL, Revision: m.Revision, Short: m.Short, Details: m.MeetingDetails}
			},
		} {
			h := asks(t)
			answers(h, 5)
			if counted {
				h.Must(h.Facilitator(), &evaluation.Count{InItem: how})
			}
			err := h.Do(h.Facilitator(), change(h.Shared().Meetings[halltest.KL]))
			if counted && err != nil || !counted && !halltest.IsRefusal(err, refusal.Uncounted) {
				t.Errorf("%s, counted %v: %v", name, counted, err)
			}
		}
	}
}

// TestWhatIsNoAnswer is refused.
func TestWhatIsNoAnswer(t *testing.T) {
	h := asks(t)
	long := answer(1, strings.Repeat("a", method.MaxText+1))
	elsewhere := answer(1, "")
	elsewhere.Item = "plenary"
	for name, test := range map[string]struct {
		*evaluation.Answer
		want refusal.Code
	}{
		"nothing":        {&evaluation.Answer{InItem: how}, refusal.NothingSaid},
		"spaces":         {&evaluation.Answer{InItem: how, Answers: evaluation.Answers{Words: map[string]string{"helped": "  "}}}, refusal.NothingSaid},
		"too low":        {answer(0, ""), refusal.Invalid},
		"too high":       {answer(evaluation.Most+1, ""), refusal.Invalid},
		"too long":       {long, refusal.TooLong},
		"another scale":  {&evaluation.Answer{InItem: how, Answers: evaluation.Answers{Scales: map[string]int{"helped": 1}}}, refusal.Invalid},
		"another asked":  {&evaluation.Answer{InItem: how, Answers: evaluation.Answers{Words: map[string]string{"useful": "1"}}}, refusal.Invalid},
		"somewhere else": {elsewhere, refusal.NotFound},
	} {
		err := h.Do(h.Siti, test.Answer)
		if !halltest.IsRefusal(err, test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
		var refused *refusal.Error
		if errors.As(err, &refused) && refused.Field() != "" && refused.Args["in"] != "evaluation" {
			t.Errorf("%s: %v does not say what its question is of", name, err)
		}
	}
	h.Must(h.Siti, &evaluation.Answer{InItem: how, Answers: evaluation.Answers{Words: map[string]string{"change": "the room"}}})
}
