package main

import (
	"crypto/rand"
	"errors"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
)

// garbage is how much of it a server keeps, in percent of what is in use. With
// Go's own 100 a room of a thousand people takes a tenth more memory, and with
// less, its collection holds up what they write more often.
const garbage = 60

func (d *door) serveCommand() *cobra.Command {
	config := d.shell
	c := &cobra.Command{
		Use:  "serve",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if os.Getenv("GOGC") == "" {
				debug.SetGCPercent(garbage)
			}
			m := &Main{Config: *config, Clock: session.SystemClock{}, Random: rand.Reader, Stderr: c.ErrOrStderr()}
			if err := m.Run(c.Context()); err != nil {
				return err
			}
			select {
			case <-c.Context().Done():
				m.say("stopping")
				return m.Close()
			case err := <-m.Stopped():
				return errors.Join(err, m.Close())
			}
		},
	}
	c.Flags().StringVar(&config.Listen, "listen", config.Listen, "")
	c.Flags().StringVar(&config.Host, "host", config.Host, "")
	c.Flags().StringVar(&config.Organisers, "organisers", config.Organisers, "")
	c.Flags().BoolVar(&config.Demo, "demo", config.Demo, "")
	return c
}
