package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

func (d *door) statusCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "status",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return d.enter(c, func(a asker) error {
				if !a.owner && a.person == "" {
					return refusal.New(refusal.NeedsCode)
				}
				look := func() (host.Health, error) { return a.host.Health(c.Context(), a.person) }
				if a.owner {
					look = func() (host.Health, error) { return a.host.HealthForOwner(c.Context()) }
				}
				s, err := look()
				if errors.Is(err, refusal.New(refusal.NotAllowed)) { // it concerns no meeting
					err = &told{"command.status_organisers", nil, exitRefused}
				}
				if err != nil {
					return err
				}
				return writeHealth(c.OutOrStdout(), s)
			})
		},
	}
}

// writeHealth writes a line for each figure: its name, a tab, and the figure.
func writeHealth(w io.Writer, s host.Health) error {
	ms := func(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }
	for _, line := range []struct {
		name  string
		value any
	}{
		{"communities", s.Communities},
		{"communities_open", s.Open},
		{"people", s.People},
		{"here", s.Here},
		{"changes_accepted", s.Accepted},
		{"changes_per_second", fmt.Sprintf("%.2f", s.PerSecond)},
		{"durable_p50_ms", ms(s.P50)},
		{"durable_p99_ms", ms(s.P99)},
		{"memory_bytes", s.Memory},
		{"memory_bytes_largest", s.Largest},
		{"log_lag", s.Lag},
		{"redactions_pending", s.Pending},
		{"troubles", troubles(s.Troubles)},
	} {
		if _, err := fmt.Fprintf(w, "%s\t%v\n", line.name, line.value); err != nil {
			return err
		}
	}
	return nil
}

// troubles names them in a line, where there are any.
func troubles(all []ledger.Trouble) string {
	if len(all) == 0 {
		return "none"
	}
	var names []string
	for _, t := range all {
		names = append(names, string(t))
	}
	return strings.Join(names, ",")
}
