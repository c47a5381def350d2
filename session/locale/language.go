package locale

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/convene-ssh/convene/session/method"
)

// languageName is a language and what it is called, as [Fold] leaves the names: its own,
// and those in every language that has a catalogue.
type languageName struct {
	code  method.Language
	names []string
}

// unnamed are languages of people who meet here for which Unicode has no name: the
// catalogues have.
var unnamed = []method.Language{"haz", "nah", "prs", "rhg", "tzh", "tzo", "yua"}

// SpokenLanguage is the name of a language in this one, or its code.
func (w *Words) SpokenLanguage(l method.Language) string {
	if slices.Contains(unnamed, l) {
		return w.T("language.name." + string(l))
	}
	return cmp.Or(display.Languages(w.tag).Name(language.Make(string(l))), string(l))
}

// LanguageNamed is the language that is called so in any language that has a catalogue or
// in itself, or that has this code; empty where there is none.
func (w *Words) LanguageNamed(typed string) method.Language {
	typed = strings.TrimSpace(typed)
	if l := method.Language(strings.ToLower(typed)); l.Valid() {
		return l
	}
	for _, l := range w.spoken() {
		if slices.Contains(l.names, Fold(typed)) {
			return l.code
		}
	}
	return ""
}

// FindLanguages lists the languages that somebody may mean who has typed so far, those
// whose name begins so first.
func (w *Words) FindLanguages(typed string) []method.Language {
	exact := w.LanguageNamed(typed)
	if typed = Fold(typed); typed == "" {
		return nil
	}
	var found [3][]method.Language
	for _, l := range w.spoken() {
		begins := func(name string) bool { return strings.HasPrefix(name, typed) }
		switch {
		case l.code == exact:
		case slices.ContainsFunc(l.names, begins):
			found[1] = append(found[1], l.code)
		case hasWord(l.names, typed):
			found[2] = append(found[2], l.code)
		}
	}
	if exact != "" {
		found[0] = []method.Language{exact}
	}
	return slices.Concat(found[:]...)
}

// nameLanguages names all languages that have a name in each language of a catalogue, in
// the order of w.
func nameLanguages(w *Words, all []*Words) []languageName {
	codes := slices.Clone(unnamed)
	for _, base := range display.Values.BaseLanguages() {
		if l := method.Language(base.String()); l.Valid() && !slices.ContainsFunc(all, func(w *Words) bool { return w.SpokenLanguage(l) == string(l) }) {
			codes = append(codes, l)
		}
	}
	slices.Sort(codes)
	Sort(w, codes, w.SpokenLanguage)
	var named []languageName
	for _, l := range codes {
		names := []string{Name(string(l))}
		for _, other := range all {
			names = append(names, other.SpokenLanguage(l))
		}
		named = append(named, languageName{l, folded(slices.DeleteFunc(names, func(s string) bool { return s == "" }))})
	}
	return named
}
