package host_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/store/sqlite"
	"github.com/convene-ssh/convene/store/storetest"
)

// house is a hall on a disk that can be taken apart.
type house struct {
	*hall
	store  *sqlite.Store
	folder string
}

func newHouse(t *testing.T) house {
	t.Helper()
	folder := t.TempDir()
	s, err := sqlite.Open(t.Context(), filepath.Join(folder, "store.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return house{newHallIn(t, s), s, folder}
}

// disk ends the host and the store, after the engine has forgotten, and returns
// every byte that is left. How often the member is in records and on shelves is
// counted before.
func (h house) disk(member session.MemberID) (left []byte, explained int) {
	h.Helper()
	h.Host.Close()
	h.OK(h.store.Forget(h.Context()))
	logs, err := h.store.Logs(h.Context())
	h.OK(err)
	for _, name := range logs {
		for _, r := range halltest.Records(h, h.store, name) {
			explained += bytes.Count(append(r.Body, r.Author...), []byte(member))
		}
		values, err := h.store.Shelf(h.Context(), name, member)
		h.OK(err)
		explained += len(values)
	}
	h.OK(h.store.Close())
	files, err := os.ReadDir(h.folder)
	h.OK(err)
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(h.folder, f.Name()))
		h.OK(err)
		left = append(left, b...)
	}
	return left, explained
}

// TestNoByteTellsWhoWroteIt once the meeting is closed, or the author said so.
func TestNoByteTellsWhoWroteIt(t *testing.T) {
	for name, c := range map[string]struct {
		end    func(h *hall, id method.ItemID)
		linked bool
	}{
		"still open": {func(*hall, method.ItemID) {}, true},
		"closed": {func(h *hall, _ method.ItemID) {
			h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
		}, false},
		"forget me": {func(h *hall, id method.ItemID) {
			h.Must(h.Siti, &session.ForgetMe{Contribution: string(id)})
		}, false},
		"taken back": {func(h *hall, id method.ItemID) { h.Must(h.Siti, &session.TakeBackItem{Item: id}) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			id := h.Add(h.Siti, halltest.Secret)
			h.Must(h.Siti, &session.EditItem{Item: id, Revision: 1, Text: halltest.Secret + " again"})
			h.To(my, layout.Voting)
			h.Must(h.Siti, &voting.Cast{Board: my, Item: id, Dots: 1})
			h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte(halltest.Secret)})
			h.To(my, layout.Discuss)
			h.Must(h.Siti, &session.SaveDraft{Name: "item"})
			c.end(h.hall, id)

			left, explained := h.disk(h.Siti)
			if n := bytes.Count(left, []byte(h.Siti)); n != explained || n == 0 {
				t.Errorf("the author is in the files %d times, explained are %d", n, explained)
			}
			// A row of the shelf is its columns, one behind the other.
			row := string(cop) + string(h.Siti) + "link" + string(id)
			if got := bytes.Contains(left, []byte(row)); got != c.linked {
				t.Errorf("the author stands beside the item: %v, want %v", got, c.linked)
			}
			if got := bytes.Contains(left, []byte(halltest.Secret)); got == (name == "taken back") {
				t.Errorf("the words are in the files: %v", got)
			}
			if bytes.Contains(left, []byte("ballot")) {
				t.Error("a ballot is in the files")
			}
		})
	}
}

// TestEveryLinkOfAMeetingGoesAndNoOther: a second meeting is still open.
func TestEveryLinkOfAMeetingGoesAndNoOther(t *testing.T) {
	h := newHall(t)
	h.Convene("TH", "Thailand", "board-th")
	later := h.NewItem("text")
	later.Board = "board-th"
	h.Must(h.Members[method.Organiser], later)
	h.Add(h.Siti, "text")
	for _, r := range halltest.Registers() {
		h.Make(h.Siti, r, "title")
	}
	if n, want := len(h.OnShelf("link")), 2+len(halltest.Registers()); n != want {
		t.Fatalf("%d links, want %d", n, want)
	}
	h.To(my, layout.Revealed)
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
	if got := h.OnShelf("link"); len(got) != 1 || got[0] != string(h.Members[method.Organiser])+"/"+string(later.Item) {
		t.Errorf("links are left: %v", got)
	}
	h.Must(h.Members[method.Organiser], &session.TakeBackItem{Item: later.Item})
}

// stubborn is a store that cannot forget until a reader is gone.
type stubborn struct {
	*storetest.Memory
	busy  atomic.Bool
	tries atomic.Int64
}

func (s *stubborn) Forget(ctx context.Context) error {
	s.tries.Add(1)
	if s.busy.Load() {
		return errDisk
	}
	return s.Memory.Forget(ctx)
}

func TestBytesAreForgottenSoonAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &stubborn{Memory: &storetest.Memory{}}
		store.busy.Store(true)
		h := newHallIn(t, store)
		pending := func(want int) {
			t.Helper()
			if n, err := h.Host.Pending(t.Context()); err != nil || n != want {
				t.Errorf("%d are pending (%v), want %d", n, err, want)
			}
		}
		later := func() { synctest.Wait(); time.Sleep(5 * time.Second); synctest.Wait() }
		id := h.Add(h.Siti, "text")
		later()
		if n := store.tries.Load(); n != 0 {
			t.Error("the engine was asked to forget nothing")
		}
		h.Must(h.Siti, &session.TakeBackItem{Item: id})
		pending(2) // the words and the link
		later()
		later()
		pending(2)
		if n := store.tries.Load(); n != 2 {
			t.Errorf("tried %d times", n)
		}
		store.busy.Store(false)
		later() // what failed twice waits for longer
		pending(2)
		later()
		pending(0)
		later()
		if n := store.tries.Load(); n != 3 {
			t.Errorf("tried %d times, the last without need", n)
		}
	})
}

// TestWhatIsPendingIsForgottenAfterARestart.
func TestWhatIsPendingIsForgottenAfterARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &stubborn{Memory: &storetest.Memory{}}
		store.busy.Store(true)
		h := newHallIn(t, store)
		h.Must(h.Siti, &session.TakeBackItem{Item: h.Add(h.Siti, "text")})
		h.Host.Close()
		store.busy.Store(false)
		again := halltest.OpenHost(t, store, "again")
		defer again.Close()
		synctest.Wait()
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if n, err := again.Pending(t.Context()); err != nil || n != 0 {
			t.Errorf("%d are pending: %v", n, err)
		}
	})
}

// TestOldDraftsAreSwept from the shelf after a week without a key.
func TestOldDraftsAreSwept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		pass := func(d time.Duration) { synctest.Wait(); time.Sleep(d); synctest.Wait() }
		h.Must(h.Siti, &session.SaveDraft{Name: "old", Value: []byte("x")})
		pass(6 * 24 * time.Hour)
		h.Must(h.Siti, &session.SaveDraft{Name: "new", Value: []byte("x")})
		if n := len(h.OnShelf("draft")); n != 2 {
			t.Errorf("%d drafts after six days, want 2", n)
		}
		pass(25 * time.Hour)
		if got := h.OnShelf("draft"); len(got) != 1 || got[0] != string(h.Siti)+"/new" {
			t.Errorf("left are %v", got)
		}
		if got := h.Own(h.Siti).Drafts; len(got) != 1 || got["new"] == nil {
			t.Errorf("seen are %q", got)
		}
	})
}

// slowStore is a store whose passes take an hour unless they are cut short.
type slowStore struct {
	*storetest.Memory
	passes []time.Time // when they began
	ended  int
}

func (s *slowStore) Forget(ctx context.Context) error {
	s.passes = append(s.passes, time.Now())
	defer func() { s.ended++ }()
	select {
	case <-time.After(time.Hour):
		return s.Memory.Forget(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// TestClosingDoesNotWaitForAPass: what it would have forgotten stays pending.
func TestClosingDoesNotWaitForAPass(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &slowStore{Memory: &storetest.Memory{}}
		h := newHallIn(t, store)
		h.Must(h.Siti, &session.TakeBackItem{Item: h.Add(h.Siti, "text")})
		synctest.Wait()
		time.Sleep(5 * time.Second)
		synctest.Wait()
		if len(store.passes) != 1 {
			t.Fatalf("%d passes have begun", len(store.passes))
		}
		h.Host.Close()
		if n, err := store.Pending(t.Context()); err != nil || n == 0 {
			t.Errorf("%d are pending: %v", n, err)
		}
	})
}

// TestNoPassHoldsUpLastWords: it ends before people are let go, and none follows.
func TestNoPassHoldsUpLastWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &slowStore{Memory: &storetest.Memory{}}
		h := newHallIn(t, store)
		for range 2 {
			h.Must(h.Siti, &session.TakeBackItem{Item: h.Add(h.Siti, "text")})
			synctest.Wait()
			time.Sleep(5 * time.Second)
			synctest.Wait()
			h.Host.Hurry()
			synctest.Wait()
			if len(store.passes) != 1 || store.ended != 1 {
				t.Fatalf("%d passes have begun, and %d ended", len(store.passes), store.ended)
			}
		}
	})
}

// TestSlowPassesAreFarApart: writes wait for each.
func TestSlowPassesAreFarApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &slowStore{Memory: &storetest.Memory{}}
		h := newHallIn(t, store)
		pass := func(d time.Duration) { synctest.Wait(); time.Sleep(d); synctest.Wait() }
		for range 2 {
			h.Must(h.Siti, &session.TakeBackItem{Item: h.Add(h.Siti, "text")})
			pass(5 * time.Second)
			pass(time.Hour)
		}
		for range 30 {
			pass(time.Hour)
		}
		if len(store.passes) < 2 || store.passes[1].Sub(store.passes[0]) < 20*time.Hour {
			t.Errorf("passes of an hour began at %v", store.passes)
		}
	})
}

// TestClosingAMeetingDeletesItsDrafts, also those that nobody will come back to,
// and none of another meeting.
func TestClosingAMeetingDeletesItsDrafts(t *testing.T) {
	h := newHall(t)
	item, m := h.Add(h.Siti, "text"), h.Make(h.Siti, commitment.Register(), "title")
	elsewhere := []session.DraftName{
		session.NameDraft("action", bangkok, "new"), session.NameDraft("commitment", bangkok, "new"),
		session.NameDraft("item", bangkok, string(my), "S"), session.NameDraft("profile", ""),
	}
	for _, name := range append(elsewhere,
		session.NameDraft("item", kl, string(my), "S"), session.NameDraft("edit", kl, string(item)), session.NameDraft("meeting", kl),
		session.NameDraft("commitment", kl, string(m)), session.NameDraft("commitment", kl, "new"), session.NameDraft("action", kl, "new"),
	) {
		h.Must(h.Siti, &session.SaveDraft{Name: name, Value: []byte("words")})
	}
	h.To(my, layout.Revealed)
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
	var want []string
	for _, name := range elsewhere {
		want = append(want, string(h.Siti)+"/"+string(name))
	}
	if left := h.OnShelf("draft"); !slices.Equal(left, want) {
		t.Errorf("left are %v, want %v", left, want)
	}
	if got := h.Own(h.Siti).Drafts; len(got) != len(elsewhere) {
		t.Errorf("seen are %q", got)
	}
	// A screen that has not noticed yet saves once more.
	edit := session.NameDraft("edit", kl, string(item))
	h.Refused(h.Do(h.Siti, &session.SaveDraft{Name: edit, Value: []byte("words")}), refusal.MeetingClosed)
	h.Must(h.Siti, &session.SaveDraft{Name: edit})
}

func TestADraftsNameSaysItsMeeting(t *testing.T) {
	for _, test := range []struct {
		name    session.DraftName
		written string
		meeting method.MeetingID
	}{
		{session.NameDraft("item", kl, "my", "S"), "item/" + string(kl) + "/my/S", kl},
		{session.NameDraft("swot", kl), "swot/" + string(kl), kl},
		{session.NameDraft("profile", ""), "profile", ""},
		{session.NameDraft("correct", "", "ID"), "correct//ID", ""},
	} {
		if test.name != session.DraftName(test.written) || test.name.Meeting() != test.meeting {
			t.Errorf("%q is for %q", test.name, test.name.Meeting())
		}
	}
}
