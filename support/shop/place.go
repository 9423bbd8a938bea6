package shop

import (
	"bytes"
	"net/url"
)

// Place is where the merchant's page has the payment shown. The zero value is
// the whole page.
type Place struct {
	Frame  bool   // in a frame of the merchant's page
	Popup  bool   // in a small window over it
	NewTab bool   // beside it
	Host   string // other than the shop's own, by which the page is opened; "" = the shop's
}

// The names by which a shopper finds the payment on the merchant's page.
const (
	PaymentFrame = "Your payment" // title of the frame
	PaymentOpens = "Pay now"      // the button that opens a window
)

// SendOffIn is [Order.SendOff] from a page that keeps the merchant in sight: it
// shows the payment in a frame of the size that card issuers make their pages
// for, or has a button that opens a window. The same goes first into hidden
// frames.
//
// Source: EMV 3-D Secure, challenge window of 390 x 400; HTML, names of
// navigables.
func (o *Order) SendOffIn(p Place, r Redirect) (string, error) {
	var page bytes.Buffer
	if err := r.write(&page, p); err != nil {
		return "", err
	}
	address := o.publish(page.Bytes(), "", "")
	if p.Host == "" {
		return address, nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	u.Host = p.Host
	if port := o.shop.public.Port(); port != "" {
		u.Host += ":" + port
	}
	return u.String(), nil
}
