package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// fileOf writes a file of organisers that names these keys.
func fileOf(t *testing.T, keys ...gossh.Signer) string {
	t.Helper()
	var b strings.Builder
	for _, k := range keys {
		b.Write(gossh.MarshalAuthorizedKey(k.PublicKey()))
	}
	file := filepath.Join(t.TempDir(), "organisers")
	if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// answers sends a command and compares its exit code.
func (s *scene) answers(name string, key gossh.Signer, user, command string, want int) (out string) {
	s.t.Helper()
	client, err := s.calls(guest.Options{User: user, Key: key})
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	out, errs, code, err := guest.Run(client, command)
	if err != nil || code != want {
		s.t.Errorf("%s: %q answers %d, wanted %d: %q, %v", name, command, code, want, errs, err)
	}
	return out
}

// TestAKeyOfTheFileOnAFreshFolder is an organiser from its first contact, by
// command or on screen, and asked for a name once a community needs it.
func TestAKeyOfTheFileOnAFreshFolder(t *testing.T) { inKualaLumpur(t, aKeyOfTheFileOnAFreshFolder) }

func aKeyOfTheFileOnAFreshFolder(t *testing.T) {
	key, another := newKey(t), newKey(t)
	s := set(t, Config{Data: t.TempDir(), Organisers: fileOf(t, key, another)})
	s.answers("at first contact", key, "root", "status", 0)
	s.answers("a stranger", newKey(t), "root", "status", 1)
	o := wide
	o.User, o.Key = "root", another // whose first contact is the screen
	s.visit("another organiser", o).sees(s.says("en", "key.found"))
	o.Key = key
	v := s.visit("the organiser", o)
	v.sees(s.says("en", "key.found"))
	v.presses("f", s.says("en", "lobby.community_name"))
	v.presses("Red Andina"+sendKey, s.says("en", "between.title"))
	v.presses("n", s.says("en", "welcome.language"))
	v.presses(tabKey+clearKey+"Ana Paz"+sendKey, s.says("en", "meeting.form.convene"))
}

// TestAnOrganiserEntersBeforeTheyAct: in a community that they have not entered yet they may
// read, and are told how to come to do more.
func TestAnOrganiserEntersBeforeTheyAct(t *testing.T) {
	key := newKey(t)
	i := start(t, Config{Data: t.TempDir(), Demo: true, Organisers: fileOf(t, key)})
	want := "You have not entered “Asia Pacific Community of Practice” yet. Open it once in the lobby, then send this again.\n"
	for command, want := range map[string]string{
		"export " + meetingID: "", "invite " + meetingID: want, "import " + meetingID + " --register pledge": want,
	} {
		if _, errs, _ := i.sendFile(key, command, []byte(kept)); errs != want {
			t.Errorf("%s says %q, want %q", command, errs, want)
		}
	}
}

// TestAKeyThatIsTakenOutOfTheFile loses what came with it in every community,
// after the restart with which that begins; what others have stays.
func TestAKeyThatIsTakenOutOfTheFile(t *testing.T) { inKualaLumpur(t, aKeyThatIsTakenOutOfTheFile) }

func aKeyThatIsTakenOutOfTheFile(t *testing.T) {
	data, key, another := t.TempDir(), newKey(t), newKey(t)
	first := set(t, Config{Data: data, Demo: true, Organisers: fileOf(t, key, another)})
	for _, k := range []gossh.Signer{key, another} {
		person, _, err := first.host.Meet(first.ctx, sshd.Fingerprint(k.PublicKey()), "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := first.host.EnterAsOrganiser(first.ctx, person, sampleCommunity, session.Profile{Name: "Ana"}); err != nil {
			t.Fatal(err)
		}
	}
	inOwnRight := newKey(t)
	o := wide
	o.Key = inOwnRight
	first.joins(first.code(method.Organiser), who{name: "Rosa", country: "MX"}, o)
	commands := []string{"status", "export " + meetingID, "invite " + meetingID + " --role organiser"}
	for _, c := range commands {
		first.answers("in the file", key, "root", c, 0)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := set(t, Config{Data: data, Demo: true, Organisers: fileOf(t, another)})
	for _, c := range commands {
		second.answers("taken out", key, "root", c, 1)
		second.answers("still in it", another, "root", c, 0)
		second.answers("by a code", inOwnRight, "root", c, 0)
	}
}

// TestTheInstallationChangesHands: whoever claimed it makes another organiser and
// is removed by them.
func TestTheInstallationChangesHands(t *testing.T) { inKualaLumpur(t, theInstallationChangesHands) }

func theInstallationChangesHands(t *testing.T) {
	s := set(t, Config{Data: t.TempDir()})
	claim := inLine.FindStringSubmatch(s.out.String())[1]
	o := wide
	o.User, o.Key = claim, newKey(t)
	first := s.visit("the first", o)
	first.sees(s.says("en", "welcome.language"))
	first.presses(sendKey, s.says("en", "key.organisers"))
	first.presses("o", s.says("en", "organisers.by_code"))
	first.presses("x", s.says("en", "organisers.sure.end_mine", "key", "x"))
	first.presses("x", s.refusal(refusal.LastOrganiser))
	first.presses("a", s.says("en", "organisers.code"))
	code := first.reads()
	first.presses(escKey, s.says("en", "organisers.by_code"))

	o.User, o.Key = code, newKey(t)
	second := s.visit("the second", o)
	second.sees(s.says("en", "welcome.language"))
	second.presses(sendKey, s.says("en", "key.organisers"))
	second.presses("o", "(you)")
	if strings.Contains(pointed(second.Screen()), "(you)") {
		second.presses(downKey, s.says("en", "organisers.by_code"))
		second.until("the first", func(screen string) bool { return !strings.Contains(pointed(screen), "(you)") })
	}
	second.presses("x", s.says("en", "organisers.sure.end", "key", "x"))
	s.answers("before", first.key, "root", "status", 0)
	if err := second.Type("x"); err != nil {
		t.Fatal(err)
	}
	second.until("one organiser", func(screen string) bool { return strings.Count(screen, s.says("en", "organisers.by_code")) == 1 })
	s.answers("who was removed", first.key, "root", "status", 1)
	s.answers("who is left", second.key, "root", "status", 0)
	first.presses(escKey, s.says("en", "lobby.empty"))
}
