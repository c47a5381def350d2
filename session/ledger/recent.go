package ledger

// recentIDs is how many changes back a retry is recognised for certain. People and
// programs try again within moments.
const recentIDs = 50_000

// recent remembers the ids of the last changes: at least [recentIDs], at most twice as
// many. The zero value is ready.
type recent struct{ now, was map[ChangeID]bool }

func (r *recent) add(ids ...ChangeID) {
	for _, id := range ids {
		if r.now == nil || len(r.now) >= recentIDs {
			r.now, r.was = map[ChangeID]bool{}, r.now
		}
		r.now[id] = true
	}
}

func (r *recent) has(id ChangeID) bool { return r.now[id] || r.was[id] }
