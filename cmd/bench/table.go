package main

import (
	"fmt"
	"io"
	"strings"
)

// report writes what was measured as Markdown: a table with a row for every
// number of viewers and metric, and a column for every subject.
func report(w io.Writer, p plan, f figures, began, ended machine) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. Load average %s at the beginning, %s at the end. ", began, began.load, ended.load)
	fmt.Fprintf(&b, "Median (least to most) of %d rounds of %d updates each; clients and server share the cores.\n\n", p.rounds, updates)
	table(&b, p, f)
	b.WriteString(notes)
	_, err := io.WriteString(w, b.String())
	return err
}

// notes say what the table cannot.
const notes = `
- An update is an item that one writer types and sends on a filled SWOT board of 120x50 cells. Its CPU and bytes
  contain the writer's own screen and the line that says that somebody is writing. Fan-out runs from the Enter key
  to the last byte of the item at each viewer, over the durable write. With one viewer the p99 of a round is its
  slowest update.
- Everybody joins with a key of their own, eight at a time (a sixteenth of the viewers where that is more), while
  all who are there see the number of people grow.
- The stalled viewers are one with an SSH window of 1 KiB that is never granted again but answers keepalives, and
  one that took its whole window of 2 MiB and then stopped reading its socket, as a stock client does after
  SIGSTOP; both are clients of the bench. Servers let them go after a while: the last row of each block says how
  many were there to the end.
- Goroutines and heap are not reported: the server does not tell.
`

func table(b *strings.Builder, p plan, f figures) {
	b.WriteString("| viewers | measured |")
	for _, s := range p.subjects {
		fmt.Fprintf(b, " %s |", s.name)
	}
	b.WriteString("\n|--:|---|" + strings.Repeat("--:|", len(p.subjects)) + "\n")
	for _, n := range p.viewers {
		for _, m := range metrics() {
			fmt.Fprintf(b, "| %d | %s |", n, m)
			for _, s := range p.subjects {
				fmt.Fprintf(b, " %s |", cellText(f[cell{s.name, n, m}]))
			}
			b.WriteString("\n")
		}
	}
}

// cellText is the median with the least and the most, or n/a.
func cellText(values []float64) string {
	if len(values) == 0 {
		return "n/a"
	}
	s := spreadOf(values)
	if s.least == s.most {
		return number(s.median)
	}
	return fmt.Sprintf("%s (%s to %s)", number(s.median), number(s.least), number(s.most))
}

// number writes three digits that count, and all before the point.
func number(x float64) string {
	if x >= 1000 || x <= -1000 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.3g", x)
}
