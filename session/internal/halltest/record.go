package halltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Records reads a log from its beginning.
func Records(t testing.TB, store ledger.Store, name string) []ledger.Record {
	t.Helper()
	log, err := store.Log(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	var all []ledger.Record
	for r, err := range log.Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// Records reads the log of the community.
func (h *Hall) Records() []ledger.Record { h.Helper(); return Records(h, h.Store, string(CoP)) }

// LogText is every word that the community's log holds.
func (h *Hall) LogText() string {
	h.Helper()
	var b strings.Builder
	for _, r := range h.Records() {
		fmt.Fprintf(&b, "%s %s\n", r.Author, r.Body)
	}
	return b.String()
}

// OnShelf lists the values of a kind as member/name.
func (h *Hall) OnShelf(kind string) []string {
	h.Helper()
	values, err := h.Store.Shelf(h.Context(), string(CoP), "")
	h.OK(err)
	var all []string
	for _, v := range values {
		if v.Kind == kind {
			all = append(all, string(v.Of)+"/"+v.Name)
		}
	}
	return all
}

// AsJSON is what a record keeps of a value.
func AsJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// IsRefusal reports whether an error is a refusal with a code.
func IsRefusal(err error, code refusal.Code) bool { return errors.Is(err, refusal.New(code)) }

// Readers is what each audience and each member but one can see of boards and
// entries.
func (h *Hall) Readers(but session.MemberID) map[string]string {
	h.Helper()
	seen := map[string]string{}
	for _, a := range method.Audiences() {
		s := h.SharedBy(a)
		seen["audience "+string(a)] = AsJSON(h, []any{s.Boards, s.Entries})
	}
	for id := range h.Shared().Members.All() {
		if id != but {
			o := h.Own(id)
			seen["member "+string(id)] = AsJSON(h, []any{o.Hidden, o.Ballots, o.Hands, o.Drafts, o.Originals, o.Lived})
		}
	}
	return seen
}

// Codes lists the codes of a board in the order in which people see them.
func (h *Hall) Codes(b method.BoardID) []string {
	var all []string
	for _, it := range h.Shared().Boards[b].Items {
		all = append(all, it.Code)
	}
	return all
}

// Convene opens a board at the second meeting.
func (h *Hall) Convene(prefix, subject string, id method.BoardID) {
	h.Helper()
	h.Must(h.Members[method.Organiser], SwotOn(Bangkok, id, subject, prefix, ""))
}

// Votes is what the last vote counted for an item.
func (h *Hall) Votes(id method.ItemID) int {
	h.Helper()
	b, _ := h.Shared().Item(id)
	return b.Votes(h.Item(id))
}

// SameAfterRereading opens the store a second time: what the log and the shelf
// add up to must be what the running host shows.
func (h *Hall) SameAfterRereading() {
	h.Helper()
	second := OpenHost(h, h.Store, "second")
	defer second.Close()
	reread := &Hall{TB: h.TB, Host: second, Store: h.Store, Members: h.Members}
	for id, m := range h.Shared().Members.All() {
		if m.Same != "" {
			continue // they see nothing any more
		}
		if got, want := AsJSON(h, reread.Exports(id)), AsJSON(h, h.Exports(id)); got != want {
			h.Fatalf("%s sees the exports\n%s\nafter rereading, and before\n%s", id, got, want)
		}
		if got, want := AsJSON(h, reread.Own(id)), AsJSON(h, h.Own(id)); got != want {
			h.Fatalf("%s has of their own\n%s\nafter rereading, and before\n%s", id, got, want)
		}
		for _, c := range h.Contributions() {
			if got, want := reread.Own(id).Wrote(c, session.Attribution{}), h.Own(id).Wrote(c, session.Attribution{}); got != want {
				h.Fatalf("%s wrote %s: %v after rereading, before %v", id, c, got, want)
			}
		}
	}
	for _, a := range method.Audiences() {
		if got, want := AsJSON(h, Whole(reread.SharedBy(a))), AsJSON(h, Whole(h.SharedBy(a))); got != want {
			h.Fatalf("%s see\n%s\nafter rereading, and before\n%s", a, got, want)
		}
	}
}

// Whole is all that a view holds.
func Whole(s *session.Shared) []any {
	attendance := map[method.MeetingID]map[session.MemberID]method.Role{}
	for id, m := range s.Meetings {
		attendance[id] = maps.Collect(m.Attendance.All())
	}
	entries := map[method.EntryID][]any{}
	for id, e := range s.Entries {
		entries[id] = []any{e.Register.Name, e.Open(), e.Carried()}
		for _, r := range e.Readings {
			entries[id] = append(entries[id], r.At, r.TakenBack)
		}
	}
	return []any{s.Community, maps.Collect(s.Members.All()), attendance, entries}
}

// OthersItem is by Siti, and everybody sees it.
func (h *Hall) OthersItem() method.ItemID {
	id := h.Add(h.Siti, "another's")
	h.To(Malaysia, layout.Revealed)
	return id
}

// State is everything that anybody can see.
func (h *Hall) State() string {
	h.Helper()
	all := []any{}
	for _, a := range method.Audiences() {
		all = append(all, h.SharedBy(a))
	}
	for _, m := range h.Members {
		all = append(all, h.Own(m))
	}
	values, err := h.Store.Shelf(h.Context(), string(CoP), "")
	h.OK(err)
	slices.SortFunc(all, func(a, b any) int { return strings.Compare(AsJSON(h, a), AsJSON(h, b)) })
	return AsJSON(h, append(all, values))
}

// Named finds or makes the member whom the tables call by that name.
func (h *Hall) Named(name string) session.MemberID {
	switch name {
	case Elsewhere:
		return h.Join(Bangkok, method.Facilitator, method.Members, session.Profile{Name: "Else", Organisation: "Org elsewhere"})
	case Stranger:
		return "0000000000000000"
	case Nobody:
		return ""
	}
	return h.Members[method.Role(name)]
}

// Idle lets the time pass, in a bubble, after which the host looks once for
// communities that nobody uses.
func (h *Hall) Idle() {
	synctest.Wait()
	time.Sleep(host.IdleFor)
	synctest.Wait()
}

// Close waits until every community is closed, which nobody uses: at the second
// look, or at the third where old drafts are swept during that.
func (h *Hall) Close() {
	h.Helper()
	for range 3 {
		h.Idle()
	}
	if n := h.Open(); n != 0 {
		h.Fatalf("%d communities are open that nobody uses", n)
	}
}

// Theirs is the version that a conflict holds.
func Theirs[T any](err error, conflict **refusal.Conflict) (T, bool) {
	if !errors.As(err, conflict) {
		var none T
		return none, false
	}
	v, ok := (*conflict).Theirs.(T)
	return v, ok
}

// Open counts the open communities, which opens none.
func (h *Hall) Open() int {
	h.Helper()
	s, err := h.Host.Health(h.Context(), h.Boss)
	h.OK(err)
	return s.Open
}

// Contributions lists the ids of all contributions.
func (h *Hall) Contributions() []string {
	var all []string
	for _, b := range h.Shared().Boards {
		for _, it := range b.Items {
			all = append(all, string(it.ID))
		}
	}
	for id, e := range h.Shared().Entries {
		all = append(all, string(id))
		for _, r := range e.Readings {
			all = append(all, string(r.ID))
		}
	}
	slices.Sort(all)
	return all
}

// Details are those of a meeting that may be convened.
var Details = session.MeetingDetails{Title: "KL", First: "2022-08-09"}

// Secret is a word that no other record holds.
const Secret = "xylophone"

// Long is one letter more than so many.
func Long(n int) string { return strings.Repeat("น", n+1) }

// Another appends what somebody did through another host.
func (h *Hall) Another(kind string, c session.Change) error {
	log, err := h.Store.Log(h.Context(), string(CoP))
	if err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	last := ledger.Seq(len(h.Records()))
	return log.Append(h.Context(), ledger.Batch{After: last, Records: []ledger.Record{{
		Seq: last + 1, ID: h.Host.NewChange(), At: time.Now(), Author: h.Facilitator(), Kind: kind, Body: body,
	}}})
}

// Those who try every change, besides the roles.
const (
	Elsewhere = "elsewhere" // facilitates another meeting of the community
	Stranger  = "stranger"  // is no member
	Nobody    = "nobody"    // has no name at all
)

// Empty is a hall without a host.
func Empty(t testing.TB, store ledger.Store) *Hall { return &Hall{TB: t, Store: store} }
