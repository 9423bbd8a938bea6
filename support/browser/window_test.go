package browser_test

import (
	"context"
	"strings"
	"testing"

	"assay/support/browser"
)

func TestTheShopperIsFollowedIntoANewWindow(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline})
	for _, button := range []string{"Open a popup", "Open a tab", "Open late"} {
		t.Run(button, func(t *testing.T) {
			t.Parallel()
			var seen []string
			tab, err := b.Open(t.Context(), func(e browser.Event) { seen = append(seen, e.Action) })
			ok(t, err)
			defer tab.Close()
			ok(t, tab.Go(t.Context(), s.URL+"/windows.html"))
			ok(t, tab.Perform(t.Context(), browser.Action{Press: button}))
			window, err := tab.Opened(t.Context())
			ok(t, err)
			ok(t, window.Walk(t.Context(), []browser.Action{
				{Fill: "Your name", With: "Ada"},
				{Press: "Send it"},
				{See: "Ada"},
				{Back: true},
				{See: "Your payment"},
			}))
			address, err := window.URL(t.Context())
			ok(t, err)
			if !strings.HasPrefix(address, s.URL+"/form.html") {
				t.Errorf("the window is at %s", address)
			}
			if _, err := window.Screenshot(t.Context()); err != nil {
				t.Error(err)
			}
			// What opened it is still there, also once the window has gone.
			ok(t, tab.Perform(t.Context(), browser.Action{See: "Windows"}))
			window.Close()
			window.Close()
			wantKind(t, window.Perform(t.Context(), browser.Action{See: "Your payment"}), browser.Closed)
			ok(t, tab.Perform(t.Context(), browser.Action{See: "Windows"}))
			if all := strings.Join(seen, "; "); !strings.Contains(all, `fill "Your name" with "Ada"`) {
				t.Errorf("the tab's observer heard %s", all)
			}
		})
	}
}

func TestAWindowThatNobodyOpens(t *testing.T) {
	t.Parallel()
	s := site(t)
	tab := open(t, start(t, browser.Options{Timeout: deadline}))
	ok(t, tab.Go(t.Context(), s.URL+"/windows.html"))
	ctx, cancel := context.WithTimeout(t.Context(), soon)
	defer cancel()
	_, err := tab.Opened(ctx)
	if err := wantKind(t, err, browser.NotFound); !strings.Contains(err.Error(), "opened no window") {
		t.Errorf("error = %q", err)
	}
}

// A window goes with the tab whose page opened it, and takes no place.
func TestAWindowGoesWithItsTab(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline, Workers: 1})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/windows.html"))
	ok(t, tab.Perform(t.Context(), browser.Action{Press: "Open a popup"}))
	window, err := tab.Opened(t.Context())
	ok(t, err)
	ok(t, window.Perform(t.Context(), browser.Action{See: "Your payment"}))
	tab.Close()
	wantKind(t, ends(t, func() error { return window.Perform(t.Context(), browser.Action{See: "x"}) }), browser.Closed)
	ok(t, ends(t, func() error { window.Close(); return nil }))
	works(t, b, s.URL)
}

func TestAWindowThatCrashesSpoilsItselfAlone(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := start(t, browser.Options{Timeout: deadline})
	tab := open(t, b)
	ok(t, tab.Go(t.Context(), s.URL+"/windows.html"))
	ok(t, tab.Perform(t.Context(), browser.Action{Press: "Open a popup"}))
	window, err := tab.Opened(t.Context())
	ok(t, err)
	defer window.Close()
	ok(t, window.Perform(t.Context(), browser.Action{See: "Your payment"}))
	_ = window.Crash(t.Context())
	wantKind(t, ends(t, func() error { return window.Perform(t.Context(), browser.Action{See: "x"}) }), browser.Crashed)
	works(t, b, s.URL)
}
