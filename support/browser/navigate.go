package browser

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Go opens an address and waits until its document is parsed. Where that
// document leads by itself, the next action finds out.
func (t *Tab) Go(ctx context.Context, address string) error {
	action := "open " + maskAddress(t.browser.options.Mask, address)
	return t.do(ctx, action, func(ctx context.Context) (string, error) {
		if u, err := url.Parse(address); err == nil && !allowed(u.Hostname(), t.browser.options.AllowHosts) {
			return "", &Error{
				Kind: Navigation, Err: fmt.Errorf("the browser may not go to the host %q", u.Hostname()),
				hint: "allow the host in the target's configuration",
			}
		}
		// What a press has just sent must arrive: to go elsewhere would take it back.
		if err := t.settledIn(ctx, min(within(ctx)/2, 3*time.Second)); err != nil {
			return "", err
		}
		res, err := chromedp.Call(ctx, cdppage.Navigate, cdppage.NavigateParams{URL: address})
		if err != nil {
			return "", err
		}
		if res.ErrorText != "" {
			return "", unreachable(cmp.Or(t.page.source(res.LoaderID), address), res.ErrorText)
		}
		if res.LoaderID == "" {
			return "", nil // only the fragment changed
		}
		return "", t.parsed(ctx, res.LoaderID)
	})
}

// parsed waits until the document of loader is parsed, or has already given way
// to another.
func (t *Tab) parsed(ctx context.Context, loader cdp.LoaderID) error {
	seen := false
	return t.page.wait(ctx, func() (bool, error) {
		if t.page.loader == loader {
			seen = true
			return t.page.ready, nil
		}
		return seen || t.page.past[loader], nil
	})
}

// back goes to the page before this one, as the button of the browser does.
func (t *Tab) back(ctx context.Context) error {
	history, err := chromedp.Call(ctx, cdppage.GetNavigationHistory, cdp.Empty{})
	if err != nil {
		return err
	}
	if history.CurrentIndex < 1 || history.Entries[history.CurrentIndex-1].URL == "about:blank" {
		return &Error{Kind: Navigation, Err: errors.New("there is no page before this one")}
	}
	was := t.page.document()
	entry := history.Entries[history.CurrentIndex-1]
	_, err = chromedp.Call(ctx, cdppage.NavigateToHistoryEntry, cdppage.NavigateToHistoryEntryParams{EntryID: entry.ID})
	if err != nil {
		return err
	}
	return t.page.wait(ctx, func() (bool, error) {
		if t.page.unreachable != "" && t.page.loader != was {
			return false, t.page.failure()
		}
		return t.page.loader != was && t.page.ready || t.page.loader == was && t.page.url == entry.URL, nil
	})
}

// failure says why the document in the main frame is an error page. The caller
// holds the lock.
func (p *page) failure() error {
	return unreachable(p.unreachable, p.failed[p.loader])
}
