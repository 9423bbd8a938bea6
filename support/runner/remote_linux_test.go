package runner

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"assay/reports"
	"assay/support/browser"
	"assay/support/target"
)

// browserToken is the secret in the address of a browser elsewhere.
const browserToken = "c4n4ry-of-a-browser-token"

// TestABrowserElsewhereServesARun walks scenarios of each way off to a page (the
// same window, popups and tabs, one that is closed) in a Chromium of its own behind
// a service that asks for a token, and looks for the token in all that the run
// says and leaves.
func TestABrowserElsewhereServesARun(t *testing.T) {
	socket := listeningBrowser(t)
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("token") != browserToken {
			http.Error(w, r.URL.String(), http.StatusForbidden)
			return
		}
		(&httputil.ReverseProxy{ErrorLog: log.New(io.Discard, "", 0), Rewrite: func(p *httputil.ProxyRequest) {
			p.Out.URL, p.Out.Host = &url.URL{Scheme: "http", Host: socket.Host, Path: socket.Path}, socket.Host
		}}).ServeHTTP(w, r)
	}))
	t.Cleanup(service.Close)
	address := strings.Replace(service.URL, "http", "ws", 1) + "/chromium?token=" + browserToken
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{
		Selection: Selection{Paths: []string{"RD-001", "RD-016", "RD-022"}}, Target: where,
		Out: filepath.Join(t.TempDir(), "out"), Browser: "/no/browser/here", BrowserURL: address,
	}
	o, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	if o.ExitCode() != ExitPassed || o.Counts[reports.Passed] < 2 {
		t.Errorf("exit code %d, %v, want all to pass", o.ExitCode(), o.Counts)
		for _, s := range o.Run.Scenarios {
			if s.Verdict != reports.Passed {
				t.Errorf("%s is %s: %s", s.ID, s.Verdict, s.Cause)
			}
		}
	}
	wantNoToken(t, os.DirFS(cfg.Out))

	for name, wrong := range map[string]struct {
		address string
		code    int
	}{
		"a service that refuses": {strings.Replace(address, browserToken, browserToken+"-old", 1), ExitBroken},
		"no address":             {"chrome.example:3000?token=" + browserToken, ExitUsage},
	} {
		cfg.BrowserURL = wrong.address
		_, err := Run(t.Context(), cfg)
		var p *Problem
		if !errors.As(err, &p) || p.Code != wrong.code || p.Hint() == "" {
			t.Errorf("%s: error = %v, want one of exit code %d with a hint", name, err, wrong.code)
		}
		if text := err.Error() + p.Hint(); strings.Contains(text, browserToken) {
			t.Errorf("%s: the token is in %q", name, text)
		}
		for _, f := range Doctor(t.Context(), cfg) {
			if strings.Contains(f.Detail+f.Remedy, browserToken) || f.OK && f.Name == "browser" {
				t.Errorf("%s: the doctor says %+v", name, f)
			}
		}
	}
}

// wantNoToken reads every file of a run.
func wantNoToken(t *testing.T, dir fs.FS) {
	t.Helper()
	files := 0
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := fs.ReadFile(dir, path)
		if strings.Contains(string(data), browserToken) {
			t.Errorf("the token is in %s", path)
		}
		return err
	})
	if err != nil || files < 4 {
		t.Errorf("%d files, %v, want the log and the reports", files, err)
	}
}

// listeningBrowser starts a Chromium with a debugging port and returns the
// address of its socket.
func listeningBrowser(t *testing.T) *url.URL {
	t.Helper()
	program, err := browser.Find(os.Getenv("ASSAY_BROWSER"))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "art")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(profile) })
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-proxy-server", "--remote-debugging-port=0", "--user-data-dir="+profile, "about:blank")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, after, found := strings.Cut(lines.Text(), "DevTools listening on "); found {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			u, err := url.Parse(strings.TrimSpace(after))
			if err != nil {
				t.Fatal(err)
			}
			return u
		}
	}
	t.Fatal("the browser did not say where it listens")
	return nil
}
