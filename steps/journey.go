package steps

import (
	"context"
	"fmt"
	"path/filepath"

	"assay/support/browser"

	"github.com/cucumber/godog"
)

// walk sends the shopper off and through the brand's page to an outcome.
func (w *World) walk(ctx context.Context, outcome string) error {
	page, _ := w.env.Brands.Page(w.brand)
	return w.walkPage(ctx, w.brand, page.Kind, outcome)
}

// walkPage sends the shopper off and through a kind of page; brand is "" where
// the page is nobody's.
func (w *World) walkPage(ctx context.Context, brand, kind, outcome string) error {
	actions, err := w.journey(brand, kind, outcome)
	if err != nil {
		return err
	}
	tab, err := w.sendOff(ctx)
	if err != nil {
		return err
	}
	return through(kind, outcome, tab.Walk(ctx, w.inPlace(actions)))
}

// walkOn takes the shopper through the page that the tab shows.
func (w *World) walkOn(ctx context.Context, brand, kind, outcome string) error {
	actions, err := w.journey(brand, kind, outcome)
	if err != nil {
		return err
	}
	return through(kind, outcome, w.tab.Walk(ctx, actions))
}

// through says on which journey an error was met.
func through(kind, outcome string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("journey %s, %s: %w", kind, outcome, err)
}

// journey finds how a shopper gets to an outcome: as told for the brand, else
// for its kind of page. What a target's own file does not describe cannot be
// tried there, and the scenario is skipped.
func (w *World) journey(brand, kind, outcome string) ([]browser.Action, error) {
	actions, found := w.env.Journeys.Find(brand, kind, outcome)
	switch {
	case found:
		return actions, nil
	case w.env.Pages != "":
		return nil, fmt.Errorf("%s describes no journey to the outcome %q on the page of %s: %w",
			filepath.Base(w.env.Pages), outcome, orElse(brand, kind), godog.ErrSkip)
	}
	return nil, fmt.Errorf("no journey to %q is described for the page of %s", outcome, orElse(brand, kind))
}

// frameOf is the innermost frame that a journey leads through, the empty path if
// none.
func frameOf(actions []browser.Action) browser.Path {
	var innermost browser.Path
	for _, a := range actions {
		if len(a.Frame) > len(innermost) {
			innermost = a.Frame
		}
	}
	return innermost
}
