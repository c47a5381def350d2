package field

// Pairs is a field that says which pairs the items make that its entry came from: what
// lies inside of an analysis with what lies outside. It follows from them wherever they
// stand now; see session.Community.Pairs.
func Pairs(key string) Field {
	return Field{
		Key: key, Shape: ShapePairs, Get: func(any) []string { return nil },
		refuse: func(Ground, Field, any) error { return nil },
	}
}
