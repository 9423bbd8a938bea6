package browser

import (
	"context"
	"fmt"
	"time"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how many dialogs of one tab are answered. A page that asks more
// often asks without end.
const patience = 100

// answer takes every dialog as a shopper in a hurry would: an alert is read, a
// question answered with yes, a prompt with what it suggests, and a page that
// asks whether it may be left is left. Each is an event of the journey. A dialog
// that nobody answers blocks the page and every command to it.
func (t *Tab) answer(dialog *cdppage.EventJavascriptDialogOpening) {
	if t.asked.Add(1) > patience {
		t.end(errNagging)
		return
	}
	started := time.Now()
	t.errands.Go(func() {
		_, _, err := guard(context.Background(), t.life, t.browser.options.Timeout,
			func(ctx context.Context) (struct{}, error) {
				_, err := chromedp.Call(ctx, cdppage.HandleJavaScriptDialog,
					cdppage.HandleJavaScriptDialogParams{Accept: true, PromptText: dialog.DefaultPrompt})
				return struct{}{}, err
			})
		action := t.browser.options.Mask.String(fmt.Sprintf("accept the page's %s %q", dialog.Type, dialog.Message))
		if err != nil {
			err = t.fail(action, err)
		}
		t.report(Event{Action: action, URL: t.where(), Started: started, Duration: time.Since(started), Err: err})
	})
}
