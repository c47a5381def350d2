package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/convene-ssh/convene/cmd/convene/owner"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store"
	"github.com/convene-ssh/convene/tui/shell"
)

// Config is what an installation is told when it starts.
type Config struct {
	Listen     string // address and port; port 0 takes a free one
	Host       string // how people reach this machine; its own name where empty
	Data       string // the folder of everything that is kept
	Store      string // URL of the store; a file in Data where empty
	Organisers string // file of the organisers' public keys, if any
	Demo       bool   // load the sample community
	AsItIs     bool   // go on with what is there, without what was lost
	Passphrase string // of backups; nothing is sealed where it is empty

	Most sshd.Connections // zero for what the front door takes as a rule
}

// fromEnvironment is what the environment says to every command of the shell, over the
// defaults. Options on the command line go over it.
func fromEnvironment(get func(string) string) *Config {
	return &Config{
		Listen:     cmp.Or(get("CONVENE_LISTEN"), ":2222"),
		Host:       get("CONVENE_HOST"),
		Data:       cmp.Or(get("CONVENE_DATA"), "data"),
		Store:      get("CONVENE_STORE"),
		Passphrase: get("CONVENE_PASSPHRASE"),
	}
}

// fillIn gives the options of a command that were not typed what the environment says for
// them, read as if it were typed. --as-it-is is left out: it is meant for one start.
func fillIn(options *pflag.FlagSet, get func(string) string) (err error) {
	options.VisitAll(func(o *pflag.Flag) {
		name := "CONVENE_" + strings.ToUpper(strings.ReplaceAll(o.Name, "-", "_"))
		value := get(name)
		if value == "" || o.Changed || o.Name == asItIs || o.Name == "help" || err != nil {
			return
		}
		if options.Set(o.Name, value) != nil {
			err = misused("environment", facts{"name": name, "value": value})
		}
	})
	return err
}

// asItIs is the option that goes on with what is there.
const asItIs = "as-it-is"

// storeFile is the store in a data folder.
const storeFile = "convene.db"

func (c *Config) store() string {
	return cmp.Or(c.Store, "sqlite:"+filepath.Join(c.Data, storeFile))
}

// notes are where the installation keeps exports that are not in the log yet.
func (c *Config) notes() notes { return notes(filepath.Join(c.Data, "exports")) }

// readOnly is the store as the commands of the shell open it, beside a server
// that may be running.
func (c *Config) readOnly() string { return store.In(c.store(), "ro") }

// openToRead opens the store as it is read. SQLite makes files beside one that nobody else
// has open, and the next server writes into them: only the owner of the folder reads them.
func (c *Config) openToRead(ctx context.Context) (ledger.Store, error) {
	missing, err := store.Missing(c.store())
	if missing {
		err = &told{"command.no_store", facts{"store": c.store()}, exitRefused}
	}
	if err != nil {
		return nil, err
	}
	files, err := store.Files(c.store())
	if err != nil {
		return nil, err
	}
	var made []string
	for _, path := range files {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			made = append(made, path)
		}
	}
	s, err := store.Open(ctx, c.readOnly())
	if err != nil {
		return nil, err
	}
	for _, path := range made {
		err := errors.Join(os.Chmod(path, 0o600), owner.GiveTo(filepath.Dir(path), path))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// toServe is the store as the server opens it.
func (c *Config) toServe() string {
	if c.AsItIs {
		return store.In(c.store(), "as-it-is")
	}
	return c.store()
}

// address is where people reach a server that listens there: the machine's name
// where it listens everywhere.
func (c *Config) address() shell.Address {
	host, port, _ := net.SplitHostPort(c.Listen)
	if everywhere(host) {
		host = "localhost"
		if name, err := os.Hostname(); err == nil {
			host = name
		}
	}
	return shell.Address{Host: cmp.Or(c.Host, host), Port: port}
}

// everywhere reports whether a server listens at all addresses of its machine.
func everywhere(host string) bool {
	ip := net.ParseIP(host)
	return host == "" || ip != nil && ip.IsUnspecified()
}

// line is what people type to reach a server, as far as a command of the shell
// can know: the server may have been told something else.
func (c *Config) line() string {
	if host, _, _ := net.SplitHostPort(c.Listen); c.Host == "" && everywhere(host) {
		return shell.Address{Host: "HOST", Port: "PORT"}.Connect()
	}
	return c.address().Connect()
}

// lineOf is the line that sends a command over SSH, with the options that were typed.
func (c *Config) lineOf(command *cobra.Command, args []string) string {
	words := append([]string{c.line(), command.Name()}, inQuotes(args...)...)
	command.LocalNonPersistentFlags().VisitAll(func(o *pflag.Flag) {
		value := o.Value.String()
		if value == o.DefValue {
			return
		}
		if all, several := o.Value.(pflag.SliceValue); several {
			value = strings.Join(all.GetSlice(), ",")
		}
		if words = append(words, "--"+o.Name); o.Value.Type() != "bool" {
			words = append(words, inQuotes(value)...)
		}
	})
	return strings.Join(words, " ")
}

// inQuotes are words as somebody types them behind ssh: their shell takes off the outer
// quotes, and the server the inner ones.
func inQuotes(words ...string) []string {
	var all []string
	for _, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool {
			return !unicode.In(r, unicode.Letter, unicode.Digit) && !strings.ContainsRune("-_./,:@", r)
		}) {
			inner := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(w) + `"`
			w = "'" + strings.ReplaceAll(inner, "'", `'\''`) + "'"
		}
		all = append(all, w)
	}
	return all
}
