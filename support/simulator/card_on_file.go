package simulator

import "strings"

// agreement is what a payment says of a card on file: its standing instruction,
// or the older recurringType. It does not change once the payment is kept.
type agreement struct {
	legacy    string // recurringType, as sent
	members   []byte // of standingInstruction, as sent, without initialTransactionId
	sent      string // its initialTransactionId, as sent
	initialID string // that of the agreement's first payment; "" = this is the first
}

var (
	initialIDMissing = wrongly("registrations", "initial-transaction-id-missing",
		"an approved card-on-file payment has no initialTransactionId")
	initialIDChanges = wrongly("registrations", "initial-transaction-id-changes",
		"every payment of an agreement gets an initialTransactionId of its own")
	initialIDEarly = wrongly("registrations", "initial-transaction-id-early",
		"a pending card-on-file payment has an initialTransactionId already")
	agreementUnchecked = wrongly("registrations", "agreement-unchecked",
		"a merchant may charge a card on file without naming the first payment")
	agreementUnrepeated = wrongly("registrations", "standing-instruction-not-repeated",
		"an answer does not repeat the standing instruction")
)

// The names that a card on file is described with.
const (
	standingGroup = "standingInstruction."
	initialIDName = "initialTransactionId"
)

// agreement reads what a request says of a card on file; nil when it says
// nothing. A later payment takes the first one's id from the request, or else
// from the registration it is made with.
func (e *exchange) agreement() *agreement {
	f := &e.form
	standing, legacy := f.any(standingGroup), f.get("recurringType")
	if !standing && legacy == "" {
		return nil
	}
	a := &agreement{legacy: strings.Clone(legacy), sent: strings.Clone(f.get(standingGroup + initialIDName))}
	repeated := f.get(standingGroup+"mode") == "REPEATED" || legacy == "REPEATED"
	if repeated && !e.profile.faulty(initialIDChanges) {
		if a.initialID = a.sent; a.sent == "" {
			a.initialID = e.order.initialID
		}
	}
	if !e.profile.faulty(agreementUnrepeated) {
		var w writer
		for _, l := range groupOf(f, "standingInstruction") {
			if l.path != initialIDName {
				w.text(l.path, l.value)
			}
		}
		a.members = w.b
	}
	return a
}

// merchantInitiated says whether the shopper is absent: the merchant charges a
// card on file. Such a payment is not authenticated by 3-D Secure and needs no
// security code. That it is a rule is assumed.
//
// Source: flows of tokenisation, "Card on file".
func (f *form) merchantInitiated() bool {
	switch f.get(standingGroup + "source") {
	case "MIT":
		return true
	case "":
		return f.get("recurringType") == "REPEATED"
	}
	return false
}

// checkAgreement refuses a card-on-file payment that is set up wrongly.
func (s *Server) checkAgreement(e *exchange, p *payment) string {
	if p.chain.agreement == nil || e.profile.faulty(agreementUnchecked) {
		return ""
	}
	return e.form.agreementCode(p.brand, e.order.stored != nil)
}

// agreementCode is the code of what is wrong with the description of a card on
// file, "" if nothing is. A charge by the merchant names the first payment, unless
// the platform stores the account; a recurring one of Mastercard says how it
// recurs. That a description without mode or source is refused, and the code
// without any registration, is assumed.
//
// Source: parameters.tsv, standingInstruction; result codes 600.200.501, 100.150.300.
func (f *form) agreementCode(brand string, stored bool) string {
	mode, source := f.get(standingGroup+"mode"), f.get(standingGroup+"source")
	switch {
	case !f.any(standingGroup):
		if f.merchantInitiated() && !stored {
			return codeNoFirstPayment
		}
	case mode == "", source == "",
		mode == "REPEATED" && f.merchantInitiated() && !stored && f.get(standingGroup+initialIDName) == "",
		brand == "MASTER" && f.get(standingGroup+"type") == "RECURRING" && f.get(standingGroup+"recurringType") == "":
		return codeWrongRecurring
	}
	return ""
}

// initialID is the scheme's id of the agreement's first payment, "" for a payment
// without an agreement.
func (p *payment) initialID() string {
	a := p.chain.agreement
	switch {
	case a == nil || p.on != "":
		return ""
	case a.initialID != "":
		return a.initialID
	}
	var id [15]byte
	n := p.channel.ids.key ^ p.number
	for i := range id {
		n = mix(n)
		id[i] = byte('0' + n%10)
	}
	return string(id[:])
}

// writeAgreement repeats the standing instruction, and adds to an approved
// payment's what later payments need; with chain.mu held.
//
// Source: response-parameters.tsv; recorded webhooks.
func (p *payment) writeAgreement(w *writer) {
	a := p.chain.agreement
	if a == nil || p.on != "" {
		return
	}
	w.textIf("recurringType", a.legacy)
	if a.members == nil {
		return
	}
	w.open("standingInstruction", '{')
	w.raw(a.members)
	c, id := p.channel.profile.Load(), a.sent
	if p.kind != typeRG && (p.state() == approved || p.state() == pending && c.faulty(initialIDEarly)) {
		id = p.initialID()
	}
	if !c.faulty(initialIDMissing) {
		w.textIf(initialIDName, id)
	}
	w.close('}')
}
