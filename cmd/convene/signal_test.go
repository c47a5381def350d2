package main

import (
	"os"
	"syscall"
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestEveryStopIsOrderly: whatever ends the server, people read why and have
// their terminals back, and it ends without an error.
func TestEveryStopIsOrderly(t *testing.T) {
	for _, test := range []struct {
		name      string
		logIsRead bool // to the end; otherwise its reader goes away before
		signal    os.Signal
	}{
		{"it is told to", true, syscall.SIGTERM},
		{"it is told to and nobody reads its log", false, syscall.SIGTERM},
		{"its terminal goes away", true, syscall.SIGHUP},
		{"its terminal goes away with the reader of its log", false, syscall.SIGHUP},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := begin(t, t.TempDir())
			siti := p.participates("Siti", guest.Options{})
			if !test.logIsRead {
				if err := p.log.Close(); err != nil {
					t.Fatal(err)
				}
			}
			if err := p.child.Process.Signal(test.signal); err != nil {
				t.Fatal(err)
			}
			siti.sees(p.refusal(refusal.ShuttingDown))
			if err := p.ends(); err != nil {
				t.Errorf("the server ended with %v; %s", err, p.out)
			}
		})
	}
}

// TestNohup: a server that was started to outlive its terminal does.
func TestNohup(t *testing.T) {
	p := begin(t, t.TempDir(), "sh", "-c", `trap "" HUP; exec "$@"`, "nohup")
	siti := p.participates("Siti", guest.Options{})
	if err := p.child.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	p.participates("Budi", guest.Options{})
	siti.sees("2 here")
	if err := p.child.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.ends(); err != nil {
		t.Errorf("the server ended with %v; %s", err, p.out)
	}
}
