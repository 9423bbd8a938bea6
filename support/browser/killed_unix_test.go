//go:build unix

package browser_test

import (
	"syscall"
	"testing"
	"time"

	"assay/support/browser"
)

func TestACrashByTheKernelIsACrash(t *testing.T) {
	t.Parallel()
	s := site(t)
	root := tempRoot(t)
	b := start(t, browser.Options{Timeout: deadline, TempRoot: root})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
	waiting := make(chan error, 1)
	go func() { waiting <- tab.Perform(t.Context(), browser.Action{See: "never shown"}) }()
	for _, pid := range processes(t, root, "--type=renderer") {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	wantKind(t, ends(t, func() error { return <-waiting }), browser.Crashed)
	works(t, b, s.URL)
}

func TestABrowserKilledInMidJourneyIsReplaced(t *testing.T) {
	t.Parallel()
	s := site(t)
	root := tempRoot(t)
	b := start(t, browser.Options{Timeout: deadline, TempRoot: root})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
	waiting := make(chan error, 1)
	go func() { waiting <- tab.Perform(t.Context(), browser.Action{See: "never shown"}) }()
	for _, pid := range processes(t, root, "--user-data-dir="+root) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	wantKind(t, ends(t, func() error { return <-waiting }), browser.Closed)
	for _, call := range calls(tab, s.URL) {
		wantKind(t, ends(t, func() error { return call(t.Context()) }), browser.Closed)
	}
	tab.Close()
	for range 3 {
		works(t, b, s.URL)
	}
}

func TestAFrozenBrowserIsReplaced(t *testing.T) {
	t.Parallel()
	s := site(t)
	root := tempRoot(t)
	b := start(t, browser.Options{Timeout: 4 * time.Second, TempRoot: root, Workers: 2})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
	for _, pid := range processes(t, root, "--user-data-dir="+root) {
		ok(t, syscall.Kill(pid, syscall.SIGSTOP))
	}
	err := ends(t, func() error { return tab.Perform(t.Context(), browser.Action{Press: "Send it"}) })
	wantKind(t, err, browser.TimedOut)
	_, err = b.Open(t.Context(), nil)
	wantKind(t, err, browser.TimedOut)
	ok(t, ends(t, func() error { tab.Close(); return nil }))
	works(t, b, s.URL)
}
