package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// outcome is what a run of the bench gave.
type outcome struct {
	plan
	figures
	failed       []failure
	without      error // why there are no peers, if there are none
	began, ended machine
}

// report writes what was measured as Markdown: for every number of viewers a
// table with a row for every metric and a column for every subject, and one for
// every peer that the first is compared with.
func (o outcome) report(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s. Load average %s at the beginning, %s at the end, %s. ",
		o.began, o.began.load, o.ended.load, o.ended.at.Sub(o.began.at).Round(time.Second))
	fmt.Fprintf(&b, "Median (least to most) of %d rounds; clients and server share the cores.\n", o.rounds)
	for _, n := range o.viewers {
		o.table(&b, n)
	}
	b.WriteString(notes)
	if o.without != nil {
		fmt.Fprintf(&b, "- Without peers: %v\n", o.without)
	}
	for _, f := range o.failed {
		fmt.Fprintf(&b, "- Not measured to the end: %s with %d viewers: %v\n", f.subject, f.viewers, f.err)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// notes say what the tables cannot.
const notes = `
- An update is an item that one writer types and sends on a filled SWOT board of 120x50 cells. Its CPU and bytes
  contain the writer's own screen and, in Convene, the line that says that somebody is writing. Fan-out runs from
  the Enter key to the last byte of the item at each viewer. In Convene that is over the durable write; the peers
  keep nothing. With one viewer the p99 of a round is its slowest update.
- A round has 50 updates after 2 that do not count, and fewer, but at least 17, where they take longer than 12 s.
- SSH echo is the limit: golang.org/x/crypto/ssh, a board that is drawn once, and the bytes of the new line to
  everybody, the author first. Wish v1 and Wish v2 are the same board as plain applications of Wish, Bubble Tea and
  Lip Gloss in those versions, as their examples are written; their cursors do not blink. Ratios are of the medians.
- Everybody joins with a key of their own, eight at a time (a sixteenth of the viewers where that is more). In
  Convene they come over a welcome and a home screen, and all who are there see the number of people grow; the
  peers show the board at once, and no number.
- What stands in no table with fewer than 200 viewers is measured only from there. Idle is watched for 15 s in
  Convene, for a keepalive to everybody, and for 5 s in the peers, which send none.
- Twenty people typing press a key every 100 ms or, where that is slower, when their screen shows the one before.
  The 10 changes a second are 30 in 3 s, from those twenty in turn. What a viewer had not after 10 s counts as 10 s.
- The stalled viewers are one with an SSH window of 1 KiB that is never granted again but answers keepalives, and
  one that took its whole window of 2 MiB and then stopped reading its socket, as a stock client does after
  SIGSTOP; both are clients of the bench. Servers let them go after a while: the last row says how many were there
  to the end. The peers are not measured with them.
- Goroutines and heap are not reported: the servers do not tell.
`

// table has the subjects that let so many people in.
func (o outcome) table(b *strings.Builder, viewers int) {
	subjects := slices.DeleteFunc(slices.Clone(o.subjects), func(s subject) bool { return viewers > s.most })
	fmt.Fprintf(b, "\n| viewers: %d |", viewers)
	for _, s := range subjects {
		fmt.Fprintf(b, " %s |", s.name)
	}
	for _, s := range subjects[1:] {
		fmt.Fprintf(b, " %s : %s |", subjects[0].name, s.name)
	}
	b.WriteString("\n|---|" + strings.Repeat("--:|", 2*len(subjects)-1) + "\n")
	for _, m := range metrics() {
		values := make([][]float64, len(subjects))
		for i, s := range subjects {
			values[i] = o.figures[cell{s.name, viewers, m}]
		}
		row(b, m, values)
	}
}

// row is left out where nothing was measured.
func row(b *strings.Builder, m metric, values [][]float64) {
	if len(slices.Concat(values...)) == 0 {
		return
	}
	fmt.Fprintf(b, "| %s |", m)
	for _, v := range values {
		fmt.Fprintf(b, " %s |", cellText(v))
	}
	for _, v := range values[1:] {
		fmt.Fprintf(b, " %s |", ratioText(m, values[0], v))
	}
	b.WriteString("\n")
}

// ratioText is one subject's median by another's: 2x for twice as much, 1/2 for
// half of it.
func ratioText(m metric, ours, theirs []float64) string {
	if !m.compared() || len(ours) == 0 || len(theirs) == 0 {
		return ""
	}
	ratio := spreadOf(ours).median / spreadOf(theirs).median
	switch {
	case math.IsNaN(ratio) || math.IsInf(ratio, 0) || ratio <= 0:
		return "n/a"
	case ratio < 1:
		return "1/" + number(1/ratio)
	}
	return number(ratio) + "x"
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
