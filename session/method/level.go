package method

// Level is how far something reaches. Source: method.md, "Item".
type Level string

// The levels; empty where none was chosen.
const (
	Local    Level = "local"
	National Level = "national"
	Regional Level = "regional"
	Global   Level = "global"
)

// Levels lists them from near to far.
func Levels() []Level { return []Level{Local, National, Regional, Global} }
