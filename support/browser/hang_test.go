package browser_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

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

func TestPagesThatNeverCome(t *testing.T) {
	t.Parallel()
	s := site(t)
	nobody := httptest.NewServer(http.NotFoundHandler())
	nobody.Close()
	b := start(t, browser.Options{Timeout: 4 * time.Second})
	tests := []struct {
		name, address string
		kind          browser.Kind
		says          string
	}{
		{"a host that never answers", s.URL + "/never", browser.TimedOut, "deadline"},
		{"half a page", s.URL + "/half", browser.TimedOut, "deadline"},
		{"redirects without end", s.URL + "/round", browser.Navigation, "without end"},
		{"a port where nothing listens", nobody.URL, browser.Navigation, "nothing listens"},
		{"a host that is not allowed", "http://www.example.com/", browser.Navigation, "www.example.com"},
		{"a download", s.URL + "/download", browser.Navigation, "download"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab := open(t, b)
			err := wantKind(t, ends(t, func() error { return tab.Go(t.Context(), tt.address) }), tt.kind)
			if !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error = %q, want it to say %q", err, tt.says)
			}
			ok(t, tab.Go(t.Context(), s.URL+"/form.html"))
			ok(t, tab.Perform(t.Context(), browser.Action{Fill: "Your name", With: "Ada"}))
		})
	}
}

func TestPressesThatLeadNowhere(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: 4 * time.Second})
	tests := []struct {
		name, press string
		kind        browser.Kind
		says        []string
	}{
		{"a link to a page that never comes", "To never", browser.TimedOut, []string{"/never, which the page leads to"}},
		{
			"a link to a host that is not allowed", "To a foreign host",
			browser.Navigation,
			[]string{"foreign.example", "not among"},
		},
		{"a download", "To a download", browser.NotFound, []string{"ERR_ABORTED"}},
		{"a page with an error", "To an error", browser.NotFound, []string{"HTTP 500", "Something went wrong"}},
		{"a busy page", "To work", browser.TimedOut, []string{"deadline"}},
		{"a page that reloads for ever", "To itself", browser.NotFound, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tab := open(t, b)
			ok(t, tab.Go(t.Context(), s.URL+"/leads.html"))
			err := ends(t, func() error {
				return tab.Walk(t.Context(), []browser.Action{{Press: tt.press}, {See: "never shown"}})
			})
			if tt.says == nil {
				if err == nil {
					t.Fatal("no error")
				}
				return
			}
			e := wantKind(t, err, tt.kind)
			for _, says := range tt.says {
				if !strings.Contains(e.Error(), says) {
					t.Errorf("error = %q, want it to say %q", e, says)
				}
			}
		})
	}
	works(t, b, s.URL)
}

func TestTheCallerMayGiveUp(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 1})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/form.html"))

	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
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
