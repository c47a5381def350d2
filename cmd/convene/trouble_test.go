package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAStoreThatIsTakenAway from under people who write: from then on nothing is
// acknowledged. They are told what it means for them, whoever runs the server why,
// and the next start says what is missing.
func TestAStoreThatIsTakenAway(t *testing.T) {
	for name, take := range map[string]func(t *testing.T, file string){
		"removed": func(t *testing.T, file string) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		},
		"replaced": func(t *testing.T, file string) {
			if err := errors.Join(os.WriteFile(file+".other", nil, 0o600), os.Rename(file+".other", file)); err != nil {
				t.Fatal(err)
			}
		},
		"its log removed": func(t *testing.T, file string) {
			if err := os.Remove(file + "-wal"); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) { inKualaLumpur(t, func(t *testing.T) { takeAway(t, take) }) })
	}
}

func takeAway(t *testing.T, take func(*testing.T, string)) {
	organiser := newKey(t)
	s := set(t, Config{Data: t.TempDir(), Demo: true, Organisers: fileOf(t, organiser)})
	writes := s.memberOf(s.join(method.Participant, session.Profile{Name: "Siti"}))
	v := s.participates("Nok", wide)
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses("a", "F1")
	s.answers("the organiser", organiser, "root", "status", 0)
	acknowledged, some := 0, make(chan struct{})
	stopped := make(chan error)
	go func() { stopped <- s.writesUntilRefused(writes, &acknowledged, some) }()
	<-some
	file := filepath.Join(s.Data, storeFile)
	take(t, file)
	if err := <-stopped; !errors.Is(err, refusal.New(refusal.StoreGone)) {
		t.Errorf("whoever was writing is told %v", err)
	}
	v.presses("Too late"+enterKey, "copy them, and tell")
	if !strings.Contains(v.Screen(), "Too late") {
		t.Errorf("what was written is gone from\n%s", v.Screen())
	}
	status := s.answers("the organiser", organiser, "root", "status", 0)
	if !strings.Contains(status, "troubles\treplaced\n") || !strings.Contains(status, "redactions_pending\t-1\n") {
		t.Errorf("the status is\n%s", status)
	}
	const why, helps = "the files of the store were replaced or removed while in use", "; stop the server, and put its files back"
	if said := s.out.String(); strings.Count(said, why) != 1 || !strings.Contains(said, helps) {
		t.Errorf("the log says\n%s", said)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	missing := s.Languages.In("en").T("command.store_missing", "store", "sqlite:"+file, "key", filepath.Join(s.Data, codeKey().name))
	err := serves(t, Config{Data: s.Data})
	switch kept, _ := os.ReadFile(file); {
	case err != nil && s.Languages.In("en").Error(err) != missing:
		t.Errorf("the next start says %v", err)
	case err == nil && bytes.Count(kept, []byte("Acknowledged")) < acknowledged:
		t.Errorf("the next start says nothing, and not all %d items are there", acknowledged)
	}
}

// writesUntilRefused adds items, and tells when it has added some.
func (s *scene) writesUntilRefused(member session.MemberID, acknowledged *int, some chan struct{}) error {
	for ; ; *acknowledged++ {
		deed := host.Deed{ID: s.host.NewChange(), Member: member, Change: &session.AddItem{
			Board: "swot-id", Item: method.NewID[method.ItemID](s.Random), Part: layout.Strengths,
			Text: "Acknowledged", Audience: method.Members, Attribution: method.Unattributed,
		}}
		if err := s.host.Do(s.t.Context(), sampleCommunity, deed); err != nil {
			return err
		}
		if *acknowledged == 10 {
			close(some)
		}
	}
}

// TestALogThatIsGoneAfterAKill took what was acknowledged last with it, and the next
// start says so.
func TestALogThatIsGoneAfterAKill(t *testing.T) {
	data := t.TempDir()
	begin(t, data).die()
	if err := os.Remove(filepath.Join(data, storeFile+"-wal")); err != nil {
		t.Fatal(err)
	}
	var said *told
	if err := serves(t, Config{Data: data}); !errors.As(err, &said) || said.key != "command.store_lost" {
		t.Errorf("the next start says %v", err)
	}
}
