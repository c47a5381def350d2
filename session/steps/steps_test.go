package steps_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/steps"
)

// TestEveryWayLeadsRound: through all its steps, to the first one of the next round, and
// the same way back.
func TestEveryWayLeadsRound(t *testing.T) {
	for _, kind := range []method.AgendaKind{method.PeerAssist, method.Exchange} {
		n := len(steps.Of(kind))
		walked := []steps.At{{}}
		for range 2*n + 1 {
			walked = append(walked, walked[len(walked)-1].Next(n))
		}
		if last := walked[len(walked)-1]; last != (steps.At{Round: 3, Step: 1}) {
			t.Errorf("%s: after two rounds people are at %v", kind, last)
		}
		for i := len(walked) - 1; i > 1; i-- {
			if back := walked[i].Back(n); back != walked[i-1] {
				t.Errorf("%s: back from %v is %v", kind, walked[i], back)
			}
		}
		if first := walked[1]; first.Back(n) != first {
			t.Errorf("%s: before %v is %v", kind, first, first.Back(n))
		}
	}
}

// TestAStepOpensTheItemAndHasItsMinutes.
func TestAStepOpensTheItemAndHasItsMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := halltest.New(t)
		h.Must(h.Facilitator(), &agenda.Add{Meeting: halltest.KL, Item: session.AgendaItem{ID: "assist", Kind: method.PeerAssist, Title: "A case"}})
		in := session.InItem{Meeting: halltest.KL, Item: "assist"}
		first, second := steps.At{Round: 1, Step: 1}, steps.At{Round: 1, Step: 2}
		h.Must(h.Facilitator(), &steps.Take{InItem: in, To: first})
		m := h.Shared().Meetings[halltest.KL]
		minutes := time.Duration(steps.Of(method.PeerAssist)[0].Minutes) * time.Minute
		if m.Current != "assist" || m.Timed != minutes || !m.Deadline.Equal(time.Now().Add(minutes)) || steps.Now(m, "assist") != first {
			t.Errorf("at %v, on is %q for %v, until %v", steps.Now(m, "assist"), m.Current, m.Timed, m.Deadline)
		}
		for name, to := range map[string]*steps.Take{
			"pressed twice":   {InItem: in, To: first},
			"too far":         {InItem: in, From: first, To: steps.At{Round: 1, Step: 3}},
			"before it began": {InItem: in, From: first, To: first},
			"from elsewhere":  {InItem: in, From: second, To: first},
		} {
			if err := h.Do(h.Facilitator(), to); !halltest.IsRefusal(err, refusal.StepTaken) {
				t.Errorf("%s: got %v", name, err)
			}
		}
		h.Refused(h.Do(h.Facilitator(), &steps.Take{InItem: session.InItem{Meeting: halltest.KL, Item: "plenary"}, To: first}), refusal.NotFound)
	})
}

// TestAnotherKindHasAnotherWay: a step that it does not have is none.
func TestAnotherKindHasAnotherWay(t *testing.T) {
	h := halltest.New(t)
	item := session.AgendaItem{ID: "assist", Kind: method.PeerAssist, Title: "A case", Day: 1}
	h.Must(h.Facilitator(), &agenda.Add{Meeting: halltest.KL, Item: item})
	in := session.InItem{Meeting: halltest.KL, Item: item.ID}
	n := len(steps.Of(method.PeerAssist))
	for at := (steps.At{}); at.Step < n; at = at.Next(n) {
		h.Must(h.Facilitator(), &steps.Take{InItem: in, From: at, To: at.Next(n)})
	}
	item.Kind = method.Exchange
	h.Must(h.Facilitator(), &agenda.Change{Meeting: halltest.KL, Revision: h.Shared().Meetings[halltest.KL].Revision, Item: item})
	if at := steps.Now(h.Shared().Meetings[halltest.KL], item.ID); at != (steps.At{}) || len(steps.Of(item.Kind)) >= n {
		t.Errorf("an exchange is at %v", at)
	}
	h.Must(h.Facilitator(), &steps.Take{InItem: in, To: steps.At{Round: 1, Step: 1}})
}
