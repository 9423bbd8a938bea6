package steps

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"assay/support/browser"
	"assay/support/opp"
	"assay/support/spec"
)

// itsBrowser is the persona that knows what 3-D Secure asks of a shopper's
// browser. Nothing of it depends on the host, so that the simulator's stands in
// for a target that has none.
const itsBrowser = "browser"

// describeBrowser adds the shopper's browser to a card payment, and where the
// shopper returns to: the card's issuer may want to see them.
func (w *World) describeBrowser(params opp.Params) (opp.Params, error) {
	year := w.env.Now().Year()
	data, found := w.env.Personas.Find("*", itsBrowser, year)
	if !found {
		data, _ = spec.SimulatorPersonas().Find("*", itsBrowser, year)
	}
	for _, p := range data {
		params.Set(p.Name, p.Value)
	}
	if params.Has("shopperResultUrl") {
		return params, nil
	}
	back, err := w.newOrder()
	if err != nil {
		return nil, err
	}
	params.Add("shopperResultUrl", back)
	return params, nil
}

// authenticationRequest builds the request that makes sure of the shopper
// without a payment.
func (w *World) authenticationRequest(brand string) (opp.Params, error) {
	params, err := w.initialRequest("DB", brand)
	return leaveOut(params, "paymentType"), err
}

// issuerPage is the kind of page that the shopper meets at the issuer: in a
// window if the merchant named one of the sizes below the whole page.
//
// Source: parameters.tsv, customer.browser.challengeWindow.
func (w *World) issuerPage() string {
	switch strings.TrimPrefix(w.window, "0") {
	case "1", "2", "3", "4":
		return spec.IssuerWindow
	}
	return spec.IssuerPage
}

// waitingPage is the kind of page that the shopper meets at an issuer that asks on
// the phone.
func (w *World) waitingPage() string {
	if w.issuerPage() == spec.IssuerWindow {
		return spec.WaitingWindow
	}
	return spec.WaitingPage
}

// decideOnPhone sends the shopper off to the issuer's page and, while it waits,
// to an outcome on the phone.
func (w *World) decideOnPhone(ctx context.Context, outcome string) error {
	actions, err := w.journey("", spec.IssuerPhone, outcome)
	if err != nil {
		return err
	}
	if err := w.walkPage(ctx, "", w.waitingPage(), "open phone"); err != nil {
		return err
	}
	phone, err := w.tab.Opened(ctx)
	if err != nil {
		return err
	}
	defer phone.Close()
	return through(spec.IssuerPhone, outcome, phone.Walk(ctx, actions))
}

// waitingPageReturns expects that the page that waited makes way for the shop.
func (w *World) waitingPageReturns(ctx context.Context) error {
	actions, err := w.journey("", w.waitingPage(), "return")
	if err != nil {
		return err
	}
	return shownAs("the shop, once the phone has decided", w.tab.Walk(ctx, w.inPlace(actions)))
}

// shownAs makes what the issuer's page lacks an assertion that has failed.
func shownAs(want string, err error) error {
	if failure := failedAs(err, browser.NotFound, browser.Withheld); failure != nil {
		return &AssertionError{Subject: "issuer's page", Path: "what it shows", Got: failure.Error(), Want: want}
	}
	return err
}

// carried are the values of an authentication that go with a payment.
//
// Source: parameters.tsv, threeDSecure.*, external authentication.
var carried = []string{
	"eci", "verificationId", "version", "dsTransactionId", "acsTransactionId", "authenticationStatus",
}

// valuesOf takes them out of an answer.
func valuesOf(p *opp.Payment) opp.Params {
	var values opp.Params
	for _, name := range carried {
		if value := p.Get("threeDSecure." + name).String(); value != "" {
			values.Add("threeDSecure."+name, value)
		}
	}
	return values
}

// expectMethodData looks at the method data of an answer's first precondition:
// base64url of JSON that names a transaction and where to tell that it is done.
//
// Source: recorded answers of the platform.
func expectMethodData(p *opp.Payment) error {
	const path = `redirect.preconditions.0.parameters.#(name=="threeDSMethodData").value`
	value := p.Get(path).String()
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(value, "="))
	var data struct {
		NotificationURL string `json:"threeDSMethodNotificationURL"`
		TransactionID   string `json:"threeDSServerTransID"`
	}
	if err != nil || json.Unmarshal(text, &data) != nil || data.TransactionID == "" ||
		!strings.HasPrefix(data.NotificationURL, "http") {
		return wrong(p, path, fmt.Sprintf("%q", text), "a transaction and a notification URL, as JSON in base64url")
	}
	return nil
}
