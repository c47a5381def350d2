package terminal

// Size is the size of a window in cells, as the client claims it.
type Size struct{ Width, Height int }

// What a client claims is not to be trusted: memory grows with the size.
const (
	minWidth, minHeight         = 10, 3
	maxWidth, maxHeight         = 300, 120
	defaultWidth, defaultHeight = 80, 24
)

// clamp returns the nearest size that is drawn. Clients without a window say 0.
func (s Size) clamp() Size {
	if s.Width <= 0 {
		s.Width = defaultWidth
	}
	if s.Height <= 0 {
		s.Height = defaultHeight
	}
	return Size{
		Width:  min(max(s.Width, minWidth), maxWidth),
		Height: min(max(s.Height, minHeight), maxHeight),
	}
}
