package ledger

import (
	"maps"
	"reflect"
)

// Tx remembers what a working copy of a state has copied. A published state shares
// its maps and values with the states before and after it. The first change of
// one of them therefore copies it, and further changes of the same working copy
// go into that copy. A state drops its Tx when it is settled: nothing can be
// changed with a nil Tx.
type Tx map[any]bool

// CopyMap copies a map, unless this working copy has done so already.
func CopyMap[K comparable, V any](t Tx, m *map[K]V) {
	if t[m] && *m != nil {
		return
	}
	t[m] = true // panics for a settled state
	next := make(map[K]V, len(*m)+1)
	maps.Copy(next, *m)
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
func SameMap[K comparable, V any](a, b map[K]V) bool {
	return reflect.ValueOf(a).UnsafePointer() == reflect.ValueOf(b).UnsafePointer()
}
