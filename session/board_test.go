package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// kinds of agenda items as the tests below write them.
var kindsByLetter = map[string]method.AgendaKind{"S": method.SWOT, "R": method.Round, "P": method.Plenary}

// agendaLike makes an agenda of items like "a S Malaysia MY": id, kind, title, and
// the prefix where one is chosen.
func agendaLike(items string) []session.AgendaItem {
	var agenda []session.AgendaItem
	for item := range strings.SplitSeq(items, ",") {
		words := append(strings.Fields(item), "")
		if len(words) > 1 {
			agenda = append(agenda, session.AgendaItem{
				ID: method.AgendaID(words[0]), Kind: kindsByLetter[words[1]], Title: words[2], Day: 1, Prefix: words[3],
			})
		}
	}
	return agenda
}

// agenda gives the first meeting another agenda.
func (h *hall) agenda(items string) error {
	m := h.Shared().Meetings[kl]
	return h.Do(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: m.Revision, Details: halltest.Details, Agenda: agendaLike(items)})
}

// boardsLike lists the boards of the first meeting like "a S Malaysia MY": the item
// that owns each, or -, its layout, subject and prefix.
func (h *hall) boardsLike() string {
	h.Helper()
	var all []string
	m := h.Shared().Meetings[kl]
	for _, b := range h.Shared().BoardsOf(kl) {
		owner := "-"
		if a, ok := m.AgendaItem(b.Owner); ok {
			owner = string(a.ID)
			if a.Board != b.ID || a.Title != b.Subject || a.Prefix != b.Prefix || a.Country != b.Country || a.Kind.Layout() != b.Layout {
				h.Errorf("the item %+v owns %s", a, halltest.AsJSON(h, b))
			}
		}
		all = append(all, fmt.Sprintf("%s %s %s %s", owner, strings.ToUpper(b.Layout.Name[:1]), b.Subject, b.Prefix))
	}
	slices.Sort(all)
	return strings.Join(all, ",")
}

// TestItemsOwnTheirBoards: each step is an agenda, or a title on whose board somebody
// writes; after it the boards are as they should be.
func TestItemsOwnTheirBoards(t *testing.T) {
	for name, steps := range map[string][][2]string{
		"made with the item":     {{"a S Mali,b R Welcome,c P Close", "a S Mali MAL,b R Welcome R"}},
		"with a chosen prefix":   {{"a S Mali ml", "a S Mali ML"}},
		"many":                   {{"a S Chile,b S China,c R One,d R Two,e S เด็ก", "a S Chile CHI,b S China CHI2,c R One R,d R Two R2,e S เด็ก B"}},
		"kept among others":      {{"a S Mali", "a S Mali MAL"}, {"x P Tea,a S Mali,b S Peru", "a S Mali MAL,b S Peru PER"}},
		"renamed while empty":    {{"a S Mali", "a S Mali MAL"}, {"a S Peru", "a S Peru PER"}},
		"renamed":                {{"a S Mali", "a S Mali MAL"}, {"write Mali", "a S Mali MAL"}, {"a S Peru", "a S Peru MAL"}},
		"gone":                   {{"a S Mali,b S Peru", "a S Mali MAL,b S Peru PER"}, {"a P Mali,b S Peru", "b S Peru PER"}},
		"gone with something":    {{"a S Mali", "a S Mali MAL"}, {"write Mali", "a S Mali MAL"}, {"b S Peru", "- S Mali MAL,b S Peru PER"}},
		"taken on again":         {{"a S Mali", "a S Mali MAL"}, {"write Mali", "a S Mali MAL"}, {"", "- S Mali MAL"}, {"z S mali", "z S mali MAL"}},
		"of another kind, empty": {{"a S Mali", "a S Mali MAL"}, {"a R Mali", "a R Mali R"}},
		"of another kind":        {{"a S Mali", "a S Mali MAL"}, {"write Mali", "a S Mali MAL"}, {"a R Mali", "- S Mali MAL,a R Mali R"}},
		"of another kind, and back": {
			{"a S Mali", "a S Mali MAL"}, {"write Mali", "a S Mali MAL"}, {"a R Mali", "- S Mali MAL,a R Mali R"}, {"a S Mali", "a S Mali MAL"},
		},
		"changed places": {{"a S Mali,b S Peru", "a S Mali MAL,b S Peru PER"}, {"b S Peru,a S Mali", "a S Mali MAL,b S Peru PER"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			for _, step := range steps {
				if subject, writes := strings.CutPrefix(step[0], "write "); writes {
					h.writesOn(subject)
				} else {
					h.OK(h.agenda(step[0]))
				}
				if got := h.boardsLike(); got != step[1] {
					t.Fatalf("after %q the boards are %q, want %q", step[0], got, step[1])
				}
			}
			h.SameAfterRereading()
		})
	}
}

// writesOn adds an item to the board about a subject, and reveals it.
func (h *hall) writesOn(subject string) {
	h.Helper()
	for _, b := range h.Shared().BoardsOf(kl) {
		if b.Subject == subject {
			a := h.NewItem("text")
			a.Board, a.Part = b.ID, b.Layout.Parts[0]
			h.Must(h.Siti, a)
			h.To(b.ID, layout.Revealed)
		}
	}
}

// TestAnAgendaHasNoBoardsThatClash: what is refused names the agenda, whose lines a
// form has in one text.
func TestAnAgendaHasNoBoardsThatClash(t *testing.T) {
	for _, test := range []struct {
		before, agenda string
		want           refusal.Code
	}{
		{"", "a S Mali,b S Mali", refusal.Exists},
		{"", "a S Mali,b S mali XX", refusal.Exists},
		{"", "a S Mali X,b S Peru X", refusal.Exists},
		{"", "a S Mali X,b R Mali X", refusal.Exists},
		{"", "a S Mali 1X", refusal.BadPrefix},
		{"a S Mali", "a S Mali XX", refusal.HasPrefix}, // its codes have the other
		{"a S Mali", "a R Mali MAL", refusal.Exists},
		{"a S Mali", "b S Peru MAL", refusal.Exists},
	} {
		h := newHall(t)
		if test.before != "" {
			h.OK(h.agenda(test.before))
			h.writesOn("Mali")
		}
		err := h.agenda(test.agenda)
		h.Refused(err, test.want)
		if refused, ok := err.(*refusal.Error); !ok || refused.Args["field"] != "agenda" {
			t.Errorf("%q after %q is refused with %v", test.agenda, test.before, err)
		}
	}
}

// TestBoardsHaveBounds: so many in a meeting, each under a name of its own.
func TestBoardsHaveBounds(t *testing.T) {
	h := newHall(t)
	var items []string
	for i := range 51 {
		items = append(items, fmt.Sprintf("i%d S subject%d X%d", i, i, i))
	}
	h.OK(h.agenda(strings.Join(items[:50], ",")))
	h.Refused(h.agenda(strings.Join(items, ",")), refusal.Full)
	h.Refused(h.Do(h.Facilitator(), halltest.SwotOn(kl, "b", "One more", "ONE", "")), refusal.Full)
	for _, id := range []method.BoardID{"twice", "no id!"} {
		agenda := agendaLike("a S Mali,b R Peru")
		agenda[0].Board, agenda[1].Board = id, id
		err := h.Do(h.Members[method.Organiser], &session.ConveneMeeting{Meeting: "jakarta-2024", Details: halltest.Details, Agenda: agenda})
		h.Refused(err, refusal.Exists, refusal.Invalid)
	}
}

// TestCodesGoOnAtTheNextMeeting, where the same subject is convened by its name only.
func TestCodesGoOnAtTheNextMeeting(t *testing.T) {
	h := newHall(t)
	h.OK(h.agenda("a S Mali MLI,b R Mali"))
	h.writesOn("Mali")
	agenda := agendaLike("a R Mali,b S Mali")
	agenda[0].Board, agenda[1].Board = "next-round", "next-swot"
	h.Must(h.Members[method.Organiser], &session.ConveneMeeting{Meeting: "jakarta-2024", Details: halltest.Details, Agenda: agenda})
	for board, want := range map[method.BoardID]string{"next-swot": "MLI-S2", "next-round": "R-A2"} {
		a := h.NewItem("text")
		a.Board, a.Part = board, h.Shared().Boards[board].Layout.Parts[0]
		h.Must(h.Members[method.Organiser], a)
		h.Must(h.Members[method.Organiser], &session.ChangePhase{Board: board, From: layout.Gather, To: layout.Revealed})
		if got := h.Codes(board); !slices.Equal(got, []string{want}) {
			t.Errorf("on %s it goes on with %v, want %s", board, got, want)
		}
	}
}

// TestAnItemIsAddedBehindTheOneThatIsOn, and behind those added before it.
func TestAnItemIsAddedBehindTheOneThatIsOn(t *testing.T) {
	h := newHall(t)
	three := []session.AgendaItem{
		{ID: "a", Kind: method.Plenary, Title: "a", Day: 1, Start: "09:00"},
		{ID: "b", Kind: method.Plenary, Title: "b", Day: 1, Start: "10:00"},
		{ID: "c", Kind: method.Plenary, Title: "c", Day: 2},
	}
	two := halltest.Details
	two.Last = "2022-08-10"
	h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: two, Agenda: three})
	add := func(title string) {
		h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{
			ID: method.AgendaID(title), Kind: method.SWOT, Title: title,
		}, Budget: 7})
	}
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{
		ID: "zz", Kind: method.Round, Title: "unvoted", Board: "unvoted",
	}, Budget: 7})
	if n := h.Shared().Boards["unvoted"].Budget; n != 0 {
		t.Errorf("a round has %d dots", n)
	}
	add("last")
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "a"})
	add("first")
	add("second")
	m := h.Shared().Meetings[kl]
	var got []string
	for _, a := range m.Agenda {
		got = append(got, fmt.Sprint(a.Day, a.Title))
		if a.Kind == method.SWOT && h.Shared().Boards[a.Board].Budget != 7 {
			t.Errorf("%s has %d dots", a.Title, h.Shared().Boards[a.Board].Budget)
		}
	}
	if strings.Join(got, " ") != "1a 1first 1second 1b 2c 2unvoted 2last" {
		t.Errorf("the agenda is %v", got)
	}
	h.Refused(h.Do(h.Facilitator(), &agenda.Add{Meeting: kl, Item: m.Agenda[0]}), refusal.Exists)
	err := h.Do(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: 2, Details: two, Agenda: three})
	if _, conflict := err.(*refusal.Conflict); !conflict {
		t.Errorf("an agenda from before is answered with %v", err)
	}
	h.SameAfterRereading()
}

// TestACountryIsCorrectedOnTheAgendaToo, so that no later edit brings it back.
func TestACountryIsCorrectedOnTheAgendaToo(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "b", "Another", "B", "Burma"))
	revision := h.Shared().Meetings[kl].Revision
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Burma", To: "MM"})
	m := h.Shared().Meetings[kl]
	if a, _ := m.AgendaItem("b"); a.Country != "MM" || m.Revision != revision+1 || h.Shared().Boards["b"].Country != "MM" {
		t.Errorf("the item is %+v, at the revision %d", a, m.Revision)
	}
}

// TestEveryKindHasARegister that a community keeps, to which people add in it.
func TestEveryKindHasARegister(t *testing.T) {
	h, some := newHall(t), 0
	for _, k := range method.AgendaKinds() {
		if h.Shared().RegisterNamed(k.Register()) == nil {
			t.Errorf("%s has the register %q", k, k.Register())
		}
		if k.Makes() != "" {
			some++
			if k.Makes() != k.Register() {
				t.Errorf("%s is held for %s, and people add to %s", k, k.Makes(), k.Register())
			}
		}
	}
	if some == 0 {
		t.Error("no kind is held for one: this test could not fail")
	}
}
