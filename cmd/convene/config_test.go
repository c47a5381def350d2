package main

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/anmitsu/go-shlex"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
)

func TestEnvironmentAndOptions(t *testing.T) {
	env := map[string]string{
		"CONVENE_LISTEN": "127.0.0.1:22", "CONVENE_DATA": "there", "CONVENE_STORE": "sqlite:x.db",
		"CONVENE_ORGANISERS": "keys", "CONVENE_HOST": "convene.example", "CONVENE_DEMO": "1",
		"CONVENE_MOST_PEOPLE": "7", "CONVENE_MOST_STRANGERS": "6", "CONVENE_MOST_ARRIVING": "5",
		"CONVENE_STRANGERS_FOR": "4m",
	}
	get := func(name string) string { return env[name] }
	words, c := catalogues(t), fromEnvironment(get)
	given := func(typed ...string) Config {
		t.Helper()
		serve := (&door{words: words.In("en"), all: words, shell: c}).serveCommand()
		if err := errors.Join(serve.ParseFlags(typed), fillIn(serve.Flags(), get)); err != nil {
			t.Fatal(err)
		}
		return *c
	}
	want := Config{
		Listen: "127.0.0.1:22", Host: "convene.example", Data: "there", Store: "sqlite:x.db", Organisers: "keys", Demo: true,
		Most: sshd.Connections{Known: 7, Strangers: 6, Arriving: 5, StrangersFor: 4 * time.Minute},
	}
	if got := given(); got != want {
		t.Errorf("the environment gives %+v, want %+v", got, want)
	}
	want.Listen, want.Demo = ":1", false
	if got := given("--listen", ":1", "--demo=false"); got != want {
		t.Errorf("with options it is %+v, want %+v", got, want)
	}
}

// TestTheEnvironmentIsReadAsOptionsAre: what says no is no, and what cannot be read starts
// no server that somebody takes for the one that they wanted.
func TestTheEnvironmentIsReadAsOptionsAre(t *testing.T) {
	words := catalogues(t)
	ended, end := context.WithCancel(t.Context())
	end() // whoever takes it starts no server
	for _, test := range []struct{ name, value string }{
		{"CONVENE_DEMO", "perhaps"}, {"CONVENE_LISTEN", "nonsense"}, {"CONVENE_MOST_PEOPLE", "5k"}, {"CONVENE_MOST_STRANGERS", "-1"}, {"CONVENE_STRANGERS_FOR", "600"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv(test.name, test.value)
			var errs bytes.Buffer
			d := &door{words: words.In("en"), all: words, shell: &Config{Data: t.TempDir()}}
			code := answer(ended, d, []string{"serve"}, &bytes.Buffer{}, &errs)
			if said := errs.String(); code != exitUsage || !strings.Contains(said, test.name) || !strings.Contains(said, test.value) {
				t.Errorf("exit code %d and %q", code, said)
			}
		})
	}
	for value, demo := range map[string]bool{"false": false, "0": false, "": false, "true": true, "1": true} {
		c := &Config{}
		serve := (&door{words: words.In("en"), all: words, shell: c}).serveCommand()
		err := fillIn(serve.Flags(), func(name string) string {
			return map[string]string{"CONVENE_DEMO": value, "CONVENE_AS_IT_IS": "1"}[name]
		})
		if err != nil || c.Demo != demo || c.AsItIs {
			t.Errorf("CONVENE_DEMO=%s: %+v, %v", value, *c, err)
		}
	}
}

func TestDefaults(t *testing.T) {
	c := fromEnvironment(func(string) string { return "" })
	if c.Listen != ":2222" || c.Demo || c.store() != "sqlite:data/convene.db" || c.readOnly() != "sqlite:data/convene.db?mode=ro" {
		t.Errorf("%+v with %s and %s", *c, c.store(), c.readOnly())
	}
}

// TestTheLineOfAShellClaimsNothing that only the running server knows.
func TestTheLineOfAShellClaimsNothing(t *testing.T) {
	for _, test := range []struct {
		c    Config
		want string
	}{
		{Config{Listen: ":2222"}, "ssh -p PORT HOST"},
		{Config{Listen: "0.0.0.0:2222"}, "ssh -p PORT HOST"},
		{Config{Listen: "127.0.0.1:2200"}, "ssh -p 2200 127.0.0.1"},
		{Config{Listen: ":2200", Host: "convene.example"}, "ssh -p 2200 convene.example"},
	} {
		if got := test.c.line(); got != test.want {
			t.Errorf("for %+v a command says %q, want %q", test.c, got, test.want)
		}
	}
}

func TestLineToType(t *testing.T) {
	for _, test := range []struct {
		c    Config
		want string
	}{
		{Config{Listen: "127.0.0.1:2222"}, "ssh -p 2222 127.0.0.1"},
		{Config{Listen: "127.0.0.1:22"}, "ssh 127.0.0.1"},
		{Config{Listen: "0.0.0.0:22", Host: "convene.example"}, "ssh convene.example"},
		{Config{Listen: "[::]:2222", Host: "convene.example"}, "ssh -p 2222 convene.example"},
		{Config{Listen: "[::1]:2222"}, "ssh -p 2222 ::1"},
	} {
		if got := test.c.address().Connect(); got != test.want {
			t.Errorf("for %+v people type %q, want %q", test.c, got, test.want)
		}
	}
}

// TestNoServerLetsNobodyIn, because a bound is below nothing or it cannot listen.
func TestNoServerLetsNobodyIn(t *testing.T) {
	words := catalogues(t)
	ended, end := context.WithCancel(t.Context())
	end() // whoever takes the option starts no server
	for _, option := range []string{"--most-people=-1", "--most-strangers=-2", "--most-arriving=-3", "--strangers-for=-4m", "--listen=nonsense", "--listen=:door"} {
		var errs bytes.Buffer
		d := &door{words: words.In("en"), all: words, shell: &Config{Data: t.TempDir()}}
		code := answer(ended, d, []string{"serve", option}, &bytes.Buffer{}, &errs)
		_, value, _ := strings.Cut(option, "=")
		if want := words.In("en").T("command.value", "value", value, "command", "serve") + "\n"; code != exitUsage || errs.String() != want {
			t.Errorf("%s: exit code %d and %q, want %q", option, code, &errs, want)
		}
	}
}

// TestALineOverSSHMeansWhatWasTyped, after the shell and the server have each taken off
// their quotes.
func TestALineOverSSHMeansWhatWasTyped(t *testing.T) {
	words := catalogues(t)
	for _, sheet := range []string{"Pledges", "Our pledges", `Siti's "pledges" \ $HOME; more`} {
		var errs bytes.Buffer
		d := &door{words: words.In("en"), all: words, shell: &Config{Listen: "127.0.0.1:2200"}}
		answer(t.Context(), d, []string{"import", "a-meeting", "--sheet", sheet}, &bytes.Buffer{}, &errs)
		_, line, _ := strings.Cut(errs.String(), "127.0.0.1 ")
		line, _, _ = strings.Cut(line, " < FILE")
		sent, err := exec.Command("sh", "-c", "echo "+line).Output()
		if err != nil {
			t.Fatal(err)
		}
		got, err := shlex.Split(string(sent), true)
		if want := []string{"import", "a-meeting", "--sheet", sheet, "--register", "REGISTER"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("%s means %q, want %q", line, got, want)
		}
	}
}
