package ledger

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Vocabulary gives every change of a state the name under which records keep it.
// A name ends with the version of its body, as "item.added/1", and is for ever:
// a body with another meaning gets another name, and the old one stays readable.
type Vocabulary[S any] struct {
	// Name is the name of a change, empty for one that no log keeps.
	Name func(Change[S]) string
	// New is an empty change of that name, nil where nobody knows the name. The
	// body of a record is unmarshalled into it.
	New func(name string) Change[S]
}

// VocabularyOf is the vocabulary of changes with one name for each type. It is
// given an empty change, a pointer, for each name.
func VocabularyOf[S any](empty map[string]Change[S]) Vocabulary[S] {
	names := map[reflect.Type]string{}
	for name, c := range empty {
		names[reflect.TypeOf(c)] = name
	}
	return Vocabulary[S]{
		Name: func(c Change[S]) string { return names[reflect.TypeOf(c)] },
		New: func(name string) Change[S] {
			c, known := empty[name]
			if !known {
				return nil
			}
			return reflect.New(reflect.TypeOf(c).Elem()).Interface().(Change[S])
		},
	}
}

// decode reads a record back into its change. It returns [ErrTooNew] for a name
// that this version does not know.
func (v Vocabulary[S]) decode(r Record) (Change[S], error) {
	c := v.New(r.Kind)
	if c == nil {
		return nil, fmt.Errorf("%w: record %d is a %q", ErrTooNew, r.Seq, r.Kind)
	}
	if err := json.Unmarshal(r.Body, c); err != nil {
		return nil, fmt.Errorf("ledger: record %d (%s): %w", r.Seq, r.Kind, err)
	}
	return c, nil
}
