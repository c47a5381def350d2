package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// widths are those of a phone and of a desk, in CSS pixels.
var widths = []int{400, 1200}

// TestABrowserShowsReports at every width without anything that is wider, styled in spite
// of their policy, and without anything that axe-core objects to.
func TestABrowserShowsReports(t *testing.T) {
	chromium := installed(t, "chromium")
	axe, err := os.ReadFile(os.Getenv("AXE_CORE"))
	if err != nil {
		t.Log("AXE_CORE names no axe-core: nothing looks for what keeps people from reading")
	}
	for _, file := range pages(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			seen := look(t, chromium, string(page), string(axe))
			for i, w := range widths {
				if got := seen[i]; got.Wide > w || !got.Styled {
					t.Errorf("at %d it is %d wide; styled: %v", w, got.Wide, got.Styled)
				}
				for _, v := range seen[i].Violations {
					t.Errorf("at %d: %s", w, v)
				}
				if axe != nil && seen[i].Passes == 0 {
					t.Errorf("at %d axe-core has looked at nothing", w)
				}
			}
		})
	}
}

// TestABrowserPrintsReports with every word whole.
func TestABrowserPrintsReports(t *testing.T) {
	chromium, pdftotext := installed(t, "chromium"), installed(t, "pdftotext")
	for _, file := range pages(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			page, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := serve(t, map[string]string{"/": string(page)})
			printed := filepath.Join(t.TempDir(), "page.pdf")
			browse(t, chromium, "--no-pdf-header-footer", "--print-to-pdf="+printed, s.URL)
			text, err := exec.CommandContext(t.Context(), pdftotext, "-raw", printed, "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			for _, title := range titles.FindAllStringSubmatch(string(page), -1) {
				want := strings.Join(strings.Fields(html.UnescapeString(tagged.ReplaceAllString(title[1], ""))), "")
				if !strings.Contains(strings.Join(strings.Fields(string(text)), ""), want) {
					t.Errorf("%q is not in print:\n%s", want, text)
				}
			}
		})
	}
}

var (
	policy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	titles = regexp.MustCompile(`<h[123][^>]*>(.*?)</h[123]>`)
	tagged = regexp.MustCompile(`<[^>]*>`)
)

// view is what a browser has shown at a width.
type view struct {
	Wide       int
	Styled     bool
	Passes     int
	Violations []string
}

// looks shows the page at the widths as it is, and again with axe-core in the place of
// its policy, which lets no script run.
const looks = `<!DOCTYPE html><title>looks</title><script>
const shown = (src, w) => new Promise(done => {
  const f = document.createElement("iframe");
  f.width = w; f.height = 900; f.style.border = 0;
  f.onload = () => done(f); f.src = src;
  document.documentElement.append(f);
});
(async () => {
  const all = [];
  for (const w of %s) {
    const page = (await shown("page", w)).contentDocument;
    const v = { Wide: page.documentElement.scrollWidth, Styled: getComputedStyle(page.body).margin === "0px", Passes: 0, Violations: [] };
    const checked = (await shown("checked", w)).contentWindow;
    if (checked.axe) {
      const r = await checked.axe.run(checked.document);
      v.Passes = r.passes.length;
      for (const x of r.violations) for (const n of x.nodes) v.Violations.push(x.help + ": " + n.html);
    }
    all.push(v);
  }
  document.documentElement.innerHTML = "<pre></pre>";
  document.querySelector("pre").textContent = JSON.stringify(all);
})();
</script>`

// look is what a browser shows of a page at each of the widths.
func look(t *testing.T, chromium, page, axe string) (seen []view) {
	t.Helper()
	at, err := json.Marshal(widths)
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, map[string]string{
		"/": fmt.Sprintf(looks, at), "/page": page, "/axe.js": axe,
		"/checked": policy.ReplaceAllString(page, `<script src="axe.js"></script>`),
	})
	dom := browse(t, chromium, "--virtual-time-budget=60000", "--dump-dom", s.URL)
	_, said, _ := strings.Cut(dom, "<pre>")
	said, _, found := strings.Cut(said, "</pre>")
	if !found {
		t.Fatalf("the browser has said nothing:\n%.2000s", dom)
	}
	if err := json.Unmarshal([]byte(html.UnescapeString(said)), &seen); err != nil {
		t.Fatal(err)
	}
	return seen
}

// pages are the reports that are kept as web pages.
func pages(t *testing.T) []string {
	t.Helper()
	all, err := filepath.Glob("testdata/*.html")
	if err != nil || len(all) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	return all
}

// installed is where a program is that a test needs and that is not ours.
func installed(t *testing.T, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("no %s here: nothing but our own tests has read these pages", program)
	}
	return path
}

// serve hands out pages by their paths.
func serve(t *testing.T, at map[string]string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, ok := at[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		if strings.HasSuffix(r.URL.Path, ".js") {
			w.Header().Set("Content-Type", "text/javascript")
		} else {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		_, _ = io.WriteString(w, said)
	}))
	t.Cleanup(s.Close)
	return s
}

// browse runs a browser that stays at home, and returns what it writes. One that crashes
// has said nothing of the page: it is begun again.
func browse(t *testing.T, chromium string, args ...string) string {
	t.Helper()
	for crashes := 0; ; crashes++ {
		all := append([]string{
			"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--user-data-dir=" + t.TempDir(),
		}, args...)
		out, err := exec.CommandContext(t.Context(), chromium, all...).Output()
		exit, ran := errors.AsType[*exec.ExitError](err)
		switch {
		case err == nil:
			return string(out)
		case !ran || exit.Exited() || crashes == 2:
			t.Fatalf("%s: %v", chromium, err)
		}
	}
}
