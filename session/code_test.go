package session_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/width"

	"github.com/convene-ssh/convene/session"
)

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// drawn draws some codes of both lengths, without hyphens.
func drawn(h *hall) []string {
	h.Helper()
	var all []string
	for range 30 {
		_, back, err := h.host.Meet(h.Context(), "", "")
		h.ok(err)
		for _, code := range []string{h.invite(kl, session.Participant, session.Members, 1), back} {
			all = append(all, strings.ReplaceAll(code, "-", ""))
		}
	}
	return all
}

func TestParseCodeReadsWhatPeopleType(t *testing.T) {
	h := newHall(t)
	for _, code := range drawn(h) {
		typed := map[string]string{
			"as shown":     session.ShowCode(code),
			"plain":        code,
			"small":        strings.ToLower(code),
			"O for 0":      strings.ReplaceAll(code, "0", "O"),
			"o for 0":      strings.ReplaceAll(code, "0", "o"),
			"I for 1":      strings.ReplaceAll(code, "1", "I"),
			"l for 1":      strings.ReplaceAll(code, "1", "l"),
			"with spaces":  " " + code[:4] + " " + code[4:] + " ",
			"full width":   width.Widen.String(session.ShowCode(code)),
			"in print":     strings.ReplaceAll(session.ShowCode(code), "-", "–"),
			"in the line":  "ssh -p 2222 " + session.ShowCode(code) + "@host\n",
			"to its host":  strings.ToLower(code) + "@convene.example",
			"half a line":  " -p 2222 " + code + "@host",
			"in quotes":    "ssh '" + code + "'@host",
			"as an option": `ssh -l "` + session.ShowCode(code) + `" host`,
			"in a URL":     "ssh://" + session.ShowCode(code) + "@host:2222",
			"in words":     "Your code: " + session.ShowCode(code) + ".",
		}
		for how, s := range typed {
			if got, ok := session.ParseCode(s); !ok || got != code {
				t.Errorf("%s: %q is read as %q, %v; want %q", how, s, got, ok, code)
			}
		}
		if shown := session.ShowCode(code); len(shown) != len(code)+len(code)/4-1 || shown[4] != '-' {
			t.Errorf("%s is shown as %s", code, shown)
		}
	}
}

// TestTheCodeStandsBeforeTheHost, also where the host's name could be one.
func TestTheCodeStandsBeforeTheHost(t *testing.T) {
	h := newHall(t)
	code, host := drawn(h)[0], strings.ToLower(drawn(h)[1])
	for _, line := range []string{"ssh " + code + "@" + host, "ssh -J " + host + " " + code + "@convene.example"} {
		if got, ok := session.ParseCode(line); !ok || got != code {
			t.Errorf("in %q it is %q, %v", line, got, ok)
		}
	}
	if got, ok := session.ParseCode("ssh -p 2222 siti@convene.example"); ok {
		t.Errorf("a name is read as %q", got)
	}
}

// TestParseCodeNoticesSlips: one wrong letter, or two swapped ones.
func TestParseCodeNoticesSlips(t *testing.T) {
	h := newHall(t)
	for _, code := range drawn(h) {
		for i := range code {
			for _, l := range letters {
				wrong := code[:i] + string(l) + code[i+1:]
				if _, ok := session.ParseCode(wrong); ok != (wrong == code) {
					t.Errorf("%s for %s: %v", wrong, code, ok)
				}
			}
			for j := range i {
				b := []byte(code)
				b[i], b[j] = b[j], b[i]
				if _, ok := session.ParseCode(string(b)); ok != (string(b) == code) {
					t.Errorf("%s for %s: %v", b, code, ok)
				}
			}
		}
	}
}

func TestParseCodeRefusesWhatCannotBeOne(t *testing.T) {
	h := newHall(t)
	code := drawn(h)[0]
	for _, s := range []string{
		"", "-", code[:7], code + "0", code + code + "0", "siti", "root", "UUUUUUUU", "ÑÑÑÑÑÑÑÑ", "ทำทำทำทำ",
		code[:7] + "\x00", "\xff\xfe", strings.Repeat("0", 10_000), strings.Repeat("-", 10_000), strings.Repeat(code, 1250),
	} {
		if got, ok := session.ParseCode(s); ok {
			t.Errorf("%.20q is read as %q", s, got)
		}
	}
}

// TestEveryCodeThatLetsNobodyInSaysWhy.
func TestEveryCodeThatLetsNobodyInSaysWhy(t *testing.T) {
	synctest.Test(t, everyCodeThatLetsNobodyInSaysWhy)
}

func everyCodeThatLetsNobodyInSaysWhy(t *testing.T) {
	h := newHall(t)
	good := h.invite(kl, session.Participant, session.Members, 1)
	used := h.invite(kl, session.Participant, session.Members, 1)
	usedBy := h.meet("")
	usedUp := h.shown(used)
	_, err := h.host.Join(t.Context(), usedBy, usedUp, session.Profile{Name: "Ani"})
	h.ok(err)
	revoked := h.invite(kl, session.Participant, session.Members, 1)
	revokedInvitation := h.shown(revoked)
	h.ok(h.host.Revoke(t.Context(), cop, h.facilitator(), revokedInvitation.ID))
	another := newHall(t) // which would draw the same codes, from the same seed
	another.host.NewChange()
	elsewhere := another.invite(kl, session.Participant, session.Members, 1)

	e, err := h.host.Present(strings.ToLower(good))
	if err != nil || e.Invitation == nil || e.Invitation.Meeting != kl || e.Invitation.Role != session.Participant || e.Person != "" || e.Claim {
		t.Errorf("a good code: %+v, %v", e, err)
	}
	for code, want := range map[string]session.Code{
		"": session.CodeWrong, "siti": session.CodeWrong, elsewhere: session.CodeWrong,
		used: session.CodeUsedUp, revoked: session.CodeRevoked,
	} {
		if _, err := h.host.Present(code); !isRefusal(err, want) {
			t.Errorf("%q: got %v, want %s", code, err, want)
		}
	}
	// Joining asks again: the code may have ended on the welcome screen.
	late := h.shown(good)
	for i, want := range map[*session.Invitation]session.Code{&usedUp: session.CodeUsedUp, &revokedInvitation: session.CodeRevoked, {ID: "none"}: session.CodeWrong} {
		if _, err := h.host.Join(t.Context(), h.meet(""), *i, session.Profile{Name: "Budi"}); !isRefusal(err, want) {
			t.Errorf("join: got %v, want %s", err, want)
		}
	}
	time.Sleep(session.InviteFor - time.Second)
	if _, err := h.host.Present(good); err != nil {
		t.Errorf("a second before it expires: %v", err)
	}
	time.Sleep(time.Second)
	if _, err := h.host.Present(good); !isRefusal(err, session.CodeExpired) {
		t.Errorf("expired: got %v", err)
	}
	if _, err := h.host.Join(t.Context(), h.meet(""), late, session.Profile{Name: "Budi"}); !isRefusal(err, session.CodeExpired) {
		t.Errorf("join with an expired code: got %v", err)
	}
	// Whoever it let in before stays in.
	if _, err := h.host.Join(t.Context(), usedBy, usedUp, session.Profile{Name: "Ani"}); err != nil {
		t.Errorf("coming back: %v", err)
	}
}

func TestReturnCodeBringsBack(t *testing.T) {
	h := newHall(t)
	person, code, err := h.host.Meet(t.Context(), "", "")
	h.ok(err)
	if e, err := h.host.Present(code); err != nil || e.Person != person || e.Invitation != nil {
		t.Errorf("got %+v, %v", e, err)
	}
	renewed, err := h.host.Renew(t.Context(), person)
	h.ok(err)
	if e, err := h.host.Present(renewed); err != nil || e.Person != person {
		t.Errorf("renewed: got %+v, %v", e, err)
	}
	if _, err := h.host.Present(code); !isRefusal(err, session.CodeWrong) {
		t.Errorf("the old code: got %v", err)
	}
	for _, r := range records(t, h.store, "_directory") {
		for _, c := range []string{code, renewed} {
			if strings.Contains(string(r.Body), c) || strings.Contains(string(r.Body), strings.ReplaceAll(c, "-", "")) {
				t.Errorf("a record holds the code: %s", r.Body)
			}
		}
	}
}

// TestLanguageIsKnownFromTheBeginning, without another record.
func TestLanguageIsKnownFromTheBeginning(t *testing.T) {
	h := newHall(t)
	before := len(records(t, h.store, "_directory"))
	person, _, err := h.host.Meet(t.Context(), "", "es")
	h.ok(err)
	if p, _ := h.host.Person(person); p.Language != "es" || len(records(t, h.store, "_directory")) != before+1 {
		t.Errorf("got %+v", p)
	}
	if _, _, err := h.host.Meet(t.Context(), "", strings.Repeat("x", 21)); !isRefusal(err, session.Invalid) {
		t.Errorf("what is no language: got %v", err)
	}
}

func TestKeyIsRecognised(t *testing.T) {
	h := newHall(t)
	person := h.meet("SHA256:one")
	if again := h.meet("SHA256:one"); again != person {
		t.Error("the same key is another person")
	}
	if p, ok := h.host.PersonByKey("SHA256:one"); !ok || p.ID != person || p.Organiser {
		t.Errorf("got %+v, %v", p, ok)
	}
	for _, k := range []session.Fingerprint{"", "SHA256:two"} {
		if p, ok := h.host.PersonByKey(k); ok {
			t.Errorf("%q is %+v", k, p)
		}
	}
	h.ok(h.host.Prefer(t.Context(), person, "es"))
	second := openHost(t, h.store, "second")
	defer second.Close()
	if p, _ := second.PersonByKey("SHA256:one"); p.ID != person || p.Language != "es" {
		t.Errorf("after a restart: %+v", p)
	}
}
