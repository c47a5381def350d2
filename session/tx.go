package session

import "maps"

// tx is what a working copy has made its own. A published state shares its maps
// and values with those before and after it, so the first change of one copies
// it; further changes of the same working copy go into that copy. The state is
// settled before it is published: a nil tx takes no more changes.
type tx map[any]bool

// own copies a map for this working copy, unless it has done so already.
func own[K comparable, V any](t tx, m *map[K]V) {
	if t[m] && *m != nil {
		return
	}
	t[m] = true // panics for a settled state, which nobody may change
	next := make(map[K]V, len(*m)+1)
	maps.Copy(next, *m)
	*m = next
}

// put sets one entry of a map that others may be reading.
func put[K comparable, V any](t tx, m *map[K]V, k K, v V) {
	own(t, m)
	(*m)[k] = v
}

// edit returns a value of such a map that may be changed.
func edit[K comparable, V any](t tx, m *map[K]*V, k K) *V {
	if v := (*m)[k]; t[v] {
		return v
	}
	v := *(*m)[k]
	put(t, m, k, &v)
	t[&v] = true
	return &v
}

// setOrDelete is put, or its opposite.
func setOrDelete[K comparable, V any](t tx, m *map[K]V, k K, v V, gone bool) {
	own(t, m)
	if gone {
		delete(*m, k)
		return
	}
	(*m)[k] = v
}
