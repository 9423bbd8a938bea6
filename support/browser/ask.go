package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// finding is the agent's answer to find.
type finding struct {
	Index   int      `json:"index"` // of the want that was found, or -1
	Why     string   `json:"why"`
	Options []string `json:"options"`
	Offers  offers   `json:"offers"`
}

// offers is what a page has for a shopper, by name.
type offers struct {
	Title   string   `json:"title"`
	Heading string   `json:"heading"`
	Buttons []string `json:"buttons"`
	Fields  []string `json:"fields"`
	Frames  []string `json:"frames"`
	Alerts  []string `json:"alerts"`
}

type refused string

func (r refused) Error() string { return "the field " + string(r) }

func quoted(s string) string { return strconv.Quote(s) }

// settled waits for a navigation that is under way, so that an action meets the
// page it leads to and not the one that is about to go. A navigation that comes
// to nothing, as some do without saying so, must not use up all the time.
func (t *Tab) settled(ctx context.Context) error { return t.settledIn(ctx, within(ctx)/2) }

func (t *Tab) settledIn(ctx context.Context, limit time.Duration) error {
	short, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := t.page.wait(short, func() (bool, error) { return !t.page.leaving, nil })
	if err != nil && ctx.Err() != nil {
		return err
	}
	return nil
}

// ask calls a function of the agent in world and decodes its answer into v.
func (t *Tab) ask(ctx context.Context, world string, v any, function string, args ...any) error {
	object, err := t.evaluate(ctx, world, call(function, args...), true)
	if err != nil || v == nil {
		return err
	}
	return json.Unmarshal(object.Value, v)
}

// call writes a call of the agent as an expression.
func call(function string, args ...any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "assay.%s(", function)
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(',')
		}
		text, err := json.Marshal(arg)
		if err != nil {
			panic(err) // strings and numbers only
		}
		b.Write(text)
	}
	b.WriteByte(')')
	return b.String()
}

// evaluate runs an expression in a world. A world that is so new that the agent is
// not in it yet gets it first.
func (t *Tab) evaluate(ctx context.Context, world, expression string, value bool) (*runtime.RemoteObject, error) {
	object, err := t.evaluateOnce(ctx, world, expression, value)
	var exception *chromedp.ExceptionError
	if errors.As(err, &exception) && strings.Contains(err.Error(), "assay is not defined") {
		if _, err := t.evaluateOnce(ctx, world, agent(), false); err != nil {
			return nil, err
		}
		return t.evaluateOnce(ctx, world, expression, value)
	}
	return object, err
}

func (t *Tab) evaluateOnce(ctx context.Context, world, expression string, value bool) (*runtime.RemoteObject, error) {
	res, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression: expression, UniqueContextID: world,
		AwaitPromise: new(true), UserGesture: new(true), ReturnByValue: &value,
	})
	if err != nil {
		return nil, err
	}
	if res.ExceptionDetails != nil {
		exception := &chromedp.ExceptionError{ExceptionDetails: res.ExceptionDetails}
		return nil, fmt.Errorf("the page could not be asked: %w", exception)
	}
	return res.Result, nil
}

// isGone says that a script was not run at all because its document is gone.
func isGone(err error) bool { return says(err, "uniqueContextId not found", "Cannot find context") }

// again says that a script did not come to its end because its document went.
func again(err error) bool {
	return isGone(err) || says(err, "Execution context was destroyed", "navigated or closed", "Promise was collected")
}

func says(err error, texts ...string) bool {
	var protocol *cdproto.Error
	if !errors.As(err, &protocol) || errors.Is(err, chromedp.ErrTargetDetached) {
		return false
	}
	for _, text := range texts {
		if strings.Contains(protocol.Message, text) {
			return true
		}
	}
	return false
}
