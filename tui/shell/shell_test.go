package shell

import (
	"os/exec"
	"strings"
	"testing"
)

func TestLinesToType(t *testing.T) {
	known, coded := Address{Host: "convene.example", Port: "22"}, Address{Host: "convene.example", Port: "2222"}.As("K7QM")
	six := Address{Host: "::1", Port: "2222"}
	for _, tc := range []struct{ got, want string }{
		{known.Connect(), "ssh convene.example"},
		{coded.Connect(), "ssh -p 2222 K7QM@convene.example"},
		{coded.Draw("wall"), "ssh -t -p 2222 K7QM@convene.example wall"},
		{six.Connect(), "ssh -p 2222 ::1"},
		{POSIX.Copy(known, "/kl/members/minutes.md", "kl.md"), "scp convene.example:/kl/members/minutes.md kl.md"},
		{PowerShell.Copy(coded, "/kl/members/minutes.md", "kl.md"), "scp -P 2222 K7QM@convene.example:/kl/members/minutes.md kl.md"},
		{Cmd.CopyFolder(six.As("K7QM"), "/kl"), "scp -r -P 2222 K7QM@[::1]:/kl ."},
		{PuTTY.Copy(coded, "/kl/members/minutes.md", "kl.md"), "pscp -P 2222 K7QM@convene.example:/kl/members/minutes.md kl.md"},
		{PuTTY.CopyFolder(known, "/kl"), "pscp -r convene@convene.example:/kl ."},
		{Cmd.Browse(known), "sftp convene.example"},
		{PuTTY.Browse(coded), "psftp -P 2222 K7QM@convene.example"},
	} {
		if tc.got != tc.want {
			t.Errorf("people type %q, want %q", tc.got, tc.want)
		}
	}
}

func TestShellOfAClient(t *testing.T) {
	for client, want := range map[string]Shell{
		"SSH-2.0-OpenSSH_9.7": POSIX, "SSH-2.0-OpenSSH_for_Windows_9.5": PowerShell,
		"SSH-2.0-PuTTY_Release_0.78": PuTTY, "": POSIX,
	} {
		if got := Of(client); got != want {
			t.Errorf("who comes with %q types into %s, want %s", client, got, want)
		}
	}
}

const long = "scp -P 2222 YOUR-RETURN-CODE@convene.example:/kuala-lumpur-2022/members/minutes.docx kuala-lumpur-2022.docx"

func TestRowsOfALine(t *testing.T) {
	for _, tc := range []struct {
		shell Shell
		want  []string
	}{
		{POSIX, []string{`scp -P 2222 \`, `YOUR-RETURN-CODE@convene.example:/kual\`, `a-lumpur-2022/members/minutes.docx \`, "kuala-lumpur-2022.docx"}},
		{Cmd, []string{`scp -P 2222 ^`, `YOUR-RETURN-CODE@convene.example:/kual^`, `a-lumpur-2022/members/minutes.docx ^`, "kuala-lumpur-2022.docx"}},
		{PowerShell, []string{"scp -P 2222 `", "YOUR-RETURN-CODE@convene.example:/kual", "a-lumpur-2022/members/minutes.docx `", "kuala-lumpur-2022.docx"}},
	} {
		if got := tc.shell.Rows(long, 40); strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
			t.Errorf("%s is shown\n%s\nwant\n%s", tc.shell, strings.Join(got, "\n"), strings.Join(tc.want, "\n"))
		}
	}
}

// TestRowsAreReadAsOneLine by a real shell, however narrow the window is.
func TestRowsAreReadAsOneLine(t *testing.T) {
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Logf("no sh here: %v", err)
		return
	}
	for w := 10; w <= len(long)+1; w++ {
		rows := POSIX.Rows("echo "+long, w)
		for _, row := range rows {
			if len(row) > w {
				t.Errorf("%q is wider than %d cells", row, w)
			}
		}
		out, err := exec.CommandContext(t.Context(), path, "-c", strings.Join(rows, "\n")).CombinedOutput()
		if err != nil || string(out) != long+"\n" {
			t.Errorf("in rows of %d cells sh reads %q (%v)", w, out, err)
		}
	}
}
