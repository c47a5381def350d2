package halltest

import "runtime"

// Allocated is how many bytes something allocates, by itself and by what goes on beside it.
func Allocated(do func()) (bytes uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
