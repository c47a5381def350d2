package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// buildPeers builds the programs that Convene is compared with. They are a
// module of their own, so that nothing that only they need is in Convene's.
func buildPeers(ctx context.Context, folder string) ([]subject, error) {
	where, err := exec.CommandContext(ctx, "go", "list", "-f", "{{.Dir}}", "github.com/convene-ssh/convene/cmd/bench").Output()
	if err != nil {
		return nil, fmt.Errorf("bench: looking for the peers: %w", err)
	}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", folder, "./echo", "./wishv1", "./wishv2")
	build.Dir = filepath.Join(string(bytes.TrimSpace(where)), "peers")
	build.Env = append(os.Environ(), "GOWORK=off", "CGO_ENABLED=0")
	if said, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("bench: building the peers: %w\n%s", err, said)
	}
	return []subject{
		peer("SSH echo", filepath.Join(folder, "echo")),
		peer("Wish v1", filepath.Join(folder, "wishv1")),
		peer("Wish v2", filepath.Join(folder, "wishv2")),
	}, nil
}

// peer is a program whose people see the board at once and may always write.
func peer(name, program string) subject {
	return subject{
		name: name,
		command: func(ctx context.Context, folder string) *exec.Cmd {
			cmd := exec.CommandContext(ctx, program)
			cmd.Dir = folder
			return cmd
		},
		ready: func(line string, s *server) (ok bool) {
			s.user = "participant"
			s.address, ok = strings.CutPrefix(line, "listening on ")
			return ok
		},
		first:   "Ctrl+C Leave",
		next:    []step{{types: "\t"}},
		perPart: 14,
		most:    1000,
		idling:  5 * time.Second, // they send no keepalives
	}
}
