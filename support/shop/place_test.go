package shop_test

import (
	"strings"
	"testing"

	"assay/support/browser"
	"assay/support/shop"
)

func TestThePaymentIsShownWhereTheMerchantWants(t *testing.T) {
	t.Parallel()
	b := startBrowser(t)
	s := openShop(t, shop.Options{})
	for name, place := range map[string]shop.Place{
		"a frame": {Frame: true}, "a frame of a page on another host": {Frame: true, Host: "localhost"},
		"a popup": {Popup: true}, "a new tab": {NewTab: true},
	} {
		t.Run(name, func(t *testing.T) {
			i := newIssuer(t)
			o := s.NewOrder(nil)
			defer o.Close()
			away, err := o.SendOffIn(place, shop.Redirect{
				URL: i.URL + "/execute?s=1", Parameters: with("token", "t", "submit", "x"),
				Preconditions: []shop.Precondition{{URL: i.URL + "/method"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if there := strings.HasPrefix(away, "http://localhost:"); there != (place.Host != "") {
				t.Errorf("the merchant's page is at %s", away)
			}
			tab, err := b.Open(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer tab.Close()
			if err := tab.Go(t.Context(), away); err != nil {
				t.Fatal(err)
			}
			sees := browser.Action{See: "Issuer"}
			at := tab
			if place.Frame {
				sees.Frame = browser.Path{shop.PaymentFrame}
			} else {
				if err := tab.Perform(t.Context(), browser.Action{Press: shop.PaymentOpens}); err != nil {
					t.Fatal(err)
				}
				if at, err = tab.Opened(t.Context()); err != nil {
					t.Fatal(err)
				}
				defer at.Close()
			}
			if err := at.Perform(t.Context(), sees); err != nil {
				t.Fatal(err)
			}
			// The merchant's page is still there, and what goes before went before.
			if err := tab.Perform(t.Context(), browser.Action{See: "On the way"}); err != nil {
				t.Error(err)
			}
			i.mu.Lock()
			defer i.mu.Unlock()
			if len(i.seen) != 2 || !strings.HasPrefix(i.seen[0], "POST /method") ||
				!strings.HasPrefix(i.seen[1], "POST /execute s=1&submit=x&token=t") {
				t.Errorf("the issuer saw %q", i.seen)
			}
		})
	}
}

func TestAPlaceForARedirectThatLeadsNowhere(t *testing.T) {
	t.Parallel()
	o := openShop(t, shop.Options{}).NewOrder(nil)
	defer o.Close()
	if address, err := o.SendOffIn(shop.Place{Frame: true}, shop.Redirect{URL: "javascript:alert(1)"}); err == nil {
		t.Errorf("SendOffIn = %q, want an error", address)
	}
}
