// Command bench measures what a room full of people costs. It starts the real
// server and its peers as child processes, lets people in, and times what one
// person's word takes to reach the others, also while many type and while some
// terminals have stalled. Everything is measured in turn in one run, so that
// ratios mean something on a machine that is shared.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"strings"
)

func main() {
	full := flag.Bool("full", false, "with 1000 people, and 5000 in Convene")
	viewers := flag.String("viewers", "", "how many people look on, for example 1,50")
	rounds := flag.Int("rounds", 0, "how often everything is measured")
	alone := flag.Bool("alone", false, "Convene without its peers")
	flag.Parse()
	usual, often := "1,50,200", 3
	if *full {
		usual, often = "1000,5000", 5
	}
	*viewers, *rounds = cmp.Or(*viewers, usual), cmp.Or(*rounds, often)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *viewers, *rounds, *alone); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, viewers string, rounds int, alone bool) error {
	o := outcome{plan: plan{rounds: rounds}, began: machineNow()}
	for n := range strings.SplitSeq(viewers, ",") {
		count, err := strconv.Atoi(n)
		if err != nil || count < 1 {
			return fmt.Errorf("bench: %q is no number of viewers", n)
		}
		o.viewers = append(o.viewers, count)
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
	o.subjects = []subject{convene}
	if !alone {
		peers, err := buildPeers(ctx, folder)
		if err != nil {
			o.without = err
			fmt.Fprintln(os.Stderr, "measuring Convene alone:", err)
		}
		o.subjects = append(o.subjects, peers...)
	}
	o.figures, o.failed = o.measure(ctx, os.Stderr)
	o.ended = machineNow()
	if err := o.report(os.Stdout); err != nil {
		return err
	}
	if len(o.failed) > 0 {
		return fmt.Errorf("bench: %d scenes were not played to the end", len(o.failed))
	}
	return ctx.Err()
}
