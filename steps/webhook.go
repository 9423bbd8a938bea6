package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"assay/support/opp"
	"assay/support/shop"
	"assay/support/simulator/control"

	"github.com/tidwall/gjson"
)

// noticePatience is how long a real host may take to notify: normally seconds.
// The simulator is asked to deliver instead, and waited for no longer.
const noticePatience = time.Minute

// openWebhook opens a place for the gateway to tell what happens.
func (w *World) openWebhook() (err error) {
	if w.webhook == nil {
		w.webhook, err = w.env.NewWebhook()
	}
	return err
}

func (w *World) hook() (*shop.Webhook, error) {
	if w.webhook == nil {
		return nil, errors.New("the merchant has no webhook in this scenario")
	}
	return w.webhook, nil
}

// setWebhook sets a webhook up and activates it, or several.
func (w *World) setWebhook(ctx context.Context, hooks ...control.Webhook) error {
	if err := w.configureWebhook(ctx, hooks...); err != nil {
		return err
	}
	return w.env.Control.ActivateWebhooks(ctx, w.entityID())
}

// configureWebhook sets webhooks up at the simulator, all at the merchant's one
// place; that of a real host is what its portal says, and a scenario that wants
// another is skipped.
func (w *World) configureWebhook(ctx context.Context, hooks ...control.Webhook) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	if err := w.openWebhook(); err != nil {
		return err
	}
	for i := range hooks {
		hooks[i].URL, hooks[i].Secret = w.webhook.URL(), w.webhook.Secret()
		if i > 0 {
			hooks[i].URL += fmt.Sprintf("?webhook=%d", i+1)
		}
	}
	return gateway.SetWebhooks(ctx, w.entityID(), hooks...)
}

// told returns the id of the transaction that a notification is asked about. To
// look for it is to judge its answer: the notification repeats that.
func (w *World) told(noun string) (string, error) {
	p, err := w.transaction(noun)
	if err != nil {
		return "", err
	}
	w.judge(p)
	return w.idOf(noun)
}

// notifications returns those that fit, once n have come or the patience is
// over.
func (w *World) notifications(
	ctx context.Context, n int, fits func(shop.Notification) bool,
) ([]shop.Notification, error) {
	hook, err := w.hook()
	if err != nil {
		return nil, err
	}
	patience := noticePatience
	if w.env.Control != nil {
		patience = 0 // all that was due has arrived, or will never
		if err := w.env.Control.Flush(ctx, w.entityID()); err != nil {
			return nil, err
		}
	}
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	found, err := hook.Wait(waiting, n, fits)
	if err != nil && (ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded)) {
		return nil, err
	}
	return found, nil
}

// noticesOf returns the id of a transaction, and what the merchant was told of it
// that fits, once n have come or the patience is over.
func (w *World) noticesOf(
	ctx context.Context, noun string, n int, fits func(shop.Notification) bool,
) (string, []shop.Notification, error) {
	id, err := w.told(noun)
	if err != nil {
		return "", nil, err
	}
	found, err := w.notifications(ctx, n, func(n shop.Notification) bool { return n.ID() == id && fits(n) })
	return id, found, err
}

func anyNotice(shop.Notification) bool { return true }

// payloadOf returns a value of what a notification is about.
func payloadOf(n shop.Notification, path string) gjson.Result {
	return gjson.GetBytes(n.Body, "payload."+path)
}

// heardOf says in words what the merchant was told of a transaction.
func (w *World) heardOf(id string) string {
	var all []string
	for _, n := range w.webhook.Received() {
		switch code := payloadOf(n, "result.code").String(); {
		case n.Err != nil:
			all = append(all, n.Err.Error())
		case n.ID() == id:
			all = append(all, fmt.Sprintf("%s (%s)", verdictOf(code), code))
		}
	}
	return orElse(strings.Join(all, ", "), w.silence())
}

// silence says in words that the merchant was told nothing of a transaction. Where
// the webhook was set up by hand, what else came to it tells what is wrong there.
func (w *World) silence() string {
	if w.env.Control != nil {
		return "nothing"
	}
	others, unread := len(w.webhook.Received()), w.webhook.Unread()
	switch {
	case others > 0:
		return fmt.Sprintf("nothing (%d of other transactions came to %s)", others, w.webhook.URL())
	case unread > 0:
		return fmt.Sprintf("nothing (%d came to %s that the channel's webhookSecret does not open)", unread, w.webhook.URL())
	}
	return fmt.Sprintf("nothing (none has come to %s, which the host's webhook is to lead to)", w.webhook.URL())
}

func (w *World) noticeName() string { return "notification of " + orElse(w.notice.ID(), "nothing") }

func (w *World) wrongNotice(noun, got, want string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	return &AssertionError{Subject: noun + " " + id, Path: "notifications", Got: got, Want: want}
}

// expectNotice compares the value at a path of the notification.
func (w *World) expectNotice(path, cell string) error {
	if w.notice.Body == nil {
		return errors.New("the scenario has not looked for a notification yet")
	}
	want, err := parseExpectation(cell)
	if err != nil {
		return err
	}
	if got := gjson.GetBytes(w.notice.Body, path); !want.holds(got) {
		return &AssertionError{Subject: w.noticeName(), Path: path, Got: describe(got), Want: want.String()}
	}
	return nil
}

// ownOfAnswer are members that belong to one answer, not to the payment.
var ownOfAnswer = map[string]bool{"timestamp": true, "ndc": true, "buildNumber": true, "redirect": true}

// noticeRepeats looks for every member of an answer in the notification.
func (w *World) noticeRepeats(p *opp.Payment) (err error) {
	gjson.ParseBytes(p.Body()).ForEach(func(key, want gjson.Result) bool {
		if got := payloadOf(w.notice, key.Str); !ownOfAnswer[key.Str] && !same(got, want) {
			err = &AssertionError{
				Subject: w.noticeName(), Path: "payload." + key.Str, Got: describe(got), Want: describe(want) + " as in the status",
			}
		}
		return err == nil
	})
	return err
}

// same compares two values; of objects, that the one has all the other has. A
// gateway may say more in a notification.
func same(got, want gjson.Result) bool {
	if !want.IsObject() {
		return got.Raw == want.Raw
	}
	all := true
	want.ForEach(func(key, value gjson.Result) bool {
		all = same(got.Get(gjson.Escape(key.Str)), value)
		return all
	})
	return all
}

// mediaType is a content type without its parameters.
func mediaType(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(media))
}
