package session

// Kinds lists every change that a log keeps, for tests that must miss none.
func Kinds() map[string]any { return kinds() }
