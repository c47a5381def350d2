package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/tui/shell"
)

func TestCommandsOverSSH(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	keys := map[string]method.Role{"facilitator": method.Facilitator, "organiser": method.Organiser, "participant": method.Participant}
	people := map[string]func(string) (string, string, int){
		"stranger": func(c string) (string, string, int) { return i.send(newKey(t), c) },
	}
	for name, role := range keys {
		key := i.join(role, session.Profile{Name: name})
		people[name] = func(c string) (string, string, int) { return i.send(key, c) }
	}
	government := i.join(method.Facilitator, session.Profile{Name: "Official", Organisation: "A ministry", Type: method.Government})
	people["government"] = func(c string) (string, string, int) { return i.send(government, c) }
	en := i.Languages.In("en")
	refused := func(code refusal.Code, pairs ...any) string { return en.Error(refusal.New(code, pairs...)) }
	other := func(field, values string) string { return refused(refusal.OneOf, "field", field, "values", values) }
	registers := refusal.Listed(report.Tables(register.All()))
	noShell := func(name string) string { return en.T("command.no_shell", "name", name) }
	misfit := func(option, formats, format string) string {
		return en.T("command.export_option", "name", option, "formats", formats, "format", format)
	}
	line := func(key, name string) string {
		return en.T("command."+key, "name", name, "line", i.address().Connect(), "copy", shell.POSIX.CopyFolder(i.address(), "/"))
	}

	for _, test := range []struct {
		who, command string
		code         int
		errs         string // the whole line
		out          string // a part
	}{
		{"stranger", "help", 0, "", "export MEETING"},
		{"stranger", "help export", 0, "", "--register"},
		{"stranger", "export --help", 0, "", "--register"},
		{"stranger", "version", 0, "", "("},
		{"stranger", "meetings", 1, refused(refusal.NeedsCode), ""},
		{"stranger", "status", 1, refused(refusal.NeedsCode), ""},
		{"facilitator", "status", 1, en.T("command.status_organisers"), ""},
		{"organiser", "status", 0, "", "communities\t3\ncommunities_open\t3\n"},
		{"stranger", "export kuala-lumpur-2022", 1, refused(refusal.NeedsCode), ""},
		{"participant", "meetings", 0, "", "asia-pacific-cop/kuala-lumpur-2022\t2022-08-09\t2022-08-10\tparticipant\t"},
		{"participant", "export kuala-lumpur-2022", 1, refused(refusal.NotAllowed), ""},
		{"participant", "invite kuala-lumpur-2022", 1, refused(refusal.NotAllowed), ""},
		{"facilitator", "export nowhere", 1, refused(refusal.NotFound, "name", "nowhere"), ""},
		{"facilitator", "export kuala-lumpur-2022", 0, "", "# Asia Pacific"},
		{"facilitator", "export asia-pacific-cop/kuala-lumpur-2022", 0, "", "# Asia Pacific"},
		{"facilitator", "export kuala-lumpur-2022 --language es", 0, "", "Malasia"},
		{"facilitator", "export kuala-lumpur-2022 --language xx", 2, other("language", "en, es"), ""},
		{"facilitator", "export kuala-lumpur-2022 --format odt", 2, other("format", "md, html, docx, ics, xlsx, csv, zip, json"), ""},
		{"facilitator", "export kuala-lumpur-2022 --format csv", 2, other("register", registers), ""},
		{"facilitator", "export kuala-lumpur-2022 --format csv --register people", 2, other("register", registers), ""},
		{"facilitator", "export kuala-lumpur-2022 --template brief", 0, "", "**Brief**"},
		{"facilitator", "export kuala-lumpur-2022 --template brief --audience members", 2, other("audience", "governments, public"), ""},
		{"facilitator", "export kuala-lumpur-2022 --template poem", 2, other("template", "minutes, brief, summary, annex"), ""},
		{"facilitator", "export kuala-lumpur-2022 --format csv --register agenda --separator semicolon", 0, "", "community;meeting;"},
		{"facilitator", "export kuala-lumpur-2022 --register agenda", 0, "", "community,meeting,"},
		{"facilitator", "export kuala-lumpur-2022 --register commitment", 0, "", "community,meeting,"},
		{"facilitator", "export kuala-lumpur-2022 --format csv --register agenda --separator dot", 2, other("separator", "comma, semicolon, tab"), ""},
		{"organiser", "export kuala-lumpur-2022 --format zip --register items", 2, misfit("register", "csv", "zip"), ""},
		{"organiser", "export kuala-lumpur-2022 --format xlsx --separator tab", 2, misfit("separator", "csv, zip", "xlsx"), ""},
		{"organiser", "export kuala-lumpur-2022 --format md --register takeaways", 2, misfit("register", "csv", "md"), ""},
		{"organiser", "export kuala-lumpur-2022 --register items --template annex", 2, misfit("template", "md, html, docx", "csv"), ""},
		{"organiser", "export kuala-lumpur-2022 --format json --language es", 0, "", "{"}, // it says some words
		{"facilitator", "export kuala-lumpur-2022 --audience everybody", 2, other("audience", "members, governments, public"), ""},
		{"government", "export kuala-lumpur-2022 --audience members", 1, refused(refusal.NotAllowed), ""},
		{"government", "export kuala-lumpur-2022 --format json", 0, "", `"audience": "governments"`},
		{"facilitator", "invite kuala-lumpur-2022 --role organiser", 1, refused(refusal.NotAllowed), ""},
		{"government", "invite kuala-lumpur-2022 --audience members", 1, refused(refusal.NotAllowed), ""},
		{"facilitator", "invite kuala-lumpur-2022 --role king", 2, other("role", "organiser, facilitator, scribe, participant, interpreter, observer"), ""},
		{"facilitator", "invite kuala-lumpur-2022 --uses 0", 2, refused(refusal.NoNumber, "field", "uses", "least", 1, "most", session.MaxMembers), ""},
		{"facilitator", "invite kuala-lumpur-2022 --audience everybody", 2, other("audience", "members, governments, public"), ""},
		{"facilitator", "invite kuala-lumpur-2022 --for -1h", 2, refused(refusal.GoodFor, "minutes", 1, "days", 365), ""},
		{"facilitator", "invite kuala-lumpur-2022 --for 1ns", 2, refused(refusal.GoodFor, "minutes", 1, "days", 365), ""},
		{"facilitator", "invite kuala-lumpur-2022 --for 1000000h", 2, refused(refusal.GoodFor, "minutes", 1, "days", 365), ""},
		{"facilitator", "invite kuala-lumpur-2022 --for 1h", 0, "", "@127.0.0.1\t"},
		{"facilitator", "invite kuala-lumpur-2022 --for long", 2, en.T("command.value", "value", "long", "command", "invite"), ""},
		{"facilitator", "invite", 2, en.T("command.arguments", "use", "invite MEETING"), ""},
		{"facilitator", "export a b", 2, en.T("command.arguments", "use", "export MEETING"), ""},
		{"facilitator", "export x --nonsense", 2, en.T("command.flag", "name", "nonsense", "command", "export"), ""},
		{"organiser", "export x --format", 2, en.T("command.flag_value", "name", "format"), ""},
		{"organiser", "log --nonsense", 2, en.T("command.flag_none", "name", "nonsense", "command", "log"), ""},
		{"organiser", "version --nonsense", 2, en.T("command.flag_none", "name", "nonsense", "command", "version"), ""},
		{"facilitator", "--nonsense", 2, en.T("command.flag_first", "name", "nonsense"), ""},
		{"facilitator", "--nonsense export x", 2, en.T("command.flag_first", "name", "nonsense"), ""},
		{"stranger", "plain", 1, en.T("command.no_screen", "commands", i.door(sshd.Caller{Words: en}).commands()), ""},
		{"facilitator", "help export", 0, "", registers},
		{"facilitator", "dance", 2, noShell("dance"), ""},
		{"facilitator", "help dance", 2, noShell("dance"), ""},
		{"facilitator", "serve", 2, noShell("serve"), ""},
		{"facilitator", "try", 2, noShell("try"), ""},
		{"facilitator", "backup /tmp/x", 2, noShell("backup"), ""},
		{"facilitator", "\x1b]0;owned\x07dance", 2, noShell("dance"), ""},
		{"stranger", "ls -la", 2, noShell("ls"), ""},
		{"stranger", "sh -c 'echo hello'", 2, noShell("sh"), ""},
		{"stranger", "git-upload-pack '/repository'", 2, noShell("git-upload-pack"), ""},
		{"stranger", "scp -t /tmp", 1, refused(refusal.NeedsCode), ""},
		{"stranger", "scp -f report.md", 1, refused(refusal.NeedsCode), ""},
		{"stranger", "/usr/bin/rsync --server --sender -logDtpre.iLsfxCIvu . report", 2, line("no_files", "/usr/bin/rsync"), ""},
		{"stranger", "mosh-server new -s -c 256 -l LANG=en_US.UTF-8", 2, line("no_mosh", "mosh-server"), ""},
	} {
		t.Run(test.who+" "+test.command, func(t *testing.T) {
			out, errs, code := people[test.who](test.command)
			want := test.errs
			if want != "" {
				want += "\n"
			}
			if code != test.code || errs != want {
				t.Errorf("exit code %d and %q, want %d and %q", code, errs, test.code, want)
			}
			if !strings.Contains(out, test.out) || (code != 0) != (out == "") {
				t.Errorf("standard output is %q, want %q in it", out, test.out)
			}
		})
	}
}

func TestInviteGivesACodeThatLetsIn(t *testing.T) { inKualaLumpur(t, inviteGivesACodeThatLetsIn) }

func inviteGivesACodeThatLetsIn(t *testing.T) {
	i := set(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Somebody"})
	out, _, _ := i.send(key, "invite kuala-lumpur-2022 --role observer --audience governments --uses 3 --for 36h")
	found := regexp.MustCompile(`^(\S+)\tssh -p \d+ (\S+)@127\.0\.0\.1\t2022-08-10 13:00 UTC\n$`).FindStringSubmatch(out)
	if found == nil || found[1] != found[2] {
		t.Fatalf("invite prints %q", out)
	}
	entry, err := i.host.Present(found[1])
	if err != nil {
		t.Fatal(err)
	}
	got := *entry.Invitation
	if got.Role != method.Observer || got.Audience != method.Governments || got.Uses != 3 || time.Until(got.Expires).Hours() != 36 {
		t.Errorf("invited %+v", got)
	}
}

func TestExportInEveryFormat(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Somebody"})
	export := func(format string) []byte {
		out, errs, code := i.send(key, "export kuala-lumpur-2022 --format "+format)
		if code != 0 {
			t.Fatalf("%s: exit code %d, %q", format, code, errs)
		}
		return []byte(out)
	}
	var r report.Report
	if err := json.Unmarshal(export("json"), &r); err != nil || len(r.Boards) != 6 || len(r.Registers) != len(register.All()) || len(r.Registers[2].Entries) != 2 {
		t.Errorf("json: %v, %d boards, %d registers", err, len(r.Boards), len(r.Registers))
	}
	rows, err := csv.NewReader(bytes.NewReader(export("csv --register actions"))).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Errorf("csv: %v, %d rows", err, len(rows))
	}
	b := export("zip")
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || len(z.File) != len(report.Tables(register.All())) {
		t.Errorf("zip: %v, %v", err, z)
	}
}

// TestTheShell uses the commands of the local shell beside the server.
func TestTheShell(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	archive, copied := t.TempDir()+"/backup.tar", t.TempDir()
	en := i.Languages.In("en")
	for _, test := range []struct {
		args string
		code int
		errs string
		out  string
	}{
		{"meetings", 0, "", "asia-pacific-cop/kuala-lumpur-2022\t"},
		{"export kuala-lumpur-2022", 0, "", "# Asia Pacific"},
		{"export kuala-lumpur-2022 --audience public --format json", 0, "", `"audience": "public"`},
		{"invite kuala-lumpur-2022", 1, en.T("command.invite_over_ssh", "line", "ssh -p 2222 door.example invite kuala-lumpur-2022"), ""},
		{"import kuala-lumpur-2022", 1, en.T("command.import_over_ssh", "line", "ssh -p 2222 door.example import kuala-lumpur-2022 --register REGISTER < FILE"), ""},
		{"invite kuala-lumpur-2022 --role observer --audience governments --uses 1 --for 36h --data " + i.Data, 1,
			en.T("command.invite_over_ssh", "line", "ssh -p 2222 door.example invite kuala-lumpur-2022 --audience governments --for 36h0m0s --role observer --uses 1"), ""},
		{"import kuala-lumpur-2022 --register pledge --apply --mine L1@2,L2@3", 1,
			en.T("command.import_over_ssh", "line", "ssh -p 2222 door.example import kuala-lumpur-2022 --apply --mine L1@2,L2@3 --register pledge < FILE"), ""},
		{"backup " + archive, 0, "", ""},
		{"restore " + archive + " --data " + copied, 0, "", ""},
		{"meetings --data " + copied, 0, "", "asia-pacific-cop/kuala-lumpur-2022\t"},
		{"backup", 2, en.T("command.arguments", "use", "backup FILE"), ""},
		{"log --data", 2, en.T("command.flag_value", "name", "data"), ""},
		{"log --nonsense", 2, en.T("command.flag_none", "name", "nonsense", "command", "log"), ""},
		{"export kuala-lumpur-2022 --format pdf", 2, en.Error(refusal.NoneOf("format", report.Formats())), ""},
		{"export kuala-lumpur-2022 --format csv --register people", 2, en.Error(refusal.NoneOf("register", report.Tables(register.All()))), ""},
		{"try", 1, en.T("command.no_screen", "commands", (&door{words: en, all: i.Languages, shell: &Config{}}).commands()), ""}, // it writes into a buffer here
		{"try --role observer", 2, en.Error(refusal.NoneOf("role", triedAs())), ""},
		{"dance", 2, en.T("command.unknown", "name", "dance"), ""},
		{"ls -la", 2, en.T("command.unknown", "name", "ls"), ""},
		{"scp -t /tmp", 2, en.T("command.unknown", "name", "scp"), ""},
		{"status", 0, "", "communities\t3\ncommunities_open\t0\n"}, // the server's are not the shell's
		{"help serve", 0, "", "--organisers"},
	} {
		t.Run(test.args, func(t *testing.T) {
			shell := fromEnvironment(func(name string) string {
				return map[string]string{"CONVENE_DATA": i.Data, "CONVENE_HOST": "door.example"}[name]
			})
			var out, errs bytes.Buffer
			code := answer(t.Context(), &door{words: en, all: i.Languages, shell: shell}, strings.Fields(test.args), &out, &errs)
			if code != test.code || strings.TrimSpace(errs.String()) != test.errs {
				t.Errorf("exit code %d and %q, want %d and %q", code, &errs, test.code, test.errs)
			}
			if !strings.Contains(out.String(), test.out) {
				t.Errorf("standard output is %q, want %q in it", &out, test.out)
			}
		})
	}
}

// TestCommandsThatNobodyIsToldOf are refused as any other that there is not.
func TestCommandsThatNobodyIsToldOf(t *testing.T) {
	words := catalogues(t)
	d := &door{words: words.In("en"), all: words}
	for _, typed := range []string{"__complete ", "__completeNoDesc invite", "--help __complete export --"} {
		var out, errs bytes.Buffer
		code := answer(t.Context(), d, strings.Split(typed, " "), &out, &errs)
		if code != exitUsage || out.Len() > 0 || !strings.Contains(errs.String(), "__complete") || strings.Count(errs.String(), "\n") != 1 {
			t.Errorf("%q: exit code %d, %q, %q", typed, code, &out, &errs)
		}
	}
}

func TestTheOwnerIsToldWhatFailed(t *testing.T) {
	words := catalogues(t)
	en := words.In("en")
	none := t.TempDir()
	missing := func(file string) string {
		return en.T("command.file_failed", "file", file, "reason", "no such file or directory")
	}
	noStore := en.T("command.no_store", "store", "sqlite:"+filepath.Join(none, storeFile))
	for command, want := range map[string]string{
		"meetings":                     noStore,
		"backup " + none + "/x":        en.T("command.backup_secret", "file", filepath.Join(none, codeKey().name)),
		"publish " + none:              noStore,
		"restore " + none + "/nowhere": missing(none + "/nowhere"),
		"restore x --passphrase-file " + none + "/nowhere": missing(none + "/nowhere"),
		"serve --organisers " + none + "/nowhere":          missing(none + "/nowhere"),
	} {
		var out, errs bytes.Buffer
		d := &door{words: en, all: words, shell: &Config{Data: none}}
		if code := answer(t.Context(), d, strings.Fields(command), &out, &errs); code != exitRefused || errs.String() != want+"\n" || out.Len() > 0 {
			t.Errorf("%s: exit code %d, %q, want %q", command, code, &errs, want)
		}
	}
}

// TestHelpNamesEveryOption holds the catalogues against the command tree.
func TestHelpNamesEveryOption(t *testing.T) {
	words := catalogues(t)
	option := regexp.MustCompile(`--[\w-]+`)
	for _, language := range locale.Languages() {
		d := &door{words: words.In(language), all: words, shell: &Config{}}
		for _, c := range d.root().Commands() {
			var b bytes.Buffer
			c.SetOut(&b)
			if err := d.help(c); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(b.String()) {
				if strings.HasPrefix(line, "  --") && (line[optionIs-1] != ' ' || line[optionIs] == ' ') {
					t.Errorf("%s: what an option of %s does begins elsewhere than at the others: %q", language, c.Name(), line)
				}
			}
			for _, name := range option.FindAllString(b.String(), -1) {
				if c.Flag(name[2:]) == nil {
					t.Errorf("%s: help of %s explains %s, which it does not take", language, c.Name(), name)
				}
			}
			for _, name := range strings.Fields(flagNames(c)) {
				if !strings.Contains(b.String(), "  "+name+" ") {
					t.Errorf("%s: help of %s does not explain %s", language, c.Name(), name)
				}
			}
		}
	}
}

// flagNames lists the options that are a command's own.
func flagNames(c *cobra.Command) string {
	return strings.Join(regexp.MustCompile(`--[\w-]+`).FindAllString(c.LocalNonPersistentFlags().FlagUsages(), -1), " ")
}

// TestAStrangerFetchesNothing: scp and sftp ask for files as a subsystem, and show what
// is said on standard error.
func TestAStrangerFetchesNothing(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	c := i.dial(newKey(t))
	ch, requests, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := ch.SendRequest("subsystem", true, gossh.Marshal(struct{ Name string }{"sftp"})); !ok || err != nil {
		t.Fatal(ok, err)
	}
	said := make(chan string)
	go func() {
		all, _ := io.ReadAll(ch.Stderr()) // what has come is compared
		said <- string(all)
	}()
	code := struct{ Status uint32 }{}
	for r := range requests {
		if err := gossh.Unmarshal(r.Payload, &code); r.Type != "exit-status" || err != nil {
			t.Errorf("%s: %v", r.Type, err)
		}
	}
	want := i.Languages.In("en").Error(refusal.New(refusal.NeedsCode)) + "\n"
	if got := <-said; got != want || code.Status != exitRefused {
		t.Errorf("sftp shows %q and ends with %d, want %q", got, code.Status, want)
	}
}

// brokenWord is a break behind a hyphen or a stroke, where a line may end.
var brokenWord = regexp.MustCompile(`([-/])\n *`)

// TestHelpFitsATerminal: no line is longer than its row, and none breaks within a word.
func TestHelpFitsATerminal(t *testing.T) {
	words := catalogues(t)
	for _, language := range locale.Languages() {
		for _, command := range []string{"help", "help export", "help serve", "help import"} {
			said := func(width int) string {
				var out bytes.Buffer
				d := &door{words: words.In(language), all: words, shell: &Config{}, width: width}
				if code := answer(t.Context(), d, strings.Fields(command), &out, io.Discard); code != 0 {
					t.Fatalf("%s: exit code %d", command, code)
				}
				return out.String()
			}
			for line := range strings.Lines(said(60)) {
				if ansi.StringWidth(strings.TrimSuffix(line, "\n")) > 60 {
					t.Errorf("%s in %s has the line %q", command, language, line)
				}
			}
			if got, want := strings.Fields(brokenWord.ReplaceAllString(said(60), "$1")), strings.Fields(said(0)); !slices.Equal(got, want) {
				t.Errorf("%s in %s says\n%q, want\n%q", command, language, got, want)
			}
		}
	}
}

// TestATerminalIsNotSpoilt by what is no text.
func TestATerminalIsNotSpoilt(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Somebody"})
	en := i.Languages.In("en")
	binary := en.T("command.export_binary", "format", "zip")
	for format, want := range map[string]string{"zip": binary, "md": "# Asia Pacific", "json": "kuala-lumpur-2022", "csv --register agenda": "meeting"} {
		c := i.dial(key)
		s, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RequestPty("xterm", 24, 80, nil); err != nil {
			t.Fatal(err)
		}
		command := "export kuala-lumpur-2022 --format " + format
		shown, err := s.CombinedOutput(command)
		if refused := format == "zip"; refused != (err != nil) || !strings.Contains(string(shown), want) || strings.Contains(string(shown), "PK") {
			t.Errorf("%s over SSH: %v, %q", format, err, shown)
		}
		shell := &Config{Data: i.Data}
		var out, errs bytes.Buffer
		answer(t.Context(), &door{words: en, all: i.Languages, terminal: true, shell: shell}, strings.Fields(command), &out, &errs)
		if got := out.String() + errs.String(); !strings.Contains(got, want) || strings.Contains(got, "PK") {
			t.Errorf("%s at the shell: %q", format, got)
		}
	}
}

// TestWhatFailsOverSSHIsLogged: whoever sent the command reads no more than that something
// failed, and whoever runs the server has to find out what. That somebody left is none of it.
func TestWhatFailsOverSSHIsLogged(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Facilitator"})
	person, _ := i.host.PersonByKey(sshd.Fingerprint(key.PublicKey()))
	send := func(sends io.Reader, out io.Writer, command string) string {
		t.Helper()
		var errs bytes.Buffer
		d := &door{words: i.Languages.In("en"), all: i.Languages, host: i.host, press: &i.press, person: person.ID, sends: sends}
		if code := answer(t.Context(), d, strings.Fields(command), out, &errs); code != exitRefused {
			t.Errorf("%s: exit code %d", command, code)
		}
		return errs.String()
	}
	const take = "import kuala-lumpur-2022 --register pledge"
	if said := send(iotest.ErrReader(errors.New("a wire broke")), io.Discard, take); strings.Contains(said, "wire") {
		t.Errorf("whoever sent it reads %q", said)
	}
	send(iotest.ErrReader(context.Canceled), io.Discard, take)
	gone, writer := io.Pipe()
	if err := gone.CloseWithError(errors.New("nobody reads")); err != nil {
		t.Fatal(err)
	}
	send(nil, writer, "export kuala-lumpur-2022")
	if log := i.out.String(); strings.Count(log, "a wire broke") != 1 || strings.Contains(log, "canceled") || strings.Contains(log, "nobody reads") {
		t.Errorf("the log says\n%s", log)
	}
}
