package directory_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/width"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// drawn draws some codes of both lengths, without hyphens.
func drawn(h *hall) []string {
	h.Helper()
	var all []string
	for range 30 {
		_, back, err := h.Host.Meet(h.Context(), "", "")
		h.OK(err)
		for _, code := range []string{h.Invite(kl, method.Participant, method.Members, 1), back} {
			all = append(all, strings.ReplaceAll(code, "-", ""))
		}
	}
	return all
}

func TestParseCodeReadsWhatPeopleType(t *testing.T) {
	h := newHall(t)
	for _, code := range drawn(h) {
		typed := map[string]string{
			"as shown":     directory.ShowCode(code),
			"plain":        code,
			"small":        strings.ToLower(code),
			"O for 0":      strings.ReplaceAll(code, "0", "O"),
			"o for 0":      strings.ReplaceAll(code, "0", "o"),
			"I for 1":      strings.ReplaceAll(code, "1", "I"),
			"l for 1":      strings.ReplaceAll(code, "1", "l"),
			"with spaces":  " " + code[:4] + " " + code[4:] + " ",
			"full width":   width.Widen.String(directory.ShowCode(code)),
			"in print":     strings.ReplaceAll(directory.ShowCode(code), "-", "–"),
			"in the line":  "ssh -p 2222 " + directory.ShowCode(code) + "@host\n",
			"to its host":  strings.ToLower(code) + "@convene.example",
			"half a line":  " -p 2222 " + code + "@host",
			"in quotes":    "ssh '" + code + "'@host",
			"as an option": `ssh -l "` + directory.ShowCode(code) + `" host`,
			"in a URL":     "ssh://" + directory.ShowCode(code) + "@host:2222",
			"in words":     "Your code: " + directory.ShowCode(code) + ".",
		}
		for how, s := range typed {
			if got, ok := directory.ParseCode(s); !ok || got != code {
				t.Errorf("%s: %q is read as %q, %v; want %q", how, s, got, ok, code)
			}
		}
		if shown := directory.ShowCode(code); len(shown) != len(code)+len(code)/4-1 || shown[4] != '-' {
			t.Errorf("%s is shown as %s", code, shown)
		}
	}
}

// TestTheCodeStandsBeforeTheHost, also where the host's name could be one.
func TestTheCodeStandsBeforeTheHost(t *testing.T) {
	h := newHall(t)
	code, host := drawn(h)[0], strings.ToLower(drawn(h)[1])
	for _, line := range []string{"ssh " + code + "@" + host, "ssh -J " + host + " " + code + "@convene.example"} {
		if got, ok := directory.ParseCode(line); !ok || got != code {
			t.Errorf("in %q it is %q, %v", line, got, ok)
		}
	}
	if got, ok := directory.ParseCode("ssh -p 2222 siti@convene.example"); ok {
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
				if _, ok := directory.ParseCode(wrong); ok != (wrong == code) {
					t.Errorf("%s for %s: %v", wrong, code, ok)
				}
			}
			for j := range i {
				b := []byte(code)
				b[i], b[j] = b[j], b[i]
				if _, ok := directory.ParseCode(string(b)); ok != (string(b) == code) {
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
		if got, ok := directory.ParseCode(s); ok {
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
	good := h.Invite(kl, method.Participant, method.Members, 1)
	used := h.Invite(kl, method.Participant, method.Members, 1)
	usedBy := h.Meet("")
	usedUp := h.Shown(used)
	_, err := h.Host.Join(t.Context(), usedBy, usedUp, session.Profile{Name: "Ani"})
	h.OK(err)
	revoked := h.Invite(kl, method.Participant, method.Members, 1)
	revokedInvitation := h.Shown(revoked)
	h.OK(h.Host.Revoke(t.Context(), cop, h.Facilitator(), revokedInvitation.ID))
	another := newHall(t) // which would draw the same codes, from the same seed
	another.Host.NewChange()
	elsewhere := another.Invite(kl, method.Participant, method.Members, 1)

	e, err := h.Host.Present(strings.ToLower(good))
	if err != nil || e.Invitation == nil || e.Invitation.Meeting != kl || e.Invitation.Role != method.Participant || e.Person != "" || e.Claim {
		t.Errorf("a good code: %+v, %v", e, err)
	}
	for code, want := range map[string]refusal.Code{
		"": refusal.CodeWrong, "siti": refusal.CodeWrong, elsewhere: refusal.CodeWrong,
		used: refusal.CodeUsedUp, revoked: refusal.CodeRevoked,
	} {
		if _, err := h.Host.Present(code); !halltest.IsRefusal(err, want) {
			t.Errorf("%q: got %v, want %s", code, err, want)
		}
	}
	// Joining asks again: the code may have ended on the welcome screen.
	late := h.Shown(good)
	for i, want := range map[*directory.Invitation]refusal.Code{&usedUp: refusal.CodeUsedUp, &revokedInvitation: refusal.CodeRevoked, {ID: "none"}: refusal.CodeWrong} {
		if _, err := h.Host.Join(t.Context(), h.Meet(""), *i, session.Profile{Name: "Budi"}); !halltest.IsRefusal(err, want) {
			t.Errorf("join: got %v, want %s", err, want)
		}
	}
	time.Sleep(host.InviteFor - time.Second)
	if _, err := h.Host.Present(good); err != nil {
		t.Errorf("a second before it expires: %v", err)
	}
	time.Sleep(time.Second)
	if _, err := h.Host.Present(good); !halltest.IsRefusal(err, refusal.CodeExpired) {
		t.Errorf("expired: got %v", err)
	}
	if _, err := h.Host.Join(t.Context(), h.Meet(""), late, session.Profile{Name: "Budi"}); !halltest.IsRefusal(err, refusal.CodeExpired) {
		t.Errorf("join with an expired code: got %v", err)
	}
	// Whoever it let in before stays in.
	if _, err := h.Host.Join(t.Context(), usedBy, usedUp, session.Profile{Name: "Ani"}); err != nil {
		t.Errorf("coming back: %v", err)
	}
}

func TestReturnCodeBringsBack(t *testing.T) {
	h := newHall(t)
	person, code, err := h.Host.Meet(t.Context(), "", "")
	h.OK(err)
	if e, err := h.Host.Present(code); err != nil || e.Person != person || e.Invitation != nil {
		t.Errorf("got %+v, %v", e, err)
	}
	renewed, err := h.Host.Renew(t.Context(), person)
	h.OK(err)
	if e, err := h.Host.Present(renewed); err != nil || e.Person != person {
		t.Errorf("renewed: got %+v, %v", e, err)
	}
	if e, err := h.Host.Present(code); !halltest.IsRefusal(err, refusal.CodeReplaced) || e.Person != "" {
		t.Errorf("the old code: got %+v, %v", e, err)
	}
	for _, r := range halltest.Records(t, h.Store, "_directory") {
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
	before := len(halltest.Records(t, h.Store, "_directory"))
	person, _, err := h.Host.Meet(t.Context(), "", "es")
	h.OK(err)
	if p, _ := h.Host.Person(person); p.Language != "es" || len(halltest.Records(t, h.Store, "_directory")) != before+1 {
		t.Errorf("got %+v", p)
	}
	if _, _, err := h.Host.Meet(t.Context(), "", strings.Repeat("x", 21)); !halltest.IsRefusal(err, refusal.Invalid) {
		t.Errorf("what is no language: got %v", err)
	}
}

func TestKeyIsRecognised(t *testing.T) {
	h := newHall(t)
	person := h.Meet("SHA256:one")
	if again := h.Meet("SHA256:one"); again != person {
		t.Error("the same key is another person")
	}
	if p, ok := h.Host.PersonByKey("SHA256:one"); !ok || p.ID != person || p.Organiser {
		t.Errorf("got %+v, %v", p, ok)
	}
	for _, k := range []directory.Fingerprint{"", "SHA256:two"} {
		if p, ok := h.Host.PersonByKey(k); ok {
			t.Errorf("%q is %+v", k, p)
		}
	}
	h.OK(h.Host.Prefer(t.Context(), person, "es"))
	second := halltest.OpenHost(t, h.Store, "second")
	defer second.Close()
	if p, _ := second.PersonByKey("SHA256:one"); p.ID != person || p.Language != "es" {
		t.Errorf("after a restart: %+v", p)
	}
}
