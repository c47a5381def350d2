package host

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/saidby"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/session/widening"
)

// directoryLog is the name of the directory's log; no community can have it.
const directoryLog = "_directory"

// Options are what a Host needs besides a store.
type Options struct {
	Random io.Reader // must be safe for several at once
	Pepper []byte    // secret of the installation, without which hashed codes are useless
	Logf   func(format string, args ...any)
	// Registers are the kinds of entries that communities keep.
	Registers []*session.Register
	// ReadOnly says that another Host serves the same store, and this one only reads it.
	ReadOnly bool
	// Renewed is called when no view holds words that are gone any more: what is made of
	// views is to be made anew. It may be nil.
	Renewed func()
}

// Kinds are the changes of the packages above session, package by package.
func Kinds() []session.Kinds {
	return []session.Kinds{
		agenda.Kinds(), standing.Kinds(), turns.Kinds(), steps.Kinds(), evaluation.Kinds(), closing.Kinds(),
		groups.Kinds(), interpret.Kinds(), lens.Kinds(), moderation.Kinds(), saidby.Kinds(), voting.Kinds(), widening.Kinds(),
	}
}

// Host runs an installation: the directory, and each open community on a
// goroutine of its own. Everything that people do goes through it, and
// everything that they see comes from it.
type Host struct {
	env       ledger.Env
	pepper    []byte
	registers []*session.Register
	readOnly  bool
	directory *ledger.Ledger[*directory.Directory]
	forgets   chan struct{}
	renewed   func()
	running   context.Context // until Close
	stop      context.CancelFunc
	stopped   sync.WaitGroup
	endPasses context.CancelFunc // over the store; nil where this Host only reads it

	mu       sync.Mutex // never held while a log is read
	live     map[method.CommunityID]*live
	openings session.Opening // how often a community was opened
}

// Open reads the directory of a store. It returns [ledger.ErrTooNew] for one that a
// newer version wrote.
func Open(ctx context.Context, store ledger.Store, o Options) (*Host, error) {
	h := &Host{
		pepper: o.Pepper, registers: o.Registers, readOnly: o.ReadOnly, forgets: make(chan struct{}, 1), renewed: o.Renewed,
		live: map[method.CommunityID]*live{},
	}
	h.env = ledger.Env{
		Store: store, Random: o.Random, Logf: o.Logf, Meter: &ledger.Meter{}, Troubles: &ledger.Troubles{},
		Forget: func() { signal(h.forgets) },
	}
	words := ledger.VocabularyOf(directory.Kinds())
	var err error
	h.directory, err = ledger.Open(ctx, h.env, directoryLog, &directory.Directory{}, words, nobody{})
	if err != nil {
		return nil, err
	}
	h.running, h.stop = context.WithCancel(context.Background())
	h.stopped.Go(func() { h.closeUnused(h.running) })
	if h.readOnly {
		return h, nil
	}
	var passes context.Context
	passes, h.endPasses = context.WithCancel(h.running)
	h.stopped.Go(func() { h.forgetting(passes) })
	h.stopped.Go(func() { h.erasing(h.running) })
	if pending, err := store.Pending(ctx); err != nil || pending > 0 {
		h.env.Forget()
	}
	return h, nil
}

// nobody observes the directory: it is only asked.
type nobody struct{}

func (nobody) Show(*directory.Directory, []session.MemberID, bool) {}
func (nobody) Wake([]session.MemberID, bool)                       {}

// signal puts a signal into a channel that holds one, unless there is one already.
func signal(to chan struct{}) {
	select {
	case to <- struct{}{}:
	default:
	}
}

// signalled takes the signal out of such a channel, where there is one.
func signalled(from chan struct{}) bool {
	select {
	case <-from:
		return true
	default:
		return false
	}
}

// Hurry ends the passes over the store, for which writes wait: the Host is about to be
// closed, and people hand in their last words. What it would have forgotten stays pending.
func (h *Host) Hurry() {
	if h.endPasses != nil {
		h.endPasses()
	}
}

// Close ends every community after the writes that have begun. The store stays
// open: it belongs to whoever opened it.
func (h *Host) Close() {
	h.mu.Lock()
	h.stop() // under the lock: nothing is opened any more
	h.mu.Unlock()
	h.stopped.Wait()
	for _, l := range h.open() {
		l.Close()
	}
	h.directory.Close()
}

// open lists the communities that are open.
func (h *Host) open() []*live {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []*live
	for _, l := range h.live {
		if l.opened() {
			all = append(all, l)
		}
	}
	return all
}

// community opens a community that the directory lists, unless it was removed. It stays
// open until the caller releases it.
func (h *Host) community(ctx context.Context, id method.CommunityID) (*live, error) {
	if err := h.there(id); err != nil {
		return nil, err
	}
	return h.acquire(ctx, id)
}

// there refuses a community that the directory does not list, or that was removed.
func (h *Host) there(id method.CommunityID) error {
	if of, listed := h.directory.State().Listing(id); !listed || of.Removed != "" {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// kept is community also where it was removed, for what is held there of somebody.
func (h *Host) kept(ctx context.Context, id method.CommunityID) (*live, error) {
	if _, listed := h.directory.State().Listing(id); !listed {
		return nil, refusal.New(refusal.NotFound)
	}
	return h.acquire(ctx, id)
}

// acquire opens a community that is not open. Reading its log goes on even if
// whoever asked first gives up; others who ask meanwhile wait for the same reading.
// After a failure the next call tries again. The caller must release what it gets.
func (h *Host) acquire(ctx context.Context, id method.CommunityID) (*live, error) {
	h.mu.Lock()
	l := h.live[id]
	if l == nil {
		if h.running.Err() != nil {
			h.mu.Unlock()
			return nil, refusal.New(refusal.ShuttingDown)
		}
		l = newLive(h.openings)
		h.openings++
		h.live[id] = l
		h.stopped.Go(func() { h.read(id, l) })
	}
	l.usage.begin()
	h.mu.Unlock()
	var err error
	select {
	case <-l.ready:
		err = l.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		l.release()
		return nil, err
	}
	return l, nil
}

// read reads the log of a community and begins to take its changes.
func (h *Host) read(id method.CommunityID, l *live) {
	words := session.Vocabulary(h.registers, Kinds()...)
	open, err := ledger.Open(h.running, h.env, string(id), session.New(h.registers), words, l)
	switch {
	case err != nil && h.running.Err() == nil:
		h.env.Failed("open "+string(id), err)
	case err == nil && !h.readOnly:
		if err := h.agree(h.running, open); err != nil {
			h.env.Logf("organisers of %s: %v", id, err)
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	l.Ledger, l.err = open, inWords(err, err)
	if err != nil {
		delete(h.live, id)
	} else {
		go l.wakeTerminals()
	}
	close(l.ready)
}

// Shared is the newest view for an audience.
func (h *Host) Shared(ctx context.Context, community method.CommunityID, a method.Audience) (*session.Shared, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	if !a.Valid() {
		return nil, refusal.New(refusal.Invalid, "field", "audience")
	}
	return l.views.look(a), nil
}

// See is what a member sees: the view of their audience, and their own.
func (h *Host) See(ctx context.Context, community method.CommunityID, member session.MemberID) (*session.Shared, *session.Own, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, nil, err
	}
	defer l.release()
	return (&Watcher{member: member, of: l}).See()
}

// Watch wakes a terminal of the member, who sits in a meeting or between meetings,
// when the community or one of its rooms has changed. Close the watcher when done:
// until then the community stays open.
func (h *Host) Watch(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID) (*Watcher, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	return l.watch(meeting, member), nil
}

// EnterRoom shows a member as present in a meeting until leave is called.
func (h *Host) EnterRoom(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID) (leave func(), err error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	if err := l.State().MayEnter(member, meeting); err != nil {
		l.release()
		return nil, err
	}
	if l.rooms.enter(meeting, member) {
		l.roomChanged()
	}
	return sync.OnceFunc(func() {
		if l.rooms.leave(meeting, member) {
			l.roomChanged()
		}
		l.release()
	}), nil
}

// writesFor is how long somebody still counts as writing after they stopped.
const writesFor = 3 * time.Second

// Writing notes that a member who is present in a meeting is writing, or no longer
// is.
func (h *Host) Writing(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID, now bool) {
	l, err := h.community(ctx, community)
	if err != nil {
		return
	}
	defer l.release()
	if now {
		if l.rooms.startWriting(meeting, member) {
			l.roomChanged()
		}
		return
	}
	stop := l.rooms.stopWriting(meeting, member)
	if stop == 0 {
		return
	}
	go func() {
		select {
		case <-l.Done():
		case <-time.After(writesFor):
			if l.rooms.endWriting(meeting, member, stop) {
				l.roomChanged()
			}
		}
	}()
}

// Room is who is present in a meeting at this moment, as a member sees it.
func (h *Host) Room(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID) Room {
	l, err := h.community(ctx, community)
	if err != nil {
		return Room{}
	}
	defer l.release()
	return l.rooms.now(meeting, member)
}

// Pending counts redactions and deletions whose bytes the engine may still hold.
func (h *Host) Pending(ctx context.Context) (int, error) { return h.env.Store.Pending(ctx) }

// Failed logs what failed outside of the Host, and shows it in [Health]; see
// [ledger.Env].
func (h *Host) Failed(what string, err error) { h.env.Failed(what, err) }

// NewChange names a change that is about to be made.
func (h *Host) NewChange() session.ChangeID { return method.NewID[session.ChangeID](h.env.Random) }

// Random is where the Host takes its chance from.
func (h *Host) Random() io.Reader { return h.env.Random }

// Communities lists all communities but those that were removed, in the order of their ids.
func (h *Host) Communities() []directory.Listing { return h.directory.State().Communities() }

// NameOfCommunity is how a community is called; empty for one that is not here.
func (h *Host) NameOfCommunity(id method.CommunityID) string {
	of, _ := h.directory.State().Listing(id)
	return of.Name
}
