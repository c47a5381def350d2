package html

import (
	"fmt"

	"github.com/convene-ssh/convene/session/report/block"
)

// The measures of a chart, in units of its own; it is as wide as the page lets it be.
const (
	chartWidth = 400
	rowHeight  = 40
	barHeight  = 14
	textHeight = 16
)

// bars draws a chart, and puts its table behind it. Each bar stands under its label, so
// that both have the whole width.
func (p *page) bars(b block.Bars) {
	height := rowHeight * len(b.Bars)
	p.raw("<figure>\n<figcaption>", words(b.Title), "</figcaption>\n",
		fmt.Sprintf(`<svg role="img" viewBox="0 0 %d %d"><title>`, chartWidth, height), safe(b.Title), "</title>\n")
	for i, bar := range b.Bars {
		top := rowHeight * i
		p.raw(fmt.Sprintf(`<text x="0" y="%d">`, top+textHeight), safe(bar.Label), " · ", safe(bar.Number()), "</text>",
			fmt.Sprintf(`<rect x="0" y="%d" width="%d" height="%d"/>`, top+textHeight+4, length(bar.N, b.Most()), barHeight), "\n")
	}
	p.raw("</svg>\n<details><summary>", words(b.Head[0]), " · ", words(b.Head[1]), "</summary>\n")
	p.table(b.Table())
	p.raw("</details>\n</figure>\n")
}

// length is how long a bar is. One that is not nothing can be seen.
func length(n, most int) int {
	if n == 0 {
		return 0
	}
	return max(2, n*chartWidth/most)
}
