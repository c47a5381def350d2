package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// machine is where and when something was measured.
type machine struct {
	at     time.Time
	cpu    string
	cores  int
	system string
	load   string // average over 1, 5 and 15 minutes
}

func machineNow() machine {
	return machine{
		time.Now(), cmp.Or(cpuModel(), runtime.GOARCH), runtime.NumCPU(),
		runtime.GOOS + "/" + runtime.GOARCH + ", " + runtime.Version(), loadAverage(),
	}
}

func cpuModel() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return ""
	}
	for row := range bytes.Lines(info) {
		if name, value, _ := strings.Cut(string(row), ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(b))
	if err != nil || len(fields) < 3 {
		return "n/a"
	}
	return strings.Join(fields[:3], " ")
}

func (m machine) String() string {
	return fmt.Sprintf("%s, %s, %d cores, %s", m.at.UTC().Format("2006-01-02 15:04 UTC"), m.cpu, m.cores, m.system)
}
