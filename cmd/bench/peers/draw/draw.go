// Package draw draws the board with Lip Gloss, as its own examples do.
package draw

import (
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/convene-ssh/convene/cmd/bench/peers/board"
)

// Top is how many rows are above the quadrants.
const Top = 3

// Board is the whole board with a line for what somebody writes.
func Board(quadrants [board.Parts]board.Quadrant, part int, input string) string {
	boxes := make([]string, len(quadrants))
	for i, q := range quadrants {
		boxes[i] = box(q, i == part)
	}
	return lipgloss.JoinVertical(lipgloss.Left,
		lipgloss.NewStyle().Bold(true).Render(board.Title),
		lipgloss.NewStyle().Bold(true).Foreground(lipgloss.Color("202")).Render(board.Sample),
		lipgloss.NewStyle().Foreground(lipgloss.Color("245")).Render(board.Phase),
		lipgloss.JoinHorizontal(lipgloss.Top, boxes[0], boxes[1]),
		lipgloss.JoinHorizontal(lipgloss.Top, boxes[2], boxes[3]),
		input,
		lipgloss.NewStyle().Foreground(lipgloss.Color("245")).Render(board.Help),
	)
}

func box(q board.Quadrant, selected bool) string {
	border := lipgloss.RoundedBorder()
	if selected {
		border = lipgloss.DoubleBorder()
	}
	colour := lipgloss.Color(q.Colour)
	title := lipgloss.NewStyle().Bold(true).Foreground(colour).Render(q.Title)
	return lipgloss.NewStyle().
		Border(border).BorderForeground(colour).
		Width(board.Columns + 2).Height(board.Rows + 2).MaxHeight(board.Rows + 2).
		Render(title + "\n" + strings.Join(q.Items, "\n"))
}

// Height is how many rows a quadrant's title and items take.
func Height(q board.Quadrant) int {
	return lipgloss.Height(lipgloss.NewStyle().Width(board.Columns).Render(q.Title + "\n" + strings.Join(q.Items, "\n")))
}
