package formwalk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"assay/support/browser"
	"assay/support/mask"
)

// Tab is one shopper's window. Its calls are made one after the other; every
// failure is a [*browser.Error] or [ErrNeedsScripts].
type Tab struct {
	client  *http.Client
	mask    *mask.Masker
	observe func(browser.Event)

	top  *page   // what is shown; nil before the first page
	past []*page // what was shown before, oldest first
}

// Close forgets the page. It may be called more than once.
func (t *Tab) Close() { t.top, t.past = nil, nil }

// Go opens an address.
func (t *Tab) Go(ctx context.Context, address string) error {
	return t.do("open "+t.mask.URL(address), func() error {
		to, err := url.Parse(address)
		if err != nil {
			return t.fail(browser.Navigation, err)
		}
		return t.visit(ctx, &place{}, request{verb: http.MethodGet, to: to})
	})
}

// URL returns the address of the page, "" when there is none.
func (t *Tab) URL(context.Context) (string, error) {
	if t.top == nil {
		return "", nil
	}
	return t.top.url.String(), nil
}

// Perform does one action.
func (t *Tab) Perform(ctx context.Context, a browser.Action) error {
	return t.Walk(ctx, []browser.Action{a})
}

// Walk does the actions in turn and stops at the first that fails. One that may
// be left out is, if the page does not offer it: nothing on a page changes by
// itself here.
func (t *Tab) Walk(ctx context.Context, actions []browser.Action) error {
	for _, a := range actions {
		if err := a.Check(); err != nil {
			return &browser.Error{Kind: browser.Misused, Action: a.String(), URL: t.where(), Err: err}
		}
	}
	for _, a := range actions {
		err := t.do(a.String(), func() error { return t.act(ctx, a) })
		var failure *browser.Error
		if a.Optional && errors.As(err, &failure) && failure.Kind == browser.NotFound {
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// FrameSize returns the width and height of a frame in CSS pixels, as the page
// says them.
func (t *Tab) FrameSize(_ context.Context, path browser.Path) (width, height int, err error) {
	frame, err := t.frame(path)
	if err != nil {
		return 0, 0, err
	}
	if _, err := fmt.Sscan(attribute(frame.slot, "width"), &width); err != nil {
		return 0, 0, t.fail(browser.NotFound, fmt.Errorf("%v has no width", path))
	}
	if _, err := fmt.Sscan(attribute(frame.slot, "height"), &height); err != nil {
		return 0, 0, t.fail(browser.NotFound, fmt.Errorf("%v has no height", path))
	}
	return width, height, nil
}

// do does one thing and tells of it.
func (t *Tab) do(action string, f func() error) error {
	started := time.Now()
	err := f()
	var failure *browser.Error
	if errors.As(err, &failure) {
		failure.Action = action
	}
	if t.observe != nil {
		t.observe(browser.Event{
			Action: action, URL: t.where(), Started: started, Duration: time.Since(started), Err: err,
		})
	}
	return err
}

func (t *Tab) where() string {
	if t.top == nil {
		return ""
	}
	return t.mask.URL(t.top.url.String())
}

func (t *Tab) fail(kind browser.Kind, err error) *browser.Error {
	if errors.Is(err, context.Canceled) {
		kind = browser.Cancelled
	}
	return &browser.Error{Kind: kind, URL: t.where(), Err: errors.New(t.mask.String(err.Error()))}
}
