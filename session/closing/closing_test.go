package closing_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// aims is a hall whose meeting has objectives.
func aims(t *testing.T, objectives ...string) *halltest.Hall {
	h := halltest.New(t)
	d := halltest.Details
	d.Objectives = objectives
	h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: halltest.KL, Revision: 1, Details: d, Agenda: halltest.HallAgenda(halltest.KL)})
	return h
}

func outcome(h *halltest.Hall, a method.Audience) *closing.Outcome {
	return closing.Of(h.SharedBy(a).Meetings[halltest.KL])
}

// TestObjectivesAreScored, each with a line why, and again where that changes.
func TestObjectivesAreScored(t *testing.T) {
	h := aims(t, "To meet", "To decide")
	score := func(objective string, met closing.Met, why string) error {
		return h.Do(h.Facilitator(), &closing.Score{Meeting: halltest.KL, Objective: objective, Scored: closing.Scored{Met: met, Why: why}})
	}
	h.OK(score("To meet", closing.NotMet, "nobody came"))
	h.OK(score("To meet", closing.Fully, " all  came "))
	h.OK(score("To decide", closing.Partly, "one of two"))
	for want, err := range map[refusal.Code]error{
		refusal.NotFound: score("To sing", closing.Fully, "we did"),
		refusal.Invalid:  score("To meet", "well", "we did"),
		refusal.Missing:  score("To meet", closing.Fully, " "),
		refusal.TooLong:  score("To meet", closing.Fully, strings.Repeat("a", method.MaxItem+1)),
	} {
		h.Refused(err, want)
	}
	public := outcome(h, method.Public)
	if len(public.Scores) != 2 || public.Scores["To meet"] != (closing.Scored{Met: closing.Fully, Why: "all came"}) {
		t.Errorf("the public reads %+v", public.Scores)
	}
}

// TestAMeetingAsksItselfWhoseItWas: only members read it, and two who answer at once
// choose between two versions.
func TestAMeetingAsksItselfWhoseItWas(t *testing.T) {
	h := aims(t)
	reflect := func(revision int, question, said string) error {
		return h.Do(h.Facilitator(), &closing.Reflect{Meeting: halltest.KL, Revision: revision, Answers: map[string]string{question: said}})
	}
	h.OK(reflect(0, "paid", "nobody\nbut the hotel"))
	var conflict *refusal.Conflict
	if err := reflect(0, "words", "ours"); !errors.As(err, &conflict) || conflict.Revision != 1 {
		t.Errorf("what began from nothing: got %v", err)
	}
	h.Refused(reflect(1, "other", "ours"), refusal.Invalid)
	h.Refused(reflect(1, "words", strings.Repeat("a", method.MaxText+1)), refusal.TooLong)
	if o := outcome(h, method.Members); o.Reflection["paid"] != "nobody\nbut the hotel" || o.Revision != 1 {
		t.Errorf("members read %+v", o)
	}
	if o := outcome(h, method.Governments); len(o.Reflection) > 0 {
		t.Errorf("governments read %+v", o)
	}
}

// TestAScoreStaysWithItsObjective when its words are corrected, also twice.
func TestAScoreStaysWithItsObjective(t *testing.T) {
	h := halltest.New(t)
	organiser := h.Members[method.Organiser]
	calls := func(objectives ...string) *session.Meeting {
		t.Helper()
		d := halltest.Details
		d.Objectives = objectives
		h.Must(organiser, &session.ChangeMeeting{
			Meeting: halltest.KL, Revision: h.Shared().Meetings[halltest.KL].Revision, Details: d, Agenda: halltest.HallAgenda(halltest.KL),
		})
		return h.Shared().Meetings[halltest.KL]
	}
	calls("Meet", "Lern together")
	h.Must(organiser, &closing.Score{Meeting: halltest.KL, Objective: "Lern together", Scored: closing.Scored{Met: closing.Fully, Why: "we did"}})
	calls("Meet", "Learn togehter")
	m := calls("Meet", "Learn together")
	if s, scored := closing.ScoreOf(m, "Learn together"); !scored || s.Why != "we did" {
		t.Errorf("it is scored %v: %+v", scored, s)
	}
	if s, scored := closing.ScoreOf(m, "Meet"); scored {
		t.Errorf("the other one is scored %+v", s)
	}
	m = calls("Learn together", "Meet", "Rest")
	if _, scored := closing.ScoreOf(m, "Learn together"); !scored {
		t.Error("in another place it is not scored")
	}
	h.Must(organiser, &closing.Score{Meeting: halltest.KL, Objective: "Learn together", Scored: closing.Scored{Met: closing.Partly, Why: "half"}})
	if s, _ := closing.ScoreOf(h.Shared().Meetings[halltest.KL], "Learn together"); s.Met != closing.Partly {
		t.Errorf("scored anew it is %+v", s)
	}
	h.SameAfterRereading()
}
