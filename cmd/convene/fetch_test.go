package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// fetches opens the files that somebody may take away.
func (s *scene) fetches(key gossh.Signer) *sftp.Client {
	s.t.Helper()
	client, err := s.calls(guest.Options{User: "whoever", Key: key})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = client.Close() }) // with all that is open
	files, err := sftp.NewClient(client)
	if err != nil {
		s.t.Fatal(err)
	}
	return files
}

// TestFilesAreFetched: everybody finds what they may read and nothing else, the same as
// by the command, and can put nothing there.
func TestFilesAreFetched(t *testing.T) { inKualaLumpur(t, filesAreFetched) }

func filesAreFetched(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	comes := func(code, name string) *visitor {
		o := wide
		o.Key = newKey(t)
		return s.joins(code, who{name: name}, o)
	}
	member, siti := comes(s.code(method.Facilitator), "Maya"), comes(s.code(method.Participant), "Siti")
	code, _, _ := strings.Cut(member.takes("invite "+meetingID+" --role facilitator --audience governments"), "\t")
	official := comes(code, "Omar")
	files := s.fetches(member.key)
	read := func(name string) string {
		t.Helper()
		f, err := files.Open(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if is, err := files.Stat(name); err != nil || is.Size() != int64(len(all)) || is.Mode() != 0o444 {
			t.Errorf("%s is %v, %v; it has %d bytes", name, is, err, len(all))
		}
		return string(all)
	}
	if all, err := files.ReadDir("/" + meetingID + "/members"); err != nil || len(all) == 0 || member.takes("log") != "" {
		t.Errorf("it finds %s, %v; the log is\n%s", listing(all), err, member.takes("log"))
	}
	read("/" + meetingID + "/members/practices.csv")
	if log := member.takes("log"); strings.Count(log, "\n") != 1 || !strings.Contains(log, "Maya\tmembers\tcsv:practices") {
		t.Errorf("the log is\n%s", log)
	}
	for name, command := range map[string]string{
		"members/minutes.md": "", "public/summary.md": "--template summary", "members/commitments.csv": "--format csv --register commitments",
		"governments/all.json": "--format json --audience governments",
	} {
		if got, want := read("/"+meetingID+"/"+name), member.takes("export "+meetingID+" "+command); got != want {
			t.Errorf("%s is\n%s\nand the command gives\n%s", name, got, want)
		}
	}
	for _, folder := range []string{"/", "/" + meetingID, "/" + meetingID + "/members"} {
		all, err := files.ReadDir(folder)
		if err != nil || len(all) == 0 {
			t.Errorf("%s holds %v, %v", folder, all, err)
		}
	}
	if _, err := files.Stat("/" + meetingID + "/members/../../nowhere"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nowhere: %v", err)
	}
	for what, err := range map[string]error{
		"put":    func() error { _, err := files.Create("/" + meetingID + "/members/mine.md"); return err }(),
		"rename": files.Rename("/"+meetingID, "/mine"),
		"remove": files.Remove("/" + meetingID + "/members/minutes.md"),
		"mkdir":  files.Mkdir("/mine"),
	} {
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", what, err)
		}
	}
	theirs := s.fetches(official.key)
	all, err := theirs.ReadDir("/" + meetingID)
	if err != nil || len(all) == 0 || strings.Contains(listing(all), string(method.Members)) {
		t.Errorf("an official finds %s, %v", listing(all), err)
	}
	if _, err := theirs.Open("/" + meetingID + "/members/minutes.md"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("they read what is for members: %v", err)
	}
	if all, err := s.fetches(siti.key).ReadDir("/"); !errors.Is(err, fs.ErrPermission) || len(all) > 0 {
		t.Errorf("a participant finds %s, %v", listing(all), err)
	}
	s.scpAnswers(siti.key, "scp -r -f /", "\x01"+s.refusal(refusal.NotAllowed))
	s.scpAnswers(siti.key, "scp -f "+meetingID, "\x01"+s.refusal(refusal.NotAllowed))
	s.scpAnswers(official.key, "scp -f "+meetingID+"/members/minutes.md", "\x01"+s.refusal(refusal.NotAllowed))
	s.scpAnswers(member.key, "scp -f "+meetingID, "\x01"+s.says("en", "command.copy_folder"))
	s.scpAnswers(member.key, "scp -f nowhere", "\x01"+s.refusal(refusal.NotFound, "name", "nowhere"))
	s.scpAnswers(member.key, "scp -f "+meetingID+"/members/minutes.md", "C0644 ")
	s.scpAnswers(member.key, "scp -r -f "+meetingID, "D0755 0 "+meetingID)
	s.answers("a stranger", newKey(t), "whoever", "scp -f "+meetingID, exitRefused)
	s.answers("who puts something there", member.key, "whoever", "scp -t "+meetingID, exitRefused)
}

// TestTwoMeetingsOfOneName have a folder each: the lines on the screen lead to the one that
// is shown, and the name alone is answered with what to write instead.
func TestTwoMeetingsOfOneName(t *testing.T) { inKualaLumpur(t, twoMeetingsOfOneName) }

func twoMeetingsOfOneName(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	maya := s.facilitates()
	whole := string(sampleCommunity) + "." + meetingID
	s.scpAnswers(maya.key, "scp -f "+whole+"/members/minutes.md", "C0644 ")
	key := sshd.Fingerprint(maya.key.PublicKey())
	person, _ := s.host.PersonByKey(key)
	err := s.host.NameOrganisers(t.Context(), []directory.Fingerprint{key})
	if err == nil {
		err = s.host.Found(t.Context(), person.ID, "another", "Another community", false)
	}
	if err != nil {
		t.Fatal(err)
	}
	member, err := s.host.EnterAsOrganiser(t.Context(), person.ID, "another", session.Profile{Name: "Maya"})
	if err == nil {
		err = s.host.Do(t.Context(), "another", host.Deed{ID: s.host.NewChange(), Member: member, Change: &session.ConveneMeeting{
			Meeting: sampleMeeting, Details: sample.KualaLumpur().Details,
		}})
	}
	if err != nil {
		t.Fatal(err)
	}
	s.scpAnswers(maya.key, "scp -f "+meetingID+"/members/minutes.md", "\x01"+s.says("en", "command.ambiguous_folder"))
	for _, name := range []string{whole, "another." + meetingID} {
		s.scpAnswers(maya.key, "scp -r -f "+name, "D0755 0 "+name)
	}
	maya.presses("x", ":/"+whole+"/members/minutes.md ")
}

func listing(all []os.FileInfo) string {
	var b strings.Builder
	for _, f := range all {
		b.WriteString(f.Name() + "\n")
	}
	return b.String()
}

// scpAnswers compares how the answer to a copy begins.
func (s *scene) scpAnswers(key gossh.Signer, command, want string) {
	s.t.Helper()
	client, err := s.calls(guest.Options{User: "whoever", Key: key})
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	one, err := client.NewSession()
	if err != nil {
		s.t.Fatal(err)
	}
	var out bytes.Buffer
	one.Stdin, one.Stdout = bytes.NewReader(make([]byte, 1000)), &out // it agrees to everything
	_ = one.Run(command)                                              // what it says is compared
	if !strings.HasPrefix(out.String(), want) {
		s.t.Errorf("%s: %q does not begin with %q", command, out.String(), want)
	}
}

// TestStockClientsFetch the same with every program of this machine that copies files.
func TestStockClientsFetch(t *testing.T) {
	if stockSSH(t) == "" {
		return
	}
	s := setOnNetwork(t, Config{Data: t.TempDir(), Demo: true})
	file, key := keyFile(t)
	o := wide
	o.Key = key
	maya := s.joins(s.code(method.Facilitator), who{name: "Maya"}, o)
	want := maya.takes("export " + meetingID)
	_, port, _ := strings.Cut(s.at, ":")
	from := meetingID + "/members/minutes.md"
	as := " -q -i " + file + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "
	for _, line := range []string{
		"scp" + as + "-P " + port + " whoever@127.0.0.1:" + from + " .",
		"scp -O" + as + "-P " + port + " whoever@127.0.0.1:" + from + " .",
		"sftp" + as + "-P " + port + " whoever@127.0.0.1:" + from + " .",
		"rclone copy --config /dev/null --sftp-host 127.0.0.1 --sftp-port " + port + " --sftp-user whoever --sftp-key-file " + file + " :sftp:" + from + " .",
		"lftp -e \"set sftp:connect-program 'ssh -a -x" + as + "'; get " + from + "; bye\" sftp://whoever:@127.0.0.1:" + port,
	} {
		program, _, _ := strings.Cut(line, " ")
		if _, err := exec.LookPath(program); err != nil {
			t.Logf("no %s here: %v", program, err)
			continue
		}
		s.copies(line, "minutes.md", want)
	}
}

// made says when minutes were made: a minute may end between two that are fetched.
var made = regexp.MustCompile(`\*Made on .*\*`)

// copies runs a line as somebody types it at home, and compares what it brings.
func (s *scene) copies(line, file, want string) {
	s.t.Helper()
	sh := exec.CommandContext(s.ctx, "sh", "-c", line)
	sh.Dir = s.t.TempDir()
	if out, err := sh.CombinedOutput(); err != nil {
		s.t.Errorf("%s: %v: %s", line, err, out)
	} else if got, err := os.ReadFile(filepath.Join(sh.Dir, file)); err != nil || !slices.Equal(made.Split(string(got), -1), made.Split(want, -1)) {
		s.t.Errorf("%s brings %q, %v", line, got, err)
	}
}

// TestLinesOfTheScreen bring, as they stand there, what the command writes.
func TestLinesOfTheScreen(t *testing.T) {
	if stockSSH(t) == "" {
		return
	}
	data := t.TempDir()
	s := setOnNetwork(t, Config{Data: data, Demo: true})
	file, key := keyFile(t)
	o := wide
	o.Key = key
	maya := s.joins(s.code(method.Facilitator), who{name: "Maya"}, o)
	want := maya.takes("export " + meetingID)
	options := map[string]string{
		"scp":  " -q -i " + file + " -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null",
		"pscp": puttyOptions(t, file, filepath.Join(data, "host.key")),
	}
	maya.presses("x", "scp ")
	for _, program := range []string{"scp", "pscp"} {
		maya.steps("s", func(screen string) bool { return strings.Contains(screen, "\n"+program+" -P ") })
		line := regexp.MustCompile("(?m)^" + program + " .*").FindString(maya.Screen())
		if options[program] == "" {
			t.Logf("no programs of PuTTY here: %s is not tried", line)
			continue
		}
		s.copies(strings.Replace(line, program, program+options[program], 1), meetingID+".md", want)
	}
}

// puttyOptions are those by which a program of PuTTY asks nothing; empty where there is
// none on this machine.
func puttyOptions(t *testing.T, file, host string) string {
	t.Helper()
	own := filepath.Join(t.TempDir(), "id.ppk")
	if err := exec.Command("puttygen", file, "-O", "private", "-o", own, "--new-passphrase", os.DevNull).Run(); err != nil {
		return ""
	}
	pem, err := os.ReadFile(host)
	if err != nil {
		t.Fatal(err)
	}
	key, err := gossh.ParsePrivateKey(pem)
	if err != nil {
		t.Fatal(err)
	}
	return " -q -batch -i " + own + " -hostkey " + gossh.FingerprintSHA256(key.PublicKey())
}

// TestOneFileForAll: what is wanted again is not made again until something changes.
func TestOneFileForAll(t *testing.T) { inKualaLumpur(t, oneFileForAll) }

func oneFileForAll(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	o := wide
	o.Key = newKey(t)
	maya := s.joins(s.code(method.Facilitator), who{name: "Maya"}, o)
	name := "/" + meetingID + "/members/minutes.md"
	before, err := s.fetches(maya.key).Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Second)
	again, err := s.fetches(maya.key).Stat(name)
	if err != nil || !again.ModTime().Equal(before.ModTime()) {
		t.Errorf("it was made at %v and %v (%v)", before.ModTime(), again.ModTime(), err)
	}
	s.does(s.memberOf(maya.key), &session.ChangeProfile{Member: s.memberOf(maya.key), Revision: 1, Profile: session.Profile{Name: "Maya H."}})
	if after, err := s.fetches(maya.key).Stat(name); err != nil || !after.ModTime().After(before.ModTime()) {
		t.Errorf("it was made at %v and, after a change, at %v (%v)", before.ModTime(), after.ModTime(), err)
	}
}
