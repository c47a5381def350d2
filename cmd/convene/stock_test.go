package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/method"
)

// stockSSH is the ssh program of this machine, empty where it has none: then
// x/crypto/ssh stands for every client.
func stockSSH(t *testing.T) string {
	path, err := exec.LookPath("ssh")
	if err != nil {
		t.Logf("no ssh program here: %v", err)
	}
	return path
}

// keyFile makes a key as the ssh program reads it.
func keyFile(t *testing.T) (path string, key gossh.Signer) {
	t.Helper()
	pem, err := newHostKey()
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "id_ed25519")
	if err := os.WriteFile(path, pem, 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err = gossh.ParsePrivateKey(pem); err != nil {
		t.Fatal(err)
	}
	return path, key
}

// stock brings somebody to the door with the ssh program of this machine.
func (s *scene) stock(program, name, code, file string, key gossh.Signer) *visitor {
	s.t.Helper()
	g, err := guest.Stock(s.ctx, program, s.at, file, guest.Options{User: code})
	return s.seat(name, g, err, key)
}

// TestStockClient has people join, write, leave and come back with the ssh
// program of this machine, one with a key and one without.
func TestStockClient(t *testing.T) {
	program := stockSSH(t)
	if program == "" {
		return
	}
	s := setOnNetwork(t, Config{Data: t.TempDir(), Demo: true})
	code := s.code(method.Participant)
	file, key := keyFile(t)

	siti := s.stock(program, "Siti", code, file, key)
	s.comesIn(siti, who{name: "Siti", country: "MY"})
	budi := s.stock(program, "Budi", code, "", nil)
	s.comesIn(budi, who{name: "Budi", country: "ID"})
	siti.sees("2 here")

	siti.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	budi.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	siti.presses("aNeighbours bring food.", "food.")
	siti.presses(enterKey, s.says("en", "board.added"))
	budi.sees("ID-S3")

	siti.presses("\x03", s.says("en", "farewell"))
	if err := siti.Ended(s.ctx); err != nil {
		t.Errorf("ssh ended with %v", err)
	}
	again := s.stock(program, "Siti", "whoever", file, key)
	again.sees(s.says("en", "returning.continue", "name", "Siti"))
	again.presses(enterKey, s.says("en", "lobby.title"))
	again.sees("Kuala Lumpur")
	again.presses(enterKey, s.says("en", "meeting.home"))
	again.presses(sampleRevealed, "Neighbours")
}
