package session

import "github.com/convene-ssh/convene/session/ledger"

// CommunityKinds and DirectoryKinds list every change that a log keeps, for tests
// that must miss none.
func CommunityKinds(registers []*Register) map[string]Change {
	all := communityKinds()
	for _, r := range registers {
		for name, empty := range entryKinds(r) {
			all[name] = empty()
		}
	}
	return all
}

func DirectoryKinds() map[string]ledger.Change[*Directory] { return directoryKinds() }

// IdleFor is how long nobody uses a community before it is closed, at least.
const IdleFor = idleFor

// Before reports whether a version is older than another of the same view.
func (v Version) Before(o Version) bool {
	return v.opening == o.opening && v.audience == o.audience && v.changes < o.changes
}
