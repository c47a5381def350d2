package main

import (
	"cmp"
	"slices"
)

// quantile is the smallest value that at least q of all are not above, and zero
// of none.
func quantile[T cmp.Ordered](values []T, q float64) T {
	var none T
	if len(values) == 0 {
		return none
	}
	sorted := slices.Sorted(slices.Values(values))
	rank := int(q * float64(len(sorted)))
	if float64(rank) == q*float64(len(sorted)) {
		rank--
	}
	return sorted[max(0, rank)]
}

// spread is what several rounds gave.
type spread struct{ median, least, most float64 }

// spreadOf needs a value at least.
func spreadOf(values []float64) spread {
	return spread{quantile(values, 0.5), slices.Min(values), slices.Max(values)}
}
