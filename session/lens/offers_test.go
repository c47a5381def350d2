package lens_test

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
)

// offered is an offer or an ask that names another one, or none.
type offered struct{ kind, title, names string }

// offers makes some for an audience. The id of each is its first word.
func (h hall) offers(a method.Audience, all ...offered) {
	h.Helper()
	for _, o := range all {
		m := h.NewEntry(halltest.RegisterNamed(lens.Offered), o.title)
		first, _, _ := strings.Cut(o.title, " ")
		m.Entry, m.Audience = method.EntryID(first), a
		halltest.Says(m, "kind", o.kind)
		if o.names != "" {
			halltest.Says(m, "answers", o.names)
		}
		h.Must(h.Siti, m)
	}
}

// paired is what an audience sees of them: what is unanswered with what may answer it,
// what is answered with what does, and what is free; each by its first word.
func (h hall) paired(a method.Audience) string {
	h.Helper()
	o := lens.OffersOf(h.SharedBy(a))
	var said [3][]string
	for _, ask := range o.Unanswered {
		words := string(ask.ID)
		for _, p := range ask.Proposed {
			words += "?" + string(p.Offer.ID)
		}
		said[0] = append(said[0], words)
	}
	for _, ask := range o.Answered {
		words := string(ask.ID)
		for _, offer := range ask.Offers {
			words += "+" + string(offer.ID)
		}
		said[1] = append(said[1], words)
	}
	for _, e := range o.Free {
		said[2] = append(said[2], string(e.ID))
	}
	return strings.Join(said[0], " ") + "|" + strings.Join(said[1], " ") + "|" + strings.Join(said[2], " ")
}

// TestOffersAnswerAsks where one of the two names the other, and may where they say the
// same; offers answer no offers, and asks no asks.
func TestOffersAnswerAsks(t *testing.T) {
	night := offered{"ask", "night interpreters for hospital visits", ""}
	rota := offered{"offer", "rota of interpreters, by telephone", ""}
	for name, c := range map[string]struct {
		said []offered
		want string
	}{
		"nothing":                {nil, "||"},
		"an ask":                 {[]offered{night}, "night||"},
		"an offer":               {[]offered{rota}, "||rota"},
		"both":                   {[]offered{night, rota}, "night||rota"},
		"the offer names it":     {[]offered{night, {"offer", "rota", "night"}}, "|night+rota|"},
		"the ask names it":       {[]offered{rota, {"ask", "night", "rota"}}, "|night+rota|"},
		"two answer":             {[]offered{night, {"offer", "rota", "night"}, {"offer", "phone", "night"}}, "|night+rota+phone|"},
		"an ask names an ask":    {[]offered{night, {"ask", "day", "night"}}, "night day||"},
		"offers name each other": {[]offered{rota, {"offer", "phone", "rota"}}, "||rota phone"},
		"words in common":        {[]offered{night, {"offer", "phone for hospital interpreters", ""}}, "night?phone||phone"},
		"more in common first": {[]offered{
			night, {"offer", "phone for hospital interpreters", ""}, {"offer", "rota for hospital visits of interpreters", ""},
		}, "night?rota?phone||phone rota"},
	} {
		h := newHall(t)
		h.offers(method.Members, c.said...)
		if got := h.paired(method.Members); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestWhatAnswersNoMore: what was taken back, and what a reader does not see. What is done
// asks for nothing.
func TestWhatAnswersNoMore(t *testing.T) {
	h := newHall(t)
	r := halltest.RegisterNamed(lens.Offered)
	h.offers(method.Public, offered{"ask", "night", ""}, offered{"ask", "day", ""})
	h.offers(method.Members, offered{"offer", "rota", "night"})
	for audience, want := range map[method.Audience]string{method.Members: "day|night+rota|", method.Public: "night day||"} {
		if got := h.paired(audience); got != want {
			t.Errorf("%s: %q, want %q", audience, got, want)
		}
	}
	if got := h.gaps(method.Members); got != "day" {
		t.Errorf("the gaps are %q", got)
	}
	together := h.from("strategy", "together", method.Members, h.Pair()...)
	h.offers(method.Members, offered{"ask", "how", string(together)})
	if got := h.gaps(method.Members); got != "together; how; day" {
		t.Errorf("what asks for something promises nothing, but the gaps are %q", got)
	}
	h.Must(h.Siti, &session.TakeBackEntry{Register: r, Entry: "rota"})
	h.Must(h.Siti, &session.AddReading{Register: r, Entry: "day", Reading: session.Reading{ID: "r", Kind: method.Reported, Stage: "done"}, Attribution: method.Unattributed})
	if got := h.paired(method.Members); got != "how night||" {
		t.Errorf("in the end: %q", got)
	}
	if got := h.gaps(method.Members); got != "together; how; night" {
		t.Errorf("in the end the gaps are %q", got)
	}
}
