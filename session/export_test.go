package session

// CommunityKinds lists every change that a community's log keeps, for tests
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
