package field

// Line is a field that holds one line of text, of so many code points at most.
func Line[F any](key string, most int, at func(*F) *string) Field {
	f := textField(key, most, at, TidyLine)
	f.Shape = ShapeLine
	return f
}

// Text is a field that holds several lines of text.
func Text[F any](key string, most int, at func(*F) *string) Field {
	f := textField(key, most, at, TidyText)
	f.Shape = ShapeText
	return f
}

func textField[F any](key string, most int, at func(*F) *string, safe func(string) string) Field {
	f := Field{Key: key, Most: most}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		words := at(fields.(*F))
		*words = safe(*words)
	}
	f.refuse = func(_ Ground, f Field, fields any) error {
		return CheckText(f.Key, one(f.Get(fields)), f.Most, f.Required && f.Matters(fields))
	}
	return f
}
