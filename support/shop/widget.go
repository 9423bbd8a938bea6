package shop

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

// Widget is what the merchant's page needs to show a gateway's payment form.
//
// Source: COPYandPAY, "Create the payment form".
type Widget struct {
	Script    string   // absolute address of the script, which names the checkout
	Integrity string   // hash of the script, as the gateway answered it; "" = none
	Brands    []string // that the shopper may choose from

	// Strict makes the page allow the gateway's host alone, and no script or
	// style within the page. Gateways that serve their parts from several hosts
	// cannot be used on such a page.
	Strict bool
}

// Widget publishes the merchant's page with the gateway's payment form and
// returns its address. The form leads back to the order.
//
// Source: COPYandPAY, "Create the payment form".
func (o *Order) Widget(w Widget) (string, error) {
	script, err := url.Parse(w.Script)
	if err == nil {
		err = check("widget", w.Script, http.MethodGet)
	}
	if err != nil {
		return "", err
	}
	var page bytes.Buffer
	err = pages.ExecuteTemplate(&page, "widget.html", map[string]any{
		"Action": template.URL(o.ResultURL()), //nolint:gosec // the shop's own
		"Script": w.Script, "Integrity": w.Integrity, "Brands": strings.Join(w.Brands, " "),
	})
	if err != nil {
		return "", fmt.Errorf("shop: write the page with the widget: %w", err)
	}
	policy := ""
	if w.Strict {
		host := script.Scheme + "://" + script.Host
		policy = fmt.Sprintf("default-src 'none'; script-src %[1]s; connect-src %[1]s; frame-src %[1]s; "+
			"form-action 'self' %[1]s; base-uri 'none'", host)
	}
	return o.publish(page.Bytes(), "", policy), nil
}
