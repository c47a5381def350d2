package locale

import (
	"bytes"
	"slices"

	"golang.org/x/text/collate"
)

// sorter compares names as a language does. It is slow to make and serves one at
// a time: each language keeps some.
type sorter struct {
	*collate.Collator
	keys collate.Buffer
}

// Sort puts things into the order of their names in the language of w: Álvaro
// stands beside Alice, whatever the case. Those with the same name keep theirs.
func Sort[T any](w *Words, all []T, name func(T) string) {
	s, _ := w.sorters.Get().(*sorter)
	if s == nil {
		s = &sorter{Collator: collate.New(w.tag)}
	}
	defer w.sorters.Put(s)
	defer s.keys.Reset()
	type keyed struct {
		key   []byte
		thing T
	}
	order := make([]keyed, len(all))
	for i, thing := range all {
		order[i] = keyed{s.KeyFromString(&s.keys, name(thing)), thing}
	}
	slices.SortStableFunc(order, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i, k := range order {
		all[i] = k.thing
	}
}
