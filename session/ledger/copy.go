package ledger

import (
	"maps"
	"reflect"
)

// Tx remembers the copies that a working copy of a state has made. A published state
// shares its maps and values with the states before and after it. The first change of
// one of them therefore copies it, and further changes of the same working copy
// go into that copy, wherever it is kept meanwhile. A state drops its Tx when it is
// settled: nothing can be changed with a nil Tx.
type Tx map[any]bool

// CopyMap copies a map, unless this working copy has made it.
func CopyMap[K comparable, V any](t Tx, m *map[K]V) {
	if *m != nil && t[identity(*m)] {
		return
	}
	next := make(map[K]V, len(*m)+1)
	maps.Copy(next, *m)
	t[identity(next)] = true // panics for a settled state
	*m = next
}

// Put sets the value of a key in a shared map.
func Put[K comparable, V any](t Tx, m *map[K]V, k K, v V) {
	CopyMap(t, m)
	(*m)[k] = v
}

// Delete removes a key from a shared map.
func Delete[K comparable, V any](t Tx, m *map[K]V, k K) {
	CopyMap(t, m)
	delete(*m, k)
}

// PutOrDelete deletes a key where gone is set, and puts a value otherwise.
func PutOrDelete[K comparable, V any](t Tx, m *map[K]V, k K, v V, gone bool) {
	if gone {
		Delete(t, m, k)
		return
	}
	Put(t, m, k, v)
}

// Edit returns a copy of a value in a shared map, which may be changed.
func Edit[K comparable, V any](t Tx, m *map[K]*V, k K) *V {
	if v := (*m)[k]; t[v] {
		return v
	}
	v := *(*m)[k]
	Put(t, m, k, &v)
	t[&v] = true
	return &v
}

// SameMap reports whether two maps are one: not whether they hold the same.
func SameMap[K comparable, V any](a, b map[K]V) bool { return identity(a) == identity(b) }

// identity is which map it is, whatever it holds; nil for none.
func identity[K comparable, V any](m map[K]V) any { return reflect.ValueOf(m).UnsafePointer() }
