package method

// The most code points that people's texts may have, after cleaning.
const (
	MaxName  = 60   // of a person
	MaxTitle = 120  // of a meeting, an organisation, an entry
	MaxItem  = 500  // of an item
	MaxText  = 2000 // of a description
	MaxLabel = 40   // of a country
)
