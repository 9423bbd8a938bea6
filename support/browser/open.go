package browser

import (
	"context"
	"embed"
	"errors"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"golang.org/x/sync/errgroup"
)

//go:embed agent/find.js agent/act.js agent/snapshot.js
var agentFiles embed.FS

// closeLimit is what a browser may take to close a tab before it is retired.
const closeLimit = 5 * time.Second

// Open opens a tab that shares nothing with any other, and waits for a free
// place first. observe may be nil; it is called after each action, one call at
// a time. A browser that died in the meantime is replaced.
func (b *Browser) Open(ctx context.Context, observe func(Event)) (*Tab, error) {
	return b.OpenRecorded(ctx, observe, nil)
}

// OpenRecorded is Open for a tab that tells r what it shows, sends and says. A
// nil r records nothing; one r may follow several tabs.
func (b *Browser) OpenRecorded(ctx context.Context, observe func(Event), r *Recorder) (*Tab, error) {
	const action = "open a tab"
	select {
	case <-b.shut:
		return nil, b.wrap(action, errShut)
	default:
	}
	select {
	case b.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, b.wrap("wait for a free tab", context.Cause(ctx))
	case <-b.shut:
		return nil, b.wrap(action, errShut)
	}
	t, err := b.open(ctx, observe, r)
	if errors.Is(err, errGone) && ctx.Err() == nil {
		t, err = b.open(ctx, observe, r) // the process died just now: take a fresh one
	}
	if err != nil {
		<-b.slots
		return nil, b.wrap(action, err)
	}
	return t, nil
}

func (b *Browser) open(ctx context.Context, observe func(Event), r *Recorder) (*Tab, error) {
	p, err := b.process(ctx)
	if err != nil {
		return nil, err
	}
	if !b.join(p) {
		return nil, errGone
	}
	t := &Tab{browser: b, process: p, page: newPage(), observe: observe, recorder: r}
	base, end := context.WithCancelCause(p.life)
	t.end = end
	// The tab learns of a crash a moment before the browser says what it was.
	t.page.crashed = func() { time.AfterFunc(crashDelay, func() { end(errCrashed) }) }
	t.page.dialog, t.page.paused, t.page.witness = t.answer, t.admit, r.witness
	t.life, t.release = chromedp.NewContext(base,
		chromedp.WithNewBrowserContext(), chromedp.WithDetachOnCancel(), chromedp.WithListener(t.page.handle))
	_, _, err = guard(ctx, t.life, b.options.Timeout, func(call context.Context) (struct{}, error) {
		return struct{}{}, t.attach(call)
	})
	if err == nil {
		return t, nil
	}
	if !p.alive() {
		err = p.loss()
	}
	if ctx.Err() == nil {
		b.retire(p) // one that cannot open a tab is of no use to others either
	}
	t.dispose()
	return nil, err
}

// agent is the script that sees and acts in a page.
var agent = sync.OnceValue(func() string {
	source := []byte(secretNames())
	for _, name := range []string{"agent/find.js", "agent/act.js", "agent/snapshot.js"} {
		script, err := agentFiles.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		source = append(append(source, script...), '\n')
	}
	return string(source)
})

// attach makes the browser context and its tab, and installs the agent.
func (t *Tab) attach(call context.Context) error {
	// The tab lives with the context of this first command, not with the call.
	if err := chromedp.Do(t.life); err != nil {
		return err
	}
	c := chromedp.FromContext(t.life)
	t.target = c.Target.TargetID
	if t.opener == nil {
		t.context = c.BrowserContextID
		t.process.windows.watch(t.context)
	}
	t.process.mu.Lock()
	t.process.tabs[t.target] = t
	t.process.mu.Unlock()
	t.page.start(cdp.FrameID(t.target))

	group, call := errgroup.WithContext(call)
	group.Go(func() error {
		_, err := cdp.Call(call, c.Target, cdppage.AddScriptToEvaluateOnNewDocument,
			cdppage.AddScriptToEvaluateOnNewDocumentParams{
				Source: agent(), WorldName: worldName, RunImmediately: new(true),
			})
		return err
	})
	group.Go(func() error {
		// The driver mirrors every element unless told otherwise. It costs time
		// on each page, and its mirror is what blocks after a crash.
		_, err := cdp.Call(call, c.Target, dom.Disable, cdp.Empty{})
		return err
	})
	group.Go(func() error {
		// Nothing that a page offers for download reaches a disk.
		_, err := cdp.Call(call, c.Target, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorDeny, BrowserContextID: t.context, EventsEnabled: new(true),
		})
		return err
	})
	if t.process.remote != nil {
		group.Go(func() error { return t.fence(call, c.Target) })
	}
	return group.Wait()
}

// dispose gives the tab back: its browser context goes with every window in it,
// or with the whole process when nobody else needs that.
func (t *Tab) dispose() {
	last := t.browser.leave(t.process)
	ends := last && t.process.remote == nil
	if !ends && t.context != "" && t.process.alive() {
		if err := t.disposeContext(); errors.Is(err, context.DeadlineExceeded) && t.browser.retire(t.process) {
			t.process.kill(errGone)
		}
	}
	if last {
		t.process.kill(errShut) // attend does the rest
	}
	t.process.windows.forget(t.context)
	t.free()
}

// free lets go of a tab that is closed.
func (t *Tab) free() {
	t.end(errClosed)
	t.process.mu.Lock()
	delete(t.process.tabs, t.target)
	t.process.mu.Unlock()

	released := make(chan struct{})
	go func() {
		defer close(released)
		t.release()
		t.errands.Wait()
	}()
	select {
	case <-released:
	case <-time.After(closeLimit):
	}
}

// disposeContext closes the tab's browser context with every window in it.
func (t *Tab) disposeContext() error {
	_, _, err := guard(context.Background(), t.process.life, closeLimit,
		func(call context.Context) (cdp.Empty, error) {
			return chromedp.CallBrowser(call, target.DisposeBrowserContext,
				target.DisposeBrowserContextParams{BrowserContextID: t.context})
		})
	return err
}
