package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

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
		res, err := chromedp.Call(ctx, cdppage.Navigate, cdppage.NavigateParams{URL: address})
		if err != nil {
			return "", err
		}
		if res.ErrorText != "" {
			return "", unreachable(address, res.ErrorText)
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

// unreachable explains the browser's own word for why an address did not open.
func unreachable(address, word string) error {
	u, _ := url.Parse(address)
	host := "the host"
	if u != nil && u.Host != "" {
		host = u.Host
	}
	word = strings.TrimPrefix(word, "net::")
	text, hint := host+" could not be opened", ""
	switch {
	case strings.HasPrefix(word, "ERR_CERT"), strings.HasPrefix(word, "ERR_SSL"), strings.HasPrefix(word, "ERR_BAD_SSL"):
		text = "the certificate of " + host + " is not trusted"
		hint = "trust the certificate by its key, or use the address that it was made for"
	case word == "ERR_NAME_NOT_RESOLVED":
		text = host + " is unknown, or not among the hosts that the browser may visit"
		hint = "allow the host in the target's configuration"
	case word == "ERR_CONNECTION_REFUSED":
		text = "nothing listens at " + host
	case word == "ERR_TOO_MANY_REDIRECTS":
		text = host + " redirects without end"
	case word == "ERR_ABORTED":
		text = host + " sent no page (a download, or an answer without content)"
	case strings.HasPrefix(word, "ERR_CONNECTION"), word == "ERR_EMPTY_RESPONSE", word == "ERR_SOCKET_NOT_CONNECTED":
		text = host + " closed the connection without an answer"
	case word == "ERR_CACHE_MISS":
		text = "the page came from a form and cannot be shown again without sending it again"
	}
	if word != "" {
		text += ": " + word
	}
	return &Error{Kind: Navigation, Err: errors.New(text), hint: hint}
}
