package steps

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"

	"assay/support/shop"
	"assay/support/simulator/control"

	"github.com/cucumber/godog"
)

var (
	hasWebhook       = sentence(`the merchant has a webhook`)
	hasWebhookThat   = sentence(`the merchant has a webhook that {manner}`)
	hasTwoWebhooks   = sentence(`the merchant has two webhooks`)
	hasWebhookFor    = sentence(`the merchant has a webhook for {events}`)
	webhookUntested  = sentence(`the merchant has a webhook whose test notification was refused`)
	webhookFails     = sentence(`the merchant's webhook fails {times}`)
	secretIsLost     = sentence(`the merchant has lost the webhook's secret`)
	isNotified       = sentence(`the merchant is notified that the {transaction} is {verdict}`)
	isNotifiedOften  = sentence(`the merchant is notified of the {transaction} {times}`)
	bothNotified     = sentence(`both of the merchant's webhooks are notified of the {transaction}`)
	isNotifiedAction = sentence(`the merchant is notified of the {transaction} with the action "{value}"`)
	noticesAlike     = sentence(`all notifications of the {transaction} say the same`)
	isNotNotified    = sentence(`the merchant is not notified of the {transaction}`)
	firstNotice      = sentence(`the merchant's first notification of the {transaction} says that it is {verdict}`)
	notificationHas  = sentence(`the notification has:`)
	noticeIsStatus   = sentence(`the notification says what the status says`)
	noticeComesAs    = sentence(`the notification comes as "{value}"`)
	noticeUnreadable = sentence(`the merchant is notified of what it cannot read`)
	vectorsDiffer    = sentence(`each notification was encrypted with a vector of its own`)
	failuresNoted    = sentence(`the gateway's list of failures has the {transaction} {times}`)
)

func registerWebhook(r Registrar, w *World) {
	r.Given(hasWebhook, w.hasWebhook)
	r.Given(hasWebhookThat, w.hasWebhookThat)
	r.Given(hasTwoWebhooks, w.hasTwoWebhooks)
	r.Given(hasWebhookFor, w.hasWebhookFor)
	r.Given(webhookUntested, w.webhookUntested)
	r.Given(webhookFails, w.webhookFails)
	r.Given(secretIsLost, w.secretIsLost)
	r.Then(isNotified, w.isNotified)
	r.Then(isNotifiedOften, w.isNotifiedOften)
	r.Then(bothNotified, w.bothNotified)
	r.Then(isNotifiedAction, w.isNotifiedAction)
	r.Then(noticesAlike, w.noticesAlike)
	r.Then(isNotNotified, w.isNotNotified)
	r.Then(firstNotice, w.firstNotice)
	r.Then(notificationHas, w.notificationHas)
	r.Then(noticeIsStatus, w.noticeIsStatus)
	r.Then(noticeComesAs, w.noticeComesAs)
	r.Then(noticeUnreadable, w.noticeUnreadable)
	r.Then(vectorsDiffer, w.vectorsDiffer)
	r.Then(failuresNoted, w.failuresNoted)
}

func (w *World) hasWebhook(ctx context.Context) error {
	if w.env.Control == nil {
		return w.openWebhook() // set up at the host by hand
	}
	return w.setWebhook(ctx, control.Webhook{})
}

func (w *World) hasWebhookThat(ctx context.Context, manner string) error {
	if manner == "wraps its body in JSON" {
		return w.setWebhook(ctx, control.Webhook{Wrapper: "JSON"})
	}
	return w.setWebhook(ctx, control.Webhook{Fields: "NON_CUSTOMER_DATA"})
}

func (w *World) hasTwoWebhooks(ctx context.Context) error {
	return w.setWebhook(ctx, control.Webhook{}, control.Webhook{})
}

func (w *World) hasWebhookFor(ctx context.Context, events string) error {
	types := map[string]string{
		"payments": "PAYMENTS", "registrations": "REGISTRATIONS", "schedules": "SCHEDULES", "risk checks": "RISKS",
	}
	return w.setWebhook(ctx, control.Webhook{Types: []string{types[events]}})
}

// webhookUntested sets a webhook up that the gateway has no reason to use.
func (w *World) webhookUntested(ctx context.Context) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	if err := w.configureWebhook(ctx, control.Webhook{}); err != nil {
		return err
	}
	w.webhook.Refuse(1, http.StatusServiceUnavailable)
	if err := gateway.ActivateWebhooks(ctx, w.entityID()); err == nil {
		return errors.New("the gateway activated a webhook that refused its test notification")
	}
	return nil
}

func (w *World) webhookFails(times string) error {
	n, err := parseCount(times)
	if err != nil {
		return err
	}
	hook, err := w.hook()
	if err != nil {
		return err
	}
	hook.Refuse(n, http.StatusServiceUnavailable)
	return nil
}

func (w *World) secretIsLost() error {
	hook, err := w.hook()
	if err != nil {
		return err
	}
	hook.LoseSecret()
	return nil
}

func (w *World) isNotified(ctx context.Context, noun, verdict string) error {
	id, found, err := w.noticesOf(ctx, noun, 1, func(n shop.Notification) bool {
		return verdictOf(payloadOf(n, "result.code").String()) == verdict
	})
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return w.wrongNotice(noun, w.heardOf(id), "one that it is "+verdict)
	}
	w.notice = found[0]
	return nil
}

// isNotifiedAction looks among all notifications: they come in any order.
func (w *World) isNotifiedAction(ctx context.Context, noun, action string) error {
	id, found, err := w.noticesOf(ctx, noun, 1, func(n shop.Notification) bool { return n.Action == action })
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return w.wrongNotice(noun, w.heardOf(id), "one with the action "+action)
	}
	w.notice = found[0]
	return nil
}

func (w *World) isNotifiedOften(ctx context.Context, noun, times string) error {
	want, err := parseCount(times)
	if err != nil {
		return err
	}
	id, found, err := w.noticesOf(ctx, noun, want, anyNotice)
	if err != nil {
		return err
	}
	if len(found) != want {
		return w.wrongNotice(noun, fmt.Sprintf("%d (%s)", len(found), w.heardOf(id)), fmt.Sprint(want))
	}
	if want > 0 {
		w.notice = found[0]
	}
	return nil
}

// bothNotified expects one notification at each of two addresses.
func (w *World) bothNotified(ctx context.Context, noun string) error {
	_, found, err := w.noticesOf(ctx, noun, 2, anyNotice)
	if err != nil {
		return err
	}
	addresses := map[string]bool{}
	for _, n := range found {
		addresses[n.URL] = true
	}
	if len(found) != 2 || len(addresses) != 2 {
		return w.wrongNotice(noun, fmt.Sprintf("%d at %d addresses", len(found), len(addresses)), "2 at 2 addresses")
	}
	return nil
}

// noticesAlike compares what came of one transaction: who tells the same twice
// tells of one event.
func (w *World) noticesAlike(ctx context.Context, noun string) error {
	_, found, err := w.noticesOf(ctx, noun, 2, anyNotice)
	if err != nil {
		return err
	}
	if len(found) < 2 {
		return w.wrongNotice(noun, fmt.Sprint(len(found)), "several, to compare")
	}
	for _, n := range found[1:] {
		if !bytes.Equal(n.Body, found[0].Body) {
			return w.wrongNotice(noun, "some that say different things", "the same each time")
		}
	}
	return nil
}

func (w *World) isNotNotified(ctx context.Context, noun string) error {
	return w.isNotifiedOften(ctx, noun, "0 times")
}

func (w *World) firstNotice(ctx context.Context, noun, verdict string) error {
	id, found, err := w.noticesOf(ctx, noun, 1, anyNotice)
	if err != nil {
		return err
	}
	if len(found) == 0 || verdictOf(payloadOf(found[0], "result.code").String()) != verdict {
		return w.wrongNotice(noun, w.heardOf(id), verdict+" first")
	}
	return nil
}

// notificationHas takes a table of path and expectation, see [expectation].
func (w *World) notificationHas(table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.expectNotice(row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}

// noticeIsStatus asks for the status and looks for everything in it.
func (w *World) noticeIsStatus(ctx context.Context) error {
	p, err := w.gateway.Status(ctx, paymentPath(w.notice.ID()))
	if err != nil {
		return err
	}
	return w.noticeRepeats(p)
}

func (w *World) noticeComesAs(want string) error {
	if got := mediaType(w.notice.ContentType); got != want {
		return &AssertionError{Subject: w.noticeName(), Path: "Content-Type", Got: got, Want: want}
	}
	return nil
}

func (w *World) noticeUnreadable(ctx context.Context) error {
	found, err := w.notifications(ctx, 1, func(n shop.Notification) bool { return errors.Is(n.Err, shop.ErrUnreadable) })
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return &AssertionError{
			Subject: "webhook", Path: "notifications that do not open", Got: "none",
			Want: "one, since the secret is another",
		}
	}
	return nil
}

func (w *World) vectorsDiffer() error {
	hook, err := w.hook()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	all := hook.Received()
	for _, n := range all {
		if seen[n.Vector] {
			return &AssertionError{
				Subject: "webhook", Path: "X-Initialization-Vector", Got: "the same twice", Want: "another each time",
			}
		}
		seen[n.Vector] = true
	}
	if len(all) < 2 {
		return fmt.Errorf("%d notifications came, too few to compare", len(all))
	}
	return nil
}

func (w *World) failuresNoted(ctx context.Context, noun, times string) error {
	want, err := parseCount(times)
	if err != nil {
		return err
	}
	id, err := w.told(noun)
	if err != nil {
		return err
	}
	gateway, err := w.control()
	if err != nil {
		return err
	}
	listed, err := gateway.WebhookFailures(ctx, w.entityID(), "")
	if err != nil {
		return err
	}
	got := 0
	for _, f := range listed {
		if f.ID == id {
			got++
		}
	}
	if got != want {
		return w.wrongNotice(noun, fmt.Sprintf("listed %d times", got), fmt.Sprintf("listed %d times", want))
	}
	return nil
}
