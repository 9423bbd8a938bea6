package browser

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// pulse is how long a browser or a page that is well may take to answer a
// question that needs no work.
const pulse = time.Second

// crashDelay is how long a tab that crashed waits for the browser to say more.
const crashDelay = 200 * time.Millisecond

// crashOf explains the end of a page's process, which the browser tells in a
// word and, where there are signals, by the number of one.
func crashOf(status string, code int64) error {
	switch {
	case status == "killed" || status == "oom":
		return fmt.Errorf("%w, killed by the system, as happens when memory is short", errCrashed)
	case code == 4 || code == 5:
		return fmt.Errorf("%w by its own decision, as happens when a page needs more memory than it may have", errCrashed)
	}
	return errCrashed
}

// restless is how many documents in the course of one action are no journey
// any more.
const restless = 20

// unrest tells a page that replaces itself without end from one that only lacks
// what was looked for.
func (e *Error) unrest(documents int) {
	if documents >= restless && (e.Kind == NotFound || e.Kind == TimedOut) {
		text := fmt.Sprintf("the page never comes to rest, it was replaced %d times; at last %v", documents, e.Err)
		e.Kind, e.Err = Navigation, &reason{text: text, of: e.Err}
	}
}

// dying waits a moment for the end of a process that has let go of a tab. It
// closes its tabs before it goes.
func (p *process) dying() bool {
	select {
	case <-p.lost():
		return true
	case <-time.After(pulse):
		return false
	}
}

// examine finds out why nothing came within the deadline. It returns nil when
// browser and page are well, and then the page has nothing to offer.
func (t *Tab) examine() error {
	_, _, err := guard(context.Background(), t.process.life, pulse,
		func(call context.Context) (*browser.GetVersionResult, error) {
			v, err := chromedp.CallBrowser(call, browser.GetVersion, cdp.Empty{})
			return &v, err
		})
	if errors.Is(err, context.DeadlineExceeded) {
		return errDeaf
	}
	if t.page.elsewhere() {
		return nil // the page is not to blame while the next one is waited for
	}
	_, _, err = guard(context.Background(), t.life, pulse, func(call context.Context) (struct{}, error) {
		_, err := chromedp.Call(call, runtime.Evaluate, runtime.EvaluateParams{Expression: "0"})
		return struct{}{}, err
	})
	if errors.Is(err, context.DeadlineExceeded) {
		return errBusy
	}
	return nil
}

// elsewhere says that a document is waited for which has not begun to arrive.
func (p *page) elsewhere() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.leaving && (p.towards != "" || p.ready)
}
