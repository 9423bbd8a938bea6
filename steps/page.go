package steps

import (
	"context"

	"assay/support/browser"
)

// Page is where the shopper of a scenario sees pages: a tab of a browser, or what
// stands in for one. [browser.Tab] documents the calls.
type Page interface {
	Go(ctx context.Context, address string) error
	URL(ctx context.Context) (string, error)
	Walk(ctx context.Context, actions []browser.Action) error
	Perform(ctx context.Context, action browser.Action) error
	FrameSize(ctx context.Context, frame browser.Path) (width, height int, err error)
	Opened(ctx context.Context) (Page, error) // the window that the page has opened
	Close()
}
