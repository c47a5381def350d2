package session_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// TestARefusalNamesItsField: a form moves to the question that is wrong, whose
// name is that of the field.
func TestARefusalNamesItsField(t *testing.T) {
	h := newHall(t)
	many := strings.Split(strings.Repeat("x,", 40)+"x", ",")
	none := []field.Support{{Organisation: "none"}}
	unnamed := []session.AgendaItem{{ID: "a", Kind: method.SWOT, Day: 1}}
	unstarted := []session.AgendaItem{{ID: "a", Kind: method.SWOT, Title: "SWOT", Day: 1, Start: "25:30"}}

	convene := func(spoil func(*session.ConveneMeeting)) func() error {
		c := &session.ConveneMeeting{Meeting: "jakarta-2024", Details: halltest.Details}
		spoil(c)
		return func() error { return h.Do(h.Members[method.Organiser], c) }
	}
	type m = session.ConveneMeeting
	makes := func(m *session.MakeEntry) func() error { return func() error { return h.Do(h.Siti, m) } }
	commit := func(spoil func(*commitment.Fields)) func() error {
		m, fields := h.newCommitment("title")
		spoil(fields)
		return makes(m)
	}
	type c = commitment.Fields
	plan := func(spoil func(*action.Fields)) func() error {
		m, fields := h.newAction("title")
		spoil(fields)
		return makes(m)
	}
	type a = action.Fields
	readBy, signed := h.NewEntry(commitment.Register(), "title"), h.NewEntry(commitment.Register(), "title")
	readBy.Audience, signed.Attribution = "all", "all"
	invite := func(spoil func(*directory.Invitation)) func() error {
		i := directory.Invitation{Meeting: kl, Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour)}
		spoil(&i)
		return func() error {
			_, err := h.Host.Invite(t.Context(), cop, h.Members[method.Organiser], i)
			return err
		}
	}
	type i = directory.Invitation
	board := func(subject, prefix string) func() error {
		return func() error {
			return h.Do(h.Facilitator(), halltest.SwotOn(kl, "b", subject, prefix, ""))
		}
	}
	for _, test := range []struct {
		field string
		do    func() error
	}{
		{"meeting", convene(func(c *m) { c.Meeting = kl })},
		{"first", convene(func(c *m) { c.Details.First = "" })},
		{"first", convene(func(c *m) { c.Details.First = "soon" })},
		{"last", convene(func(c *m) { c.Details.Last = "later" })},
		{"last", convene(func(c *m) { c.Details.Last = "2022-08-08" })},
		{"mode", convene(func(c *m) { c.Details.Mode = "telepathy" })},
		{"offers", convene(func(c *m) { c.Details.Offers = "all" })},
		{"convenors", convene(func(c *m) { c.Details.Convenors = []string{halltest.Long(method.MaxItem)} })},
		{"convenors", convene(func(c *m) { c.Details.Convenors = many })},
		{"objectives", convene(func(c *m) { c.Details.Objectives = []string{halltest.Long(method.MaxItem)} })},
		{"objectives", convene(func(c *m) { c.Details.Objectives = many })},
		{"agenda", convene(func(c *m) { c.Agenda = unnamed })},
		{"agenda", convene(func(c *m) { c.Agenda = unstarted })},
		{"lead", commit(func(c *c) { c.Lead.Organisation = "none" })},
		{"supporting", commit(func(c *c) { c.Supporting = none })},
		{"start", commit(func(c *c) { c.Start = "soon" })},
		{"end", commit(func(c *c) { c.End = "later" })},
		{"end", commit(func(c *c) { c.Start, c.End = "2023-02-01", "2023-01-31" })},
		{"from", commit(func(c *c) { c.From = make([]field.Link, field.MaxSupports+1) })},
		{"audience", makes(readBy)},
		{"attribution", makes(signed)},
		{"lead", plan(func(c *a) { c.Lead.Organisation = "none" })},
		{"contributors", plan(func(c *a) { c.Contributors = none })},
		{"countries", plan(func(c *a) { c.Countries = []method.Country{method.Country(halltest.Long(method.MaxLabel))} })},
		{"role", invite(func(v *i) { v.Role = "king" })},
		{"audience", invite(func(v *i) { v.Audience = "all" })},
		{"uses", invite(func(v *i) { v.Uses = 0 })},
		{"expires", invite(func(v *i) { v.Expires = time.Now() })},
		{"subject", board("Malaysia", "MY")},
		{"prefix", board("Another", "MY")},
		{"prefix", board("Another", "1")},
	} {
		err := test.do()
		var refused *refusal.Error
		if !errors.As(err, &refused) || refused.Args["field"] != test.field {
			t.Errorf("%v, want the field %s", err, test.field)
		}
	}
}

// TestHowLongACodeIsGood is bounded, whoever asks.
func TestHowLongACodeIsGood(t *testing.T) { synctest.Test(t, howLongACodeIsGood) }

func howLongACodeIsGood(t *testing.T) {
	const day = 24 * time.Hour
	h := newHall(t)
	for good, ok := range map[time.Duration]bool{
		-time.Hour: false, time.Nanosecond: false, 59 * time.Second: false, time.Minute: true, time.Minute - time.Millisecond: true,
		365 * day: true, 366 * day: false, 1_000_000 * time.Hour: false,
	} {
		_, err := h.Host.Invite(t.Context(), cop, h.Members[method.Organiser], directory.Invitation{
			Meeting: kl, Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(good),
		})
		if ok && err != nil || !ok && !halltest.IsRefusal(err, refusal.GoodFor) {
			t.Errorf("a code that is good for %v: %v", good, err)
		}
	}
}
