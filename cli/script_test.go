package cli

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"assay/support/browser"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the golden parts of testdata/*.txtar anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"assay": func() {
			os.Exit(Program{}.Main())
		},
	})
}

// Every script of testdata is a session at the command line. What it may say
// beyond testscript's own commands is in commands_test.go.
func TestScripts(t *testing.T) {
	t.Parallel()
	search := searchPath(t, os.Getenv("ASSAY_BROWSER"))
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Values[backgroundKey{}] = newBackground()
			// Under -race every process would otherwise idle for a second at its end.
			e.Vars = append(e.Vars, "NO_COLOR=1", "GORACE=atexit_sleep_ms=0")
			if search != "" {
				e.Vars = append(e.Vars, "PATH="+search+string(filepath.ListSeparator)+e.Getenv("PATH"))
			}
			return nil
		},
		// [hangups]: whoever started the tests did not ask to outlive a terminal.
		Condition: func(name string) (bool, error) {
			if name != "hangups" {
				return false, fmt.Errorf("no condition is called %s", name)
			}
			return runtime.GOOS != "windows" && !signal.Ignored(syscall.SIGHUP), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"start":   start,
			"says":    says,
			"signal":  sendSignal,
			"ended":   ended,
			"gateway": gateway,
			"front":   front,
			"held":    held,
			"release": letThrough,
			"taken":   taken,
			"free":    free,
			"expand":  expand,
			"leak":    leak,
			"cards":   cards,
			"skipped": skipped,
			"verdict": verdict,
			"page":    page,
			"pasted":  pasted,
		},
	})
}

// searchPath is a place to look for programs in that has the developer's browser
// under one of the names that assay knows, or "" where none has to be told. What
// scripts print must not depend on a variable of the machine that runs them.
func searchPath(t *testing.T, explicit string) string {
	program, err := browser.Find(explicit)
	if explicit == "" || err != nil {
		return ""
	}
	if program, err = exec.LookPath(program); err == nil {
		program, err = filepath.Abs(program)
	}
	if err != nil {
		t.Fatal(err)
	}
	name := browser.WholeChromium
	if strings.Contains(filepath.Base(program), browser.HeadlessShell) {
		name = "chrome-" + browser.HeadlessShell
	}
	dir := t.TempDir()
	script := "#!/bin/sh\nexec '" + strings.ReplaceAll(program, "'", `'\''`) + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestABrowserOfTheDevelopersIsFoundByItsNameOnly(t *testing.T) {
	place := t.TempDir()
	for name, want := range map[string]string{
		"my own chromium": "chromium", "my-headless-shell": "chrome-headless-shell",
	} {
		program := filepath.Join(place, name)
		if err := os.WriteFile(program, []byte("#!/bin/sh\necho \"$0 $*\"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(filepath.Join(searchPath(t, program), want), "and", "more").Output()
		if got := strings.TrimSpace(string(said)); err != nil || got != program+" and more" {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got := searchPath(t, ""); got != "" {
		t.Errorf("without a browser of the developer's: %q, want none", got)
	}
}
