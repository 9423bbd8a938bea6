package browser

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// maxWindows bounds how many windows of one tab are remembered.
const maxWindows = 16

// windows are those that pages have opened and nobody has followed yet, by the
// browser context of the tab they belong to.
type windows struct {
	mu      sync.Mutex
	opened  map[cdp.BrowserContextID][]target.ID
	changed chan struct{} // closed and replaced at every change
}

func newWindows() *windows {
	return &windows{opened: map[cdp.BrowserContextID][]target.ID{}, changed: make(chan struct{})}
}

// watch begins to remember the windows of a tab.
func (w *windows) watch(tab cdp.BrowserContextID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.opened[tab] = []target.ID{}
}

// forget ends that.
func (w *windows) forget(tab cdp.BrowserContextID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.opened, tab)
}

// take remembers a window that was opened just now.
func (w *windows) take(info target.Info) {
	w.mu.Lock()
	defer w.mu.Unlock()
	known, watched := w.opened[info.BrowserContextID]
	if !watched || info.Type != "page" || len(known) >= maxWindows {
		return
	}
	w.opened[info.BrowserContextID] = append(known, info.TargetID)
	close(w.changed)
	w.changed = make(chan struct{})
}

// next waits for the oldest window of a tab that nobody has followed.
func (w *windows) next(ctx context.Context, tab cdp.BrowserContextID) (target.ID, error) {
	for {
		w.mu.Lock()
		opened, changed := w.opened[tab], w.changed
		if len(opened) > 0 {
			w.opened[tab] = opened[1:]
			w.mu.Unlock()
			return opened[0], nil
		}
		w.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

// Opened waits for the window or tab that the page opens and follows the shopper
// into it. What it returns has no place of its own among the browser's tabs, and
// goes with t; closing it closes the window alone.
func (t *Tab) Opened(ctx context.Context) (*Tab, error) {
	var window *Tab
	err := t.do(ctx, "follow into the new window", func(ctx context.Context) (string, error) {
		patience, cancel := context.WithTimeout(ctx, within(ctx))
		defer cancel()
		id, err := t.process.windows.next(patience, t.context)
		if errors.Is(err, context.DeadlineExceeded) {
			err = &Error{Kind: NotFound, Err: errors.New("the page has opened no window")}
		}
		if err != nil {
			return "", err
		}
		window, err = t.follow(ctx, id)
		return "", err
	})
	if err != nil {
		return nil, err
	}
	return window, nil
}

// follow attaches to a window of the tab's.
func (t *Tab) follow(ctx context.Context, id target.ID) (*Tab, error) {
	w := &Tab{
		browser: t.browser, process: t.process, page: newPage(), observe: t.report, recorder: t.recorder,
		opener: t, context: t.context,
	}
	base, end := context.WithCancelCause(t.life)
	w.end = end
	w.page.crashed = func() { time.AfterFunc(crashDelay, func() { end(errCrashed) }) }
	w.page.dialog, w.page.paused, w.page.witness = w.answer, w.admit, t.recorder.witness
	w.life, w.release = chromedp.NewContext(base,
		chromedp.WithTargetID(id), chromedp.WithDetachOnCancel(), chromedp.WithListener(w.page.handle))
	err := w.attach(ctx)
	if err == nil && t.process.remote != nil && len(t.browser.options.TrustedKeys) > 0 {
		// The window asked for its page before it could be told whom to trust.
		_, err = cdp.Call(ctx, chromedp.FromContext(w.life).Target, cdppage.Reload, cdppage.ReloadParams{})
	}
	if err == nil {
		err = w.catchUp(ctx)
	}
	if err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// catchUp learns what the window has shown before anybody listened.
func (t *Tab) catchUp(ctx context.Context) error {
	tree, err := cdp.Call(ctx, chromedp.FromContext(t.life).Target, cdppage.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	if t.page.document() == "" && tree.FrameTree != nil && tree.FrameTree.Frame != nil {
		t.page.handle(&cdppage.EventFrameNavigated{Frame: tree.FrameTree.Frame})
	}
	return nil
}

// closeWindow closes a window that a page has opened.
func (t *Tab) closeWindow() {
	if t.process.alive() {
		// A window that is gone already is as good as closed.
		_, _, _ = guard(context.Background(), t.process.life, closeLimit,
			func(call context.Context) (cdp.Empty, error) {
				return chromedp.CallBrowser(call, target.CloseTarget, target.CloseTargetParams{TargetID: t.target})
			})
	}
	t.free()
}
