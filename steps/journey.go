package steps

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

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

// through says on which journey an error was met. That a page may be shown where
// the merchant shows it is promised, and judged.
func through(kind, outcome string, err error) error {
	if err == nil {
		return nil
	}
	if failure := failedAs(err, browser.Withheld); failure != nil {
		return &AssertionError{Subject: "page", Path: "what it shows", Got: failure.Error(), Want: "itself, wherever the merchant shows it"}
	}
	return fmt.Errorf("journey %s, %s: %w", kind, outcome, err)
}

// failedAs is the browser's error in err if it is of one of the kinds, else nil.
func failedAs(err error, kinds ...browser.Kind) *browser.Error {
	var failure *browser.Error
	if errors.As(err, &failure) && slices.Contains(kinds, failure.Kind) {
		return failure
	}
	return nil
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
