package session

import "maps"

// CommunityKinds lists every change that a community's log keeps, for tests
// that must miss none.
func CommunityKinds(registers []*Register, rooms ...Kinds) Kinds {
	all := ownKinds()
	for _, kinds := range rooms {
		maps.Copy(all, kinds)
	}
	for _, r := range registers {
		for name, empty := range entryKinds(r) {
			all[name] = empty()
		}
	}
	return all
}
