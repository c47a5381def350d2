package files_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/files"
	"github.com/convene-ssh/convene/session/refusal"
)

// entry is a file of a press.
func entry(p *files.Press, name string) files.Node {
	return files.Node{Name: name, File: func() (*files.Made, error) {
		return p.Take(name, time.Now(), func() ([]byte, error) { return []byte("this is " + name), nil })
	}}
}

// TestTree: it is a file system as any other, in which some names lead nowhere.
func TestTree(t *testing.T) {
	p := &files.Press{}
	barred := errors.New("not for you")
	folder := func(all ...files.Node) func() ([]files.Node, error) {
		return func() ([]files.Node, error) { return all, nil }
	}
	tree := files.Tree{At: time.Now(), Root: folder(
		entry(p, "readme"),
		files.Node{Name: "meeting", Leads: func(s string) bool { return s == "old" }, Folder: folder(
			entry(p, "minutes"), files.Node{Name: "secret", Folder: folder(entry(p, "of")), Barred: barred},
		)},
		files.Node{Name: "broken", Folder: func() ([]files.Node, error) { return nil, errors.New("the store is gone") }, Barred: fs.ErrPermission},
	)}
	if err := fstest.TestFS(tree, "readme", "meeting/minutes"); err != nil {
		t.Error(err)
	}
	if b, err := fs.ReadFile(tree, "old/minutes"); err != nil || string(b) != "this is minutes" {
		t.Errorf("the old name leads to %q, %v", b, err)
	}
	for name, want := range map[string]error{
		"meeting/secret/of": barred, "meeting/secret": barred, "broken": fs.ErrPermission,
		"nowhere": fs.ErrNotExist, "readme/in": fs.ErrNotExist, "../readme": fs.ErrInvalid,
	} {
		if _, err := tree.Open(name); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
}

// TestPress makes a file once for all who want it, keeps what was wanted last until all is
// to be forgotten, and refuses what is too much.
func TestPress(t *testing.T) {
	p, made := &files.Press{}, []int{}
	take := func(key, size int) (*files.Made, error) {
		return p.Take(key, time.Now(), func() ([]byte, error) {
			made = append(made, key)
			return make([]byte, size), nil
		})
	}
	must := func(key, size int) *files.Made {
		t.Helper()
		m, err := take(key, size)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	const mega = 1 << 20
	one, same := must(1, 20*mega), must(1, 20*mega)
	one.Release()
	must(2, 20*mega).Release() // 1 is read still
	must(1, 20*mega).Release()
	if !slices.Equal(made, []int{1, 2}) {
		t.Errorf("made %v", made)
	}
	same.Release()
	must(1, 20*mega).Release()
	must(2, 20*mega).Release()
	if want := []int{1, 2, 2}; !slices.Equal(made, want) { // 1 was wanted later
		t.Errorf("made %v, want %v", made, want)
	}
	large := must(3, 200*mega)
	if _, err := take(4, 100*mega); !errors.Is(err, refusal.New(refusal.Busy)) {
		t.Errorf("too much is taken: %v", err)
	}
	large.Release()
	must(4, 100*mega).Release()
	read := must(6, 1)
	must(7, 1).Release()
	made = nil
	p.Forget()
	must(6, 1).Release() // whoever reads what is forgotten hands it to nobody
	read.Release()
	must(6, 1).Release()
	must(7, 1).Release()
	if want := []int{6, 7}; !slices.Equal(made, want) {
		t.Errorf("after all is forgotten, made anew are %v, want %v", made, want)
	}
	broken := errors.New("broken")
	if _, err := p.Take(5, time.Now(), func() ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// TestAFileBeingMadeKeepsNobodyWaiting who wants one that is there, or gives one back; and
// what is forgotten meanwhile is made anew for the next.
func TestAFileBeingMadeKeepsNobodyWaiting(t *testing.T) {
	p, made := &files.Press{}, 0
	there := func() *files.Made {
		m, err := p.Take("there", time.Now(), func() ([]byte, error) { return []byte("words"), nil })
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	there().Release()
	slow := func(meanwhile func()) {
		m, err := p.Take("slow", time.Now(), func() ([]byte, error) {
			made++
			meanwhile()
			return []byte("words"), nil
		})
		if err != nil {
			t.Fatal(err)
		}
		m.Release()
	}
	slow(func() { there().Release() })
	slow(func() { t.Error("it is made twice") })
	p.Forget()
	slow(p.Forget)
	slow(func() {})
	if made != 3 {
		t.Errorf("it was made %d times", made)
	}
}
