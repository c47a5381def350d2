package main

import (
	"slices"
	"testing"
)

func TestQuantileIsAValueThatWasMeasured(t *testing.T) {
	hundred := make([]int, 100)
	for i := range hundred {
		hundred[i] = 100 - i // 1 to 100, not in order
	}
	for _, test := range []struct {
		values []int
		q      float64
		want   int
	}{
		{nil, 0.5, 0},
		{[]int{7}, 0.5, 7},
		{[]int{7}, 0.99, 7},
		{[]int{3, 1, 2}, 0.5, 2},
		{[]int{4, 3, 1, 2}, 0.5, 2},
		{hundred, 0.5, 50},
		{hundred, 0.99, 99},
		{hundred[:50], 0.99, 100}, // of 51 to 100
		{hundred, 0, 1},
		{hundred, 1, 100},
	} {
		before := slices.Clone(test.values)
		if got := quantile(test.values, test.q); got != test.want {
			t.Errorf("quantile %v of %v is %d, want %d", test.q, test.values, got, test.want)
		}
		if !slices.Equal(before, test.values) {
			t.Errorf("quantile changed the order of %v", before)
		}
	}
}

func TestSpread(t *testing.T) {
	if got, want := spreadOf([]float64{3, 9, 1}), (spread{3, 1, 9}); got != want {
		t.Errorf("spread is %v, want %v", got, want)
	}
}
