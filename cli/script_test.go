package cli

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"testing"

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
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Values[backgroundKey{}] = newBackground()
			// Under -race every process would otherwise idle for a second at its end.
			e.Vars = append(e.Vars, "NO_COLOR=1", "GORACE=atexit_sleep_ms=0")
			if browser := os.Getenv("ASSAY_BROWSER"); browser != "" {
				e.Vars = append(e.Vars, "ASSAY_BROWSER="+browser)
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
