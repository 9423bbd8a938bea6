package simulator

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

var (
	cardShown        = wrongly("payments", "card-shown", "answers have a card number")
	walletTokenShown = wrongly("payments", "wallet-token-shown", "answers have a wallet's payment token")
)

// newPayment makes a payment from a request that passed the checks of format.
func (s *Server) newPayment(e *exchange) *payment {
	f := &e.form
	kind := own(initialTypes, f.get("paymentType"))
	automatic := kind == typePACP
	if automatic {
		kind = typePA
	}
	p := newInitial(e.channel, kind)
	p.brand, p.at, p.made = e.order.name, e.now, e.now.UnixNano()
	p.chain.assumed, p.chain.brand, p.chain.scheduled = e.order.brand.Assumed, p.brand, e.order.scheduled
	p.chain.checkout = e.checkout.ofChain()
	if automatic {
		p.chain.onEnd = s.captureAtOnce
	}
	p.take(f)
	p.chain.token, p.chain.agreement = e.order.token, e.agreement()
	e.out.b = e.out.b[:0]
	if stored := e.order.stored; stored != nil {
		e.out.raw(stored.members)
		echoOthers(&e.out, f)
	} else {
		echoMost(&e.out, f)
	}
	if e.profile.faulty(cardShown) {
		e.out.b = bytes.Replace(e.out.b, []byte(`"bin"`), []byte(`"number":"0000000000000000","bin"`), 1) // a made-up one
	}
	if e.profile.faulty(walletTokenShown) && e.order.brand.Kind == "wallet" {
		e.out.open("applePay", '{')
		e.out.text("paymentToken", "c2hvd24=") // a made-up one
		e.out.close('}')
	}
	p.secure(e)
	p.screen(e)
	p.echo = append([]byte(nil), e.out.b...)

	m := &p.chain.ledger[0]
	m.amount, _ = parseAmount(f.get("amount"))
	m.currency = strings.Clone(strings.ToUpper(f.get("currency")))
	m.mode = e.mode()
	m.at = e.now
	if limit := f.get("numberOfCaptures"); limit != "" {
		m.maxCaptures, _ = strconv.Atoi(limit) // its format was checked
	}
	return p
}

// take copies the words of a request that every payment keeps. They are copies:
// the request's own memory held a card number.
func (p *payment) take(f *form) {
	p.reference = strings.Clone(f.get("merchantTransactionId"))
	p.descriptor = strings.Clone(f.get("descriptor"))
}

// mode is that of a new transaction: testMode in the request wins over the
// channel's, but not over a live one (D27).
func (e *exchange) mode() string {
	if mode := e.form.get("testMode"); mode != "" && e.profile.Mode != modeLive {
		return strings.Clone(mode)
	}
	return e.profile.Mode
}

// own returns the list's own copy of a value that is in it.
func own(list []string, value string) string {
	if i := slices.Index(list, value); i >= 0 {
		return list[i]
	}
	return strings.Clone(value)
}
