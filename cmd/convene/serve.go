package main

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// A server collects its garbage when that is half of what is in use. With Go's own 100
// percent a room of a thousand people takes a sixth more memory. The ballast is memory that
// counts as in use, and takes no room because nobody touches it: so no collection begins
// before there is garbage of half the ballast. Without it one comes every few seconds in a
// small room, into the middle of what people write. With half of it, the server takes a tenth
// more processor time while 200 people come in, and one or two MiB less memory.
const (
	garbage = 50 // percent
	ballast = 12 << 20
)

// newBallast makes it in pieces. The runtime clears memory that was used before, whole
// allocation by whole allocation, and what it clears takes room.
func newBallast() [][]byte {
	all := make([][]byte, ballast>>20)
	for i := range all {
		all[i] = make([]byte, 1<<20)
	}
	return all
}

func (d *door) serveCommand() *cobra.Command {
	config := d.shell
	c := &cobra.Command{
		Use:  "serve",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := fillIn(c.Flags(), os.Getenv); err != nil {
				return err
			}
			if os.Getenv("GOGC") == "" {
				debug.SetGCPercent(garbage)
			}
			// Whoever reads the log may go away; writing to it is only an error then,
			// and does not kill the server.
			signal.Ignore(syscall.SIGPIPE)
			defer runtime.KeepAlive(newBallast())
			m := &Main{Config: *config, Languages: d.all, Random: rand.Reader, Stderr: c.ErrOrStderr()}
			if err := m.Run(c.Context()); err != nil {
				if c.Context().Err() != nil {
					err = nil // it was told to stop before it was ready
				}
				return errors.Join(err, m.Close())
			}
			debug.FreeOSMemory() // that it took to read the words and the logs
			select {
			case <-c.Context().Done():
				m.say("stopping")
				return m.Close()
			case err := <-m.Stopped():
				return errors.Join(err, m.Close())
			}
		},
	}
	c.Flags().Func("listen", "", func(typed string) error {
		config.Listen = typed
		return checkAddress(typed)
	})
	c.Flags().StringVar(&config.Host, "host", config.Host, "")
	c.Flags().StringVar(&config.Organisers, "organisers", "", "")
	c.Flags().BoolVar(&config.Demo, "demo", false, "")
	c.Flags().BoolVar(&config.AsItIs, asItIs, false, "")
	c.Flags().UintVar(&config.Most.Known, "most-people", 0, "")
	c.Flags().UintVar(&config.Most.Strangers, "most-strangers", 0, "")
	c.Flags().UintVar(&config.Most.Arriving, "most-arriving", 0, "")
	c.Flags().Func("strangers-for", "", func(typed string) (err error) {
		config.Most.StrangersFor, err = notNegative(typed)
		return err
	})
	return c
}

// checkAddress refuses what no server can listen at: it is no host and port.
func checkAddress(typed string) error {
	_, port, err := net.SplitHostPort(typed)
	if err == nil {
		_, err = net.DefaultResolver.LookupPort(context.Background(), "tcp", port)
	}
	return err
}

// notNegative reads how long something may take.
func notNegative(typed string) (time.Duration, error) {
	d, err := time.ParseDuration(typed)
	if err == nil && d < 0 {
		err = strconv.ErrRange
	}
	return d, err
}
