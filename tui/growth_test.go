package tui

import (
	"fmt"
	"maps"
	"runtime"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
)

// grower is a screen of what grows with a meeting, how somebody comes to it and to a
// question on it, and two keys, of which the second takes back what the first did.
type grower struct {
	name    string
	meeting method.MeetingID
	to      place.Place
	open    []string
	asked   string
	keys    [2]string
}

func growers() []grower {
	moves, types := [2]string{"up", "down"}, [2]string{"x", "backspace"}
	return []grower{
		{"home", stageMeeting, place.Home{}, nil, "", moves},
		{"register", stageMeeting, place.Entries{Register: commitment.Register()}, []string{"end"}, "", moves},
		{"between", stageMeeting, place.Between{}, []string{"end"}, "", moves},
		{"review", nextMeeting, place.Review{}, []string{"n", "n"}, "", [2]string{"n", "b"}},
		{"entry", stageMeeting, place.Entry{ID: "grown 7"}, nil, "", moves},
		{"form", stageMeeting, place.Entry{ID: "grown 7"}, []string{"e"}, "title", types},
		{"links", stageMeeting, place.Entry{ID: "grown 7"}, []string{"e"}, "from", types},
		{"board", stageMeeting, place.Board{ID: "my"}, []string{"end"}, "", moves},
		{"words", stageMeeting, place.Board{ID: "my"}, []string{"a"}, "", types},
		{"item", stageMeeting, place.Item{ID: "grown 7"}, nil, "", moves},
		{"people", stageMeeting, place.People{}, []string{"end"}, "", moves},
	}
}

// grown is a view of a community in which a meeting has so many commitments,
// participants, and items on a board that is discussed.
func grown(s *session.Shared, n int) *session.Shared {
	c := *s.Community
	members, present := maps.Collect(c.Members.All()), maps.Collect(c.Meetings[stageMeeting].Attendance.All())
	board, meeting := *c.Boards["my"], *c.Meetings[stageMeeting]
	board.Phase, board.Rounds = layout.Discuss, []session.VoteRound{{Way: layout.Dots}}
	c.Entries = map[method.EntryID]*session.Entry{}
	for i := range n {
		id := fmt.Sprint("grown ", i)
		c.Entries[method.EntryID(id)] = &session.Entry{
			ID: method.EntryID(id), Register: c.RegisterNamed("commitment"), Number: 1 + i, Meeting: stageMeeting, Audience: method.Members,
			Revision: 1, Fields: &commitment.Fields{Title: "Open a shelter", Stage: "planning", End: "2023-06-30"},
		}
		board.Items = append(board.Items, &session.Item{
			ID: method.ItemID(id), Part: layout.Strengths, Text: "Volunteers", Audience: method.Members,
			Code: fmt.Sprint("MY-S", 1+i), Revision: 1, Counts: []ballot.Count{{N: i % 5}},
		})
		members[session.MemberID(id)] = &session.Member{ID: session.MemberID(id), Name: "Somebody", Country: "TH", Audience: method.Members, Revision: 1}
		present[session.MemberID(id)] = method.Participant
	}
	meeting.Attendance = ledger.RollOf(present)
	c.Boards, c.Meetings = map[method.BoardID]*session.Board{"my": &board}, maps.Clone(c.Meetings)
	c.Meetings[stageMeeting] = &meeting
	c.Members = ledger.RollOf(members)
	return c.View(1, method.Members, nil)
}

// atGrown goes where there are so many of everything. What it returns presses the two
// keys, each with the picture after it.
func (s *stage) atGrown(g grower, n int) func() {
	s.t.Helper()
	at := s.terminal(desk.Options{Terminal: modern})
	at.takesAChair(g.meeting, "Mei")
	at.desk.Shared = grown(at.desk.Shared, n)
	at.desk.Go(g.to)
	press := func(keys ...string) {
		for _, k := range keys {
			at.Update(key(k))
			at.Frame()
		}
	}
	press(g.open...)
	if g.asked != "" {
		at.form().Focus(g.asked)
	}
	return func() { press(g.keys[:]...) }
}

// withNext is a stage with a second meeting, which reviews the first.
func withNext(t testing.TB) *stage {
	t.Helper()
	s := newStage(t)
	s.do("Mei", &session.ConveneMeeting{
		Meeting: nextMeeting, Details: session.MeetingDetails{Title: "The next one", First: "2023-02-01"},
		Agenda: []session.AgendaItem{{ID: "r", Kind: method.ReviewPromises, Title: "What was promised", Day: 1, Minutes: 60}},
	})
	return s
}

// TestAKeyTakesNoMoreInALongMeeting counts what is allocated for keys and the pictures
// after them, which stands for the work.
func TestAKeyTakesNoMoreInALongMeeting(t *testing.T) {
	s := withNext(t)
	for _, g := range growers() {
		few, fewBytes := allocated(s.atGrown(g, 300))
		many, manyBytes := allocated(s.atGrown(g, 3000))
		if many > few*6/5 || manyBytes > fewBytes*6/5 {
			t.Errorf("%s: %d allocations of %d bytes where there are 300 of everything, and %d of %d where there are 3,000",
				g.name, few, fewBytes, many, manyBytes)
		}
	}
}

// allocated is how much one call allocates, once what it keeps is there.
func allocated(call func()) (times, bytes uint64) {
	const calls = 20
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	call()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range calls {
		call()
	}
	runtime.ReadMemStats(&after)
	return (after.Mallocs - before.Mallocs) / calls, (after.TotalAlloc - before.TotalAlloc) / calls
}

// BenchmarkKeysInALongMeeting is two keys where there are 3,000 of everything.
func BenchmarkKeysInALongMeeting(b *testing.B) {
	s := withNext(b)
	for _, g := range growers() {
		b.Run(g.name, func(b *testing.B) {
			press := s.atGrown(g, 3000)
			b.ReportAllocs()
			for b.Loop() {
				press()
			}
		})
	}
}
