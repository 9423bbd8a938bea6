package browser

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Tab is one shopper's window, with cookies and cache of its own. Its calls are
// made one after the other; every failure is an [*Error].
type Tab struct {
	browser *Browser
	process *process
	page    *page

	life    context.Context // the driver's; ends with the tab
	end     context.CancelCauseFunc
	release func() // the driver's cancel
	opener  *Tab   // whose page has opened this window; nil for a tab with a place of its own
	target  target.ID
	context cdp.BrowserContextID
	once    sync.Once
	errands sync.WaitGroup // answers to what the page asks of its own accord
	asked   atomic.Int64   // how many dialogs there have been

	recorder *Recorder // nil when nothing is recorded

	observing sync.Mutex
	observe   func(Event)
}

// Event is one thing that the shopper did or met. Its texts are masked.
type Event struct {
	Action   string // press "Pay now"
	URL      string // of the page when it was done
	Started  time.Time
	Duration time.Duration
	Err      error // nil or an *Error
}

// Close closes the tab with all windows it opened and frees its place. It may
// be called more than once.
func (t *Tab) Close() {
	t.once.Do(func() {
		if t.opener != nil {
			t.closeWindow()
			return
		}
		t.dispose()
		<-t.browser.slots
	})
}

// Crash makes the process behind the page die, for tests of what follows.
func (t *Tab) Crash(ctx context.Context) error {
	return t.do(ctx, "crash the page", func(ctx context.Context) (string, error) {
		_, err := chromedp.Call(ctx, cdppage.Crash, cdp.Empty{})
		return "", err
	})
}

// do runs one action of the tab under its deadline and reports it. f may return
// a better description of what was done.
func (t *Tab) do(ctx context.Context, action string, f func(context.Context) (string, error)) error {
	started, before := time.Now(), t.page.documents()
	done, stuck, err := guard(ctx, t.life, t.browser.options.Timeout, f)
	if stuck && context.Cause(t.life) == nil {
		t.end(errStuck)
	}
	if done != "" {
		action = done
	}
	action = t.browser.options.Mask.String(action)
	if errors.Is(err, context.DeadlineExceeded) {
		err = cmp.Or(t.examine(), err)
	}
	if err != nil {
		e := t.fail(action, err)
		e.unrest(t.page.documents() - before)
		err = e
	}
	t.report(Event{Action: action, URL: t.where(), Started: started, Duration: time.Since(started), Err: err})
	return err
}

// report hands an event to the observer, one at a time.
func (t *Tab) report(e Event) {
	if t.observe == nil {
		return
	}
	t.observing.Lock()
	defer t.observing.Unlock()
	t.observe(e)
}

func (t *Tab) where() string { return maskAddress(t.browser.options.Mask, t.page.where()) }

// fail makes an Error of err. What became of the tab or of the browser explains
// more than the words of the command that noticed it.
func (t *Tab) fail(action string, err error) *Error {
	var known *Error
	if errors.As(err, &known) || errors.As(context.Cause(t.life), &known) {
		known = new(*known) // what ended the tab ends every call
		known.Action, known.URL = action, t.where()
		known.Err = t.browser.reason(known.Err)
		t.browser.farAway(known)
		return known
	}
	cause := context.Cause(t.life)
	switch {
	case errors.Is(cause, errCrashed), errors.Is(cause, errNagging),
		errors.Is(cause, errStuck), errors.Is(cause, errClosed):
		err = cause
	case !t.process.alive(), errors.Is(err, chromedp.ErrTargetDetached) && t.process.dying():
		err = t.process.loss()
		t.end(err) // also for what the tab could still answer from memory
	case errors.Is(err, chromedp.ErrTargetDetached):
		err = fmt.Errorf("the page closed its own window: %w", errClosed)
	}
	e := &Error{Kind: kindOf(err), Action: action, URL: t.where(), Err: t.browser.reason(err)}
	if to := t.page.awaited(); e.Kind == TimedOut && to != "" {
		text := fmt.Sprintf("no answer within the deadline from %s, which the page leads to", maskAddress(t.browser.options.Mask, to))
		e.Err = &reason{text: text, of: err}
		if u, err := url.Parse(to); err == nil {
			e.Silent = u.Host
		}
	}
	return e
}
