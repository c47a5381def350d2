package main

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// TestErasedOverSSH: somebody reads what is held about them, by command and on the
// screen, and has themselves erased. Then no byte of the data folder, of what others
// take away or of a new backup knows them, and their other terminal says why.
func TestErasedOverSSH(t *testing.T) { inKualaLumpur(t, erasedOverSSH) }

func erasedOverSSH(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	const name = "Wira Quixotic"
	v := s.participates(name, wide)
	member := s.memberOf(v.key)
	s.does(member, &session.AddItem{
		Board: "swot-th", Item: method.NewID[method.ItemID](s.Random), Part: layout.Strengths, Text: "Found nowhere else",
		Audience: method.Members, Attribution: method.Named,
	})
	fingerprint := string(sshd.Fingerprint(v.key.PublicKey()))
	held := s.answers(name, v.key, "root", "holdings", 0)
	for _, want := range []string{"key\t" + fingerprint, "profile\t" + string(sampleCommunity) + "\t" + name, "signed\tnamed\t\tFound nowhere else"} {
		if !strings.Contains(held, want) {
			t.Errorf("%q is not in\n%s", want, held)
		}
	}
	s.answers("a stranger", newKey(t), "root", "holdings", 1)

	before, hers := s.backs("before.tar"), []string{name, fingerprint, "Found nowhere else"}
	for _, word := range hers {
		if !bytes.Contains(before, []byte(word)) {
			t.Errorf("a backup does not hold %q: this test could not fail", word)
		}
	}
	other, farah := v.returnsTo(s, wide), s.facilitates()
	v.presses("p", s.says("en", "key.holdings"))
	v.presses("h", "Found nowhere else")
	v.presses("e", s.says("en", "erase.stay"))
	v.presses(downKey+"x", s.says("en", "erase.sure.go", "key", "x"))
	v.presses("x", s.says("en", "erase.done"))
	v.sees(s.says("en", "erase.forgotten"))
	other.sees(s.says("en", "erase.done"))
	taken := append(s.backs("after.tar"), farah.exports(string(sampleMeeting))...)
	s.answers(name, v.key, "root", "holdings", 1)
	o := guest.Options{User: "whoever", Key: v.key}
	s.visit("somebody new", o).sees(s.says("en", "welcome.code"))

	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, word := range hers {
		if bytes.Contains(taken, []byte(word)) {
			t.Errorf("what is taken away still holds %q", word)
		}
		for _, file := range s.files() {
			if bytes.Contains(s.bytesOf(file), []byte(word)) {
				t.Errorf("%s still holds %q", filepath.Base(file), word)
			}
		}
	}
	if strings.Contains(s.out.String(), name) {
		t.Error("the server's own log names them")
	}
}

// backs is the archive of a backup beside the running server.
func (s *scene) backs(name string) []byte {
	s.t.Helper()
	archive := filepath.Join(s.t.TempDir(), name)
	if code, said := s.shell(map[string]string{"CONVENE_DATA": s.Data}, "backup", archive); code != 0 {
		s.t.Fatalf("backup: exit code %d, %q", code, said)
	}
	return s.bytesOf(archive)
}

// files lists what is in the data folder.
func (s *scene) files() (all []string) {
	s.t.Helper()
	err := filepath.WalkDir(s.Data, func(path string, f fs.DirEntry, err error) error {
		if err == nil && !f.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// TestHoldingsLeaveNothingOut that the screen shows: each thing that is held of somebody
// is in what the command writes, which goes by the names that people type.
func TestHoldingsLeaveNothingOut(t *testing.T) {
	mt := &session.Meeting{ID: "first", ShortNames: field.ShortNames[method.MeetingID]{Short: "the-meeting"}}
	full := session.Holdings{
		Member: &session.Member{ID: "me", Contact: session.Contact{Words: "a number"}}, Profile: session.Profile{Name: "Siti"}, Reads: method.Members,
		Meetings: map[method.MeetingID]*session.Meeting{"first": mt}, Attends: []*session.Meeting{mt},
		Contributions: []session.Held{{Meeting: "first", Words: "what I said"}}, Drafts: map[session.DraftName][]byte{"a draft": kit.PackedLine("half a thought")},
		Ballots: 2, Wanted: 3, Lived: true, Answers: 4,
	}
	written := func(h session.Holdings) string {
		t.Helper()
		of := directory.Listing{ID: "founded-as", ShortNames: field.ShortNames[method.CommunityID]{Short: "called-now"}}
		var b strings.Builder
		if err := writeHoldings(&b, host.Holdings{Communities: []host.CommunityHoldings{{Listing: of, Holdings: h, Codes: 1}}}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	all := written(full)
	if strings.Contains(all, "founded-as") || !strings.Contains(all, "meeting\tcalled-now/the-meeting\t") || !strings.Contains(all, "\thalf a thought") {
		t.Errorf("a name that nobody types is in\n%s", all)
	}
	for i, f := range slices.Collect(reflect.TypeFor[session.Holdings]().Fields()) {
		without := full
		switch f.Name {
		case "Meetings": // say only how those in the others are called
			continue
		case "Member":
			without.Member = &session.Member{ID: "me"}
		default:
			reflect.ValueOf(&without).Elem().Field(i).SetZero()
		}
		if written(without) == all {
			t.Errorf("the command says nothing of %s", f.Name)
		}
	}
	en := catalogues(t).In("en").T("command.holdings.long")
	for line := range strings.Lines(all) {
		if what, _, _ := strings.Cut(line, "\t"); !strings.Contains(en, what) {
			t.Errorf("the help does not say what %q is", what)
		}
	}
}
