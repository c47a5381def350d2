package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/shell"
)

// The exit codes that scripts may rely on; 0 is for success.
const (
	exitRefused = sshd.ExitRefused
	exitUsage   = sshd.ExitUsage
)

// told is an error that only commands have: its sentence, and the exit code.
type told struct {
	key   string
	facts facts
	code  int
}

type facts = map[string]any

// misused is a command that was not understood.
func misused(key string, f facts) error { return &told{"command." + key, f, exitUsage} }

func (t *told) Error() string { return t.key }

// Message is the key and the facts of the sentence that a person reads.
func (t *told) Message() (string, map[string]any) { return t.key, t.facts }

// reason is an error that has a sentence, with its key.
type reason struct {
	err error
	key string
}

// toldOf says the sentence of the first reason that an error wraps, with the error
// itself among the facts. Without one the error stays as it is.
func toldOf(err error, f facts, reasons []reason) error {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			f["reason"] = strings.ReplaceAll(err.Error(), r.err.Error()+": ", "") // which the sentence says
			return &told{r.key, f, exitRefused}
		}
	}
	return err
}

// toldOfStore says why a store cannot be served.
func toldOfStore(err error) error {
	return toldOf(err, facts{}, []reason{
		{ledger.ErrLost, "command.store_lost"},
		{ledger.ErrDamaged, "command.store_damaged"},
		{ledger.ErrFull, "command.store_full"},
		{ledger.ErrReadOnly, "command.store_read_only"},
	})
}

// partly is why a command did only some of what it was asked for. What it wrote says what
// it did, and stands.
type partly struct{ error }

func (p *partly) Unwrap() error { return p.error }

// answer runs a command through a door and returns its exit code. A command that refuses
// prints nothing on standard output, because the first of what it writes is held back until
// it has succeeded, and one line on standard error that says why.
func answer(ctx context.Context, d *door, args []string, out, errs io.Writer) int {
	to := &recipient{Writer: out}
	kept := bufio.NewWriterSize(to, heldBack)
	root := d.root()
	root.SetArgs(args)
	root.SetOut(kept)
	root.SetErr(errs)
	err := d.known(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if err == nil || errors.As(err, new(*partly)) {
		err = errors.Join(err, kept.Flush())
	}
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintln(errs, clean.Out(d.explain(err))) // they may be gone
	if d.shell == nil && !hasSentence(err) && !errors.Is(err, context.Canceled) && !to.gone {
		d.host.Failed("a command over SSH", err) // whoever sent it reads only that something failed
	}
	return exitCode(err)
}

// exitCode says whether a command was refused, or not understood: then one of its options
// has a value that the option cannot have, whoever asks.
func exitCode(err error) int {
	var t *told
	var refused *refusal.Error
	switch {
	case errors.As(err, &t):
		return t.code
	case errors.As(err, &refused) && slices.Contains([]refusal.Code{refusal.OneOf, refusal.NoNumber, refusal.GoodFor}, refused.Code):
		return exitUsage
	}
	return exitRefused
}

// heldBack is how many bytes a command may have written when it still refuses.
const heldBack = 16 << 10

// hidden refuses the commands that Cobra adds for shells that complete what somebody
// types: Convene has none of that.
func hidden(args []string) error {
	for _, name := range []string{cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd} {
		if slices.Contains(args, name) {
			return misused("unknown", facts{"name": name})
		}
	}
	return nil
}

// recipient is whoever reads what a command writes, and may go away.
type recipient struct {
	io.Writer
	gone bool
}

func (r *recipient) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	r.gone = r.gone || err != nil
	return n, err
}

// hasSentence reports whether an error says something that people read.
func hasSentence(err error) bool {
	var sentence interface {
		Message() (string, map[string]any)
	}
	return errors.As(err, &sentence)
}

// explain says in one line why a command gave nothing. Whoever is at the shell
// owns the machine, and reads which file is not there or closed to them; other errors that
// have no sentence stand as they are.
func (d *door) explain(err error) string {
	var file *fs.PathError
	switch {
	case d.shell == nil || hasSentence(err):
		return d.words.Error(err)
	case errors.As(err, &file) && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission)):
		return d.words.T("command.file_failed", "file", file.Path, "reason", file.Err)
	}
	return clean.Line(err.Error(), maxReason)
}

// maxReason is the most letters of an internal error that fit in its one line.
const maxReason = 500

// Options of the command line carry what was wrong with them, by these.
type (
	namesFlag  interface{ GetSpecifiedName() string }
	namesValue interface{ GetValue() string }
)

// flagError turns what is wrong with an option into a sentence.
func flagError(c *cobra.Command, err error) error {
	var value namesValue
	var name namesFlag
	switch {
	case errors.As(err, &value):
		return misused("value", facts{"value": value.GetValue(), "command": c.Name()})
	case errors.As(err, &name) && !c.HasParent():
		return misused("flag_first", facts{"name": name.GetSpecifiedName()})
	case errors.As(err, &name):
		return misused(unknownFlag(c, name.GetSpecifiedName()), facts{"name": name.GetSpecifiedName(), "command": c.Name()})
	}
	return misused("unreadable", nil)
}

// unknownFlag is the key of what is wrong with an option: it has no value, or the command
// does not have it.
func unknownFlag(c *cobra.Command, name string) string {
	key := "flag_none"
	c.LocalNonPersistentFlags().VisitAll(func(o *pflag.Flag) {
		if o.Name != "help" {
			key = "flag"
		}
	})
	if c.Flag(name) != nil {
		key = "flag_value"
	}
	return key
}

// exactly accepts n arguments.
func exactly(n int) cobra.PositionalArgs { return between(n, n) }

// between accepts so many arguments.
func between(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return misused("arguments", facts{"use": c.Use})
		}
		return nil
	}
}

// known refuses a first word that is no command, before Cobra reads the options behind it.
func (d *door) known(root *cobra.Command, args []string) error {
	if err := hidden(args); err != nil || len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return err
	}
	root.InitDefaultHelpCmd() // Cobra adds it only when it runs
	if found, _, err := root.Find(args[:1]); err != nil || found == root {
		return d.unknown(args[0])
	}
	return nil
}

// unknown refuses what is no command. Over SSH, people and their tools ask for the
// programs of a shell, and are told what to use instead.
func (d *door) unknown(name string) error {
	if d.shell != nil {
		return misused("unknown", facts{"name": name})
	}
	if name == "plain" { // is to be the way in without a screen; for now it says what works without one
		return d.noScreen()
	}
	about := facts{"name": name, "line": d.address.Connect(), "copy": shell.POSIX.CopyFolder(d.address, "/")}
	switch path.Base(name) {
	case "rsync", "sftp-server", "internal-sftp":
		return misused("no_files", about)
	case "mosh", "mosh-server":
		return misused("no_mosh", about)
	}
	return misused("no_shell", about)
}

// noScreen refuses what needs a whole terminal, and says what works without one.
func (d *door) noScreen() error {
	return &told{"command.no_screen", facts{"commands": d.commands()}, exitRefused}
}
