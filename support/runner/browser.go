package runner

import (
	"context"
	"runtime"

	"assay/steps"
	"assay/support/browser"
	"assay/support/formwalk"
	"assay/support/target"
)

// needed begins the error of a run that has no browser.
const needed = "the selected scenarios need a browser"

// BrowserKinds are the names that stand for a kind of browser.
func BrowserKinds() []string { return []string{browser.HeadlessShell, browser.WholeChromium} }

// ShownBrowserURL returns what may be shown of the address of a browser elsewhere.
func ShownBrowserURL(address string) string {
	if address == "" {
		return ""
	}
	return browser.ShownURL(address)
}

// findBrowser makes sure that there is a browser on this machine, or that the
// address of one elsewhere can be one.
func (s *stage) findBrowser() (err error) {
	if s.cfg.BrowserURL != "" {
		if err := browser.CheckURL(s.cfg.BrowserURL); err != nil {
			return &Problem{Code: ExitUsage, Text: needed, Err: err}
		}
		return nil
	}
	if s.cfg.Browser, err = browser.Find(s.cfg.Browser); err != nil {
		return &Problem{Code: CodeOf(err), Text: needed, Err: err}
	}
	return nil
}

// page is a tab as scenarios see it.
type page struct{ *browser.Tab }

// Opened follows the shopper into the window that the page has opened.
func (p page) Opened(ctx context.Context) (steps.Page, error) {
	window, err := p.Tab.Opened(ctx)
	if err != nil {
		return nil, err
	}
	return page{window}, nil
}

// walked is a page that no browser shows. Scripts open windows, and none run.
type walked struct{ *formwalk.Tab }

func (walked) Opened(context.Context) (steps.Page, error) { return nil, formwalk.ErrNeedsScripts }

// openPage opens what the shopper of an attempt sees pages in.
func (s *stage) openPage(ctx context.Context, a *attempt) (steps.Page, error) {
	observe := func(e browser.Event) {
		s.heed(a, e)
		a.journey(e)
	}
	if s.walker != nil {
		tab, err := s.walker.Open(ctx, observe)
		if err != nil {
			return nil, err
		}
		return walked{tab}, nil
	}
	b, err := s.startBrowser()
	if err != nil {
		return nil, err
	}
	tab, err := b.OpenRecorded(ctx, observe, a.recorder)
	if err != nil {
		return nil, err
	}
	return page{tab}, nil
}

// startBrowser starts the browser once for the run. It outlives the scenario
// that asks for it first.
func (s *stage) startBrowser() (*browser.Browser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.browser == nil && s.failure == nil {
		s.browser, s.failure = browser.Start(context.Background(), browser.Options{
			Exec: s.cfg.Browser, URL: s.cfg.BrowserURL, TrustedKeys: s.pins, AllowHosts: pageHosts(s.cfg.Target),
			Proxy: s.proxy, Workers: browserWorkers(s.cfg.Concurrency), Mask: s.mask,
		})
	}
	return s.browser, s.failure
}

// pageHosts are the hosts beyond this machine that pages may come from. The
// simulator's are all here; where a real host's brands have theirs is known to
// nobody beforehand.
func pageHosts(t target.Target) []string {
	if t.Simulator {
		return nil
	}
	return []string{"*"}
}

// browserWorkers is how many journeys run at a time: more than one a core only
// makes each of them slower.
func browserWorkers(concurrency int) int { return max(1, min(concurrency, runtime.NumCPU())) }
