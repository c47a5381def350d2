// Package locale holds the words of Convene in each language: every sentence on
// a screen, in a report or in an error comes from its catalogues.
//
// A catalogue is a file words/AREA.LANGUAGE.json, one area for each screen or
// format; each register brings its own. A test compares the keys of the languages.
package locale

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

//go:embed words/*.json
var files embed.FS

// Fallback is the language of last resort.
const Fallback = "en"

// Languages lists the languages that have a catalogue, as BCP 47 tags, in the
// order in which they are offered.
func Languages() []string { return []string{"en", "es"} }

// Name is what a language calls itself.
func Name(tag string) string { return display.Self.Name(language.Make(tag)) }

// Catalogues holds the words of every language.
type Catalogues struct {
	words map[string]*Words
}

// Load reads the catalogues that are part of the program, and those of the
// registers. It returns an error only if they were built wrong.
func Load(registers []*session.Register) (*Catalogues, error) {
	bundle := i18n.NewBundle(language.English)
	c := &Catalogues{map[string]*Words{}}
	var all []*Words
	for _, tag := range Languages() {
		w := &Words{Language: tag, fixed: map[string]string{}, localizer: i18n.NewLocalizer(bundle, tag), tag: language.Make(tag)}
		w.countries = sync.OnceValue(func() countries { return nameCountries(w, all) })
		w.spoken = sync.OnceValue(func() []languageName { return nameLanguages(w, all) })
		c.words[tag], all = w, append(all, w)
	}
	if err := c.read(bundle, files, "words/*.json"); err != nil {
		return nil, err
	}
	for _, r := range registers {
		if err := c.read(bundle, r.Words, "words.*.json"); err != nil {
			return nil, fmt.Errorf("register %s: %w", r.Name, err)
		}
	}
	return c, nil
}

// read takes in the files of a pattern. Only sentences that depend on facts go into the
// bundle, which takes ten times their room.
func (c *Catalogues) read(bundle *i18n.Bundle, from fs.FS, pattern string) error {
	names, err := fs.Glob(from, pattern)
	if err != nil {
		return err
	}
	for _, name := range names {
		body, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		file, err := i18n.ParseMessageFileBytes(body, name, nil)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		w := c.words[file.Tag.String()]
		if w == nil {
			return fmt.Errorf("%s: its language is not one that is offered", name)
		}
		for _, m := range file.Messages {
			if fixed(m) {
				w.fixed[m.ID] = m.Other
			} else if err := bundle.AddMessages(file.Tag, m); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return nil
}

// fixed reports whether a sentence is the same whatever the facts are.
func fixed(m *i18n.Message) bool {
	return m.One == "" && m.Two == "" && m.Few == "" && m.Many == "" && m.Zero == "" && !strings.Contains(m.Other, "{{")
}

// In gives the words of a language, or of the fallback for one that has none.
// It also understands what [Wanted] finds (es_MX.UTF-8).
func (c *Catalogues) In(tag string) *Words {
	base, _ := language.Make(tag).Base()
	if w := c.words[base.String()]; w != nil && tag != "" {
		return w
	}
	return c.words[Fallback]
}

// Wanted is the language that an environment asks for: of the variables that are
// set to something, the first in the order of POSIX. It may be empty.
func Wanted(variable func(name string) string) string {
	return cmp.Or(variable("LC_ALL"), variable("LC_MESSAGES"), variable("LANG"))
}

// Words speaks one language. It is safe for use by many at once.
type Words struct {
	Language  string
	fixed     map[string]string // sentences without facts
	localizer *i18n.Localizer   // of the others
	tag       language.Tag
	said      sync.Map // those by their place, so that drawing costs a look-up
	countries func() countries
	spoken    func() []languageName
	sorters   sync.Pool
}

// place is where a sentence is remembered: one with a number only, or without facts.
type place struct {
	key string
	n   int // -1 for none
}

// counted bounds the numbers for which sentences are remembered.
const counted = 10_000

// placeOf reports false for a sentence that is not remembered.
func placeOf(key string, pairs []any) (place, bool) {
	switch len(pairs) {
	case 0:
		return place{key, -1}, true
	case 2:
		n, ok := pairs[1].(int)
		return place{key, n}, ok && pairs[0] == "n" && n >= 0 && n < counted
	}
	return place{}, false
}

// T is the sentence of a key. The pairs are names and values of the facts in
// it; the pair "n" also chooses the plural. A key without a sentence comes back
// as itself, which a test looks for.
func (w *Words) T(key string, pairs ...any) string {
	if s, ok := w.fixed[key]; ok {
		return s
	}
	at, remembered := placeOf(key, pairs)
	if remembered {
		if s, ok := w.said.Load(at); ok {
			return s.(string)
		}
	}
	facts := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		facts[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	s := w.say(key, facts)
	if remembered { // also what has no sentence: labels are looked for in two places
		w.said.Store(at, s)
	}
	return s
}

func (w *Words) say(key string, facts map[string]any) string {
	s, err := w.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: key, TemplateData: facts, PluralCount: facts["n"],
	})
	if err != nil && s == "" {
		return key
	}
	return s
}

// sayable is an error that has a sentence in the catalogues.
type sayable interface {
	error
	Message() (key string, facts map[string]any)
}

// Error is what a person is told of an error: the sentence of a refusal, and
// for anything else that something went wrong on the server, no more.
func (w *Words) Error(err error) string {
	var s sayable
	if !errors.As(err, &s) {
		s = refusal.New(refusal.Internal)
	}
	key, facts := s.Message()
	if sentence, ok := w.fixed[key]; ok {
		return sentence
	}
	told := map[string]any{}
	for name, fact := range facts {
		told[name] = fact
		if day, ok := fact.(method.Date); ok {
			told[name] = w.Day(day)
		}
		switch name {
		case "field":
			if told[name] = facts["label"]; told[name] == nil {
				told[name] = w.label(fmt.Sprint(facts["in"]), fmt.Sprint(fact))
			}
		case "also":
			var labels []string
			for _, key := range fact.([]string) {
				labels = append(labels, w.label(fmt.Sprint(facts["in"]), key))
			}
			told[name] = labels
		case "phase", "missing", "way":
			told[name] = w.T(name + "." + fmt.Sprint(fact))
		}
	}
	return w.say(key, told)
}
