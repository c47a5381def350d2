package session

import (
	"context"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// directoryLog is the name of the directory's log; no community can have it.
const directoryLog = "_directory"

// draftsKept is how long a draft is kept after its last key.
const draftsKept = 7 * 24 * time.Hour

// forgetAfter is how long redacted bytes wait for the engine to forget them, so
// that many cost one pass over the store, and how long a failed attempt waits
// for the next. sweepEvery is how often old drafts are looked for.
const (
	forgetAfter = 5 * time.Second
	sweepEvery  = time.Hour
)

// Options are what a Host needs besides a store.
type Options struct {
	Clock  Clock
	Random io.Reader // must be safe for several at once
	Pepper []byte    // secret of the installation, without which hashed codes are useless
	Logf   func(format string, args ...any)
}

// Host runs an installation live: the directory, and each open community on a
// goroutine of its own. Everything that people do goes through it, and
// everything they see comes from it.
type Host struct {
	env       environment
	pepper    []byte
	directory *ledger[*Directory]
	forgets   chan struct{}
	stop      context.CancelFunc
	stopped   sync.WaitGroup

	mu   sync.Mutex
	live map[CommunityID]*live
}

// live is an open community.
type live struct {
	*ledger[*Community]
	views    map[Audience]*atomic.Pointer[Shared]
	owns     owns
	watchers *watchers
	rooms    *rooms
	news     chan struct{} // the rooms have changed
}

// Open reads the directory of a store. It returns [ErrTooNew] for one that a
// newer version wrote.
func Open(ctx context.Context, store Store, o Options) (*Host, error) {
	h := &Host{pepper: o.Pepper, forgets: make(chan struct{}, 1), live: map[CommunityID]*live{}}
	h.env = environment{
		store: store, clock: o.Clock, random: o.Random, logf: o.Logf, words: newVocabulary(),
		forget: func() {
			select {
			case h.forgets <- struct{}{}:
			default:
			}
		},
	}
	var err error
	h.directory, err = openLedger(ctx, h.env, directoryLog, &Directory{}, func(*Directory, []MemberID) {})
	if err != nil {
		return nil, err
	}
	running, cancel := context.WithCancel(context.Background())
	h.stop = cancel
	h.stopped.Go(func() { h.forgetting(running) })
	if pending, err := store.Pending(ctx); err != nil || pending > 0 {
		h.env.forget()
	}
	return h, nil
}

// Close ends every community after the writes that have begun. The store stays
// open: it belongs to whoever opened it.
func (h *Host) Close() {
	h.stop()
	h.stopped.Wait()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, l := range h.live {
		l.close()
	}
	h.directory.close()
}

// forgetting makes the engine forget redacted bytes, and sweeps old drafts.
func (h *Host) forgetting(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.env.clock.After(sweepEvery):
		case <-h.forgets:
			select {
			case <-ctx.Done():
			case <-h.env.clock.After(forgetAfter):
			}
		}
		if err := h.forgetNow(context.Background()); err != nil && ctx.Err() == nil {
			h.env.logf("forget: %v", err)
			h.env.forget()
		}
	}
}

func (h *Host) forgetNow(ctx context.Context) error {
	if err := h.env.store.Sweep(ctx, shelfDraft, h.env.clock.Now().Add(-draftsKept)); err != nil {
		return err
	}
	return h.env.store.Forget(ctx)
}

// community opens a community that the directory lists.
func (h *Host) community(ctx context.Context, id CommunityID) (*live, error) {
	if h.directory.state().communities[id] == nil {
		return nil, Refuse(NotFound)
	}
	return h.open(ctx, id)
}

func (h *Host) open(ctx context.Context, id CommunityID) (*live, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l := h.live[id]; l != nil {
		return l, nil
	}
	l := &live{views: map[Audience]*atomic.Pointer[Shared]{}, watchers: newWatchers(), rooms: newRooms(), news: make(chan struct{}, 1)}
	for _, a := range Audiences() {
		l.views[a] = &atomic.Pointer[Shared]{}
	}
	var err error
	l.ledger, err = openLedger(ctx, h.env, string(id), newCommunity(), l.show)
	if err != nil {
		return nil, err
	}
	h.live[id] = l
	go l.tellOfRooms(h.env.clock)
	return l, nil
}

// roomEvery is how long those who watch wait for what changes in a room, so
// that a thousand people who come in are not a million pictures.
const roomEvery = 100 * time.Millisecond

// stir says that a room has changed.
func (l *live) stir() {
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// tellOfRooms wakes those who watch when a room has changed, until the community
// is closed.
func (l *live) tellOfRooms(clock Clock) {
	for {
		select {
		case <-l.done:
			return
		case <-l.news:
		}
		l.watchers.wakeAll(nil)
		select {
		case <-l.done:
			return
		case <-clock.After(roomEvery):
		}
	}
}

// show publishes the views of a new state and wakes those who watch.
func (l *live) show(c *Community, authors []MemberID) {
	l.owns.renew(c, authors)
	for a, view := range l.views {
		view.Store(c.view(a, view.Load()))
	}
	l.watchers.wakeAll(authors)
}

// Do makes a change in a community and returns when it is durable, or with the
// reason why it was refused: an [Error] or a [Conflict]. After any other error
// the outcome is unknown; try again with the same id.
func (h *Host) Do(ctx context.Context, community CommunityID, d Deed[*Community]) error {
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	return l.Do(ctx, d)
}

// Shared is the newest view for an audience.
func (h *Host) Shared(ctx context.Context, community CommunityID, a Audience) (*Shared, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	if !a.Valid() {
		return nil, Refuse(Invalid, "field", "audience")
	}
	return l.views[a].Load(), nil
}

// See is what a member sees: the view of their audience, and their own.
func (h *Host) See(ctx context.Context, community CommunityID, member MemberID) (*Shared, *Own, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, nil, err
	}
	c := l.state()
	if c.Members[member] == nil {
		return nil, nil, Refuse(NotAllowed)
	}
	return l.views[c.AudienceOf(member)].Load(), l.owns.of(c, member), nil
}

// Watch wakes the member's terminal when the community or one of its rooms has
// changed. Close the watcher when done.
func (h *Host) Watch(ctx context.Context, community CommunityID, member MemberID) (*Watcher, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	return l.watchers.watch(member), nil
}

// ComeIn shows a member as present in a meeting until leave is called.
func (h *Host) ComeIn(ctx context.Context, community CommunityID, meeting MeetingID, member MemberID) (leave func(), err error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	l.rooms.come(meeting, member)
	l.stir()
	return sync.OnceFunc(func() {
		l.rooms.leave(meeting, member)
		l.stir()
	}), nil
}

// Writing shows that somebody in the meeting is writing, or no longer is.
func (h *Host) Writing(ctx context.Context, community CommunityID, meeting MeetingID, member MemberID, now bool) {
	if l, err := h.community(ctx, community); err == nil && l.rooms.write(meeting, member, now) {
		l.stir()
	}
}

// Room is who is in a meeting now.
func (h *Host) Room(ctx context.Context, community CommunityID, meeting MeetingID) Room {
	l, err := h.community(ctx, community)
	if err != nil {
		return Room{}
	}
	return l.rooms.room(meeting)
}

// Pending counts redactions and deletions whose bytes the engine may still hold.
func (h *Host) Pending(ctx context.Context) (int, error) { return h.env.store.Pending(ctx) }

// Now is the time by the Host's clock.
func (h *Host) Now() time.Time { return h.env.clock.Now() }

// NewChange names a change that is about to be made.
func (h *Host) NewChange() ChangeID { return NewID[ChangeID](h.env.random) }

// Random is where the Host takes its chance from.
func (h *Host) Random() io.Reader { return h.env.random }

// Communities lists all that the installation holds, in the order of their ids.
func (h *Host) Communities() []Listing {
	var all []Listing
	for _, l := range h.directory.state().communities {
		all = append(all, *l)
	}
	slices.SortFunc(all, byID)
	return all
}
