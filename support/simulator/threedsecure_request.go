package simulator

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// browserData is what a payment by 3-D Secure has to say of the shopper's
// browser. The list has userAgent too, which the vendor's own sample does not
// send (VISA-05), so that it is not asked for. Source: 3-D Secure Parameters.
var browserData = []string{
	"customer.browser.acceptHeader", "customer.browser.language", "customer.browser.screenHeight",
	"customer.browser.screenWidth", "customer.browser.timezone",
}

// The length of a holder's name that 3-D Secure takes. Source: 3-D Secure
// Parameters.
const (
	minHolder    = 2
	maxHolder    = 45
	holderFormat = `must match ^[\s\S]{2,45}$`
)

// authentication checks what 3-D Secure wants beyond formats. The return address
// is asked for whatever the card: nobody knows beforehand what its issuer does.
// The first version knows no browsers, and of a stored card all is known.
func (v *invalid) authentication(f *form, o *order) {
	var names []string
	if o.stored == nil {
		names = []string{"card.expiryMonth", "card.expiryYear", "card.holder"} // a brand may require them too
	}
	if !o.issuer.First {
		names = append(names, browserData...)
	}
	v.require(f, slices.DeleteFunc(names, v.about)...)
	n := utf8.RuneCountInString(f.get("card.holder"))
	if n > 0 && (n < minHolder || n > maxHolder) {
		v.add("card.holder", f.get("card.holder"), holderFormat)
	}
	if f.get("shopperResultUrl") == "" { // a wrong one was complained of before
		v.returnURL(f, true)
	}
}

// read3DS notes whether 3-D Secure is applied to a request, and what its card's
// issuer does, as long as its number is there.
func (e *exchange) read3DS() {
	if e.order.runs3DS = e.asks3DS(); e.order.runs3DS {
		e.order.issuer = e.issuerOf()
	}
}

var externalNotEchoed = wrongly("threedsecure", "external-values-not-repeated",
	"the answer does not repeat the values of an authentication that the merchant brought along")

// answered3DS are the members of threeDSecure that the gateway fills in itself.
var answered3DS = []string{
	"version", "flow", "acsTransactionId", "challengeMandatedIndicator", "authType", "eci", "verificationId",
	"dsTransactionId", "authenticationStatus",
}

// lastDigits are the four that may be shown of a card number.
func lastDigits(number string) string { return strings.Clone(number[max(0, len(number)-4):]) }

// secure notes what a request says of 3-D Secure. It is nothing mostly.
func (p *payment) secure(e *exchange) {
	asked := groupOf(&e.form, "threeDSecure")
	if !e.order.runs3DS && (asked == nil || e.profile.faulty(externalNotEchoed)) {
		return
	}
	x := &secured{runs: e.order.runs3DS, issuer: e.order.issuer}
	if x.runs {
		asked = slices.DeleteFunc(asked, func(l leaf) bool { return slices.Contains(answered3DS, l.path) })
		x.digits, x.server = lastDigits(e.form.get("card.number")), e.channel.ids.uuid()
		if stored := e.order.stored; stored != nil {
			x.digits = stored.digits
		}
	}
	if len(asked) > 0 {
		w := writer{}
		nest(&w, asked)
		x.asked = w.b[1 : len(w.b)-1]
	}
	p.secured = x
}

// write adds the threeDSecure of an answer: what was asked, and what came of
// it; with chain.mu held. Source: recorded answers.
func (x *secured) write(w *writer) {
	if x == nil || len(x.asked) == 0 && x.result == nil {
		return
	}
	w.open("threeDSecure", '{')
	w.raw(x.asked)
	if a := x.result; a != nil {
		w.textIf("eci", a.eci)
		w.textIf("verificationId", a.verification)
		w.text("version", a.version)
		w.text("flow", a.flow)
		w.text("dsTransactionId", a.dsID)
		w.text("acsTransactionId", a.acsID)
		w.text("challengeMandatedIndicator", yesNo[a.flow == "challenge"])
		w.text("authenticationStatus", a.status)
		w.textIf("authType", a.authType)
	}
	w.close('}')
}

var yesNo = map[bool]string{true: "Y", false: "N"}

var pendingShowsAmount = wrongly("threedsecure", "pending-shows-amount",
	"the answer that sends the shopper to the issuer shows an amount as if it were reserved")

// hidesAmount says whether an answer leaves out amount, currency and descriptor
// because the issuer has not been asked yet; with chain.mu held. Source: recorded answers.
func (p *payment) hidesAmount() bool {
	return p.secured != nil && p.secured.runs && p.state() == pending &&
		!p.channel.profile.Load().faulty(pendingShowsAmount)
}
