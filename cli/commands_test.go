package cli

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// patience is how long a script waits for something that must happen.
const patience = 60 * time.Second

// exits CODE PROGRAM ARGS... runs a program and checks its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM [ARGS...]")
	}
	cmd := commandOf(ts, args[1:])
	cmd.Stdout, cmd.Stderr = ts.Stdout(), ts.Stderr()
	if got := exitCodeOf(ts, cmd.Run()); strconv.Itoa(got) != args[0] {
		ts.Fatalf("%s exits with %d, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

// commandOf makes a process in the script's directory and environment.
func commandOf(ts *testscript.TestScript, args []string) *exec.Cmd {
	path, err := exec.LookPath(args[0])
	ts.Check(err)
	cmd := exec.Command(path, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range scriptVariables {
		if value := ts.Getenv(name); value != "" {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	return cmd
}

// scriptVariables are all that the program sees: nothing of the machine that
// runs the tests leaks in.
var scriptVariables = []string{
	"PATH", "HOME", "WORK", "TMPDIR", "NO_COLOR", "CI", "TOKEN", "WRONG", "ASSAY_TARGET", "ASSAY_OUT", "ASSAY_TAGS",
	"ASSAY_CONCURRENCY", "ASSAY_SEED", "ASSAY_BROWSER", "ASSAY_COLOR", "ASSAY_CONFIG", "ASSAY_BRANDS", "ASSAY_MANAGE_TOKEN", "GORACE",
	"ASSAY_REPORT", "GITLAB_CI", "CI_NODE_INDEX", "CI_NODE_TOTAL", "CI_PIPELINE_ID", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY",
}

func exitCodeOf(ts *testscript.TestScript, err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

type backgroundKey struct{}

// background is what a script has left running, by name.
type background struct {
	processes map[string]*process
	front     *frontHost // the newest
}

func newBackground() *background { return &background{processes: map[string]*process{}} }

func backgroundOf(ts *testscript.TestScript) *background {
	return ts.Value(backgroundKey{}).(*background)
}

// process is a program in the background and what it has printed.
type process struct {
	cmd  *exec.Cmd
	out  output
	gone chan struct{}
	err  error
}

// start NAME PROGRAM ARGS... runs a program in the background. It is killed at
// the end of the script, if not before.
func start(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: start NAME PROGRAM [ARGS...]")
	}
	p := &process{cmd: commandOf(ts, args[1:]), gone: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.out
	ts.Check(p.cmd.Start())
	go func() { p.err = p.cmd.Wait(); close(p.gone) }()
	ts.Defer(func() { _ = p.cmd.Process.Kill(); <-p.gone })
	backgroundOf(ts).processes[args[0]] = p
}

// processNamed returns a process that start has made.
func processNamed(ts *testscript.TestScript, args []string, usage string, n int) *process {
	if len(args) != n {
		ts.Fatalf("usage: %s", usage)
	}
	p := backgroundOf(ts).processes[args[0]]
	if p == nil {
		ts.Fatalf("nothing called %s was started", args[0])
	}
	return p
}

// says NAME PATTERN waits until a program in the background has printed a line
// that matches.
func says(ts *testscript.TestScript, _ bool, args []string) {
	p := processNamed(ts, args, "says NAME PATTERN", 2)
	p.await(ts, regexp.MustCompile(args[1]))
}

// await waits for a pattern in what a process prints.
func (p *process) await(ts *testscript.TestScript, pattern *regexp.Regexp) []string {
	for timeout := time.After(patience); ; {
		changed := p.out.next()
		if m := pattern.FindStringSubmatch(p.out.String()); m != nil {
			return m
		}
		select {
		case <-changed:
		case <-p.gone:
			if m := pattern.FindStringSubmatch(p.out.String()); m != nil {
				return m
			}
			ts.Fatalf("it has ended without saying %s:\n%s", pattern, p.out.String())
		case <-timeout:
			ts.Fatalf("it does not say %s:\n%s", pattern, p.out.String())
		}
	}
}

// signal NAME INT|TERM|HUP|KILL sends a signal.
func sendSignal(ts *testscript.TestScript, _ bool, args []string) {
	p := processNamed(ts, args, "signal NAME INT|TERM|HUP|KILL", 2)
	s, ok := map[string]os.Signal{
		"INT": os.Interrupt, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "KILL": os.Kill,
	}[args[1]]
	if !ok {
		ts.Fatalf("no signal is called %s", args[1])
	}
	ts.Check(p.cmd.Process.Signal(s))
}

// ended NAME CODE waits for the end of a program and checks its exit code.
// What it printed is the stdout of the script from then on.
func ended(ts *testscript.TestScript, _ bool, args []string) {
	p := processNamed(ts, args, "ended NAME CODE", 2)
	select {
	case <-p.gone:
	case <-time.After(patience):
		ts.Fatalf("%s does not end:\n%s", args[0], p.out.String())
	}
	_, err := ts.Stdout().Write([]byte(p.out.String()))
	ts.Check(err)
	if got := exitCodeOf(ts, p.err); strconv.Itoa(got) != args[1] {
		ts.Fatalf("%s exits with %d, want %s", args[0], got, args[1])
	}
}

// output collects what a process prints and tells who waits for more.
type output struct {
	mu      sync.Mutex
	buf     bytes.Buffer
	waiting []chan struct{}
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, w := range o.waiting {
		close(w)
	}
	o.waiting = nil
	return o.buf.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// next returns a channel that is closed with the next output.
func (o *output) next() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	w := make(chan struct{})
	o.waiting = append(slices.Clip(o.waiting), w)
	return w
}
