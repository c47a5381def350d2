package session_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
)

// exports takes the report of the meeting away.
func (h *hall) exports(who session.MemberID, a method.Audience, table string) session.Exported {
	h.Helper()
	h.Must(who, &session.RecordExport{Export: session.Export{Meeting: kl, Audience: a, Format: "md", Table: table}})
	return h.Exports(who)[0]
}

// backsUp takes everything away.
func (h *hall) backsUp() {
	h.Helper()
	h.OK(h.Host.RecordExport(h.Context(), cop, h.Host.NewChange(), "", session.Export{Outsider: session.AtShell}))
}

// TestAnExportSaysWhatItWithholds in kinds of things, to all members alike.
func TestAnExportSaysWhatItWithholds(t *testing.T) {
	h := newHall(t)
	f := h.Facilitator()
	want := func(when string, a method.Audience, table string, withheld ...string) {
		t.Helper()
		if got := h.exports(f, a, table); !slices.Equal(got.Withheld, withheld) || got.By != f {
			t.Errorf("%s, the export of %q for %s withholds %v by %s, want %v", when, table, a, got.Withheld, got.By, withheld)
		}
	}
	want("with nothing there", method.Public, "")
	item := h.Add(h.Siti, "for members")
	want("while they gather", method.Members, "", "waiting")
	want("while they gather", method.Public, "", "waiting")
	h.To(my, layout.Revealed)
	want("once it is revealed", method.Members, "")
	want("once it is revealed", method.Public, "", "item")
	entry := h.Make(h.Siti, commitment.Register(), "for members")
	want("with a commitment", method.Governments, "", "item", "commitment")
	want("with a commitment", method.Governments, "items", "item")
	want("with a commitment", method.Governments, "commitments", "commitment")
	want("with a commitment", method.Governments, "agenda")
	want("with a commitment", method.Members, "")
	h.Must(h.Siti, &session.TakeBackItem{Item: item})
	h.Must(h.Siti, &session.TakeBackEntry{Register: commitment.Register(), Entry: entry})
	want("once all is taken back", method.Governments, "")
	h.backsUp()
	if got := h.Exports(f)[0]; !slices.Equal(got.Withheld, []string{"link", "ballot", "answer", "draft", "lived"}) || got.By != "" || got.Outsider != session.AtShell {
		t.Errorf("the backup is %+v", got)
	}
	for _, who := range []session.MemberID{h.Members[method.Observer], h.Members[method.Organiser]} {
		if got, want := halltest.AsJSON(t, h.Exports(who)), halltest.AsJSON(t, h.Exports(f)); got != want {
			t.Errorf("%s sees %s, and the facilitator %s", who, got, want)
		}
	}
	h.SameAfterRereading()
}

// TestWhoTookWhatIWrote is told to its author, of everything that was there and was
// meant for those readers.
func TestWhoTookWhatIWrote(t *testing.T) {
	h := newHall(t)
	f := h.Facilitator()
	h.exports(f, method.Members, "")
	shown := h.NewItem("for governments")
	shown.Audience = method.Governments
	h.Must(h.Siti, shown)
	waits := h.exports(f, method.Members, "")
	h.To(my, layout.Revealed)
	h.Make(h.Siti, commitment.Register(), "for members")
	for _, e := range []struct {
		a     method.Audience
		table string
		yours []string
	}{
		{method.Public, "", nil}, {method.Governments, "", []string{"MY-SG1"}}, {method.Members, "", []string{"C1", "MY-SG1"}},
		{method.Members, "items", []string{"MY-SG1"}}, {method.Members, "commitments", []string{"C1"}}, {method.Members, "agenda", nil},
	} {
		h.exports(f, e.a, e.table)
		if got := h.Exports(h.Siti)[0].Yours; !slices.Equal(got, e.yours) {
			t.Errorf("the export of %q for %s holds %v of its reader, want %v", e.table, e.a, got, e.yours)
		}
	}
	h.To(my, layout.Gather)
	h.Add(h.Siti, "not shown yet")
	h.exports(f, method.Governments, "")
	if got := h.Exports(h.Siti)[0].Yours; !slices.Equal(got, []string{"MY-SG1"}) {
		t.Errorf("while one item waits, an export holds %v of its reader", got)
	}
	h.backsUp()
	all := h.Exports(h.Siti)
	if got := all[0].Yours; !slices.Equal(got, []string{"C1", "MY-SG1", "not shown yet"}) {
		t.Errorf("the backup holds %v of its reader", got)
	}
	for _, x := range all[len(all)-2:] { // before it was written, and before it was revealed
		if x.Yours != nil {
			t.Errorf("%+v holds %v of its reader", x.Export, x.Yours)
		}
	}
	for _, x := range h.Exports(h.Members[method.Scribe]) {
		if x.Yours != nil {
			t.Errorf("somebody who wrote nothing finds %v of theirs in %+v", x.Yours, x.Export)
		}
	}
	if len(waits.Waiting) != 1 {
		t.Errorf("the export waits for %v", waits.Waiting)
	}
}

// TestANoteIsRecordedWhateverHasBecomeOfIt: members learn what was taken, and by whom where
// anybody still knows.
func TestANoteIsRecordedWhateverHasBecomeOfIt(t *testing.T) {
	for name, becomes := range map[string]func(h *hall, f session.MemberID){
		"a participant": func(h *hall, f session.MemberID) {
			h.Must(h.Members[method.Organiser], &standing.GiveRole{Member: f, Meeting: bangkok, Role: method.Participant})
		},
		"erased": func(h *hall, f session.MemberID) { h.OK(h.Host.Erase(t.Context(), h.PersonOf(f), false)) },
		"a meeting that is removed": func(h *hall, _ session.MemberID) {
			h.Must(h.Members[method.Organiser], &session.RemoveMeeting{Meeting: bangkok})
		},
		"a community that is removed": func(h *hall, _ session.MemberID) {
			for _, m := range h.Shared().Series() {
				h.Must(h.Members[method.Organiser], &session.RemoveMeeting{Meeting: m.ID})
			}
			h.OK(h.Host.RemoveCommunity(t.Context(), h.Boss, cop))
		},
	} {
		h := newHall(t)
		f := h.Join(bangkok, method.Facilitator, method.Members, session.Profile{Name: "Farah"})
		e := h.Host.Noted(t.Context(), cop, session.Export{Meeting: bangkok, Audience: method.Public, Format: "md"})
		becomes(h, f)
		h.OK(h.Host.RecordExport(t.Context(), cop, h.Host.NewChange(), f, e))
		if name == "a community that is removed" {
			h.OK(h.Host.RestoreCommunity(t.Context(), h.Boss, cop))
		}
		all := h.Exports(h.Siti)
		if len(all) != 1 || all[0].Meeting != bangkok || all[0].Name == "Farah" == (name == "erased") {
			t.Errorf("%s: members see %+v", name, all)
		}
		h.SameAfterRereading()
	}
}

// TestANoteHoldsWhatThereWasThen: what is written before it is recorded was neither taken
// nor withheld, and it takes nothing out of an equal export that came in between.
func TestANoteHoldsWhatThereWasThen(t *testing.T) {
	h := newHall(t)
	f := h.Facilitator()
	note := func(a method.Audience) session.Export {
		return h.Host.Noted(t.Context(), cop, session.Export{Meeting: kl, Audience: a, Format: "md"})
	}
	records := func(e session.Export) session.Exported {
		h.OK(h.Host.RecordExport(t.Context(), cop, h.Host.NewChange(), f, e))
		return h.Exports(h.Siti)[0]
	}
	public, members := note(method.Public), note(method.Members)
	h.Make(h.Siti, commitment.Register(), "for members")
	if got := records(public); got.Withheld != nil {
		t.Errorf("it withholds %v", got.Withheld)
	}
	if got := records(members); got.Yours != nil {
		t.Errorf("it holds %v", got.Yours)
	}
	late := note(method.Members)
	h.Make(h.Siti, commitment.Register(), "in between")
	between := h.exports(f, method.Members, "")
	if got := records(late); got.Times != 3 || !slices.Equal(got.Yours, []string{"C1", "C2"}) || got.Last.Before(between.Last) {
		t.Errorf("after the one in between, members see %+v", got)
	}
	h.SameAfterRereading()
}

// TestTheTableOfARegisterHoldsItsEntries: whoever made one finds it in who took what, and
// what is for members only is withheld from others.
func TestTheTableOfARegisterHoldsItsEntries(t *testing.T) {
	h := newHall(t)
	for _, r := range h.Shared().Registers {
		id := h.Make(h.Siti, r, "for members")
		h.exports(h.Facilitator(), method.Members, r.Plural())
		if got, want := h.Exports(h.Siti)[0].Yours, []string{h.Entry(id).Code()}; !slices.Equal(got, want) {
			t.Errorf("the table %s holds %v of its reader, want %v", r.Plural(), got, want)
		}
		if got := h.exports(h.Facilitator(), method.Public, r.Plural()).Withheld; !slices.Equal(got, []string{r.Name}) {
			t.Errorf("withheld of the table %s is %v", r.Plural(), got)
		}
	}
}

// TestAReviewTakesEntriesAlong into the report of a later meeting, and not into that
// of an earlier one.
func TestAReviewTakesEntriesAlong(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	h.Make(h.Siti, commitment.Register(), "opened early")
	later := h.NewEntry(commitment.Register(), "opened later")
	later.Meeting = bangkok
	h.Must(organiser, later)
	for meeting, c := range map[method.MeetingID]struct {
		siti, organiser []string
	}{kl: {[]string{"C1"}, nil}, bangkok: {[]string{"C1"}, []string{"C2"}}} {
		h.Must(organiser, &session.RecordExport{Export: session.Export{Meeting: meeting, Audience: method.Members}})
		h.Must(organiser, &session.RecordExport{Export: session.Export{Meeting: meeting, Audience: method.Public}})
		if got := h.Exports(organiser)[0].Withheld; !slices.Equal(got, []string{"commitment"}) {
			t.Errorf("the public's export of %s withholds %v", meeting, got)
		}
		if siti, mine := h.Exports(h.Siti)[1].Yours, h.Exports(organiser)[1].Yours; !slices.Equal(siti, c.siti) || !slices.Equal(mine, c.organiser) {
			t.Errorf("the export of %s holds %v of Siti's and %v of the organiser's", meeting, siti, mine)
		}
	}
}

// TestTheLatestExportsAreListed, and no more than a thousand.
func TestTheLatestExportsAreListed(t *testing.T) {
	h := newHall(t)
	for n := range 1001 {
		h.Must(h.Facilitator(), &session.RecordExport{Export: session.Export{Meeting: kl, Audience: method.Members, Format: fmt.Sprint(n)}})
	}
	if all := h.Exports(h.Siti); len(all) != 1000 || all[0].Format != "1000" || all[999].Format != "1" {
		t.Errorf("%d are listed", len(all))
	}
}

// TestEqualExportsAreOne in the list, with how often and from when to when.
func TestEqualExportsAreOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		f := h.Facilitator()
		begin := h.exports(f, method.Members, "").Last
		h.exports(f, method.Public, "")
		time.Sleep(time.Hour)
		h.exports(f, method.Members, "")
		h.exports(h.Members[method.Organiser], method.Members, "")
		all := h.Exports(f)
		if len(all) != 3 || all[1].Times != 2 || !all[1].First.Equal(begin) || all[1].Last.Sub(begin) != time.Hour || all[2].Times != 1 {
			t.Errorf("the list is %+v", all)
		}
		h.SameAfterRereading()
	})
}

// TestExportsAreListedAsTheyWereTaken, the latest first, also where one was recorded later.
func TestExportsAreListedAsTheyWereTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		early := time.Now()
		time.Sleep(time.Hour)
		h.exports(h.Facilitator(), method.Members, "")
		h.OK(h.Host.RecordExport(h.Context(), cop, h.Host.NewChange(), "", session.Export{Outsider: session.AtShell, At: early}))
		if all := h.Exports(h.Siti); len(all) != 2 || all[1].Outsider != session.AtShell {
			t.Errorf("the list is %+v", all)
		}
		h.SameAfterRereading()
	})
}

// TestAnExportIsBound to what there is.
func TestAnExportIsBound(t *testing.T) {
	h := newHall(t)
	form := func() (change, *session.RecordExport) {
		r := &session.RecordExport{Export: session.Export{Meeting: kl, Audience: method.Members, Format: "md"}}
		return r, r
	}
	refuse(t, h, h.Facilitator(), form, []bad[session.RecordExport]{
		{"no audience", func(r *session.RecordExport) { r.Audience = "" }, refusal.Invalid},
		{"a long format", func(r *session.RecordExport) { r.Format = halltest.Long(method.MaxName) }, refusal.Invalid},
		{"a long table", func(r *session.RecordExport) { r.Table = halltest.Long(method.MaxName) }, refusal.Invalid},
		{"another meeting", func(r *session.RecordExport) { r.Meeting = "nowhere" }, refusal.NotFound},
		{"no meeting", func(r *session.RecordExport) { r.Meeting = "" }, refusal.NotFound},
		{"an outsider", func(r *session.RecordExport) { r.Outsider = "burglar" }, refusal.NotAllowed},
	})
	minister := h.Join(kl, method.Facilitator, method.Governments, session.Profile{Name: "Minister"})
	r, _ := form()
	h.Refused(h.Do(minister, r), refusal.NotAllowed)
}
