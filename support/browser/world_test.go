package browser

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"
)

// The words in which Chromium says that a script has not run are what keeps a
// press from being done twice, or not at all.
func TestAWorldThatIsGoneIsToldFromAScriptThatWasInterrupted(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<!doctype html><title>x</title>"))
	}))
	t.Cleanup(s.Close)
	root, err := os.MkdirTemp("", "abt")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	b, err := Start(t.Context(), Options{Exec: os.Getenv("ASSAY_BROWSER"), TempRoot: root, Timeout: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	tab, err := b.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	if err := tab.Go(t.Context(), s.URL); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(tab.life, 20*time.Second)
	defer cancel()
	world, err := tab.world(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := tab.ask(ctx, "12345.67890", nil, "act"); !isGone(err) || !again(err) {
		t.Errorf("a world that never was: isGone = %v, again = %v for %v", isGone(err), again(err), err)
	}
	if stale, _, err := tab.act(ctx, "12345.67890", Action{Press: "x"}); !stale || err != nil {
		t.Errorf("act in it = stale %v, %v, want nothing done and no error", stale, err)
	}
	if stale, _, err := tab.act(ctx, world, Action{Press: "x"}); !stale || err != nil {
		t.Errorf("act without a find = stale %v, %v, want nothing done and no error", stale, err)
	}
	if _, err := tab.evaluate(ctx, world, "delete globalThis.assay", true); err != nil {
		t.Fatal(err)
	}
	if err := tab.ask(ctx, world, nil, "offers"); err != nil {
		t.Errorf("a world that the agent is not in yet: %v", err)
	}
	before := tab.page.framed
	if err := tab.put(ctx, `<iframe srcdoc="<p>a"></iframe><iframe srcdoc="<p>b"></iframe>`); err != nil {
		t.Fatal(err)
	}
	tab.page.mu.Lock()
	if n := tab.page.framed - before; n != 2 {
		t.Errorf("a document is shown with %d of its 2 frames", n)
	}
	tab.page.mu.Unlock()
	_, err = tab.evaluate(ctx, world, `location.href = "/next"; new Promise(() => {})`, true)
	if isGone(err) || !again(err) {
		t.Errorf("a script that was interrupted: isGone = %v, again = %v for %v", isGone(err), again(err), err)
	}
	if err := tab.settled(ctx); err != nil {
		t.Fatal(err)
	}
	if err := tab.ask(ctx, world, nil, "act"); !isGone(err) {
		t.Errorf("the world of a page that went: isGone = false for %v", err)
	}
}
