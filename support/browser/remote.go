package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"syscall"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/security"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"
)

// join connects to the browser at a remote address. That one belongs to others:
// it is told nothing that outlives the connection, and never to end. Browser
// contexts end with their tabs or, at the latest, with the connection.
func join(ctx context.Context, o Options, at address) (*process, error) {
	call, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	socket, err := at.socket(call)
	if err != nil {
		return nil, unreached(at, err)
	}
	life, kill := context.WithCancelCause(context.Background())
	allocator, _ := remote.NewAllocator(life, socket, remote.NoModifyURL, remote.WithDialHTTPHeader(at.header()))
	p := newProcess(allocator, kill)
	p.remote = &at
	_, _, err = guard(ctx, p.life, startLimit, func(context.Context) (struct{}, error) {
		return struct{}{}, p.greet(p.life)
	})
	if err != nil {
		p.shut(err)
		return nil, unreached(at, err)
	}
	return p, nil
}

// vacate closes what is still open before the connection is: a browser that
// lives on may keep it otherwise.
func (p *process) vacate() {
	p.mu.Lock()
	tabs := slices.Collect(maps.Values(p.tabs))
	p.mu.Unlock()
	for _, t := range tabs {
		if t.opener == nil && t.disposeContext() != nil {
			return
		}
	}
}

// hangUp waits until nothing of the connection is left.
func (p *process) hangUp() {
	p.release()
	c := chromedp.FromContext(p.life)
	c.Allocator.Wait()
	if c.Browser != nil {
		<-c.Browser.LostConnection
	}
}

// loss says which browser is gone.
func (p *process) loss() error {
	if p.remote == nil {
		return errGone
	}
	return &reason{text: "the remote browser at " + p.remote.host() + " is gone, or the way to it", of: errGone}
}

// farAway explains why an address of this machine leads nowhere from another.
func (b *Browser) farAway(e *Error) {
	host, _, err := net.SplitHostPort(e.host)
	if err != nil {
		host = e.host
	}
	if e.Kind == Navigation && b.remote != nil && !b.remote.here() && loopback(host) {
		e.hint = "the browser runs on another machine, where " + host + " is not this one: " +
			"give the target's shop: an address that the browser can reach, and test a host that it can"
	}
}

// fence gives a tab of a browser elsewhere what flags give to one of our own:
// the same window, no host but the allowed ones, and trust in the keys of this
// run. Keys cannot be handed to a browser that runs: see remote_keys.go.
func (t *Tab) fence(call context.Context, session cdp.Session) error {
	o := t.browser.options
	if len(o.TrustedKeys) > 0 {
		t.page.mu.Lock()
		t.page.examine = t.examineKey
		t.page.mu.Unlock()
	}
	_, err := cdp.Call(call, session, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: 1280, Height: 800, DeviceScaleFactor: 1,
	})
	if patterns := hostPatterns(o.AllowHosts); err == nil && patterns != nil {
		_, err = cdp.Call(call, session, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: patterns})
		if err == nil { // those patterns let documents pass
			_, err = cdp.Call(call, session, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{
				URLPattern: "*", ResourceType: network.ResourceTypeDocument, RequestStage: fetch.RequestStageRequest,
			}}})
		}
	}
	if err == nil && len(o.TrustedKeys) > 0 {
		_, err = cdp.Call(call, session, security.SetIgnoreCertificateErrors,
			security.SetIgnoreCertificateErrorsParams{Ignore: true})
	}
	return err
}

// admit lets a document be asked for when its host is allowed.
func (t *Tab) admit(paused *fetch.EventRequestPaused) {
	t.errands.Go(func() {
		_, _, _ = guard(context.Background(), t.life, t.browser.options.Timeout,
			func(call context.Context) (cdp.Empty, error) {
				u, err := url.Parse(paused.Request.URL)
				if err == nil && allowed(u.Hostname(), t.browser.options.AllowHosts) {
					return chromedp.Call(call, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: paused.RequestID})
				}
				return chromedp.Call(call, fetch.FailRequest, fetch.FailRequestParams{
					RequestID: paused.RequestID, ErrorReason: network.ErrorReasonBlockedByClient,
				})
			})
	})
}

// hostPatterns is hostRules for a browser that runs already.
func hostPatterns(allow []string) []*network.BlockPattern {
	var patterns []*network.BlockPattern
	for _, host := range append(ownHosts(), allow...) {
		if host == "*" {
			return nil
		}
		if strings.HasPrefix(host, "[") {
			host = strings.ReplaceAll(host, ":", `\:`) // else it begins the name of a group
		}
		for _, scheme := range []string{"http", "https", "ws", "wss"} {
			patterns = append(patterns, &network.BlockPattern{URLPattern: scheme + "://" + host + ":*/*"})
		}
	}
	return append(patterns, &network.BlockPattern{URLPattern: "*://*:*/*", Block: true})
}

// status finds the answer to a handshake in the driver's words.
var status = regexp.MustCompile(`unexpected status "(\d{3})`)

// unreached explains why there is no connection to the browser at an address.
func unreached(at address, err error) error {
	if errors.Is(err, context.Canceled) && !errors.Is(err, syscall.ECONNRESET) {
		return err
	}
	text, hint := err.Error(), "start the remote browser, or correct --browser-url or ASSAY_BROWSER_URL"
	switch m := status.FindStringSubmatch(text); {
	case m != nil && (m[1] == "401" || m[1] == "403"):
		text, hint = "it refuses the handshake with HTTP "+m[1], "give the token that its service asks for: ws://host:3000?token=..."
	case m != nil:
		text = "it refuses the handshake with HTTP " + m[1]
		hint = "a browser has another path after each start: write http://host:9222, and the path is asked for"
	case errors.Is(err, syscall.ECONNREFUSED):
		text = "nothing listens there"
	case errors.Is(err, context.DeadlineExceeded):
		text = "no answer within the deadline"
	default:
		text = bare(err).Error()
	}
	return &Error{
		Kind: Unusable, Action: "reach the remote browser at " + at.host(), hint: hint,
		Err: &reason{text: text, of: err},
	}
}

// bare takes the address out of the words in which an error is told.
func bare(err error) error {
	var asked *url.Error
	for errors.As(err, &asked) {
		err = asked.Err
	}
	var dialled *net.OpError
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown):
		return &reason{text: "its host is unknown", of: err}
	case errors.As(err, &dialled):
		return &reason{text: dialled.Err.Error(), of: err}
	case errors.Is(err, io.EOF):
		return &reason{text: "it closed the connection without an answer", of: err}
	case strings.Contains(err.Error(), "://"):
		return &reason{text: fmt.Sprintf("it cannot be reached (%T)", err), of: err}
	}
	return err
}
