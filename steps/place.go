package steps

import (
	"context"
	"maps"
	"slices"
	"strings"

	"assay/support/browser"
	"assay/support/shop"
)

// places are the words of {place}. Of the hosts, this machine has two names: by
// one of them the shop is of the gateway's site, by the other it is of another.
var places = map[string]shop.Place{
	"a frame":                 {Frame: true},
	"a frame on another host": {Frame: true, Host: "localhost"},
	"a popup":                 {Popup: true},
	"a new tab":               {NewTab: true},
}

func placePattern() string { return strings.Join(slices.Sorted(maps.Keys(places)), "|") }

// sendOffIn opens the merchant's page and goes where it shows the payment.
func (w *World) sendOffIn(ctx context.Context, redirect shop.Redirect) error {
	place := places[w.place]
	url, err := w.order.SendOffIn(place, redirect)
	if err != nil {
		return err
	}
	if err := w.goTo(ctx, url); err != nil || place.Frame {
		return err
	}
	if err := w.tab.Perform(ctx, browser.Action{Press: shop.PaymentOpens}); err != nil {
		return err
	}
	window, err := w.tab.Opened(ctx)
	if err != nil {
		return err
	}
	w.opener, w.tab = w.tab, window
	return nil
}

// inPlace puts the actions, with the frames that they are in, into the frame of
// the merchant's page, if the payment is shown in one.
func (w *World) inPlace(actions []browser.Action) []browser.Action {
	if !places[w.place].Frame {
		return actions
	}
	framed := slices.Clone(actions)
	for i := range framed {
		if !framed[i].Back {
			framed[i].Frame = append(browser.Path{shop.PaymentFrame}, framed[i].Frame...)
		}
	}
	return framed
}
