// Command bench measures what a room full of people costs. It starts the real
// server as a child process, lets people in, and times what one person's word
// takes to reach the others, with and without people whose terminals have
// stalled. Everything is measured in turn in one run, so that ratios mean
// something on a machine that is shared.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
)

func main() {
	full := flag.Bool("full", false, "with 1000 people")
	viewers := flag.String("viewers", "", "how many people look on, for example 1,50")
	rounds := flag.Int("rounds", 3, "how often everything is measured")
	flag.Parse()
	if *viewers == "" {
		*viewers = "1,50,200"
		if *full {
			*viewers = "1000"
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *viewers, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, viewers string, rounds int) (err error) {
	p := plan{rounds: rounds}
	for n := range strings.SplitSeq(viewers, ",") {
		count, err := strconv.Atoi(n)
		if err != nil || count < 1 {
			return fmt.Errorf("bench: %q is no number of viewers", n)
		}
		p.viewers = append(p.viewers, count)
	}
	folder, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // what is left is in the system's temporary folder
	convene, err := buildConvene(ctx, folder)
	if err != nil {
		return err
	}
	p.subjects = []subject{convene}

	began := machineNow()
	figures, err := p.measure(ctx, os.Stderr)
	if err != nil {
		return err
	}
	return report(os.Stdout, p, figures, began, machineNow())
}
