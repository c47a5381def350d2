package method

import "golang.org/x/text/language"

// Language is the code of ISO 639 of a language that people speak: th, or rhg where there
// is none of two letters.
type Language string

// Valid reports whether it is the code by which everybody knows the language.
func (l Language) Valid() bool {
	base, err := language.ParseBase(string(l))
	return err == nil && base.String() == string(l)
}
