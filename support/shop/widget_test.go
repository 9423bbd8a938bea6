package shop_test

import (
	"net/http"
	"strings"
	"testing"

	"assay/support/shop"
)

func TestThePageOfTheWidget(t *testing.T) {
	t.Parallel()
	const script = "https://gw.example:8443/v1/paymentWidgets.js?checkoutId=8AC7.node&x=1"
	o := openShop(t, shop.Options{}).NewOrder(nil)
	address, err := o.Widget(shop.Widget{Script: script, Integrity: "sha384-a+/=", Brands: []string{"VISA", "PAYPAL"}})
	if err != nil {
		t.Fatal(err)
	}
	res, page := fetch(t, http.MethodGet, address, "")
	for _, want := range []string{
		`<script src="https://gw.example:8443/v1/paymentWidgets.js?checkoutId=8AC7.node&amp;x=1" integrity="sha384-a&#43;/="` +
			` crossorigin="anonymous"></script>`,
		`<form action="` + o.ResultURL() + `" class="paymentWidgets" data-brands="VISA PAYPAL"></form>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if got := res.Header.Get("Content-Security-Policy"); got != "" {
		t.Errorf("Content-Security-Policy = %q, want none", got)
	}
}

func TestTheStrictPageAllowsTheGatewayAlone(t *testing.T) {
	t.Parallel()
	o := openShop(t, shop.Options{}).NewOrder(nil)
	address, err := o.Widget(shop.Widget{Script: "https://gw.example/v1/paymentWidgets.js?checkoutId=1", Strict: true})
	if err != nil {
		t.Fatal(err)
	}
	res, page := fetch(t, http.MethodGet, address, "")
	got := res.Header.Get("Content-Security-Policy")
	if !strings.Contains(got, "script-src https://gw.example;") || strings.Contains(got, "unsafe") {
		t.Errorf("Content-Security-Policy = %q", got)
	}
	if strings.Contains(page, "integrity") {
		t.Errorf("the page has the hash of nothing:\n%s", page)
	}
}

func TestAWidgetNeedsAScript(t *testing.T) {
	t.Parallel()
	o := openShop(t, shop.Options{}).NewOrder(nil)
	for _, script := range []string{"", "javascript:alert(1)", "/v1/paymentWidgets.js"} {
		if address, err := o.Widget(shop.Widget{Script: script}); err == nil {
			t.Errorf("a page with the script %q is at %s", script, address)
		}
	}
}
