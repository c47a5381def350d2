package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// probe reads what the system tells of a process, by its id. Systems without
// /proc tell nothing, and the table says n/a.
type probe int

// reading is what a process has used up to a moment.
type reading struct {
	at     time.Time
	cpu    time.Duration
	memory int64 // resident, in bytes
	known  bool  // the system tells
}

func (p probe) read() reading {
	r := reading{at: time.Now(), cpu: p.cpu(), memory: p.memory()}
	r.known = r.cpu > 0 && r.memory > 0
	return r
}

// cpu adds up the threads: /proc/PID/stat counts in steps of 10 ms.
func (p probe) cpu() (sum time.Duration) {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", p)) // the pattern is fine
	for _, name := range threads {
		var running time.Duration
		if b, err := os.ReadFile(name); err == nil { // it may be gone
			_, _ = fmt.Sscan(string(b), &running) // zero where it cannot be read
		}
		sum += running
	}
	return sum
}

func (p probe) memory() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	fields := bytes.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, _ := strconv.ParseInt(string(fields[0]), 10, 64) // zero where it cannot be read
	return kib << 10
}
