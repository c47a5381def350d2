package main

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
)

// TestHoldingsSayOnceWhoTook a contribution for the same readers, in however many
// documents, and when that was last.
func TestHoldingsSayOnceWhoTook(t *testing.T) {
	at := time.Date(2022, 8, 9, 1, 0, 0, 0, time.UTC)
	took := func(x session.Export, hours int) session.Exported {
		return session.Exported{Export: x, Last: at.Add(time.Duration(hours) * time.Hour)}
	}
	shell := func(a method.Audience, format string) session.Export {
		return session.Export{Outsider: session.AtShell, Audience: a, Format: format}
	}
	var out strings.Builder
	err := writeHoldings(&out, host.Holdings{Communities: []host.CommunityHoldings{{Holdings: session.Holdings{
		Member: &session.Member{},
		Contributions: []session.Held{{Code: "MY-SP1", Exports: []session.Exported{
			took(shell(method.Public, "html"), 3), took(shell(method.Public, "md"), 2), took(shell(method.Members, "md"), 1),
		}}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "\ntaken\t\tMY-SP1\t2022-08-09T04:00:00Z\tshell\tpublic\ntaken\t\tMY-SP1\t2022-08-09T02:00:00Z\tshell\tmembers\n"
	if got := out.String(); !strings.HasSuffix(got, want) {
		t.Errorf("it says %q, want at its end %q", got, want)
	}
}
