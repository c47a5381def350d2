package session_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/voting"
)

// TestChangesHaveTheMethodsOfTheProtocolOnly: a method whose name is misspelt would
// never be called.
func TestChangesHaveTheMethodsOfTheProtocolOnly(t *testing.T) {
	for kind, c := range session.CommunityKinds(register.All(), host.Kinds()...) {
		onlyProtocol(t, kind, c)
	}
	for kind, c := range directory.Kinds() {
		onlyProtocol(t, kind, c)
	}
	for _, c := range []change{&session.SaveDraft{}, &voting.Cast{}, &session.ForgetMe{}} {
		onlyProtocol(t, "shelf only", c)
	}
}

func onlyProtocol[S any](t *testing.T, kind string, c ledger.Change[S]) {
	t.Helper()
	protocol := reflect.TypeFor[ledger.Change[S]]()
	of := reflect.TypeOf(c)
	for i := range of.NumMethod() {
		if name := of.Method(i).Name; !hasMethod(protocol, name) {
			t.Errorf("%s: %v has a method %s, which nothing calls", kind, of, name)
		}
	}
}

func hasMethod(t reflect.Type, name string) bool {
	_, found := t.MethodByName(name)
	return found
}

// TestBodiesHoldTheirFieldsOnly: what a change embeds for the protocol is in no
// record.
func TestBodiesHoldTheirFieldsOnly(t *testing.T) {
	for kind, c := range session.CommunityKinds(register.All(), host.Kinds()...) {
		if body := halltest.AsJSON(t, c); strings.Contains(body, "Base") {
			t.Errorf("%s: %s", kind, body)
		}
	}
	if got, want := halltest.AsJSON(t, &agenda.Open{Meeting: kl, Item: "swot"}), `{"meeting":"kuala-lumpur-2022","item":"swot"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
