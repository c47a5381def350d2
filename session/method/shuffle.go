package method

import (
	"io"
	"math/rand/v2"
)

// Shuffle puts each list into an order of its own, which says nothing about the one in which
// it was.
func Shuffle[T any](random io.Reader, lists ...[]T) {
	var seed [32]byte
	if _, err := io.ReadFull(random, seed[:]); err != nil {
		panic("method: no randomness: " + err.Error())
	}
	chance := rand.New(rand.NewChaCha8(seed))
	for _, all := range lists {
		chance.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
}
