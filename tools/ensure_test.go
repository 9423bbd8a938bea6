package tools

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Every case runs ensure.sh in a world of its own: PATH is one directory with
// made-up programs in it, so nothing is ever looked up or installed here. The
// cases take turns: a program that one writes while another forks is "busy".
func TestEnsure(t *testing.T) {
	const (
		ok      = "exit 0"
		root    = "echo 0"
		someone = "echo 1000"
		// An apt-get that installs whatever it is told to, into PATH.
		apt = `for last; do :; done
case "$*" in *--no-install-recommends*) ;; update*) ;; *) exit 1 ;; esac
[ "$1" = update ] || { echo '#!/bin/sh' >"$PATH/$last"; chmodx "$PATH/$last"; }`
		brokenApt = "echo 'E: no network' >&2; exit 100"
	)
	tests := []struct {
		name     string
		word     string
		programs map[string]string // name -> body of the script
		env      []string
		want     string // the program printed, in PATH
		code     int
		stderr   string
	}{
		{
			name: "a browser in the PATH is found", word: "browser",
			programs: map[string]string{"chromium": ok}, want: "chromium",
		},
		{
			name: "the headless shell comes before a whole Chrome", word: "browser",
			programs: map[string]string{"google-chrome": ok, "chromium-headless-shell": ok}, want: "chromium-headless-shell",
		},
		{
			name: "a browser of choice comes before every other", word: "browser", env: []string{"ASSAY_BROWSER=mine"},
			programs: map[string]string{"mine": ok, "chromium": ok}, want: "mine",
		},
		{
			name: "a browser of choice that is not there is not replaced by another", word: "browser",
			env: []string{"ASSAY_BROWSER=/no/such"}, programs: map[string]string{"chromium": ok},
			code: 1, stderr: `ASSAY_BROWSER is "/no/such"`,
		},
		{
			name: "root gets Debian's package when there is none", word: "browser",
			programs: map[string]string{"id": root, "apt-get": apt}, want: "chromium-headless-shell",
			stderr: "installing chromium-headless-shell",
		},
		{
			name: "so does one who needs no password for sudo", word: "browser",
			programs: map[string]string{"id": someone, "sudo": `shift; [ "$1" = true ] || "$@"`, "apt-get": apt},
			want:     "chromium-headless-shell",
		},
		{
			name: "others are told the command", word: "browser",
			programs: map[string]string{"id": someone, "apt-get": apt},
			code:     1, stderr: "type this, then try again: sudo apt-get install --no-install-recommends chromium-headless-shell",
		},
		{
			name: "a sudo that asks for a password is not used", word: "browser",
			programs: map[string]string{"id": someone, "sudo": "exit 1", "apt-get": apt},
			code:     1, stderr: "sudo apt-get install",
		},
		{
			name: "an install that fails says so and then what to type", word: "browser",
			programs: map[string]string{"id": root, "apt-get": brokenApt},
			code:     1, stderr: "no network",
		},
		{
			name: "a Mac without a browser is told of brew", word: "browser",
			programs: map[string]string{"id": someone, "brew": ok},
			code:     1, stderr: "brew install --cask google-chrome",
		},
		{
			name: "a system that is not known is told of ASSAY_BROWSER", word: "browser",
			programs: map[string]string{"id": someone}, code: 1, stderr: "ASSAY_BROWSER=/path/to/it",
		},
		{
			name: "the C compiler is found", word: "compiler",
			programs: map[string]string{"gcc": ok}, want: "gcc",
		},
		{
			name: "another word is refused", word: "compilr",
			code: 2, stderr: "usage",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := world(t, tt.programs)
			out, stderr, code := ensure(t, dir, tt.word, tt.env)
			if code != tt.code {
				t.Errorf("exit code %d, want %d; stderr:\n%s", code, tt.code, stderr)
			}
			if want := tt.want; want != "" && out != filepath.Join(dir, want) {
				t.Errorf("printed %q, want the path of %s", out, want)
			}
			if tt.want == "" && out != "" {
				t.Errorf("printed %q, want nothing", out)
			}
			if !strings.Contains(stderr, tt.stderr) {
				t.Errorf("stderr is\n%swant %q in it", stderr, tt.stderr)
			}
		})
	}
}

func TestEnsureFindsTheApplicationsOfAMac(t *testing.T) {
	apps := t.TempDir()
	chrome := filepath.Join(apps, "Google Chrome.app/Contents/MacOS/Google Chrome")
	if err := os.MkdirAll(filepath.Dir(chrome), 0o755); err != nil {
		t.Fatal(err)
	}
	script(t, chrome, "exit 0")
	out, stderr, code := ensure(t, world(t, nil), "browser", []string{"ASSAY_APPLICATIONS=" + apps})
	if out != chrome || code != 0 {
		t.Errorf("printed %q (exit %d, %s), want %q", out, code, stderr, chrome)
	}
}

// world makes a directory with the programs in it, and what their scripts use.
func world(t *testing.T, programs map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range programs {
		script(t, filepath.Join(dir, name), body)
	}
	for name, is := range map[string]string{"env": "env", "chmodx": "chmod"} {
		path, err := exec.LookPath(is)
		if err != nil {
			t.Fatal(err)
		}
		body := `exec ` + path + ` "$@"`
		if is == "chmod" {
			body = `exec ` + path + ` 755 "$@"`
		}
		script(t, filepath.Join(dir, name), body)
	}
	return dir
}

func script(t *testing.T, path, body string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

func ensure(t *testing.T, dir, word string, env []string) (out, stderr string, code int) {
	t.Helper()
	var errs strings.Builder
	cmd := exec.CommandContext(t.Context(), "/bin/sh", "ensure.sh", word)
	cmd.Env = append([]string{"PATH=" + dir, "ASSAY_APPLICATIONS=" + dir + "/none"}, env...)
	cmd.Stderr = &errs
	printed, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(printed)), errs.String(), code
}
