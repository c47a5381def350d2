package ledger

import (
	"iter"
	"maps"
)

// Roll is a map that many states share and that grows to thousands, such as the
// members of a community. To set a value copies the latest values only, not all.
type Roll[K comparable, V any] struct {
	most   map[K]V
	latest map[K]V // set since; a value here replaces the one in most
}

// leastLatest is how many values are in latest at least before they move to most.
const leastLatest = 8

// full reports whether the latest values move to most before another one is set: once
// they are the square root of most, so that to set a value copies about that many, with
// its share of the moves.
func (r Roll[K, V]) full() bool {
	n := len(r.latest)
	return n >= leastLatest && n*n >= len(r.most)
}

// RollOf makes a roll of a map, which nobody may change any more.
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

// Same reports whether two rolls are one: not whether they hold the same.
func (r Roll[K, V]) Same(o Roll[K, V]) bool {
	return SameMap(r.most, o.most) && SameMap(r.latest, o.latest)
}

// PutRoll is [Put] for a roll.
func PutRoll[K comparable, V any](t Tx, r *Roll[K, V], k K, v V) {
	if r.full() {
		most := make(map[K]V, len(r.most)+len(r.latest))
		maps.Copy(most, r.most)
		maps.Copy(most, r.latest)
		*r = RollOf(most)
	}
	Put(t, &r.latest, k, v)
}

// EditRoll is [Edit] for a roll.
func EditRoll[K comparable, V any](t Tx, r *Roll[K, *V], k K) *V {
	if v := r.Of(k); t[v] {
		return v
	}
	v := *r.Of(k)
	PutRoll(t, r, k, &v)
	t[&v] = true
	return &v
}

// DeleteRoll is [Delete] for a roll. The first of a working copy copies all of it: few are
// deleted, and what is deleted stays nowhere.
func DeleteRoll[K comparable, V any](t Tx, r *Roll[K, V], k K) {
	Delete(t, &r.most, k)
	Delete(t, &r.latest, k)
}

// PutOrDeleteRoll is [PutOrDelete] for a roll.
func PutOrDeleteRoll[K comparable, V any](t Tx, r *Roll[K, V], k K, v V, gone bool) {
	if gone {
		DeleteRoll(t, r, k)
		return
	}
	PutRoll(t, r, k, v)
}
