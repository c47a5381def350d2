package storetest

import (
	"errors"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

func TestMemory(t *testing.T) {
	kept := map[string]*Memory{}
	Run(t, Engine{Open: func(_ testing.TB, folder string) ledger.Store {
		if m, found := kept[folder]; found {
			m.closed = false // what a folder is to other engines
			return m
		}
		kept[folder] = &Memory{}
		return kept[folder]
	}})
}

func TestMemoryHooks(t *testing.T) {
	failed := errors.New("no power")
	fail := func(string, ledger.Batch) error { return failed }
	for _, c := range []struct {
		name    string
		store   *Memory
		written []string
	}{
		{"failed", &Memory{BeforeAppend: fail}, nil},
		{"in doubt", &Memory{AfterAppend: fail}, []string{"a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := openLog(t, c.store, "asia")
			if err := l.Append(t.Context(), batch(0, "a")); !errors.Is(err, failed) {
				t.Errorf("append: %v", err)
			}
			wantEqual(t, "bodies", bodies(t, l), c.written...)
		})
	}
}

func TestMemoryBackup(t *testing.T) {
	if err := new(Memory).Backup(t.Context(), "copy"); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v", err)
	}
}
