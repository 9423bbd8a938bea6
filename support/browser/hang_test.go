package browser_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"assay/support/browser"
)

func TestACrashedPageEndsItsCallsAndNoOther(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 2})
	bystander := open(t, b)
	ok(t, bystander.Go(t.Context(), s.URL+"/form.html"))

	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
	waiting := make(chan error, 1)
	go func() { waiting <- tab.Perform(t.Context(), browser.Action{See: "never shown"}) }()
	wantKind(t, ends(t, func() error { return tab.Crash(t.Context()) }), browser.Crashed)
	wantKind(t, ends(t, func() error { return <-waiting }), browser.Crashed)

	for name, call := range calls(tab, s.URL) {
		err := ends(t, func() error { return call(t.Context()) })
		if e := wantKind(t, err, browser.Crashed); e.Hint() == "" {
			t.Errorf("%s: no hint", name)
		}
	}
	ok(t, bystander.Perform(t.Context(), browser.Action{Fill: "Your name", With: "Ada"}))
	ok(t, ends(t, func() error { tab.Close(); return nil }))
	works(t, b, s.URL)
}

// calls is every call of a tab that asks something of the page.
func calls(tab *browser.Tab, address string) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Go":         func(ctx context.Context) error { return tab.Go(ctx, address+"/form.html") },
		"Press":      func(ctx context.Context) error { return tab.Perform(ctx, browser.Action{Press: "Send it"}) },
		"Back":       func(ctx context.Context) error { return tab.Perform(ctx, browser.Action{Back: true}) },
		"URL":        func(ctx context.Context) error { _, err := tab.URL(ctx); return err },
		"Text":       func(ctx context.Context) error { _, err := tab.Text(ctx); return err },
		"Screenshot": func(ctx context.Context) error { _, err := tab.Screenshot(ctx); return err },
		"Resize":     func(ctx context.Context) error { return tab.Resize(ctx, 360, 640) },
	}
}

func TestDialogsNeverBlock(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline})
	seen := make(chan browser.Event, 100)
	tab, err := b.Open(t.Context(), func(e browser.Event) { seen <- e })
	ok(t, err)
	defer tab.Close()
	ok(t, ends(t, func() error { return tab.Go(t.Context(), s.URL+"/dialogs.html") })) // alerts while loading
	ok(t, ends(t, func() error {
		return tab.Walk(t.Context(), []browser.Action{
			{Press: "Alert"},
			{See: "alert done"},
			{Press: "Confirm"},
			{See: "confirm true"},
			{Press: "Prompt"},
			{See: "prompt default"},
			{Fill: "Draft", With: "unsaved"},
			{Press: "Leave", Role: "link"}, // beforeunload
			{See: "Your payment"},
		})
	}))
	tab.Close()
	close(seen)
	var dialogs []string
	for e := range seen {
		if strings.HasPrefix(e.Action, "accept") {
			dialogs = append(dialogs, e.Action)
		}
	}
	for _, kind := range []string{"alert", "confirm", "prompt", "beforeunload"} {
		if !strings.Contains(strings.Join(dialogs, "\n"), kind) {
			t.Errorf("no event about the %s among %q", kind, dialogs)
		}
	}
}

func TestTheCallerMayGiveUp(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 1})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))

	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	err := wantKind(t, tab.Perform(ctx, browser.Action{See: "never shown"}), browser.NotFound)
	if !strings.Contains(err.Error(), "Send it") {
		t.Errorf("error = %q, want what the page offers also for the caller's deadline", err)
	}
	_, openErr := b.Open(ctx, nil)
	if wantKind(t, openErr, browser.TimedOut); !errors.Is(openErr, context.DeadlineExceeded) {
		t.Errorf("errors.Is(%v, DeadlineExceeded) = false", openErr)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	got := tab.Perform(ctx, browser.Action{See: "never shown"})
	if wantKind(t, got, browser.Cancelled); !errors.Is(got, context.Canceled) {
		t.Errorf("errors.Is(%v, Canceled) = false", got)
	}
	ok(t, tab.Perform(t.Context(), browser.Action{Fill: "Your name", With: "Ada"}))
	tab.Close()
	wantKind(t, tab.Perform(t.Context(), browser.Action{Back: true}), browser.Closed)
	tab.Close()
	works(t, b, s.URL)
	ok(t, b.Close())
	_, closed := b.Open(t.Context(), nil)
	wantKind(t, closed, browser.Closed)
}

func TestABrowserThatIsNone(t *testing.T) {
	t.Parallel()
	script := tempRoot(t) + "/chromium"
	ok(t, os.WriteFile(script, []byte("#!/bin/sh\necho cannot open display >&2\nexit 1\n"), 0o700))
	root := tempRoot(t)
	_, err := browser.Start(t.Context(), browser.Options{Exec: script, TempRoot: root})
	if e := wantKind(t, err, browser.Unusable); !strings.Contains(e.Error(), "cannot open display") {
		t.Errorf("error = %q, want what the program printed", e)
	}
	if left := profiles(t, root); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestABrowserWithoutAPlaceForItsProfile(t *testing.T) {
	t.Parallel()
	_, err := browser.Start(t.Context(), browser.Options{Exec: os.Getenv("ASSAY_BROWSER"), TempRoot: tempRoot(t) + "/nowhere"})
	if e := wantKind(t, err, browser.Unusable); !strings.Contains(e.Hint(), "TMPDIR") {
		t.Errorf("%v with the hint %q, want one about the place", e, e.Hint())
	}
}
