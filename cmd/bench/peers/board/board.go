// Package board is what all peers show: the SWOT that Convene's sample begins
// with, and everybody may add a line. It is kept in memory only.
package board

import (
	"fmt"
	"slices"
	"sync"
)

// The words around the quadrants.
const (
	Title  = "Asia Pacific regional meeting, Kuala Lumpur · Indonesia · Reveal"
	Sample = "SAMPLE: people, organisations and contributions are invented"
	Phase  = "Everything is shown; read and clarify."
	Prompt = "Add › "
	Help   = "Enter Send  Tab Quadrant  Ctrl+C Leave"
)

// Rows and columns of a quadrant within its border, so that four of them and
// the words around them fill 120x50 cells.
const (
	Rows    = 20
	Columns = 58
)

// Parts is how many quadrants there are.
const Parts = 4

// Quadrant is a part of the board. Its items must not be changed.
type Quadrant struct {
	Title, Letter string
	Colour        string // of 256
	Items         []string
}

// Board is the board that all share.
type Board struct {
	mu        sync.Mutex
	quadrants [Parts]Quadrant
}

// New is the board as the sample begins with it.
func New() *Board {
	return &Board{quadrants: [Parts]Quadrant{
		{"▲ Strengths (S)", "S", "36", []string{
			"ID-S1 Young refugees interpret for newcomers, in nine languages.",
			"ID-S2 Rumah bersama tanpa penjaga sudah berjalan baik dan murah.",
		}},
		{"▼ Weaknesses (W)", "W", "214", []string{
			"ID-W1 Catatan kami tersebar di banyak tempat dan sulit dibandingkan.",
			"ID-W2 Nobody pays those of us who advise from experience.",
		}},
		{"◆ Opportunities (O)", "O", "74", []string{
			"ID-O1 Pemerintah kota ingin belajar dari kota lain.",
			"ID-O2 A workshop at ASEAN level could take up what works in our cities.",
		}},
		{"● Threats (T)", "T", "175", []string{
			"ID-T1 Kesepakatan lisan hilang ketika pejabatnya pindah.",
			"ID-T2 Rumours online turn neighbours against a house before it opens.",
		}},
	}}
}

// Add adds an item to a quadrant.
func (b *Board) Add(part int, words string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	q := &b.quadrants[part]
	q.Items = append(q.Items, fmt.Sprintf("ID-%s%d %s", q.Letter, len(q.Items)+1, words))
}

// Quadrants is the board of this moment.
func (b *Board) Quadrants() [Parts]Quadrant {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.quadrants
	for i := range now {
		now[i].Items = slices.Clip(now[i].Items)
	}
	return now
}
