package session

import (
	"iter"
	"maps"
)

// Roll is a map that many states share, for what there is one of for everybody:
// whoever is entered costs a copy of the latest entries, not of a thousand.
type Roll[K comparable, V any] struct {
	most   map[K]V
	latest map[K]V // what was entered since, also over what is in most
}

// mostLatest is how many entries are the latest until they join the others.
const mostLatest = 64

// RollOf is the roll of a map, which nobody may change any more.
func RollOf[K comparable, V any](m map[K]V) Roll[K, V] { return Roll[K, V]{most: m} }

// Of is the value of a key, zero where it has none.
func (r Roll[K, V]) Of(k K) V {
	if v, ok := r.latest[k]; ok {
		return v
	}
	return r.most[k]
}

// Len is how many keys there are.
func (r Roll[K, V]) Len() int {
	n := len(r.most)
	for k := range r.latest {
		if _, ok := r.most[k]; !ok {
			n++
		}
	}
	return n
}

// All yields every key with its value, in no order.
func (r Roll[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for k, v := range r.latest {
			if !yield(k, v) {
				return
			}
		}
		for k, v := range r.most {
			if _, newer := r.latest[k]; !newer && !yield(k, v) {
				return
			}
		}
	}
}

// same reports whether nothing was entered into one that is not in the other.
func (r Roll[K, V]) same(o Roll[K, V]) bool {
	return sameMap(r.most, o.most) && sameMap(r.latest, o.latest)
}

// enrol is [put] for a roll.
func enrol[K comparable, V any](t tx, r *Roll[K, V], k K, v V) {
	if len(r.latest) == mostLatest {
		most := make(map[K]V, len(r.most)+mostLatest)
		maps.Copy(most, r.most)
		maps.Copy(most, r.latest)
		*r = RollOf(most)
	}
	put(t, &r.latest, k, v)
}

// amend is [edit] for a roll.
func amend[K comparable, V any](t tx, r *Roll[K, *V], k K) *V {
	if v := r.Of(k); t[v] {
		return v
	}
	v := *r.Of(k)
	enrol(t, r, k, &v)
	t[&v] = true
	return &v
}
