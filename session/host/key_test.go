package host_test

import (
	"bytes"
	"testing"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAForgottenKeyBringsNobodyBack: somebody whose laptop was seized comes by another key,
// as who they were. Once nothing is pending, no byte of the store names the one before.
func TestAForgottenKeyBringsNobodyBack(t *testing.T) {
	h := newHouse(t)
	person, member := wira(h.hall)
	h.OK(h.Host.Know(t.Context(), person, wirasKey)) // once more
	h.OK(h.Host.Know(t.Context(), person, "SHA256:new"))
	h.OK(h.Host.ForgetKey(t.Context(), person, wirasKey, "SHA256:new"))
	h.Refused(h.Host.ForgetKey(t.Context(), person, wirasKey, "SHA256:new"), refusal.NotFound)
	knows := func(what string, d interface {
		PersonByKey(directory.Fingerprint) (directory.Person, bool)
	}) {
		t.Helper()
		if _, known := d.PersonByKey(wirasKey); known {
			t.Errorf("%s: the key brings somebody back", what)
		}
		if p, _ := d.PersonByKey("SHA256:new"); p.ID != person || p.Memberships[cop] != member {
			t.Errorf("%s: the new key is %+v's", what, p)
		}
	}
	knows("at once", h.Host)
	second := halltest.OpenHost(t, h.Store, "second")
	knows("after a restart", second)
	second.Close()
	if left, _ := h.disk(member); bytes.Contains(left, []byte(wirasKey)) {
		t.Error("the key is still in the files")
	}
}

// TestWhichKeysStay: what the organisers' file names, and the key by which they have come.
func TestWhichKeysStay(t *testing.T) {
	h := newHall(t)
	one, other := h.Meet("SHA256:one"), h.Meet("SHA256:other")
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:other"}))
	for name, c := range map[string]struct {
		person  directory.PersonID
		key     directory.Fingerprint
		refused refusal.Code
	}{
		"of somebody else": {one, "SHA256:other", refusal.NotFound},
		"of nobody":        {one, "SHA256:nobody", refusal.NotFound},
		"of the file":      {other, "SHA256:other", refusal.KeyOfFile},
		"of now":           {one, "SHA256:one", refusal.KeyInUse},
	} {
		if err := h.Host.ForgetKey(t.Context(), c.person, c.key, "SHA256:one"); !halltest.IsRefusal(err, c.refused) {
			t.Errorf("a key %s: %v", name, err)
		}
	}
	h.OK(h.Host.ForgetKey(t.Context(), one, "SHA256:one", "")) // they have come by their return code
	if again := h.Meet("SHA256:one"); again == one {
		t.Error("whoever comes by it later is the same person")
	}
}
