package layout

// Way is how people vote on a board.
type Way string

// The ways there are.
const (
	Dots           Way = "dots"            // everybody spends so many dots on the items
	Consent        Way = "consent"         // everybody says of each item whether they can live with it, and if not, why
	ByCountry      Way = "by-country"      // everybody puts the items into an order, and each country counts once
	ByOrganisation Way = "by-organisation" // the same, and each organisation counts once
)

// Ways lists them, with the usual one first.
func Ways() []Way { return []Way{Dots, Consent, ByCountry, ByOrganisation} }

// Ranks reports whether people put the items into an order.
func (w Way) Ranks() bool { return w == ByCountry || w == ByOrganisation }
