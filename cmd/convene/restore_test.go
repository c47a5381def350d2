package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/archive"
	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/store"
)

// shell gives a command at the shell of the machine, and returns its exit code and
// what it says on standard error.
func (i *installation) shell(environment map[string]string, args ...string) (int, string) {
	i.t.Helper()
	var out, errs bytes.Buffer
	config := fromEnvironment(func(name string) string { return environment[name] })
	code := answer(i.t.Context(), &door{words: i.Languages.In("en"), all: i.Languages, shell: config}, args, &out, &errs)
	if out.Len() > 0 {
		i.t.Errorf("%v writes %q", args, &out)
	}
	return code, strings.TrimSpace(errs.String())
}

// known is somebody with everything that only they may know: a link to what they
// wrote unattributed, a ballot that is not counted, and a draft.
type known struct {
	key        gossh.Signer
	returnCode string
	member     session.MemberID
}

func TestRestore(t *testing.T) { inKualaLumpur(t, restoreFromUnderLoad) }

// restoreFromUnderLoad takes a backup while people write, and starts from it in a
// new folder.
func restoreFromUnderLoad(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	siti := s.knows()
	archive := filepath.Join(t.TempDir(), "backup.tar")
	sealed := map[string]string{"CONVENE_DATA": s.Data, "CONVENE_PASSPHRASE": "correct horse"}
	writing, stop := make(chan int), make(chan struct{})
	go func() { writing <- s.writes(siti.member, stop) }()
	code, said := s.shell(sealed, "backup", archive)
	close(stop)
	if n := <-writing; code != 0 || said != "" || n == 0 {
		t.Fatalf("backup: exit code %d, %q, beside %d changes", code, said, n)
	}
	s.privateIsNotIn(siti, archive)
	joins, hosts := s.code(method.Participant), s.hostKey(gossh.KeyAlgoED25519)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	fresh := filepath.Join(t.TempDir(), "new", "data")
	sealed["CONVENE_DATA"] = fresh
	if code, said := s.shell(sealed, "restore", archive); code != 0 || said != "" {
		t.Fatalf("restore: exit code %d, %q", code, said)
	}
	wantBeginning(t, fresh, s.Data)
	again := set(t, Config{Data: fresh})
	if !bytes.Equal(again.hostKey(gossh.KeyAlgoED25519).Marshal(), hosts.Marshal()) {
		t.Error("the restored server has another host key")
	}
	if _, err := again.host.Present(joins); err != nil {
		t.Errorf("the join code: %v", err)
	}
	if shown, err := again.host.Present(siti.returnCode); err != nil || shown.Person == "" {
		t.Errorf("the return code: %+v, %v", shown, err)
	}
	if out, errs, code := again.send(siti.key, "meetings"); code != 0 || !strings.Contains(out, string(sampleMeeting)) {
		t.Errorf("with the key: exit code %d, %q, %q", code, out, errs)
	}
}

// knows lets somebody in who writes, votes and drafts.
func (s *scene) knows() known {
	s.t.Helper()
	steers := s.memberOf(s.join(method.Facilitator, session.Profile{Name: "Farah"}))
	who := known{key: s.join(method.Participant, session.Profile{Name: "Siti"})}
	who.member = s.memberOf(who.key)
	person, _ := s.host.PersonByKey(sshd.Fingerprint(who.key.PublicKey()))
	var err error
	if who.returnCode, err = s.host.Renew(s.t.Context(), person.ID); err != nil {
		s.t.Fatal(err)
	}
	item := method.NewID[method.ItemID](s.Random)
	const board = "swot-th"
	s.does(who.member, &session.AddItem{
		Board: board, Item: item, Part: layout.Strengths, Text: "Found nowhere else",
		Audience: method.Members, Attribution: method.Unattributed,
	})
	for _, phase := range []layout.Phase{layout.Gather, layout.Revealed} {
		s.does(steers, &session.ChangePhase{Board: board, From: phase, To: method.SWOT.Layout().Next(phase)})
	}
	s.does(who.member, &voting.Cast{Board: board, Item: item, Dots: 2})
	s.does(who.member, &session.SaveDraft{Name: "item", Value: []byte("A draft of nobody's business")})
	return who
}

func (s *scene) memberOf(key gossh.Signer) session.MemberID {
	s.t.Helper()
	person, _ := s.host.PersonByKey(sshd.Fingerprint(key.PublicKey()))
	member, ok := s.host.MemberOf(s.t.Context(), person.ID, sampleCommunity)
	if !ok {
		s.t.Fatal("nobody has this key")
	}
	return member
}

func (s *scene) does(member session.MemberID, change session.Change) {
	s.t.Helper()
	deed := host.Deed{ID: s.host.NewChange(), Member: member, Change: change}
	if err := s.host.Do(s.t.Context(), sampleCommunity, deed); err != nil {
		s.t.Errorf("%T: %v", change, err)
	}
}

// writes adds items until it is stopped, and returns how many.
func (s *scene) writes(member session.MemberID, stop chan struct{}) (n int) {
	for {
		s.does(member, &session.AddItem{
			Board: "swot-id", Item: method.NewID[method.ItemID](s.Random), Part: layout.Strengths,
			Text: fmt.Sprint("Item ", n), Audience: method.Members, Attribution: method.Unattributed,
		})
		n++
		select {
		case <-stop:
			return n
		default:
		}
	}
}

// privateIsNotIn looks for what only one person may know in the bytes of the store,
// where it is, and of an archive.
func (s *scene) privateIsNotIn(who known, archive string) {
	s.t.Helper()
	values, err := s.store.Shelf(s.t.Context(), string(sampleCommunity), who.member)
	if err != nil {
		s.t.Fatal(err)
	}
	held := append(s.bytesOf(filepath.Join(s.Data, storeFile)), s.bytesOf(filepath.Join(s.Data, storeFile+"-wal"))...)
	taken, kinds := s.bytesOf(archive), map[string]int{}
	for _, v := range values {
		kinds[v.Kind]++
		row := fmt.Sprint(v.Log, v.Of, v.Kind, v.Name) // as the columns stand beside each other
		for _, secret := range []string{row, string(v.Value)} {
			if secret == "author" {
				continue // what is kept of every link, and a common word
			}
			if !bytes.Contains(held, []byte(secret)) {
				s.t.Errorf("the store does not hold %q: this test could not fail", secret)
			}
			if bytes.Contains(taken, []byte(secret)) {
				s.t.Errorf("the archive holds %q", secret)
			}
		}
	}
	if kinds["link"] < 2 || kinds["ballot"] != 1 || kinds["draft"] != 1 {
		s.t.Errorf("on the shelf are %v", kinds)
	}
	if !bytes.Contains(taken, []byte("Found nowhere else")) {
		s.t.Error("the archive does not hold what was written")
	}
}

func (i *installation) bytesOf(path string) []byte {
	i.t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		i.t.Fatal(err)
	}
	return b
}

// wantBeginning wants a folder that holds the beginning of every log of another:
// the same hash over as many records.
func wantBeginning(t *testing.T, restored, original string) {
	t.Helper()
	got, want := chains(t, restored), chains(t, original)
	if len(got) != len(want) || len(got) == 0 {
		t.Fatalf("%d logs of %d were restored", len(got), len(want))
	}
	for name, chain := range got {
		n := len(chain)
		if n == 0 || n > len(want[name]) || chain[n-1] != want[name][n-1] {
			t.Errorf("%s: %d records of %d were restored, or other ones", name, n, len(want[name]))
		}
	}
}

// chains are the hashes over the records of each log up to each of them.
func chains(t *testing.T, data string) map[string][][sha256.Size]byte {
	t.Helper()
	s, err := store.Open(t.Context(), (&Config{Data: data}).readOnly())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	names, err := s.Logs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][][sha256.Size]byte{}
	for _, name := range names {
		log, err := s.Log(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		var hash [sha256.Size]byte
		for r, err := range log.Read(t.Context(), ledger.Seq(0)) {
			if err != nil {
				t.Fatal(err)
			}
			hash = sha256.Sum256(fmt.Appendf(hash[:], "%+v", r))
			all[name] = append(all[name], hash)
		}
	}
	return all
}

// TestWhatCannotBeRestoredIsSaid, and leaves nothing behind.
func TestWhatCannotBeRestoredIsSaid(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	folder := t.TempDir()
	file := func(name string) string { return filepath.Join(folder, name) }
	sealed := map[string]string{"CONVENE_DATA": i.Data, "CONVENE_PASSPHRASE": "correct horse"}
	for _, b := range []struct {
		name        string
		environment map[string]string
	}{{"sealed", sealed}, {"open", map[string]string{"CONVENE_DATA": i.Data}}} {
		if code, said := i.shell(b.environment, "backup", file(b.name)); code != 0 {
			t.Fatal(said)
		}
	}
	i.spoils(file("open"), file("spoilt"), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
	i.spoils(file("open"), file("cut off"), func(b []byte) []byte { return b[:len(b)/2] })
	for name, words := range map[string]string{"right": "correct horse\n", "wrong": "battery staple\n", "empty": "\n"} {
		if err := os.WriteFile(file(name), []byte(words), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	d := &door{words: i.Languages.In("en"), all: i.Languages, shell: &Config{Data: i.Data}}
	if code := answer(t.Context(), d, []string{"export", string(sampleMeeting), "--format", "json"}, &out, io.Discard); code != 0 {
		t.Fatal("there is no export")
	}
	for name, b := range map[string][]byte{"export": out.Bytes(), "other": []byte(`{"name": "x", "format": 3}`)} {
		if err := os.WriteFile(file(name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	en := i.Languages.In("en")
	for _, test := range []struct {
		name, args, want string
		pairs            []any
	}{
		{"no passphrase", "sealed", "restore_sealed", nil},
		{"another passphrase", "sealed --passphrase-file " + file("wrong"), "restore_passphrase", nil},
		{"an empty passphrase", "sealed --passphrase-file " + file("empty"), "passphrase_empty", []any{"file", file("empty")}},
		{"the passphrase", "sealed --passphrase-file " + file("right"), "", nil},
		{"none needed", "open", "", nil},
		{"a byte is another", "spoilt", "restore_damaged", []any{"reason", "convene.db is another one than its manifest says"}},
		{"cut off", "cut off", "restore_damaged", []any{"reason", "convene.db is cut off"}},
		{"no archive", "wrong", "restore_damaged", []any{"reason", "manifest.json is missing: unexpected EOF"}},
		{"an export", "export", "restore_export", nil},
		{"other JSON", "other", "restore_other", nil},
		{"over the original", "open --data " + i.Data, "restore_full", []any{"folder", i.Data}},
		{"elsewhere", "open --store sqlite:x", "restore_store", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			name, options, _ := strings.Cut(test.args, " --")
			args := []string{"restore", file(name), "--data", filepath.Join(t.TempDir(), "new")}
			fresh := args[3]
			if options != "" {
				args = append(args, strings.Fields("--"+options)...)
			}
			want, wantCode := "", 0
			if test.want != "" {
				want, wantCode = en.T("command."+test.want, append([]any{"file", file(name)}, test.pairs...)...), exitRefused
			}
			if code, said := i.shell(nil, args...); code != wantCode || said != want {
				t.Errorf("exit code %d, %q, want %q", code, said, want)
			}
			left, err := os.ReadDir(fresh)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			if (test.want == "") != (len(left) == 4) || test.want != "" && err == nil {
				t.Errorf("in the folder are %v, %v", left, err)
			}
		})
	}
}

// TestAFileIsNotToBlameForTheMachine, nor for whoever stops a restore.
func TestAFileIsNotToBlameForTheMachine(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, test := range []struct {
		ctx  context.Context
		err  error
		want string
	}{
		{t.Context(), ledger.ErrFull, "command.restore_failed"},
		{t.Context(), ledger.ErrNoMemory, "command.restore_failed"},
		{t.Context(), ledger.ErrDamaged, "command.restore_damaged"},
		{t.Context(), errors.New("a record of no known kind"), "command.restore_damaged"},
		{stopped, errors.New("interrupted"), "command.restore_stopped"},
	} {
		var said *told
		err := toldOfArchive(test.ctx, fmt.Errorf("%w: %w", archive.ErrDamaged, test.err), "FILE")
		if !errors.As(err, &said) || said.key != test.want {
			t.Errorf("of %v it says %v, want %s", test.err, err, test.want)
		}
	}
}

// spoils writes a changed copy of a file.
func (i *installation) spoils(from, to string, change func([]byte) []byte) {
	i.t.Helper()
	if err := os.WriteFile(to, change(i.bytesOf(from)), 0o600); err != nil {
		i.t.Fatal(err)
	}
}

// TestABackupIsRefused where it would be useless, or would replace something.
func TestABackupIsRefused(t *testing.T) {
	i := start(t, Config{Data: t.TempDir()})
	archive := filepath.Join(t.TempDir(), "backup.tar")
	here := map[string]string{"CONVENE_DATA": i.Data}
	en := i.Languages.In("en")
	key := filepath.Join(i.Data, codeKey().name)
	if err := os.Rename(key, key+".away"); err != nil {
		t.Fatal(err)
	}
	if code, said := i.shell(here, "backup", archive); code != exitRefused || said != en.T("command.backup_secret", "file", key) {
		t.Errorf("without its key: exit code %d, %q", code, said)
	}
	if err := os.Rename(key+".away", key); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"", en.T("command.backup_exists", "file", archive)} {
		if code, said := i.shell(here, "backup", archive); said != want || (code != 0) != (want != "") {
			t.Errorf("exit code %d, %q, want %q", code, said, want)
		}
	}
	if code, said := i.shell(here, "backup", filepath.Join(archive, "below a file")); code == 0 || strings.Contains(said, "is there already") {
		t.Errorf("below a file: exit code %d, %q", code, said)
	}
	left, err := os.ReadDir(filepath.Dir(archive))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the archive are %v, %v", left, err)
	}
	info, err := os.Stat(archive)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the archive has mode %v, %v", info.Mode(), err)
	}
}

// TestCopiesOfAKilledCommandAreRemoved by the next in the same folder, which says so.
func TestCopiesOfAKilledCommandAreRemoved(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	archives, fresh := t.TempDir(), filepath.Join(t.TempDir(), "new")
	archive, whole := filepath.Join(archives, "backup.tar"), []string{"--data", i.Data}
	for _, test := range []struct {
		left string
		args []string
	}{
		{filepath.Join(archives, ".convene-backup-1"), append([]string{"backup", archive}, whole...)},
		{filepath.Join(archives, ".convene-backup-2"), append([]string{"backup", filepath.Join(archives, "one.json"), "--community", string(sampleCommunity)}, whole...)},
		{filepath.Join(fresh, ".convene-restore-3"), []string{"restore", archive, "--data", fresh}},
	} {
		copied := filepath.Join(test.left, "copies", storeFile)
		if err := errors.Join(os.MkdirAll(filepath.Dir(copied), 0o700), os.WriteFile(copied, []byte("words"), 0o600)); err != nil {
			t.Fatal(err)
		}
		if code, said := i.shell(nil, test.args...); code != 0 || said != i.says("command.left_removed", "folder", test.left) {
			t.Errorf("%v: exit code %d, %q", test.args, code, said)
		}
		if _, err := os.Stat(test.left); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", test.left, err)
		}
	}
}

// TestARestoreThatIsCutShortIsNoInstallation: no server starts there as a new one, under
// the keys of the one that is restored.
func TestARestoreThatIsCutShortIsNoInstallation(t *testing.T) {
	i := start(t, Config{Data: t.TempDir()})
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	for _, missing := range []string{"host.key", "host-rsa.key", storeFile} {
		from, data := t.TempDir(), t.TempDir()
		if err := os.CopyFS(from, os.DirFS(i.Data)); err != nil {
			t.Fatal(err)
		}
		closeToOthers(t, from)
		if err := os.Remove(filepath.Join(from, missing)); err != nil {
			t.Fatal(err)
		}
		if err := settle(from, data); !errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("without %s it is restored: %v", missing, err)
		}
		var said *told
		if err := serves(t, Config{Data: data}); !errors.As(err, &said) || said.key != "command.store_missing" {
			t.Errorf("cut short before %s, the start says %v", missing, err)
		}
	}
}

// TestAFreshDiskIsEmpty, also with the folder that it came with.
func TestAFreshDiskIsEmpty(t *testing.T) {
	i := start(t, Config{Data: t.TempDir()})
	file, disk := filepath.Join(t.TempDir(), "backup.tar"), t.TempDir()
	if err := os.Mkdir(filepath.Join(disk, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"backup", file, "--data", i.Data}, {"restore", file, "--data", disk}} {
		if code, said := i.shell(nil, args...); code != 0 {
			t.Errorf("%v: exit code %d, %q", args, code, said)
		}
	}
}

// TestACommunityComesBackWhole: written by itself and brought into a new installation,
// it has the same log, and every export of it is the same.
func TestACommunityComesBackWhole(t *testing.T) { inKualaLumpur(t, comesBackWhole) }

func comesBackWhole(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	author := s.memberOf(s.join(method.Facilitator, session.Profile{Name: "Siti <&>", Organisation: "Harbour House", Type: method.CSO, Country: "MY"}))
	s.does(author, &session.AddItem{
		Board: "swot-th", Item: "hidden", Part: layout.Strengths, Text: "<waits> & is \u2028 hidden", Audience: method.Members, Attribution: method.Named,
	})
	owner, _ := s.host.PersonByKey(sample.Key)
	for _, short := range []method.CommunityID{"apcop", "the-cop"} {
		if err := s.host.RenameCommunity(t.Context(), owner.ID, sampleCommunity, sample.KualaLumpur().Name, short); err != nil {
			t.Fatal(err)
		}
	}
	file, fresh := filepath.Join(t.TempDir(), "community.json"), filepath.Join(t.TempDir(), "new")
	if code, said := s.shell(map[string]string{"CONVENE_DATA": s.Data}, "backup", "--community", string(sampleCommunity), file); code != 0 || said != "" {
		t.Fatalf("backup: exit code %d, %q", code, said)
	}
	if code, said := s.shell(nil, "restore", file, "--data", fresh); code != 0 || said != "" {
		t.Fatalf("restore: exit code %d, %q", code, said)
	}
	older := filepath.Join(t.TempDir(), "older.json") // of a version that did not write the short names
	s.spoils(file, older, func(b []byte) []byte { return regexp.MustCompile(`,"short":.*?]`).ReplaceAll(b, nil) })
	if code, said := s.shell(nil, "restore", older, "--data", fresh+"-older"); code != 0 || said != "" {
		t.Errorf("an older one: exit code %d, %q", code, said)
	}
	got, want := chains(t, fresh)[string(sampleCommunity)], chains(t, s.Data)[string(sampleCommunity)]
	if n := len(want); len(got) != n || got[n-1] != want[n-1] {
		t.Errorf("of %d records came %d, or other ones", n, len(got))
	}
	for _, audience := range method.Audiences() {
		export := func(data string) string {
			t.Helper()
			var out, errs bytes.Buffer
			d := &door{words: s.Languages.In("en"), all: s.Languages, shell: &Config{Data: data}}
			args := []string{"export", string(sampleMeeting), "--format", "json", "--audience", string(audience)}
			if code := answer(t.Context(), d, args, &out, &errs); code != 0 {
				t.Fatalf("exit code %d, %q", code, &errs)
			}
			return out.String()
		}
		if before, after := export(s.Data), export(fresh); before != after {
			t.Errorf("for %s it was\n%s\nand is\n%s", audience, before, after)
		}
	}
	again := start(t, Config{Data: fresh})
	if got, want := again.host.Communities()[0].ShortNames, s.host.Communities()[0].ShortNames; !reflect.DeepEqual(got, want) || got.Short != "the-cop" {
		t.Errorf("it is called %v, and was %v", got, want)
	}
	person, _, err := again.host.Meet(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	claim, err := again.host.OfferClaim(t.Context())
	if err == nil {
		err = again.host.Claim(t.Context(), person, claim)
	}
	if err == nil {
		_, err = again.host.EnterAsOrganiser(t.Context(), person, sampleCommunity, session.Profile{Name: "New organiser"})
	}
	if err != nil {
		t.Error(err)
	}
}

// meddling is a file into which words are written that somebody takes back meanwhile.
type meddling struct {
	bytes.Buffer
	words    string
	takeBack func()
}

func (m *meddling) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(m.words)) {
		m.takeBack()
	}
	return m.Buffer.Write(p)
}

// TestACommunityIsWrittenAtOneMoment: what is taken back meanwhile is in the file as if it
// were not, or not at all.
func TestACommunityIsWrittenAtOneMoment(t *testing.T) { inKualaLumpur(t, writtenAtOneMoment) }

func writtenAtOneMoment(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	author := s.memberOf(s.join(method.Facilitator, session.Profile{Name: "Siti"}))
	file := &meddling{words: "to be taken back", takeBack: func() { s.does(author, &session.TakeBackItem{Item: "first"}) }}
	var items []session.Change
	for n := range 600 { // more than are read at a time
		item := &session.AddItem{
			Board: "swot-th", Item: method.ItemID(fmt.Sprint("item", n)), Part: layout.Strengths, Text: "words", Audience: method.Members, Attribution: method.Named,
		}
		if n == 0 {
			item.Item, item.Text = "first", file.words
		}
		items = append(items, item)
	}
	errs, err := s.host.DoAll(t.Context(), sampleCommunity, author, items)
	if err := errors.Join(append(errs, err)...); err != nil {
		t.Fatal(err)
	}
	of, folder := s.host.Communities()[0], t.TempDir()
	if err := s.Config.writeCommunity(t.Context(), of, folder, file); err != nil {
		t.Fatal(err)
	}
	said := bytes.Contains(file.Bytes(), []byte(`"item.taken-back/1"`))
	if held := bytes.Contains(file.Bytes(), []byte(file.words)); held == said {
		t.Errorf("it holds the words: %v, and that they were taken back: %v", held, said)
	}
}

// TestWhatIsNoCommunityIsSaid, and leaves nothing behind.
func TestWhatIsNoCommunityIsSaid(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	here := map[string]string{"CONVENE_DATA": i.Data}
	file := filepath.Join(t.TempDir(), "whole")
	if code, said := i.shell(here, "backup", "--community", "nowhere", file); code != exitRefused || said != i.refused(refusal.NotFound, "name", "nowhere") {
		t.Errorf("exit code %d, %q", code, said)
	}
	if code, said := i.shell(here, "backup", "--community", string(sampleCommunity), file); code != 0 {
		t.Fatal(said)
	}
	if code, said := i.shell(here, "backup", "--community", string(sampleCommunity), file); code != exitRefused || said != i.says("command.backup_exists", "file", file) {
		t.Errorf("over another: exit code %d, %q", code, said)
	}
	unsealed := []string{"backup", "--community", string(sampleCommunity), file + ".unsealed"}
	for passphrase, args := range map[string][]string{"a secret": unsealed, "": append(unsealed, "--passphrase-file", file)} {
		code, said := i.shell(map[string]string{"CONVENE_DATA": i.Data, "CONVENE_PASSPHRASE": passphrase}, args...)
		if _, err := os.Stat(file + ".unsealed"); code != exitUsage || said != i.says("command.backup_unsealed") || err == nil {
			t.Errorf("with a passphrase: exit code %d, %q", code, said)
		}
	}
	for name, change := range map[string]func([]byte) []byte{
		"cut off":       func(b []byte) []byte { return b[:len(b)/2] },
		"no end":        func(b []byte) []byte { return b[:bytes.LastIndex(b, []byte(`{"end"`))] },
		"a lost record": func(b []byte) []byte { return bytes.Replace(b, []byte(`{"seq":5,`), []byte(`{"seq":6,`), 1) },
		"another name": func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"community":"asia`), []byte(`"community":"asea`), 1)
		},
		"a later kind": func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"meeting.convened/1"`), []byte(`"meeting.convened/9"`), 1)
		},
		"a later format": func(b []byte) []byte {
			return bytes.Replace(b, []byte("convene.community/1"), []byte("convene.community/9"), 1)
		},
	} {
		spoilt, fresh := filepath.Join(t.TempDir(), "spoilt"), filepath.Join(t.TempDir(), "new")
		i.spoils(file, spoilt, change)
		code, said := i.shell(nil, "restore", spoilt, "--data", fresh)
		_, err := os.Stat(fresh)
		if code != exitRefused || !strings.Contains(said, spoilt) || strings.Contains(said, archive.ErrDamaged.Error()) || !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: exit code %d, %q, and the folder is there: %v", name, code, said, err)
		}
	}
}
