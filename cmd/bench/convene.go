package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// buildConvene builds the program into a folder and says how people use it.
func buildConvene(ctx context.Context, folder string) (subject, error) {
	program := filepath.Join(folder, "convene")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", program, "github.com/convene-ssh/convene/cmd/convene")
	build.Stderr = os.Stderr
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // as make build does
	if err := build.Run(); err != nil {
		return subject{}, fmt.Errorf("bench: building the server: %w", err)
	}
	return subject{
		name: "Convene",
		command: func(ctx context.Context, folder string) *exec.Cmd {
			return exec.CommandContext(ctx, program, "serve", "--listen", "127.0.0.1:0", "--data", folder, "--demo")
		},
		ready: conveneReady,
		first: "Ctrl+C",
		enter: []step{
			{"\x13", "Agenda, day 1"},  // Ctrl+S: come in with every question at its default
			{"3", "Opportunities (O)"}, // the sample's third board is revealed
		},
		compose: []step{{"a", "Send"}},
		next:    []step{{"\x1b", "Part"}, {"\ta", "Send"}},
		perPart: 14, // so that all fit into a part beside what is there
		most:    5000,
		idling:  15 * time.Second,
		stalls:  true,
	}, nil
}

// conveneReady knows the lines that scripts may rely on.
func conveneReady(line string, s *server) bool {
	if connect, ok := strings.CutPrefix(line, "demo join participant: "); ok {
		fields := strings.Fields(connect) // ssh -p PORT CODE@HOST
		s.user, _, _ = strings.Cut(fields[len(fields)-1], "@")
	}
	address, ok := strings.CutPrefix(line, "listening on ")
	s.address = address
	return ok
}
