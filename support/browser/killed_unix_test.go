//go:build unix

package browser_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"assay/support/browser"
)

// processCauses are what can become of the browser's processes.
func processCauses() []cause {
	return []cause{
		{
			name: "a page whose process the system kills", do: strike(syscall.SIGKILL, "--type=renderer"),
			kind: browser.Crashed, says: []string{"the page crashed", "killed by the system"}, harness: true,
		},
		{
			name: "a page that runs out of memory", exec: smallHeap, do: press("To memory"),
			kind: browser.Crashed, says: []string{"the page crashed", "more memory than it may have"}, harness: true,
		},
		{
			name: "a page whose process is stopped", do: strike(syscall.SIGSTOP, "--type=renderer"),
			kind: browser.Frozen, says: []string{"the page is frozen"},
		},
		{
			name: "a browser that crashes", do: strike(syscall.SIGSEGV, "--user-data-dir="),
			kind: browser.Closed, says: []string{"the browser is gone"}, harness: true,
		},
		{
			name: "a browser that is killed", do: strike(syscall.SIGKILL, "--user-data-dir="),
			kind: browser.Closed, says: []string{"the browser is gone"}, harness: true,
		},
		{
			name: "a browser that is told to end", do: strike(syscall.SIGTERM, "--user-data-dir="),
			kind: browser.Closed, says: []string{"the browser is gone"}, harness: true,
		},
		{
			name: "a browser that is stopped", do: strike(syscall.SIGSTOP, ""),
			kind: browser.TimedOut, says: []string{"the browser does not answer any more"}, harness: true,
		},
		{
			name: "a pipe that is cut", exec: throughPipes, do: cutPipes,
			kind: browser.Closed, says: []string{"the browser is gone"}, harness: true,
		},
	}
}

// strike sends a signal to the processes of the scene's browser, while the
// shopper looks for something, whose command line holds text.
func strike(signal syscall.Signal, text string) func(*testing.T, scene) error {
	return func(t *testing.T, s scene) error {
		looking := make(chan error, 1)
		go func() { looking <- s.tab.Perform(s.ctx, browser.Action{See: "never shown"}) }()
		pids := processes(t, s.root, text)
		if len(pids) == 0 {
			t.Error("there is no such process")
		}
		for _, pid := range pids {
			_ = syscall.Kill(pid, signal)
		}
		return <-looking
	}
}

// script writes a program that starts the browser in its own way. Its lines end
// with the command, to which "$@" is added.
func script(t *testing.T, dir, lines string) string {
	t.Helper()
	real, err := browser.Find(os.Getenv("ASSAY_BROWSER"))
	ok(t, err)
	if real, err = exec.LookPath(real); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "chromium")
	text := fmt.Sprintf("#!/bin/sh\ndir=%s\nreal=%s\n%s\n", dir, real, lines)
	ok(t, os.WriteFile(path, []byte(text), 0o700))
	return path
}

// smallHeap is a browser whose pages may have little memory.
func smallHeap(t *testing.T, dir string) string {
	return script(t, dir, `exec "$real" --js-flags=--max-old-space-size=64 "$@"`)
}

// throughPipes is a browser whose pipes lead through two processes that can be
// killed while the browser lives.
func throughPipes(t *testing.T, dir string) string {
	return script(t, dir, `mkfifo "$dir/in" "$dir/out"
cat <&3 >"$dir/in" & echo $! >"$dir/pids"
cat <"$dir/out" >&4 & echo $! >>"$dir/pids"
exec "$real" "$@" 3<"$dir/in" 4>"$dir/out"`)
}

func cutPipes(t *testing.T, s scene) error {
	looking := make(chan error, 1)
	go func() { looking <- s.tab.Perform(s.ctx, browser.Action{See: "never shown"}) }()
	text, err := os.ReadFile(filepath.Join(s.exec, "pids"))
	ok(t, err)
	for _, pid := range strings.Fields(string(text)) {
		number, err := strconv.Atoi(pid)
		ok(t, err)
		ok(t, syscall.Kill(number, syscall.SIGKILL))
	}
	return <-looking
}

func TestEveryCallAfterTheEndOfTheBrowserSaysSo(t *testing.T) {
	t.Parallel()
	web := site(t)
	root := tempRoot(t)
	b := start(t, browser.Options{Timeout: deadline, TempRoot: root})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), web.URL+"/form.html"))
	kill := strike(syscall.SIGKILL, "--user-data-dir="+root)
	wantKind(t, ends(t, func() error { return kill(t, scene{tab: tab, root: root, ctx: t.Context()}) }), browser.Closed)
	for _, call := range calls(tab, web.URL) {
		wantKind(t, ends(t, func() error { return call(t.Context()) }), browser.Closed)
	}
	tab.Close()
	for range 3 {
		works(t, b, web.URL)
	}
}

func TestAFrozenBrowserIsReplaced(t *testing.T) {
	t.Parallel()
	web := site(t)
	root := tempRoot(t)
	b := start(t, browser.Options{Timeout: soon, TempRoot: root, Workers: 2})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), web.URL+"/form.html"))
	freeze := strike(syscall.SIGSTOP, "")
	wantKind(t, ends(t, func() error { return freeze(t, scene{tab: tab, root: root, ctx: t.Context()}) }), browser.TimedOut)
	_, err := b.Open(t.Context(), nil)
	if e := wantKind(t, err, browser.TimedOut); !e.Harness() {
		t.Errorf("Harness = false for %q", e)
	}
	ok(t, ends(t, func() error { tab.Close(); return nil }))
	works(t, b, web.URL)
}
