package session

// Kinds lists every change that a log keeps, for tests that must miss none.
func Kinds() map[string]any { return kinds() }

// RecentIDs is how far back ids are remembered, by a Recent.
const RecentIDs = recentIDs

// IdleFor is how long nobody uses a community before it is closed, at least.
const IdleFor = idleFor

// Before reports whether a version is older than another of the same view.
func (v Version) Before(o Version) bool {
	return v.opening == o.opening && v.audience == o.audience && v.changes < o.changes
}

// Recent is the memory of a ledger.
type Recent struct{ recent }

// Add, Has and Len are what its test needs.
func (r *Recent) Add(id ChangeID)      { r.add(id) }
func (r *Recent) Has(id ChangeID) bool { return r.has(id) }
func (r *Recent) Len() int             { return len(r.now) + len(r.was) }
