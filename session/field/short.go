package field

import (
	"slices"
	"strings"
)

// ShortNames are what people type to mean a meeting or a community: its short name,
// and those that it had before. All of them lead to it for good, and to nothing else.
type ShortNames[T ~string] struct {
	Short  T
	Former []T
}

// Leads reports whether what somebody has typed means it.
func (n ShortNames[T]) Leads(typed string) bool {
	return slices.ContainsFunc(append(slices.Clip(n.Former), n.Short), func(s T) bool { return strings.EqualFold(typed, string(s)) })
}

// Renamed are the names once it has another short name, or the same where that is
// empty.
func (n ShortNames[T]) Renamed(to T) ShortNames[T] {
	if to == "" || to == n.Short {
		return n
	}
	former := slices.DeleteFunc(slices.Clone(n.Former), func(s T) bool { return s == to })
	return ShortNames[T]{to, append(former, n.Short)}
}
