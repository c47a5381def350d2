package method

// ReadingKind says by whom something is said of how an entry stands. The three are
// never made into one.
type ReadingKind string

// The kinds of reading.
const (
	Reported ReadingKind = "reported" // by those who promised it
	Observed ReadingKind = "observed" // by others
	Decided  ReadingKind = "decided"  // by a meeting of the community
)

// Completion is how far something has come, by one account. Source: method.md.
type Completion string

// The completions.
const (
	NoEvidence  Completion = "no-evidence"
	NotStarted  Completion = "not-started"
	Limited     Completion = "limited"
	Substantial Completion = "substantial"
	Complete    Completion = "complete"
)

// Completions lists them from nothing to everything.
func Completions() []Completion {
	return []Completion{NoEvidence, NotStarted, Limited, Substantial, Complete}
}

// Outcome is what a meeting decides about an entry.
type Outcome string

// The outcomes.
const (
	Done      Outcome = "done"
	Continue  Outcome = "continue"
	Rescope   Outcome = "re-scope" // it goes on as something else
	DropEntry Outcome = "drop"
)

// Outcomes lists them in the order in which they are offered.
func Outcomes() []Outcome { return []Outcome{Done, Continue, Rescope, DropEntry} }

// Ends reports whether the entry is over with it.
func (o Outcome) Ends() bool { return o == Done || o == DropEntry }
